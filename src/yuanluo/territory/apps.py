"""Django's name for this app."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """The app `territory`."""

    name = "yuanluo.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"
