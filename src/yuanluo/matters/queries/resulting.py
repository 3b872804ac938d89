"""What came of a matter on paper: questions put to bodies, and what was published.

Asked only where the work method has bodies or notices in it, in one statement each; it
gives what the reader may open, by the doors of those who keep it. Nothing is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.assembly.queries import asked_in
from yuanluo.people.queries import VISITOR
from yuanluo.publicity.queries import published_of

if TYPE_CHECKING:
    from yuanluo.assembly.models import Ballot
    from yuanluo.matters.queries.dossier import Dossier
    from yuanluo.publicity.models import Notice


@dataclass(frozen=True, slots=True)
class Resulting:
    """Questions before bodies and notices of a matter, the oldest first."""

    ballots: list[Ballot]
    notices: list[Notice]


def resulting(dossier: Dossier) -> Resulting:
    """Give what bodies were asked in a matter and what was published of it."""
    number, who = dossier.matter.number, dossier.who or VISITOR
    asked = dossier.asked_anywhere
    return Resulting(
        ballots=asked_in(number, who) if "ballot" in asked else [],
        notices=published_of(number, who) if "notice" in asked else [],
    )
