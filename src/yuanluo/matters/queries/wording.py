"""The text that bodies decide on: as it stands, and every change with its difference.

The versions are read from the acts that wrote them; nothing is kept twice. Whoever may
see the matter may read them, without the numbers of persons where they are outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.kernel.redline import Passage, compare
from yuanluo.kernel.rewording import REASON
from yuanluo.matters.queries.cards import public_words
from yuanluo.matters.queries.dossier import STEP, Dossier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from yuanluo.record.models import Act


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A text as it was put, and what it changed of the one before."""

    number: int
    at: datetime
    text: str
    before: str = ""
    reason: str = ""
    passages: tuple[Passage, ...] = ()


def versions(dossier: Dossier, acts: Sequence[Act]) -> tuple[ShownVersion, ...]:
    """Give every version of the matter's text, the oldest first."""
    name = dossier.playbook.text
    if name is None:
        return ()
    inside = dossier.is_own or dossier.is_handler
    found: list[ShownVersion] = []
    for act in acts:
        answers = act.payload.get("answers", {}) if act.verb == STEP else {}
        if name not in answers:
            continue
        text, reason = str(answers[name]), str(answers.get(REASON, ""))
        if not inside:
            text, reason = public_words(text), public_words(reason)
        before = found[-1].text if found else ""
        found.append(
            ShownVersion(
                number=len(found) + 1,
                at=act.at,
                text=text,
                before=before,
                reason=reason if found else "",
                passages=compare(before, text) if found else (),
            )
        )
    return tuple(found)
