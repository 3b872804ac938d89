"""Django's name for this app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The app `insight`."""

    name = "yuanluo.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
