"""Django's name for this app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The app `config`."""

    name = "yuanluo.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"
