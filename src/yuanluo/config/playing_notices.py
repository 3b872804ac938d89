"""What a story's people do to notices: object, ask, take down, put up, amend, hang.

A notice goes by its matter's name and, where that has several, by `notice=`. These are
the acts that pages use; a playbook with a step of the same name keeps its own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from yuanluo.config import stage as stages
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions.remarking import Helped, remark_on
from yuanluo.publicity import actions
from yuanluo.publicity.models import Notice
from yuanluo.record.actions import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from yuanluo.config.outcomes import Play
    from yuanluo.people.queries import Acting

VERBS = frozenset(
    {"object", "ask-publicly", "take-down", "put-up", "amend-notice", "hang"}
)


def do(
    scene: Play, number: str, verb: str, told: Mapping[str, str], acting: Acting
) -> None:
    """Do what a line says to the newest notice of a matter."""
    rows = Notice.objects.filter(matter=number).order_by("-id")
    if "notice" in told:
        rows = rows.filter(ident=told["notice"])
    notice = rows.first()
    if notice is None:
        raise Refused([Refusal("NOTHING_SHOWN")])
    reason = told.get("reason", "")
    if verb == "object":
        _say(scene, notice, "objection", told, acting)
    elif verb == "ask-publicly":
        _say(scene, notice, "question", told, acting)
    elif verb == "take-down":
        why = told.get("why", "taken-down")
        actions.take_down(notice.code, why, reason, acting)
    elif verb == "put-up":
        actions.put_up(notice.code, acting)
    elif verb == "amend-notice":
        aside = {"notice", "reason", "title"}
        fields = {name: text for name, text in told.items() if name not in aside}
        title = told.get("title", notice.title)
        actions.amend(notice.code, title, fields, reason, acting)
    else:
        on = date.fromisoformat(told["on"]) if "on" in told else None
        day = on or acting.at.astimezone(SHANGHAI).date()
        photo: UUID = stages.picture(scene.stage, acting.who.person, acting.at)
        actions.hang(notice.code, day, told.get("where", "公开栏"), photo, acting)


def _say(
    scene: Play, notice: Notice, kind: str, told: Mapping[str, str], acting: Acting
) -> None:
    """Say something to a notice; `for=` names the person it is said for."""
    helped = None
    if "for" in told:
        helped = Helped(scene.stage.people[told["for"]], acting.consent)
    remark_on(notice.code, kind, told.get("text", ""), acting, helped)
