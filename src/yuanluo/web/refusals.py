"""Why an act upon registers may not be done, in words, with no identifier in them.

The sentences are those of `people.refusal_words`; what a form's field is called is said
here. A code that is not among them is said as every page says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.words import in_language
from yuanluo.matters import refusal_words
from yuanluo.people.refusal_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuanluo.kernel.effect import Refusal

#: Codes that say in words of people's own what they are about.
SPOKEN = {"GOES_ROUND", "MORE_THAN_SIT", "MORE_THAN_REPRESENTATIVES"}
FIELDS = {
    "name": "名称 / the name",
    "address": "在哪里 / where it is",
    "phone": "电话 / the telephone number",
    "hours": "开放时间 / the opening hours",
    "services": "能办什么 / what can be done there",
    "since": "哪天开始 / from which day",
    "kind": "哪一种 / the kind",
    "point": "位置 / the point on the map",
    "born": "出生日期 / the date of birth",
    "serves_since": "哪天开始在村工作 / the day service began",
    "education": "学历 / the education",
    "source": "从哪里来 / where they come from",
    "figures_from": "照什么数的 / where the figures were read",
    "outcome": "结果 / the outcome",
    "work": "做什么 / the work",
    "progress": "这段时间怎样 / how it goes",
    "until": "到哪天 / until which day",
    "reason": "为什么 / the reason",
}


#: Which question of a form a code is about, where it does not say so itself.
ABOUT = {
    "UNKNOWN_PERSON": "person",
    "OWN_APPOINTMENT": "person",
    "BAD_HOURS": "hours",
    "GOES_ROUND": "above",
    "NO_SUCH_BODY": "body",
    "TOO_EARLY": "since",
    "UNKNOWN_PLACE": "village",
}


def beside(reasons: Iterable[Refusal], language: str) -> dict[str, str]:
    """Give what is wrong under the name of the question that it is about."""
    return {
        ABOUT.get(one.code, one.detail): in_words(str(one), language)
        for one in reasons
        if one.code in ABOUT or one.detail in FIELDS
    }


def in_words(reason: str, language: str) -> str:
    """Say a refusal to a person.

    >>> in_words("BAD:born", "en")
    'Please change: the date of birth'
    """
    code, _, what = reason.partition(":")
    sentence = WORDS.get(code, "")
    if code in SPOKEN:
        return in_language(sentence, language).format(what=what)
    if not sentence or ("{what}" in sentence and what not in FIELDS):
        return refusal_words.in_words(reason, language)
    named = in_language(FIELDS.get(what, ""), language)
    return in_language(sentence, language).format(what=named)
