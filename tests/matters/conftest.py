"""The small village, and an effect that refuses or breaks when a test says so."""

from collections.abc import Iterable, Iterator

import pytest

from tests.cast import Village, village
from yuanluo.config import registry as registered
from yuanluo.kernel.effect import Change, Deed, Effect, Refusal
from yuanluo.matters import playbooks, registry


class Breaking:
    """What the effect `break-it` does: nothing, refuse, or break."""

    refuses = False
    breaks = False

    def refusals(self, deed: Deed) -> list[Refusal]:
        """Refuse if told so."""
        del deed
        return [Refusal("ACCOUNT_CLOSED")] if self.refuses else []

    def carry_out(self, deed: Deed) -> Iterable[Change]:
        """Break if told so."""
        del deed
        if self.breaks:
            raise RuntimeError("broken for a test")
        return ()


@pytest.fixture
def breaking() -> Iterator[Breaking]:
    """Install the effect beside the product's own."""
    one = Breaking()
    effect = Effect("break-it", one.carry_out, refusals=one.refusals)
    own = {one.name: one for one in registered.effects()}
    registry.install([*own.values(), effect], registered.facts())
    yield one
    registry.install(own.values(), registered.facts())


@pytest.fixture
def small(breaking: Breaking, transactional_db: None) -> Village:
    """The small village, in a database whose transactions are real."""
    playbooks.forget()
    return village()
