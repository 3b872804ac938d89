"""Several matters at once: each its own act, and what came of each told by name.

What is chosen together is done one by one, in the order of the list; one that is
refused keeps none of the others back. Sent twice, nothing is done twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from yuanluo.kernel.pathlayout import onward_first
from yuanluo.kernel.playbook import title_in
from yuanluo.matters.actions import acts
from yuanluo.matters.forms import builtins
from yuanluo.matters.forms.asking import Asking, Question, given_of
from yuanluo.matters.forms.narrowing import written
from yuanluo.matters.queries.cards import last_moment
from yuanluo.matters.queries.dossier import Dossier, Gone
from yuanluo.matters.queries.worklists import awaited, chosen, due_of
from yuanluo.matters.refusal_words import all_in_words, in_words, names_of
from yuanluo.matters.views.work_gate import staff_only
from yuanluo.matters.views.work_pane import fresh_id, how_many
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yuanluo.matters.models import Matter
    from yuanluo.people.queries import Acting

MOST = 50
#: Acts every playbook has that make sense for several matters at once.
TOGETHER = ("accept", "approve", "assign", "comment", builtins.NOTE)
#: Acts that answer what awaits a word, offered only where something does.
ANSWERS = {
    "accept": frozenset({"handover"}),
    "approve": frozenset({"suspension", "extension"}),
}


@dataclass(frozen=True, slots=True)
class Came:
    """What came of the act on one matter."""

    number: str
    title: str
    done: bool
    words: str


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done with all that was chosen."""

    name: str
    title: str
    icon: str
    questions: tuple[Question, ...]


@staff_only
@require_POST
def work_bulk(request: HttpRequest) -> HttpResponse:
    """Ask what to do with the matters chosen, or do it."""
    numbers = list(dict.fromkeys(request.POST.getlist("picked")))
    language = get_language() or "zh-hans"
    back = f"{reverse('matters:workbench')}?{written(request.GET)}"
    if not numbers or len(numbers) > MOST:
        code = f"TOO_MANY_ROWS:{MOST}" if numbers else "NOTHING_CHOSEN"
        messages.warning(request, in_words(code, language))
        return HttpResponseRedirect(back)
    who, at = standing_of(request), moment(request)
    matters = chosen(who, numbers)
    name = request.POST.get("do", "")
    ways = _ways(matters, who, at, language)
    came: list[Came] = []
    due = due_of(matters)
    if name in {way.name for way in ways} and matters:
        came = _all_done(request, matters, name, acting_of(request), language)
    context = {
        "matters": [_said(matter, who, at, language) for matter in matters],
        "due": {number: last_moment(moment) for number, moment in due.items()},
        "late": {number for number, moment in due.items() if moment <= at},
        "ways": [] if came else ways,
        "came": came,
        "left": [one.number for one in came if not one.done],
        "said": how_many(sum(one.done for one in came), len(came)) if came else "",
        "back": back,
        "narrowed": written(request.GET),
        "request_id": fresh_id(),
        "minute": at.replace(second=0, microsecond=0),
    }
    return page(request, "matters/work/bulk.html", context)


def _said(matter: Matter, who: Any, at: Any, language: str) -> dict[str, str]:
    book = Dossier(matter, who, at).playbook
    return {
        "number": matter.number,
        "title": matter.title,
        "state": title_in(book.title_of(matter.state), language),
        "place": matter.place.name,
    }


def _ways(matters: list[Matter], who: Any, at: Any, language: str) -> list[Way]:
    """Give what can be done with all of them: steps only where all stand alike."""
    if not matters:
        return []
    first = Dossier(matters[0], who, at)
    asking = Asking(first, language)
    found = []
    if len({(m.playbook_id, m.state) for m in matters}) == 1:
        for step in onward_first(first.playbook, matters[0].state):
            theirs = {"clock", "requester", "resident", "party"}.issuperset(step.by)
            if not theirs and step.needs.evidence is None:
                title = title_in(step.title, language)
                questions = tuple(asking.questions(step.ask, step.id, {}))
                found.append(Way(step.id, title, "arrow-right", questions))
    waiting = awaited(matters)
    for name in TOGETHER:
        if name in ANSWERS and not ANSWERS[name] & waiting:
            continue
        act = builtins.BUILT_INS[name]
        questions = tuple(asking.questions(act.asks, name, {}))
        found.append(Way(name, title_in(act.title, language), act.icon, questions))
    return found


def _all_done(
    request: HttpRequest, matters: list[Matter], name: str, by: Acting, language: str
) -> list[Came]:
    first = Dossier(matters[0], by.who, by.at)
    given = given_of(request.POST, name, builtins.asks_of(name, first))
    return [_done(matter, name, given, by, language) for matter in matters]


def _done(
    matter: Matter, name: str, given: dict[str, Any], by: Acting, language: str
) -> Came:
    """Do the act on one matter, under an id of its own."""
    verb = name
    if name == builtins.NOTE:
        verb, given = "comment", {**given, "internal": "yes"}
    codes: list[str] = []
    try:
        acts.do(matter.number, verb, given, by.again(matter.number))
    except Gone:
        codes = ["GONE"]
    except Refused as refused:
        codes = [str(reason) for reason in refused.reasons]
    except RequestReused:
        codes = ["REQUEST_REUSED"]
    names = names_of(Dossier(matter, by.who, by.at).playbook) if codes else {}
    words = " ".join(all_in_words(codes, language, names))
    return Came(matter.number, matter.title, not codes, words)
