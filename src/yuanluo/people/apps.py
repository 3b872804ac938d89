"""Django's name for this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app `people`."""

    name = "yuanluo.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
