"""Every effect and fact of the apps, gathered for `matters` and for the checker.

An app declares them in its `effects` module; which apps there are is said here once.
Refuses an app that declares none: it would not be in the list.
"""

from importlib import import_module
from types import ModuleType

from yuanluo.kernel.effect import Effect, Fact
from yuanluo.matters import registry

#: Apps with an `effects` module, lowest first.
APPS = ("publicity", "assembly", "matters")


def effects() -> tuple[Effect, ...]:
    """Give every effect that a step can carry out."""
    return tuple(one for app in APPS for one in _module(app).EFFECTS)


def facts() -> tuple[Fact, ...]:
    """Give every fact that a step can wait for."""
    return tuple(one for app in APPS for one in _module(app).FACTS)


def install() -> None:
    """Hand them over to `matters`, which knows none of the apps."""
    registry.install(effects(), facts())


def _module(app: str) -> ModuleType:
    return import_module(f"yuanluo.{app}.effects")
