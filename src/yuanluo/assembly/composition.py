"""What a rule asks of who sits in a body of representatives, held against who does.

Worked out on the day of the call, with the roll, and kept with the meeting: on its
page, and in the certificate of whatever it decides. Where the rule says that it binds,
a body that is made up otherwise is not called together; else everybody is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.deciding.composing import EACH, MET, SEATS, UNSAID, composed
from yuanluo.kernel.deciding.threshold import Threshold
from yuanluo.kernel.effect import Refusal
from yuanluo.people.composing import made_up
from yuanluo.people.models import Body

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from yuanluo.assembly.models import Ballot
    from yuanluo.kernel.deciding.binding import Rule


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a composition in the reader's words."""

    words: str
    state: str
    by: int
    citation: str


def lines(rule: Rule, asked: Ballot, at: datetime) -> list[dict[str, Any]]:
    """Give what the rule asks of who sits where a question was put; none if silent."""
    if rule.pack.composition is None:
        return []
    bodies = Body.objects.filter(
        charter=asked.charter, key=asked.body, place=asked.village
    )
    body = bodies.first()
    return [] if body is None else of_body(rule, body, at.astimezone(SHANGHAI).date())


def of_body(rule: Rule, body: Body, day: date) -> list[dict[str, Any]]:
    """Give the lines of one body on a day, as a certificate holds them."""
    cited = rule.cites("composition")
    found = composed(rule, made_up(body, day).figures)
    return [line.document(cited) for line in found]


def refusals(rule: Rule, found: Iterable[Mapping[str, Any]]) -> list[Refusal]:
    """Say why a body may not be called; nothing where its rule only tells."""
    asked = rule.pack.composition
    if asked is None or not asked.binding:
        return []
    return [
        Refusal("COMPOSITION", str(line["part"]))
        for line in found
        if line["state"] != MET
    ]


def told(found: Iterable[Mapping[str, Any]], language: str) -> list[Told]:
    """Say lines as people read them."""
    return [
        Told(_said(line, language), line["state"], line["by"], line["citation"])
        for line in found
    ]


def _said(line: Mapping[str, Any], language: str) -> str:
    figures = {name: line[name] for name in ("of", "least", "most", "found")}
    known = line["state"] != UNSAID
    if line["part"] == SEATS:
        return _("组成人员要%(least)s到%(most)s人，现在%(found)s人") % figures
    if line["part"] == EACH:
        few, _to, many = line["asks"].split()
        asks = _("每%(few)s到%(many)s户一名代表：%(of)s户要%(least)s到%(most)s名")
        text = asks % {**figures, "few": few, "many": many}
        return text + (_("，有%(found)s名") % figures if known else "")
    words = {"words": Threshold.parse(line["asks"]).words(language)}
    who = _("妇女要占%(words)s") if line["part"] == "women" else _("代表要占%(words)s")
    there = _("：%(of)s人里要%(least)s人，有%(found)s人") % figures if known else ""
    return who % words + there
