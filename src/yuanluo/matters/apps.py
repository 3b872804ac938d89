"""Django's name for this app."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """The app `matters`."""

    name = "yuanluo.matters"
    label = "matters"
    default_auto_field = "django.db.models.BigAutoField"
