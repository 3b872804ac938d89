"""Paper in a vote: declared, printed, handed out, read by two, drawn, read again.

For the chair, and, at the table, for members and those who report for others. Nobody
sees here what another has read on a sheet, but a third person who is asked to decide.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yuanluo.assembly.actions import papers
from yuanluo.assembly.actions.inscribing import chairs, serves
from yuanluo.assembly.actions.polling import election_of, on_paper_only
from yuanluo.assembly.models import CHOICES, SPOILED
from yuanluo.assembly.queries import at_the_door, issuer, question_numbered
from yuanluo.assembly.sheets import box_of, plan_of, sheet_with, sheets_from, takers
from yuanluo.assembly.tallying import rule_kept
from yuanluo.assembly.views.door import whole
from yuanluo.assembly.views.elections import marks_of, told_choice
from yuanluo.assembly.views.meetings import READ_OR_SENT, language, tried
from yuanluo.kernel.deciding.marks import BLANK
from yuanluo.paper.answer import page
from yuanluo.paper.ballotsheet import BallotSheets, drawn
from yuanluo.paper.typeface import NoTypeface
from yuanluo.people.queries import acting_of, standing_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from yuanluo.assembly.models import Ballot
    from yuanluo.people.queries import Acting
    from yuanluo.record.actions import Answer

#: Sheets drawn into one file.
PRINTED_MOST = 2000


def _found(request: HttpRequest, pk: int) -> Ballot:
    """Give a question on an agenda to whoever serves there; else it is not there."""
    one = question_numbered(pk)
    if one is None or one.meeting is None:
        raise Http404
    if not serves(standing_of(request), one.body, one.village):
        raise Http404
    return one


@never_cache
@login_required
@READ_OR_SENT
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how paper stands in a vote, and do what is asked."""
    one = _found(request, pk)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        faults, status = _done(request, one)
        if not faults:
            return redirect("assembly:paper", pk)
    plan = plan_of(one)
    who = standing_of(request)
    words = request.GET.get("q", "").strip()
    box = box_of(one, plan) if plan else None
    giving = bool(plan and one.polling_at and not plan.counting_since)
    context: dict[str, Any] = {
        "ballot": one,
        "meeting": one.meeting,
        "plan": plan,
        "box": box,
        "giving": giving and not one.decided_at,
        "reading": bool(plan and plan.counting_since and not one.decided_at),
        "rows": _there(one, words) if giving else [],
        "taken": takers(one),
        "words": words,
        "choices": choices(one),
        "marks": marks_of(one),
        "seats": _seats(one),
        "marked": request.POST.getlist("mark") if faults else [],
        "in_piles": election_of(one) is not None and on_paper_only(one),
        "secret_only": _secret_only(one),
        "by_votes": by_votes(one),
        "back": _back(one),
        "differing": _for_a_third(request, one),
        "is_chair": chairs(who, one.body, one.village),
        "suggested": suggested(one),
        "number": whole(request.GET.get("number")) or "",
        "told": request.POST,
        "faults": faults,
        "new_id": uuid4,
    }
    return page(request, "assembly/paper.html", context, status=status)


