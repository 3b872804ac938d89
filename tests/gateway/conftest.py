"""The small village, and programs that are signed in there."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from tests.cast import Village
from tests.matters.conftest import breaking, small

__all__ = ["breaking", "program", "small"]


@pytest.fixture
def program(small: Village) -> Callable[[str], Client]:
    """Sign in somebody of the cast, or nobody."""

    def signed_in(name: str = "") -> Client:
        client = Client()
        if name:
            client.force_login(small.account(name))
        return client

    return signed_in


def drawn(colour: str) -> bytes:
    """Draw a small photo."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def photo() -> bytes:
    """A small photo."""
    return drawn("navy")


@pytest.fixture
def other_photo() -> bytes:
    """Another small photo."""
    return drawn("white")
