"""The hamlet, in a database whose transactions are real."""

import pytest

from tests.courtyards.hamlet import Hamlet, hamlet
from tests.matters.conftest import Breaking, breaking

__all__ = ["breaking"]


@pytest.fixture
def small(breaking: Breaking, transactional_db: None) -> Hamlet:
    """Three clusters, two courtyards, a clerk and a secretary."""
    del breaking
    return hamlet()
