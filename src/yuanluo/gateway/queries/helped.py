"""Who is told that something was done for them at a meeting, by whoever minds the door.

Being let in, being given paper, a vote entered with their consent, an answer to a
nomination, being kept out of a question: whoever it was done for hears of it, so that
what they did not want comes out. No notice says how anybody voted, or names anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yuanluo.gateway import kinds

if TYPE_CHECKING:
    from yuanluo.gateway.kinds import Say
    from yuanluo.record.models import Act

MEETING = "meeting-"
PHRASES: dict[str, Say] = {
    "meeting.check-in": kinds.LET_IN,
    "ballot.mark": kinds.VOTED_FOR,
    "ballot.recuse": kinds.KEPT_OUT,
    "paper.hand-out": kinds.GIVEN_PAPER,
    "election.answer": kinds.ANSWERED_FOR,
}


def told(act: Act) -> dict[int, Say]:
    """Say who is told of an act that was done on somebody's behalf."""
    if act.verb not in PHRASES or act.on_behalf in {None, act.actor}:
        return {}
    assert act.on_behalf is not None, act.pk
    return {act.on_behalf: PHRASES[act.verb]}


def is_ours(subject: str) -> bool:
    """Say whether a notice or an act is about a meeting."""
    return subject.startswith(MEETING)


def page_of(subject: str) -> str:
    """Give the page of a meeting, where it can be read who did it."""
    return reverse("assembly:meeting", args=[subject.removeprefix(MEETING)])


def words(say: Say) -> tuple[str, str]:
    """Give title and body of a notice in the language that is active."""
    wrong = _("要是不对，请在会议页面上提出来，或者找主持人。")
    match say.phrase:
        case "let-in":
            return _("开会签到：门口替您签到了"), wrong
        case "voted-for":
            return (
                _("开会表决：有人替您填了一票"),
                _("谁替您填的、怎么说您同意的，会议页面上写着。") + wrong,
            )
        case "answered-for":
            return _("推选：有人替您答复了愿不愿意参选"), wrong
        case "kept-out":
            return (
                _("开会表决：有一件事请您回避"),
                _("哪一件、为什么，会议页面上写着。") + wrong,
            )
        case _:
            return _("开会表决：给您发了一张纸票"), wrong
