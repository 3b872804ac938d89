"""The community of a shipped pack, in a database whose transactions are real."""

from collections.abc import Iterator

import pytest

from tests.cast import Village
from tests.publicity.stage import stage
from yuanluo.matters import playbooks


@pytest.fixture
def here(transactional_db: None) -> Iterator[Village]:
    """Set the stage, and forget its charter afterwards."""
    playbooks.forget()
    yield stage()
    playbooks.forget()
