"""The words that stand beside each station of a playbook's path, broken into lines.

How wide words run is estimated from their letters, a little too wide rather than too
narrow, because the kernel knows no fonts. A line never begins with punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from yuanluo.kernel.pathlayout import Layout, Link
    from yuanluo.kernel.plainwords import Words
    from yuanluo.kernel.playbook import Playbook, State, Step

Kind = Literal["title", "who", "on", "aside", "back", "note", "here"]
SIZES: dict[Kind, int] = {
    "title": 17,
    "who": 14,
    "on": 15,
    "aside": 14,
    "back": 14,
    "note": 14,
    "here": 14,
}
LEADING = 1.38
#: Lines that begin with a sign, and the room it takes.
SIGNED: frozenset[Kind] = frozenset({"on", "aside", "back"})
SIGN = 18
NARROW = frozenset("iljftrI.,:;'|!()[] -·")
WORD = re.compile(r"[“(（《]*(?:[^\s⺀-￯“”]+ ?|[⺀-￯])|\s+|.", re.DOTALL)
NEVER_FIRST = frozenset("，。、；：！？）》”』】·…,.;:!?)’")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words: what it is, and whether it goes on the line before it."""

    kind: Kind
    text: str
    goes_on: bool = False

    @property
    def height(self) -> float:
        """How high the line stands."""
        return SIZES[self.kind] * LEADING


def width_of(text: str, size: float) -> float:
    """Estimate how wide a text runs.

    >>> width_of("已派单", 16), width_of("ab", 10) < 12
    (48.0, True)
    """
    return size * sum(map(_em, text))


@cache
def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF" or letter in "“”…—→":
        return 1.0
    if letter in NARROW:
        return 0.34
    if letter in "mwMW":
        return 0.92
    return 0.7 if letter.isupper() else 0.58


@lru_cache(maxsize=4096)
def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """Break a text into lines that fit.

    >>> wrapped("已办，待核", 10, 30)
    ('已办，', '待核')
    >>> wrapped("Done, to be checked", 10, 60)
    ('Done, to be', 'checked')
    """
    lines, used = [""], 0.0
    for piece in WORD.findall(text):
        wide = width_of(piece, size)
        fits = used + width_of(piece.rstrip(), size) <= room
        if fits or not lines[-1] or piece in NEVER_FIRST:
            lines[-1] += piece
            used += wide
        else:
            lines.append(piece.lstrip())
            used = wide
    return tuple(line.rstrip() for line in lines if line.strip())


def broken(kind: Kind, text: str, room: float) -> list[Line]:
    """Break words of one kind into lines."""
    room -= SIGN if kind in SIGNED else 0
    size = SIZES[kind]
    parts = list(wrapped(text, size, room))
    said, arrow, target = text.rpartition(" → ")
    if kind in {"aside", "back"} and arrow and len(parts) > 1:
        # Where a way leads is not torn apart if it can be helped.
        parts = list(wrapped(said, size, room))
        goal = f"→ {target}"
        if width_of(f"{parts[-1]} {goal}", size) <= room:
            parts[-1] += f" {goal}"
        else:
            parts += wrapped(goal, size, room)
    return [Line(kind, part, index > 0) for index, part in enumerate(parts)]


class Telling:
    """What is told at each station."""

    def __init__(self, playbook: Playbook, words: Words, layout: Layout) -> None:
        self.playbook = playbook
        self.words = words
        self.layout = layout

    def at(self, name: str, room: float, *, here: bool) -> list[Line]:
        """Tell a station: what it is, who holds it, until when, and the ways on."""
        words = self.words
        found: list[Line] = []
        if here:
            found.append(Line("here", words.either("您在这里", "You are here")))
        title = words.say(self.playbook.title_of(name))
        found += broken("title", title, room)
        state = self.playbook.state(name)
        if state is None:
            return found
        for part in self._held(state, room):
            found += broken("who", part[:1].upper() + part[1:], room)
        for kind, text in self._ways(name):
            found += broken(kind, text, room)
        return found

    def opening(self, room: float) -> list[Line]:
        """Tell how a matter begins."""
        found: list[Line] = []
        for step in self.playbook.steps:
            if step.opens:
                title = self.words.say(step.title)
                said = self.words.either("{}：{}", "{}: {}")
                found += broken("on", said.format(title, self.people(step)), room)
        return found

    def _held(self, state: State, room: float) -> list[str]:
        """Tell who holds a state and until when, in one line where they fit."""
        words = self.words
        if state.holder == "ladder" and isinstance(state.due, dict):
            return [self._rungs(state.due), words.late(state)]
        when = [part for part in (words.due(state), words.late(state)) if part]
        parts = [words.who(state.holder), words.either("，", ", ").join(when)]
        together = " · ".join(filter(None, parts))
        fits = width_of(together, SIZES["who"]) <= room
        return [together] if fits else list(filter(None, parts))

    def _rungs(self, due: dict[str, str]) -> str:
        """Tell each rung with its own time."""
        words = self.words
        return " → ".join(
            words.either("{}{}", "{} ({})").format(
                words.post(rung.post, rung.level), words.period(due[rung.level])
            )
            for rung in self.playbook.ladder
        )

    def _ways(self, name: str) -> list[tuple[Kind, str]]:
        """Give the ways out of a state: onward first, then aside, then back."""
        found: list[tuple[Kind, str]] = []
        for link, steps in self.layout.steps.items():
            if link.source == name and (told := self._steps(name, steps)):
                found.append((self._kind(link), self._way(link, told)))
        order: list[Kind] = ["on", "aside", "back"]
        found.sort(key=lambda way: order.index(way[0]))
        noted = [s for s in self.playbook.steps_from(name) if s.to is None]
        if noted:
            also = self.words.listed(
                (self._step(step) for step in noted), last=" / and"
            )
            found.append(("note", self.words.either("还可以：", "Also: ") + also))
        return found

    def _kind(self, link: Link) -> Kind:
        if link in self.layout.returns:
            return "back"
        trunk = self.layout.trunk
        after = dict(pairwise(trunk))
        return "on" if after.get(link.source) == link.target else "aside"

    def _steps(self, name: str, steps: tuple[Step, ...]) -> list[Step]:
        """Leave out what the clock does when it is late: the due date tells it."""
        state = self.playbook.state(name)
        overdue = state.overdue if state else ""
        return [s for s in steps if s.id != overdue or s.by != ("clock",)]

    def _way(self, link: Link, steps: list[Step]) -> str:
        state = self.playbook.state(link.source)
        overdue = state.overdue if state else ""
        said = self.words.listed(self._step(step, overdue) for step in steps)
        if self._kind(link) == "on":
            return said
        target = self.words.say(self.playbook.title_of(link.target))
        return f"{said} → {target}"

    def _step(self, step: Step, overdue: str = "") -> str:
        title = self.words.say(step.title)
        who = self.people(step, late=step.id == overdue)
        if set(step.by) <= {"holder", "assignee"} or not who:
            return title
        return f"{title}（{who}）" if self.words.chinese else f"{title} ({who})"

    def people(self, step: Step, *, late: bool = False) -> str:
        """Say who may take a step; that the clock does when late is told before."""
        unsaid = {"parent", "clock"} if late else {"parent"}
        others = [by for by in step.by if by not in unsaid]
        return self.words.listed(self.words.who(by) for by in others)
