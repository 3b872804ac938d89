"""The small grammar under stories: comments, quotation marks, parts and words.

What stands between straight quotation marks is one word whatever it holds; inside, a
backslash keeps the next character. Marks that a Chinese keyboard writes in place of
the real ones are refused with a hint, because a reader would not see the difference.
"""

from __future__ import annotations

import re

QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
QUOTATION = frozenset('"“”')
#: A comment ends a line: a # with space around it, outside quotation marks.
BEFORE_COMMENT = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^#]|(?<!\s)#|#(?!\s|$))*')
LOOKALIKES = re.compile("[｜：；＝“”]")


class Unreadable(ValueError):
    """A text that cannot be read, with how to write it."""


def without_comment(line: str) -> str:
    """Cut off the comment at the end of a line.

    >>> without_comment('x | "# 1" # why')
    'x | "# 1"'
    """
    found = BEFORE_COMMENT.match(line)
    return found.group().rstrip() if found else line


def cut(text: str, mark: str) -> list[str]:
    """Part a text at a mark, but not inside quotation marks.

    >>> cut('a; "b; c"', ";")
    ['a', '"b; c"']
    """
    parts, quoted, escaped = [""], False, False
    for char in text:
        if char == mark and not quoted:
            parts.append("")
            continue
        quoted ^= char == '"' and not escaped
        escaped = char == "\\" and not escaped
        parts[-1] += char
    if quoted:
        raise Unreadable('a quotation mark (") is not closed')
    return [part.strip() for part in parts]


def words(text: str) -> list[str]:
    """Give the words of a text; what stands in quotation marks is one word."""
    return [unquoted(word) for word in cut(text.replace("\t", " "), " ") if word]


def unquoted(word: str) -> str:
    """Take off quotation marks; inside, a backslash keeps the next character.

    >>> unquoted('"say \\\\"yes\\\\""')
    'say "yes"'
    """
    found = QUOTED.fullmatch(word)
    if found:
        return re.sub(r"\\(.)", r"\1", found[1])
    if QUOTATION.intersection(word):
        raise Unreadable(f'straight quotation marks (") go around the whole of {word}')
    return word


def hint(line: str) -> str:
    """Say so where a mark outside quotation marks only looks like the right one.

    >>> hint("M ordered；due M 2026-03-03")
    ' (a full-width mark stands where | : ; = or " should)'
    """
    if LOOKALIKES.search(QUOTED.sub("", line)):
        return ' (a full-width mark stands where | : ; = or " should)'
    return ""
