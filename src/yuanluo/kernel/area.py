"""Areas as whole hundredths of a square metre, the way a title deed writes them.

A deed gives square metres with two decimals, so that hundredths are whole numbers and
sums of thousands of them are exact. What cannot be meant exactly is refused: a third
decimal, a sign, a unit that is another.
"""

from __future__ import annotations

import re

#: More than any one unit of a building; a slip of the pen is caught by it.
HUNDREDTHS_MOST = 10_000_000
WRITTEN = re.compile(r"(?P<whole>[0-9]{1,6})(?:\.(?P<part>[0-9]{1,2})0*)?")
UNIT = re.compile(r"(平方米|平米|平方|㎡|m²|m2)$", re.IGNORECASE)


def read_area(text: str) -> int:
    """Read square metres into hundredths; `ValueError` where it is no area.

    >>> read_area("86.5"), read_area(" 1,204.30 平方米 "), read_area("90")
    (8650, 120430, 9000)
    """
    bare = UNIT.sub("", text.replace(",", "").replace("\uff0c", "").strip()).strip()
    found = WRITTEN.fullmatch(bare)
    if found is None:
        raise ValueError("write square metres with two decimals at most: 86.50")
    hundredths = int(found["whole"]) * 100 + int((found["part"] or "").ljust(2, "0"))
    if not 0 < hundredths <= HUNDREDTHS_MOST:
        raise ValueError("an area is more than nothing and less than a whole estate")
    return hundredths


def square_metres(hundredths: int) -> str:
    """Write hundredths as square metres, thousands parted.

    >>> square_metres(8650), square_metres(12_043_000), square_metres(5)
    ('86.50', '120,430.00', '0.05')
    """
    return f"{hundredths // 100:,}.{hundredths % 100:02}"