def suggested(one: Ballot) -> int:
    """Suggest one sheet for each on the roll, and a tenth for spoiled ones."""
    size = one.meeting.roll.size if one.meeting else 0
    return size + -(-size // 10)


def choices(one: Ballot) -> list[tuple[str, str]]:
    """Give what a sheet may say as a whole, in words; of an election, beside marks."""
    unclear = (SPOILED, _("看不清、填错"))
    if election_of(one) is not None:
        return [(BLANK, _("一个也没选")), unclear]
    words = {"yes": _("赞成"), "no": _("反对"), "abstain": _("弃权")}
    return [*((c, words[c]) for c in CHOICES), unclear]


def _seats(one: Ballot) -> int:
    election = election_of(one)
    return election.seats if election else 0


def _secret_only(one: Ballot) -> bool:
    assert one.meeting is not None, one
    form = rule_kept(one.meeting).pack.election
    return election_of(one) is not None and form is not None and form.secret


def by_votes(one: Ballot) -> bool:
    """Say whether taking paper is taking part, so that nobody checks in before."""
    assert one.meeting is not None, one
    return rule_kept(one.meeting).pack.by == "votes"


def _back(one: Ballot) -> tuple[str, str]:
    if election_of(one) is not None:
        return reverse("assembly:election", args=[one.pk]), _("候选人")
    return reverse("matters:sitting", args=[one.meeting_id]), _("会议桌")


def _there(one: Ballot, words: str) -> list[Any]:
    """Give who may be handed paper: who came, or, of many who need not, who is asked.

    The roll of an election may have thousands of names, and nobody looks through them.
    """
    assert one.meeting is not None, one
    if by_votes(one):
        return list(at_the_door(one.meeting, words)) if words else []
    rows = at_the_door(one.meeting, words)
    return [row for row in rows if hasattr(row, "attendance")]


def _for_a_third(request: HttpRequest, one: Ballot) -> list[dict[str, Any]]:
    """Give the sheets on which two differ, to whoever has not read them."""
    plan = plan_of(one)
    me = standing_of(request).person
    words = dict(choices(one))
    names = dict(marks_of(one))

    def said(choice: str) -> str:
        marked = [names.get(number, number) for number in choice.split("+")]
        return words.get(choice) or "、".join(marked)

    return [
        {
            "number": read.sheet.number,
            "readings": [
                (reading.reader.name, said(reading.choice)) for reading in read.readings
            ],
            "mine": any(reading.reader_id == me for reading in read.readings),
        }
        for read in (box_of(one, plan).differing if plan else ())
    ]


def _done(request: HttpRequest, one: Ballot) -> tuple[list[str], int]:
    told = request.POST
    acts: dict[str, Callable[[Acting], Answer]] = {
        "declare": lambda by: papers.declare(
            one.pk,
            by,
            way=told.get("way", ""),
            both=told.get("both", ""),
            sheets=whole(told.get("sheets")),
        ),
        "hand-out": lambda by: papers.hand_out(one.pk, whole(told.get("entry")), by),
        "spoil": lambda by: papers.spoil(one.pk, whole(told.get("number")), by),
        "open-box": lambda by: papers.open_box(one.pk, by),
        "read": lambda by: papers.read_sheet(
            one.pk, whole(told.get("number")), told_choice(told), by
        ),
        "draw": lambda by: papers.draw(one.pk, by),
    }
    act = acts.get(told.get("act", ""))
    if act is None:
        raise Http404
    answers: list[Answer] = []
    faults, status = tried(lambda: answers.append(act(acting_of(request))))
    for answer in answers:
        messages.success(request, _said(told.get("act", ""), told, answer))
    return faults, status


def _said(act: str, told: Any, answer: Answer) -> str:
    """Say what was done, and which sheet to give where it has a name."""
    number = answer.content.get("sheet") or told.get("number", "")
    if act == "hand-out" and answer.content.get("sheet"):
        return _("给第%(number)s号票。") % {"number": number}
    if act == "read":
        return _("第%(number)s号票录好了。") % {"number": number}
    return {
        "declare": _("说定了，可以印票。"),
        "hand-out": _("名册上打勾了，从票堆里拿一张给他。"),
        "spoil": _("作废了，可以再领一张。"),
        "open-box": _("停止投票了，开箱录票。"),
    }.get(act, _("抽好了，抽中的再看一遍。"))


@never_cache
@login_required
@require_safe
def sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sheets of a vote as PDF, eight to a page; the chair prints them."""
    one = _found(request, pk)
    plan = plan_of(one)
    if plan is None or not chairs(standing_of(request), one.body, one.village):
        raise Http404
    assert one.meeting is not None, one
    start = max(1, whole(request.GET.get("from")) or 1)
    pairs = [
        (
            _("第%(number)s号") % {"number": sheet.number},
            request.build_absolute_uri(reverse("assembly:sheet", args=[sheet.code])),
        )
        for sheet in sheets_from(one, start, PRINTED_MOST)
    ]
    secret = plan.way == "secret"
    marks = [words for _number, words in marks_of(one)]
    whole_words = [words for key, words in choices(one) if key != SPOILED]
    what = BallotSheets(
        issuer=issuer(one.meeting, language()),
        title=one.title,
        boxes=tuple(marks or whole_words),
        foot=_foot(one, secret=secret),
        named="" if secret else _("姓名："),
    )
    try:
        content = drawn(what, pairs, shuffled=secret)
    except NoTypeface:
        told = _("这台机器没有中文字体，印不了。请管理员装一种。")
        return HttpResponse(
            told, status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain"
        )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="sheets-{one.pk}.pdf"'
    return answer


def _foot(one: Ballot, *, secret: bool) -> str:
    """Say at the foot of a sheet how it is filled in."""
    if seats := _seats(one):
        return ngettext(
            "最多选%(num)s个，选多了作废；都不选就是弃权。写坏了拿来换。",
            "最多选%(num)s个，选多了作废；都不选就是弃权。写坏了拿来换。",
            seats,
        ) % {"num": seats}
    if secret:
        return _("只打一个勾。写坏了拿来换，不要涂改。")
    return _("写上名字，只打一个勾。写坏了拿来换。")


@never_cache
@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Say what became of the sheet whose square this is; not what is on it."""
    who = standing_of(request)
    one = sheet_with(code, who)
    if one is None:
        raise Http404
    ballot = one.ballot
    context = {
        "sheet": one,
        "ballot": ballot,
        "meeting": ballot.meeting,
        "counted": bool(ballot.decided_at) and one.readings.exists(),
        "serves": serves(who, ballot.body, ballot.village),
    }
    return page(request, "assembly/sheet.html", context)
