"""The three ways (三事分流): which way a matter takes, and which kind it seems to be.

Both are read from words that stand in the charter; nothing is learnt or hidden.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.kernel.charter import Category, Charter


def way_of(charter: Charter, values: Mapping[str, Any]) -> tuple[str, str]:
    """Give the way of a new matter and the rule that says so.

    A way that the person chose holds; then the first rule of the charter that fits;
    then the way of the category. Rules can be read; a person may change the way with a
    reason.
    """
    if values.get("way"):
        return str(values["way"]), ""
    key = str(values.get("category", ""))
    words = f"{values.get('title', '')} {values.get('text', '')}"
    for rule in charter.ways:
        if key in rule.categories or any(word in words for word in rule.words):
            return rule.way, rule.because
    category = charter.category(key)
    return (category.way, category.title) if category else ("small", "")


def suggested_categories(charter: Charter, words: str, most: int = 3) -> list[Category]:
    """Give the categories whose words stand in what somebody wrote, best first."""
    scored = [
        (sum(_weight(word, words) for word in category.words), -index, category)
        for index, category in enumerate(charter.categories)
    ]
    found = sorted(
        (s for s in scored if s[0]), key=lambda s: (s[0], s[1]), reverse=True
    )
    return [category for _, _, category in found[:most]]


def _weight(word: str, words: str) -> int:
    """Weigh a word of the charter: whole, or with little between its letters.

    People write 灯又不亮了 where the charter says 灯不亮.
    """
    if word in words:
        return 3
    return 1 if len(word) > 1 and _loosely(word).search(words) else 0


@lru_cache(maxsize=2048)
def _loosely(word: str) -> re.Pattern[str]:
    return re.compile(".{0,2}?".join(re.escape(letter) for letter in word))
