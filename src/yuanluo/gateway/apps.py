"""Django's name for this app."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    """The app `gateway`."""

    name = "yuanluo.gateway"
    label = "gateway"
    default_auto_field = "django.db.models.BigAutoField"
