"""Publishing as a word of playbooks: `publish` puts a notice on show for its days."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.effect import Deed, Effect, Fact
from yuanluo.kernel.period import Period, PeriodUnit
from yuanluo.publicity.models import Notice
from yuanluo.publicity.queries import gather
from yuanluo.record.actions import own_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yuanluo.kernel.effect import Change, Subject, World
    from yuanluo.kernel.playbook import Playbook, Step

DEFAULT_DAYS = "15 days"
#: Telephone and identity numbers have no business on a public notice.
PERSONAL = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx]|\d{15})(?!\d)")
IDENT = re.compile(r"[a-z][a-z0-9-]*")


def _problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del world
    if not IDENT.fullmatch(str(parameters.get("notice", ""))):
        yield 'needs notice = "NAME", by which other steps can wait for it'
    try:
        period = Period.parse(str(parameters.get("days", DEFAULT_DAYS)))
        if period.unit is not PeriodUnit.DAYS:
            yield "days are calendar days: write '15 days'"
    except ValueError as error:
        yield str(error)
    asked = {ask.id for one in playbook.steps for ask in one.ask}
    for name in parameters.get("show", ()):
        if name not in asked:
            yield f"shows {name!r}, which no step asks for"
    if step.to is None:
        yield "a notice belongs to the state a step enters: give the step a `to`"


def _publish(deed: Deed) -> Iterable[Change]:
    """Put on show what the parameters name, and nothing else."""
    names = deed.parameters.get("show", ())
    shown = {name: deed.fields[name] for name in names if name in deed.fields}
    content = {"title": deed.subject.title, "fields": _masked(shown)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    Notice.objects.create(
        code=own_request(deed.subject.number, deed.subject.visit, deed.step).hex[:12],
        matter=deed.subject.number,
        visit=deed.subject.visit,
        ident=deed.parameters["notice"],
        village=deed.subject.village,
        title=_masked(deed.subject.title),
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        shown_at=deed.at,
        ends_at=_ends(deed),
    )
    return ()


def _ends(deed: Deed) -> datetime:
    """A notice is on show to the end of its last whole day."""
    days = Period.parse(str(deed.parameters.get("days", DEFAULT_DAYS))).count
    last = deed.at.astimezone(SHANGHAI).date() + timedelta(days=days + 1)
    return datetime.combine(last, time.min, SHANGHAI)


def _masked(value: Any) -> Any:
    """Take telephone and identity numbers out of what will be public."""
    if isinstance(value, str):
        return PERSONAL.sub("〔已隐去〕", value)
    if isinstance(value, dict):
        return {key: _masked(one) for key, one in value.items()}
    return [_masked(one) for one in value] if isinstance(value, list) else value


def _withdraw(subject: Subject, at: datetime) -> None:
    """Take live notices down when their visit is left before they have run."""
    Notice.objects.filter(
        matter=subject.number,
        visit=subject.visit,
        withdrawn_at=None,
        ends_at__gt=at,
    ).update(withdrawn_at=at)


EFFECTS = (Effect("publish", _publish, _problems),)
FACTS = (Fact("notice", ("run",), gather, _withdraw, opened_by="publish"),)
