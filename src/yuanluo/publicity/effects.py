"""Publishing as words of playbooks: a notice goes up, remarks to it are followed up.

`publish` puts a notice on show for its days. `raise-remark` opens what somebody objects
or asks, `reply-remark` keeps the answer, `settle-remark` says what came of it. Nobody
answers an objection to what they published themselves.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.effect import Deed, Effect, Fact, Refusal
from yuanluo.kernel.onshow import Spell, full_at
from yuanluo.kernel.period import Period, PeriodUnit
from yuanluo.publicity.masking import masked, without_numbers
from yuanluo.publicity.models import (
    AUDIENCES,
    KINDS,
    MASKINGS,
    OUTCOMES,
    Channel,
    Notice,
    Remark,
    ShownSpell,
)
from yuanluo.publicity.queries import gather, run_of
from yuanluo.record.actions import own_request
from yuanluo.territory import charters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from yuanluo.kernel.charter import Term
    from yuanluo.kernel.effect import Change, Subject, World
    from yuanluo.kernel.playbook import Playbook, Step

DEFAULT_DAYS = "15 days"
#: What a notice is if a step does not say: a matter of the village, by statute.
DEFAULT_TERM = "affairs"
IDENT = re.compile(r"[a-z][a-z0-9-]*")


def _problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    if not IDENT.fullmatch(str(parameters.get("notice", ""))):
        yield 'needs notice = "NAME", by which other steps can wait for it'
    yield from _term_problems(parameters, world)
    asked = {ask.id for one in playbook.steps for ask in one.ask}
    for name in parameters.get("show", ()):
        if name not in asked:
            yield f"shows {name!r}, which no step asks for"
    if step.to is None:
        yield "a notice belongs to the state a step enters: give the step a `to`"
    if parameters.get("audience", "public") not in AUDIENCES:
        yield f"audience is one of {', '.join(AUDIENCES)}"
    if parameters.get("masking", "numbers") not in MASKINGS:
        yield f"masking is one of {', '.join(MASKINGS)}"


def _term_problems(parameters: Mapping[str, Any], world: World) -> Iterable[str]:
    """The days are whole days, and not below what the rules say of this kind."""
    name = str(parameters.get("term", DEFAULT_TERM))
    least = world.terms.get(name)
    if least is None and "term" in parameters:
        known = ", ".join(sorted(world.terms)) or "none"
        yield f"term {name!r} is not known; known are {known}"
    try:
        period = Period.parse(str(parameters.get("days", DEFAULT_DAYS)))
    except ValueError as error:
        yield str(error)
        return
    if period.unit is not PeriodUnit.DAYS:
        yield "days are calendar days: write '15 days'"
        return
    least_days = Period.parse(least.days).count if least is not None else 0
    if least is not None and "days" in parameters and period.count < least_days:
        yield (
            f"{period} on show is below the {least.days} of {least.id!r} "
            f"({least.citation})"
        )


def _publish(deed: Deed) -> Iterable[Change]:
    """Put on show what the parameters name, and nothing else."""
    told = deed.parameters
    level = str(told.get("masking") or deed.fields.get("masking") or "numbers")
    names = told.get("show", ())
    shown = {name: deed.fields[name] for name in names if name in deed.fields}
    fields = {name: masked(value, level, name) for name, value in shown.items()}
    title = without_numbers(deed.subject.title)
    content = {"title": title, "fields": fields}
    term = _term(deed)
    days = Period.parse(str(told.get("days") or (term.days if term else DEFAULT_DAYS)))
    audience = str(told.get("audience") or deed.fields.get("audience") or "public")
    unit = deed.subject.place if "-" in deed.subject.place else ""
    notice = Notice.objects.create(
        code=own_request(deed.subject.number, deed.subject.visit, deed.step).hex[:12],
        matter=deed.subject.number,
        visit=deed.subject.visit,
        ident=told["notice"],
        village=deed.subject.village,
        unit=unit,
        title=title,
        content=content,
        sha256=fingerprint(content),
        term=term.id if term else "",
        days=days.count,
        citation=term.citation if term else "",
        audience="village" if audience == "courtyard" and not unit else audience,
        masking=level,
        item=str(deed.fields.get("publication", ""))[:40],
        period=str(deed.fields.get("period", ""))[:10],
        by=deed.by,
        shown_at=deed.at,
        ends_at=full_at([Spell(deed.at)], days.count, SHANGHAI),
    )
    ShownSpell.objects.create(notice=notice, since=deed.at)
    day = deed.at.astimezone(SHANGHAI).date()
    Channel.objects.create(notice=notice, kind="site", on=day, by=deed.by, at=deed.at)
    return ()


def _term(deed: Deed) -> Term | None:
    """Give the rule for this kind of notice, as the charter in force has it."""
    reading = charters.charter(deed.subject.charter)
    told = deed.parameters.get("term")
    publication = reading.publication(str(deed.fields.get("publication", "")))
    if told is None and publication is not None:
        told = publication.term
    return reading.term(str(told or DEFAULT_TERM))


def fingerprint(content: Mapping[str, Any]) -> str:
    """Give the hash of what a notice says."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _withdraw(subject: Subject, at: datetime) -> None:
    """Take live notices down when their visit is left before they have run.

    One that was objected to with success is taken down whenever its visit is left.
    """
    upheld = Remark.objects.filter(notice=OuterRef("pk"), outcome="upheld")
    Notice.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at) | Exists(upheld),
        matter=subject.number,
        visit=subject.visit,
        withdrawn_at=None,
    ).update(withdrawn_at=at)


