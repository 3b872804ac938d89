"""Django's names for this app and for the admin, and where checks are found."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class ConfigConfig(AppConfig):
    """The app `config`."""

    name = "yuanluo.config"
    label = "config"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks, and hand every app's effects and facts to matters."""
        import_module("yuanluo.config.checks")
        registry = import_module("yuanluo.config.registry")
        registry.install()


class OperatorConfig(admin.AdminConfig):
    """Puts the operator's site in the place of Django's."""

    default = False
    default_site = "yuanluo.config.operator.OperatorSite"
