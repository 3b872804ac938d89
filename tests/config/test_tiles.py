"""Tiles are off; where they are on, pages may show pictures of that server alone."""

import os
import subprocess
import sys

import pytest

from yuanluo.config.tiles import origin_of, tiles

POLICY = (
    "from django.conf import settings;"
    "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'][3:])"
)


def allowed(**setting: str) -> str:
    """Say which servers beside our own may send pictures."""
    done = subprocess.run(
        [sys.executable, "-c", POLICY],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **setting},
    )
    return done.stdout.strip()


def test_no_other_server_is_allowed_unless_one_is_named() -> None:
    assert allowed(YUANLUO_TILES="") == "[]"
    address = "https://tiles.example:8443/hill/{z}/{x}/{y}.png"
    assert allowed(YUANLUO_TILES=address) == "['https://tiles.example:8443']"


@pytest.mark.parametrize(
    "wrong",
    [
        "tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://*.example/{z}/{x}/{y}.png",
        "https://user:word@tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}/{y}.png; script-src *",
        "javascript:alert(1)/{z}/{x}/{y}",
    ],
)
def test_what_is_no_address_of_tiles_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="YUANLUO_TILES"):
        tiles(wrong)


def test_the_policy_names_the_server_alone() -> None:
    assert origin_of("http://127.0.0.1:9/{z}/{x}/{y}") == "http://127.0.0.1:9"
