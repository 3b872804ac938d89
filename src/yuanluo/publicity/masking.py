"""What of a person may stand on a public notice: by level, and never a number.

Telephone and identity numbers have no business on a notice at any level. At the level
`names` a name keeps its family name only. Refuses nothing: what should not be shown is
taken out, and the place where it stood says so.
"""

from __future__ import annotations

import re
from typing import Any

#: Telephone and identity numbers have no business on a public notice.
PERSONAL = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx]|\d{15})(?!\d)")
HIDDEN = "〔已隐去〕"
#: Columns of rows, and answers, that hold the name of a person.
NAMED = frozenset({"name", "person", "household", "owner", "payee"})


def without_numbers(value: Any) -> Any:
    """Take telephone and identity numbers out of what will be public."""
    if isinstance(value, str):
        return PERSONAL.sub(HIDDEN, value)
    if isinstance(value, dict):
        return {key: without_numbers(one) for key, one in value.items()}
    return [without_numbers(one) for one in value] if isinstance(value, list) else value


def masked(value: Any, level: str, name: str = "") -> Any:
    """Give a value as it may be shown at a level of masking.

    >>> masked([{"name": "王小明", "amount": 5}], "names")
    [{'name': '王**', 'amount': 5}]
    """
    if level == "names" and name in NAMED and isinstance(value, str):
        return family_name(value)
    if isinstance(value, dict):
        return {key: masked(one, level, key) for key, one in value.items()}
    if isinstance(value, list):
        return [masked(one, level, name) for one in value]
    return without_numbers(value)


def family_name(name: str) -> str:
    """Keep the first sign of a name.

    >>> family_name("欧阳明"), family_name("")
    ('欧**', '')
    """
    return f"{name[0]}**" if name.strip() else ""
