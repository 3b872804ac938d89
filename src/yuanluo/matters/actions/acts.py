"""Every act on a matter by its name, for pages, programs and stories alike.

A name is one of the acts that every playbook has, or a step of the matter's playbook.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions import changes, handover, pauses, words
from yuanluo.matters.actions.steps import take_step
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from yuanluo.people.queries import Acting
    from yuanluo.record.actions import Answer

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """An act that every playbook has: the words it asks for and what does it."""

    asks: tuple[str, ...]
    act: Callable[[str, Given, Acting, Sequence[UUID]], Answer]


def _text(given: Given, name: str) -> str:
    value = given.get(name, "")
    return value if isinstance(value, str) else str(value)


def _comment(number: str, given: Given, by: Acting, photos: Sequence[UUID]) -> Answer:
    internal = str(given.get("internal", "")).lower() in {"1", "true", "yes", "on"}
    return words.comment(
        number, _text(given, "text"), by, internal=internal, photos=photos
    )


def _divide(number: str, given: Given, by: Acting, photos: Sequence[UUID]) -> Answer:
    del photos
    rows = _parts(given.get("parts", ()))
    return changes.divide(number, _text(given, "playbook"), rows, by)


def _parts(parts: Any) -> list[dict[str, Any]]:
    """Read the parts of a matter: lines of a form, or rows of a program."""
    if isinstance(parts, str):
        try:
            parts = json.loads(parts) if parts.startswith("[") else parts.splitlines()
        except (ValueError, RecursionError):
            parts = [None]
    listed = isinstance(parts, (list, tuple))
    if not listed or not all(isinstance(part, (str, dict)) for part in parts):
        raise Refused([Refusal("BAD", "parts")])
    rows = [{"title": p} if isinstance(p, str) else p for p in parts]
    return [row for row in rows if str(row.get("title", "")).strip()]


def _plain(
    act: Callable[..., Answer], *names: str, optional: tuple[str, ...] = ()
) -> BuiltIn:
    """Make a built-in whose words are passed in order, the optional ones by name."""

    def do(number: str, given: Given, by: Acting, photos: Sequence[UUID]) -> Answer:
        del photos
        extra = {name: _text(given, name) for name in optional}
        return act(number, *(_text(given, name) for name in names), by, **extra)

    return BuiltIn((*names, *optional), do)


BUILT_INS: dict[str, BuiltIn] = {
    "comment": BuiltIn(("text", "internal"), _comment),
    "ask": _plain(words.ask, "question"),
    "reply": _plain(words.reply, "answer"),
    "attach": BuiltIn(
        (), lambda number, _, by, photos: words.add_photos(number, photos, by)
    ),
    "thank": _plain(words.thank, "text"),
    "inquire": _plain(words.inquire, "question"),
    "respond": _plain(words.respond, "answer"),
    "correct": _plain(changes.correct, "category", "reason"),
    "withdraw": _plain(changes.withdraw, "reason"),
    "join": _plain(changes.join, "with"),
    "mine-too": _plain(changes.follow_matter),
    "divide": BuiltIn(("playbook", "parts"), _divide),
    "escalate": _plain(handover.escalate, "reason"),
    "hand-over": _plain(handover.hand_over, "to", "reason"),
    "assign": _plain(handover.assign, "to"),
    "accept": _plain(handover.accept),
    "refuse": _plain(handover.refuse, "reason"),
    "adjudicate": _plain(handover.adjudicate, "to", optional=("reason",)),
    "suspend": _plain(pauses.suspend, "until", "reason"),
    "extend": _plain(pauses.extend, "until", "reason"),
    "approve": _plain(pauses.approve),
    "reject": _plain(pauses.reject, optional=("reason",)),
    "resume": _plain(pauses.resume),
}


def do(
    number: str,
    name: str,
    given: Given,
    acting: Acting,
    *,
    revision: int | None = None,
    photos: Sequence[UUID] = (),
) -> Answer:
    """Do an act on a matter by its name; raises `Refused` with every reason."""
    found = BUILT_INS.get(name)
    if found is not None:
        return found.act(number, given, acting, photos)
    return take_step(number, name, given, acting, revision=revision, photos=photos)
