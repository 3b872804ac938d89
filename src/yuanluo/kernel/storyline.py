"""One dated line of a story: who did what to which matter, and what came of it.

A line reads `2026-03-02 09:00 | yang | open four-lists M: title="路灯" | M ordered`.
This module takes lines apart and knows the closed list of results that may be
expected; what it does not know is a fault, never passed over. It does not know which
steps, states and people exist: that is seen when the story is played.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.quoting import Unreadable, cut, unquoted, words

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWER = re.compile(r"[^\W\d][\w-]*")
IDENT = r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*"
MATTER = r"[A-Z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*"
MANY = rf"{MATTER}\.\*"
#: Somebody or some place that an act of staffing or of the register is upon.
UPON = re.compile(r"@\S+")


class ExpectationKind(StrEnum):
    """What a line may say came of a deed."""

    OK = "ok"
    STATE = "state"
    REFUSED = "refused"
    HOLDER = "holder"
    DUE = "due"
    FIELD = "field"
    SEEN = "seen"
    UNSEEN = "unseen"
    COUNT = "count"
    OFFERED = "offered"
    LEVEL = "level"
    REVIEW = "review"
    MAY = "may"
    MAY_NOT = "may-not"
    ALERT = "alert"
    TOLD = "told"
    LOOKS = "looks"
    LISTED = "listed"
    FAULT = "fault"
    REGISTERED = "registered"
    DRAWN = "drawn"
    BESIDE = "beside"
    APART = "apart"
    OVERDUE = "overdue"
    SAID = "said"


#: How each is written. Capitals are filled in and become the expectation's words;
#: `…` lets the word before it repeat. The first form that fits holds.
FORMS = {
    "ok": ExpectationKind.OK,
    "refused CODE …": ExpectationKind.REFUSED,
    "holder M WHO": ExpectationKind.HOLDER,
    "due M DATE": ExpectationKind.DUE,
    "field M NAME VALUE": ExpectationKind.FIELD,
    "seen WHO M": ExpectationKind.SEEN,
    "unseen WHO M": ExpectationKind.UNSEEN,
    "count M.* STATE N": ExpectationKind.COUNT,
    "said TEXT …": ExpectationKind.SAID,
    "told WHO …": ExpectationKind.TOLD,
    "looks WHO N": ExpectationKind.LOOKS,
    "alert KIND POST N": ExpectationKind.ALERT,
    "list ready N": ExpectationKind.LISTED,
    "list fault CELL CODE": ExpectationKind.FAULT,
    "registered NAME N": ExpectationKind.REGISTERED,
    "drawn N": ExpectationKind.DRAWN,
    "WHO beside WHO": ExpectationKind.BESIDE,
    "WHO apart WHO": ExpectationKind.APART,
    "WHO may POWER": ExpectationKind.MAY,
    "WHO may-not POWER": ExpectationKind.MAY_NOT,
    "M offered LEVEL": ExpectationKind.OFFERED,
    "M level LEVEL by silence": ExpectationKind.LEVEL,
    "M level LEVEL": ExpectationKind.LEVEL,
    "M review DATE": ExpectationKind.REVIEW,
    "M overdue": ExpectationKind.OVERDUE,
    "M STATE by STEP": ExpectationKind.STATE,
    "M STATE": ExpectationKind.STATE,
}
BLANKS = {
    "M": re.compile(MATTER),
    "M.*": re.compile(MANY),
    "CODE": re.compile(r"[A-Z][A-Za-z0-9_]*(?::\S+)?"),
    "N": re.compile(r"[0-9]+"),
    "DATE": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "silence": re.compile("silence"),
    "WHO": re.compile(r"\S+"),
    "VALUE": re.compile(r".*", re.DOTALL),
    "TEXT": re.compile(r".*", re.DOTALL),
    "NAME": ANSWER,
    "POST": re.compile(r"[a-z][a-z:-]*"),
    "CELL": re.compile(r"[A-Z]+[0-9]+"),
} | dict.fromkeys(("STATE", "STEP", "LEVEL", "KIND", "POWER"), re.compile(IDENT))


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does: a step on a matter, or opening one by a playbook.

    With `each`, the matter is a pattern (`C.*`) and the step is taken on all its
    children. With `upon` it is about no matter but somebody, or a place, by name.
    """

    verb: str
    matter: str
    playbook: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    each: bool = False
    upon: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A result: its kind and the words that fill it in, in the order of its form."""

    kind: ExpectationKind
    words: tuple[str, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A moment of a story: `who` as written, `number` and `text` as in the file."""

    number: int
    at: datetime
    who: str
    deed: Deed | None
    expects: tuple[Expectation, ...]
    text: str

    @property
    def people(self) -> tuple[str, ...]:
        """Those who do it, one after the other."""
        return tuple(self.who.split(","))