# Remarks ------------------------------------------------------------------------------


def _raise_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del world
    if parameters.get("kind") not in KINDS:
        yield f"needs kind, one of {', '.join(KINDS)}"
    asked = {ask.id for ask in step.ask}
    if not {"notice", "text"} <= asked:
        yield "is raised by a step that asks for notice and text, both of type text"
    if not {"withdraw", "join"} <= set(playbook.without):
        # Ended by these a remark would stay open for ever, and block its notice.
        yield 'a remark ends by its own steps: write without = ["withdraw", "join"]'


def _raise_refusals(deed: Deed) -> list[Refusal]:
    notice = _named(deed)
    if notice is None:
        return [Refusal("UNKNOWN_NOTICE")]
    if deed.parameters["kind"] != "objection":
        return []
    run = run_of(notice, deed.at)
    return [Refusal("NOTICE_OVER")] if run.is_full(deed.at) else []


def _words(deed: Deed) -> str:
    """Give what was said; an appeal says why the answer is not accepted."""
    name = "reason" if deed.parameters["kind"] == "appeal" else "text"
    return str(deed.fields.get(name, ""))


def _assisted(deed: Deed) -> bool:
    """Whether somebody says it for a person who cannot do so by themselves."""
    return deed.by is not None and deed.subject.requester not in {None, deed.by}


def _named(deed: Deed) -> Notice | None:
    """Give the notice that a remark is to, locked; it must hang where the matter is."""
    found = Notice.objects.select_for_update().filter(
        code=str(deed.fields.get("notice", "")),
        village=deed.subject.village,
        withdrawn_at=None,
    )
    return found.first()


def _raise(deed: Deed) -> Iterable[Change]:
    notice = _named(deed)
    assert notice is not None, deed.subject.number
    Remark.objects.create(
        notice=notice,
        kind=deed.parameters["kind"],
        matter=deed.subject.number,
        person=deed.subject.requester,
        assisted=_assisted(deed),
        words=without_numbers(_words(deed)),
        at=deed.at,
    )
    return ()


def _reply_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del playbook, world
    name = parameters.get("reply")
    if name not in {ask.id for ask in step.ask if ask.type == "text"}:
        yield f"reply names {name!r}: ask for it here, type text"


def _reply_refusals(deed: Deed) -> list[Refusal]:
    published = Remark.objects.filter(
        matter=deed.subject.number,
        kind__in=("objection", "appeal"),
        notice__by=deed.by,
    )
    own = deed.by is not None and published.exists()
    return [Refusal("OWN_NOTICE")] if own else []


def _reply(deed: Deed) -> Iterable[Change]:
    words = without_numbers(str(deed.fields.get(deed.parameters["reply"], "")))
    Remark.objects.filter(matter=deed.subject.number).update(
        reply=words, replied_at=deed.at
    )
    return ()


def _settle_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del step, playbook, world
    if parameters.get("outcome") not in OUTCOMES:
        yield f"needs outcome, one of {', '.join(OUTCOMES)}"


def _settle(deed: Deed) -> Iterable[Change]:
    Remark.objects.filter(matter=deed.subject.number, outcome="").update(
        outcome=deed.parameters["outcome"], settled_at=deed.at
    )
    return ()


EFFECTS = (
    Effect("publish", _publish, _problems),
    Effect("raise-remark", _raise, _raise_problems, _raise_refusals),
    Effect("reply-remark", _reply, _reply_problems, _reply_refusals),
    Effect("settle-remark", _settle, _settle_problems),
)
FACTS = (Fact("notice", ("run", "upheld"), gather, _withdraw, opened_by="publish"),)
