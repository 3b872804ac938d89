"""Words in two languages: which of them a reader gets.

Titles in charters are written "中文 / English". Pages have gettext; the kernel, which
must explain deadlines and errors without Django, has only this choice. It translates
nothing and guesses no language: what is not Chinese is answered in English.
"""

from __future__ import annotations


def is_chinese(language: str) -> bool:
    """Say whether a language code asks for Chinese.

    >>> is_chinese("zh-hans"), is_chinese("en")
    (True, False)
    """
    return language.lower().startswith("zh")


def in_language(words: str, language: str) -> str:
    """Pick one language out of words in both; words in one language stay as they are.

    >>> in_language("国庆节 / National Day", "zh-hans")
    '国庆节'
    >>> in_language("国庆节 / National Day", "en")
    'National Day'
    >>> in_language("国庆节", "en")
    '国庆节'
    """
    chinese, _, english = words.partition(" / ")
    return chinese if is_chinese(language) else english or chinese
