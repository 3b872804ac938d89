"""Django's name for this app."""

from django.apps import AppConfig


class PublicityConfig(AppConfig):
    """The app `publicity`."""

    name = "yuanluo.publicity"
    label = "publicity"
    default_auto_field = "django.db.models.BigAutoField"
