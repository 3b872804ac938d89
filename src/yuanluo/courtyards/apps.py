"""Django's name for this app."""

from django.apps import AppConfig


class CourtyardsConfig(AppConfig):
    """The app `courtyards`."""

    name = "yuanluo.courtyards"
    label = "courtyards"
    default_auto_field = "django.db.models.BigAutoField"
