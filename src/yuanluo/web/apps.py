"""Django's name for this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app `web`."""

    name = "yuanluo.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
