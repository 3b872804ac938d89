"""Pictures under a map, from a tile server that the operator names, or from none.

A map of ours needs none: without the setting no page asks another server for anything.
Refuses an address that is not one, for it becomes part of the policy of content.
"""

import re
from urllib.parse import urlsplit

HOST = re.compile(r"[A-Za-z0-9.-]+")
NAMED = ("{z}", "{x}", "{y}")


def tiles(template: str) -> str:
    """Read the address of a tile server.

    >>> tiles("https://tiles.example/{z}/{x}/{y}.png")
    'https://tiles.example/{z}/{x}/{y}.png'
    >>> tiles("")
    ''
    """
    if not template:
        return ""
    parts = urlsplit(template)
    good = (
        parts.scheme in {"http", "https"}
        and HOST.fullmatch(parts.hostname or "")
        and not (parts.username or parts.password)
        and all(template.count(name) == 1 for name in NAMED)
        and not re.search(r"[\s;,'\"<>]", template)
    )
    if not good:
        raise ValueError(
            f"YUANLUO_TILES is {template!r}; it must look like "
            "https://tiles.example/{z}/{x}/{y}.png."
        )
    return template


def origin_of(template: str) -> str:
    """Give the server of an address, as the policy of content names it.

    >>> origin_of("https://tiles.example:8443/{z}/{x}/{y}.png")
    'https://tiles.example:8443'
    """
    parts = urlsplit(template)
    return f"{parts.scheme}://{parts.netloc}"
