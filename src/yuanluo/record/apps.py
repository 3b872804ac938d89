"""Django's name for this app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The app `record`."""

    name = "yuanluo.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