def read_moment(text: str) -> datetime:
    """Read the date and hour of a line; they are Shanghai's.

    >>> read_moment("2026-03-02 09:00").isoformat()
    '2026-03-02T09:00:00+08:00'
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", text):
        raise Unreadable(f"{text!r} is no moment: write 2026-03-02 09:00")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError as fault:
        raise Unreadable(f"{text!r} does not exist: {fault}") from None


def read_deed(text: str) -> Deed | None:
    """Read a deed; nothing is nobody's deed.

    >>> read_deed("open C:")
    Deed(verb='open', matter='C', playbook=None, answers={}, each=False, upon='')
    >>> read_deed("appoint @chen: post=clerk").upon
    'chen'
    >>> read_deed('open credit-round C: title="2026 round"').playbook
    'credit-round'
    """
    if not text:
        return None
    head, colon, tail = text.partition(":")
    if colon:
        answers = _answers(tail)
        match head.split():
            case ["open", playbook, matter] if _fits(f"{IDENT} {MATTER}", head[5:]):
                return Deed("open", matter, playbook, answers)
            case ["each", matter, step] if _fits(f"{MANY} {IDENT}", head[5:]):
                return Deed(step, matter, None, answers, each=True)
            case [act, upon] if re.fullmatch(IDENT, act) and UPON.fullmatch(upon):
                return Deed(act, "", None, answers, upon=upon[1:])
            case [step, matter] if _fits(f"{IDENT} {MATTER}", head):
                return Deed(step, matter, None, answers)
    raise Unreadable(
        f"{text!r} is no deed: write STEP M: name=value …, open PLAYBOOK M: …, "
        "each M.* STEP: …, or ACT @WHO: …"
    )


def read_expectation(text: str) -> Expectation:
    """Read one expected result.

    >>> read_expectation("L level grid by silence").words
    ('L', 'grid', 'silence')
    """
    given = words(text)
    for form, kind in FORMS.items():
        filled = _filled(form.split(), given)
        if filled is not None:
            return Expectation(kind, filled, text)
    likely = [form for form in FORMS if form.split()[0] == given[0]]
    known = "; ".join(likely or FORMS)
    raise Unreadable(f"{text!r} is no result; write {known}")


def _fits(pattern: str, text: str) -> bool:
    return bool(re.fullmatch(pattern, " ".join(text.split())))


def _answers(text: str) -> dict[str, str]:
    answers: dict[str, str] = {}
    for part in cut(text.replace("\t", " "), " "):
        name, equals, value = part.partition("=")
        if not part:
            continue
        if not equals or not ANSWER.fullmatch(name):
            raise Unreadable(
                f'{part!r} is no answer: write name=value, or name="two words"'
            )
        if name in answers:
            raise Unreadable(f"{name} is answered twice")
        answers[name] = unquoted(value)
    return answers


def _filled(form: list[str], given: list[str]) -> tuple[str, ...] | None:
    if form[-1] == "…":
        form = form[:-1] + form[-2:-1] * (len(given) - len(form) + 1)
    if len(form) != len(given):
        return None
    filled = []
    for blank, word in zip(form, given, strict=True):
        pattern = BLANKS.get(blank)
        if pattern is None and word != blank:
            return None
        if pattern and not (pattern.fullmatch(word) and _exists(blank, word)):
            return None
        if pattern:
            filled.append(word)
    return tuple(filled)


def _exists(blank: str, word: str) -> bool:
    if blank != "DATE":
        return True
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True
