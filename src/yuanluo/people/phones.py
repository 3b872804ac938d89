"""Phone numbers, written one way: mainland mobiles by their eleven digits.

People type spaces, hyphens, full-width digits and the country's code; two writings of
one number would be two people. A number from elsewhere keeps its plus and country.
Nothing here knows whose number it is.
"""

from __future__ import annotations

import re
import unicodedata

MAINLAND = re.compile(r"(?:\+?86|0086)?(1\d{10})")
ELSEWHERE = re.compile(r"\+[1-9]\d{5,14}")
BETWEEN = re.compile(r"[\s()().·\-‐-―]")


def written(text: str) -> str | None:
    """Write a number one way, None if it is none.

    >>> written("+86 138-0000-0001"), written("13800000001")
    ('13800000001', '13800000001')
    >>> written("+852 5123 4567"), written("12345")
    ('+85251234567', None)
    """
    bare = BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    if not bare.isascii():
        return None
    mainland = MAINLAND.fullmatch(bare)
    if mainland:
        return mainland[1]
    return bare if ELSEWHERE.fullmatch(bare) else None
