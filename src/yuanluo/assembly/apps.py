"""Django's name for this app."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """The app `assembly`."""

    name = "yuanluo.assembly"
    label = "assembly"
    default_auto_field = "django.db.models.BigAutoField"
