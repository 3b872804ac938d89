"""The hall, made anew for each test."""

import pytest

from tests.assembly.hall import Hall, hall
from yuanluo.matters import playbooks


@pytest.fixture
def council(transactional_db: None) -> Hall:
    playbooks.forget()
    return hall()
