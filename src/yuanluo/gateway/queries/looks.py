"""Who is told that data about people was looked at, or is asked to be taken out.

A look beyond one's own places is told to those who supervise there and to the person;
once a week the supervisors of a place are told how often fields were opened. A copy of
a register is told to whoever may be its second pair of eyes, and the answer to who
asked. No notice names anybody: the page it leads to does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuanluo.gateway import kinds
from yuanluo.gateway.queries.scene import TOGETHER_MAX
from yuanluo.kernel.place import parents
from yuanluo.people import looks as looked
from yuanluo.people.copying import AGREED, ASKED, COPY, REFUSED, may_decide
from yuanluo.people.openings import BROKE, OPENED_BROKEN
from yuanluo.people.queries import Standing, standings_at
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yuanluo.gateway.kinds import Say
    from yuanluo.record.models import Act

    Rule = Callable[["Looks", Act], Iterator[tuple[int, Say]]]

POWER = "supervise"
PERSON = "person:"
#: What such notices are about, beside the numbers of matters.
ME, LOOKS = "me", "looks:"


@dataclass(slots=True)
class Looks:
    """The places of a batch of acts: their names, and who serves at or above them."""

    names: dict[str, str] = field(default_factory=dict)
    serving: dict[str, list[Standing]] = field(default_factory=dict)

    def with_power(self, power: str, place: str) -> list[int]:
        """Give the people who have a power over a place."""
        found = [
            one.person
            for one in self.serving.get(place, ())
            if one.person is not None and one.may(power, place)
        ]
        return found[:TOGETHER_MAX]

    def just_there(self, power: str, place: str) -> list[int]:
        """Give the people whose power is over this very place."""
        found = [
            one.person
            for one in self.serving.get(place, ())
            if one.person is not None and place in one.places_with(power)
        ]
        return found[:TOGETHER_MAX]


def gather(acts: Sequence[Act]) -> Looks:
    """Gather what a batch needs; two statements, and none where nothing was looked."""
    ours = [act for act in acts if act.verb in RULES and act.place]
    places = {act.place for act in ours}
    if not places:
        return Looks()
    day = timezone.localtime(ours[-1].at).date()
    above = {code: {code, *parents(code)} for code in places}
    every = standings_at(set().union(*above.values()), day)
    serving = {
        place: [one for one in every if codes & {post.place for post in one.posts}]
        for place, codes in above.items()
    }
    named = Place.objects.filter(code__in=places).values_list("code", "name")
    return Looks(dict(named), serving)


def told(looks: Looks, act: Act) -> dict[int, Say]:
    """Say who is told of an act, and what; whoever did it is not."""
    if act.verb not in RULES:
        return {}
    found = RULES[act.verb](looks, act)
    return {person: say for person, say in found if person != act.actor}


def _glass(looks: Looks, act: Act) -> Iterator[tuple[int, Say]]:
    for person in looks.with_power(POWER, act.place):
        yield person, kinds.GLASS


def _opened(looks: Looks, act: Act) -> Iterator[tuple[int, Say]]:
    for person in looks.with_power(POWER, act.place):
        yield person, kinds.OPENED
    # Last, so that a supervisor whose own field it was is told of that.
    number = act.subject.removeprefix(PERSON)
    if number.isdecimal():
        yield int(number), kinds.OPENED_OF_ME


def _week_over(looks: Looks, act: Act) -> Iterator[tuple[int, Say]]:
    for person in looks.just_there(POWER, act.place):
        yield person, kinds.LOOKED_WEEK


def _copy_asked(looks: Looks, act: Act) -> Iterator[tuple[int, Say]]:
    for one in looks.serving.get(act.place, ()):
        if one.person is not None and may_decide(one, act.place):
            yield one.person, kinds.COPY_ASKED


def _copy_decided(looks: Looks, act: Act) -> Iterator[tuple[int, Say]]:
    del looks
    by = act.payload.get("by")
    if isinstance(by, int):
        yield by, kinds.COPY_AGREED if act.verb == AGREED else kinds.COPY_REFUSED


RULES: dict[str, Rule] = {
    BROKE: _glass,
    OPENED_BROKEN: _opened,
    looked.WEEK: _week_over,
    ASKED: _copy_asked,
    AGREED: _copy_decided,
    REFUSED: _copy_decided,
}


def subject(act: Act, say: Say) -> str:
    """Give what a notice is about: a matter, or the page where a look can be read.

    A supervisor's notice of a look does not name whose field it was.
    """
    match say.phrase:
        case "opened-of-me":
            return ME
        case "glass" | "opened":
            return f"{LOOKS}{act.place}"
        case "looked-week":
            return f"{LOOKS}{act.place}:{act.payload.get('from', '')}"
        case _:
            return act.subject


def is_look(told: str) -> bool:
    """Say whether a notice is about a look, or a copy."""
    return told == ME or told.startswith((LOOKS, COPY))


def page_of(told: str) -> str:
    """Give the page where a look, or a copy, can be read."""
    if told == ME:
        return f"{reverse('people:me')}#looked"
    if told.startswith(LOOKS):
        place, _colon, week = told.removeprefix(LOOKS).partition(":")
        asked = {"place": place} | ({"week": week} if week else {})
        return f"{reverse('people:looks')}?{urlencode(asked)}"
    return reverse("people:register-copy", args=[told.removeprefix(COPY)])


def words(looks: Looks, act: Act, say: Say) -> tuple[str, str]:
    """Give title and body of a notice in the language that is active."""
    place = looks.names.get(act.place, "")
    match say.phrase:
        case "glass":
            return (
                _("%(place)s：有人破例查看一小时") % {"place": place},
                _("请打开看是谁、为什么；不该看的，请过问。"),
            )
        case "opened":
            return (
                _("%(place)s：破例打开了一个人的资料") % {"place": place},
                _("请打开看是谁、为什么；不该看的，请过问。"),
            )
        case "opened-of-me":
            return (
                _("有人破例看了您的资料"),
                _("谁、什么时候、为什么，在“谁看过我的资料”里。"),
            )
        case "looked-week":
            return _week(act, place)
        case "copy-asked":
            return (
                _("%(place)s：有人要导出户籍册，请您看一看") % {"place": place},
                _("两个人同意才导得出。请打开看为什么，同意或不同意。"),
            )
        case "copy-agreed":
            return (
                _("%(place)s：导出户籍册同意了") % {"place": place},
                _("一天之内下载，过了要重新申请。"),
            )
        case _:
            return (
                _("%(place)s：导出户籍册没有同意") % {"place": place},
                _("请打开看为什么。"),
            )


def _week(act: Act, place: str) -> tuple[str, str]:
    told = act.payload
    opened, broken = int(told.get("opened", 0)), int(told.get("broken", 0))
    title = ngettext(
        "%(place)s：上周资料打开了%(num)s次",
        "%(place)s：上周资料打开了%(num)s次",
        opened,
    ) % {"place": place, "num": opened}
    body = _("破例%(broken)s次，%(people)s个人看过。请打开看是谁、为什么。") % {
        "broken": broken,
        "people": told.get("lookers", 0),
    }
    return title, body
