"""How somebody agreed that another acts for them: one closed list, for every act.

A matter, a remark to a notice, a vote at a desk, an answer to a nomination: whoever
helps says which of these it was, and nothing about the person is written down. What
shows it, a signed sheet, is kept as a photo where the act takes one.
"""

from __future__ import annotations

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.words import in_language

CONSENTS = {
    "present": "本人当面说的 / They said so face to face",
    "phone": "本人在电话里说的 / They said so by telephone",
    "paper": "本人在纸上签了字、按了手印 / They signed on paper",
}


def consented(consent: str) -> list[Refusal]:
    """Say what is wrong with how somebody is told to have agreed."""
    if consent in CONSENTS:
        return []
    return [Refusal("BAD" if consent else "MISSING", "consent")]


def consents(language: str) -> list[tuple[str, str]]:
    """Give the ways of agreeing with their words, as choices of a form."""
    return [(key, in_language(words, language)) for key, words in CONSENTS.items()]


def consent_in_words(consent: str, language: str) -> str:
    """Say one way of agreeing in words.

    >>> consent_in_words("phone", "en")
    'They said so by telephone'
    """
    return in_language(CONSENTS.get(consent, consent), language)
