"""A message that lacks one of its plurals lacks its translation."""

import pytest
from tools.messages import said


@pytest.mark.parametrize(
    ("string", "there"),
    [
        ("", False),
        ("one", True),
        (("", ""), False),
        (("one", ""), False),
        (("one", "many"), True),
    ],
)
def test_every_plural_must_be_said(string: str | tuple[str, ...], there: bool) -> None:
    assert said(string) is there
