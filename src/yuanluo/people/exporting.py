"""Taking a masked copy of a register out: on the record before it happens.

Needs the power to export and the power to keep the register there. The rows themselves
are written by who asks for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.people.inscribing import About, write
from yuanluo.record.actions import Answer, once, refused

if TYPE_CHECKING:
    from yuanluo.people.queries import Acting

VERB = "people.export"


def export_register(acting: Acting, place: str, kind: str) -> Answer:
    """Record that somebody takes a masked copy out; or raise `Refused`."""
    who = acting.who
    if not (who.may("export", place) and who.may("people", place)):
        raise refused("NO_POWER", place)

    def carry_out(request_hash: str) -> dict[str, Any]:
        about = About(f"place:{place}", VERB, place)
        write(acting, about, request_hash, asked, {})
        return {}

    asked = {"place": place, "format": kind}
    return once(acting.request_id, asked, carry_out)
