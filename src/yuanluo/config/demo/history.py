"""The last months of a demonstration, lived through by the acts that pages use.

Reports, what becomes of them and what villages publish happen in the order of time;
before each act the clock does what has become due, so that lateness, silence and
closing come about by themselves. Every act has a request id made from the plan: a
demonstration that was broken off goes on where it stopped, and nothing is done twice.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from yuanluo.assembly.models import Ballot
from yuanluo.config.demo import pictures
from yuanluo.config.demo.casting import Casting, Nobody
from yuanluo.config.demo.course import Hours, Line, filled, lines_of
from yuanluo.config.demo.disclosing import Disclosures
from yuanluo.config.sitting import sit
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.actions.remarking import remark_on
from yuanluo.matters.actions.uploads import keep_photos
from yuanluo.matters.models import Matter, Party, Pending, Responsibility
from yuanluo.matters.queries.spots import Spot
from yuanluo.people.queries import Acting
from yuanluo.publicity.actions import hang
from yuanluo.publicity.models import Notice
from yuanluo.record.actions import Refused, own_request
from yuanluo.record.models import Act
from yuanluo.territory import charters

if TYPE_CHECKING:
    from uuid import UUID

    from yuanluo.config.demo.plan import Plan, Report
    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.storyline import Deed

Life = Generator[datetime, None, None]
#: What is done to a notice, and as which kind of remark.
NOTICED = {"object": "objection", "ask-publicly": "question", "hang": ""}
#: What a report brings a picture of, one in three.
PICTURED = 3


@dataclass
class History:
    """What happens in a pack, from its first report until now."""

    plan: Plan
    charter: Charter
    casting: Casting
    now: datetime
    #: Whether part of it has happened already, before it was broken off.
    resumed: bool = False
    refused: list[str] = field(default_factory=list)

    def live(self) -> None:
        """Let everything happen, in the order of time."""
        queue: list[tuple[datetime, int, Life]] = []
        for index, report in enumerate(self.plan.reports):
            life = Biography(self, report, index).life()
            _next(queue, index, life)
        if self.plan.disclosing is not None:
            published = Disclosures(self, self.plan.disclosing).life()
            _next(queue, len(self.plan.reports), published)
        while queue:
            moment, index, life = heapq.heappop(queue)
            if moment > self.now:
                continue
            clock_until(moment)
            _next(queue, index, life)
        clock_until(self.now)


def _next(queue: list[tuple[datetime, int, Life]], index: int, life: Life) -> None:
    """Let a life go on to its next moment and wait there."""
    moment = next(life, None)
    if moment is not None:
        heapq.heappush(queue, (moment, index, life))


def clock_until(moment: datetime) -> None:
    """Do what has become due by a moment, each at its own time."""
    at = moment.astimezone(UTC)
    while True:
        waiting = Matter.objects.filter(look_at__lte=at).exclude(_on_show(at))
        waiting = waiting.order_by("look_at", "id")
        first = waiting.values_list("pk", "entered_at", "suspended_until").first()
        if first is None:
            return
        due = _due(*first, at)
        if not advance(first[0], due):
            still = Matter.objects.filter(pk=first[0], look_at__lte=due)
            if still.exists():
                raise RuntimeError(f"the clock does not get past {due} on {first[0]}")


def _on_show(at: datetime) -> Q:
    """Say what only waits for a notice to run its days: no look can change it before.

    A clock that runs looks at it every day; in a past of months that is a thousand
    looks at nothing.
    """
    here = Notice.objects.filter(matter=OuterRef("number"), visit=OuterRef("visit"))
    shown = Exists(here.filter(withdrawn_at=None, ends_at__gt=at))
    mine = Responsibility.objects.filter(matter=OuterRef("pk"), until=None)
    late = Exists(mine.filter(late_at=None, sort_at__lte=at))
    asked = Pending.objects.filter(matter=OuterRef("pk"), settled_at=None)
    due = Exists(asked.filter(due_at__lte=at))
    return Q(shown, ~Q(late), ~Q(due), suspended_at=None)


def _due(
    matter: int, entered: datetime, suspended: datetime | None, at: datetime
) -> datetime:
    """Say at which moment something of a matter falls due; else now.

    A matter that only waits is looked at every few minutes: in a past of ninety days
    that would be ten thousand looks at nothing.
    """
    if suspended is not None:
        return suspended
    offers = Pending.objects.filter(matter=matter, settled_at=None, due_at__lte=at)
    moments = [due for due in offers.values_list("due_at", flat=True) if due]
    held = Responsibility.objects.filter(matter=matter, until=None, late_at=None)
    moments += held.filter(sort_at__lte=at).values_list("sort_at", flat=True)
    return max(min(moments), entered) if moments else at


@dataclass
class Biography:
    """One report from the moment it is brought, along its course."""

    history: History
    report: Report
    index: int
    number: str = ""
    doing: str = "open"

    def __post_init__(self) -> None:
        plan, charter = self.history.plan, self.history.charter
        seed = f"{plan.seed}/{self.index}"
        self.chance = Random(seed)  # noqa: S311 -- chance of a demonstration
        self.hours = Hours(
            charters.calendar_of(charter), charters.zone(charter), self.chance
        )
        course = plan.course(self.report.course)
        self.playbook = course.playbook if course else self._usual_playbook()
        self.lines = lines_of(course.lines if course else ())
        own = plan.words.get(self.report.category, {})
        self.words = plan.words.get("default", {}) | own | self.report.words

    def _usual_playbook(self) -> str:
        """Give the playbook a report takes here: the category's, or the place's."""
        charter = self.history.charter
        category = charter.category(self.report.category)
        if category is not None and category.playbook:
            return category.playbook
        here = [
            book
            for book in charter.playbooks
            if book.kind == "need"
            # As people report: what asks no kind of thing is not for reports.
            and any(ask.type == "category" for ask in book.opening.ask)
            and (not book.where or self.report.village in book.where)
        ]
        return min(here, key=lambda book: not book.where).id

    def life(self) -> Life:
        """Bring the report, then take one line after the other at its time."""
        staff = bool(self.report.by)
        moment = self.hours.before(self.history.now, self.report.ago, staff=staff)
        yield moment
        try:
            self._open(moment)
            for step, line in enumerate(self.lines):
                moment = self.hours.after(moment, line.after, line.who)
                yield moment
                self._take(line, moment, f"{self.index}/{step}")
        except Refused as refused:
            reasons = " ".join(str(reason) for reason in refused.reasons)
            self.history.refused.append(f"{self.report.title}: {self.doing}: {reasons}")
        except Nobody as nobody:
            self.history.refused.append(
                f"{self.report.title}: {self.doing}: nobody is {nobody}"
            )

    # Acts -----------------------------------------------------------------------------

    def _open(self, moment: datetime) -> None:
        report, casting = self.report, self.history.casting
        if report.own:
            self._open_own(moment)
            return
        requester, home = casting.requester(report, self.chance)
        by = self._reporter(home) or requester
        raw: dict[str, Any] = {
            "title": report.title,
            "text": report.text,
            "category": report.category,
            **report.answers,
        }
        if report.households:
            raw["household"] = casting.households(report.estate, report.households)
        book = self.history.charter.playbook(self.playbook)
        asks = {ask.id for ask in book.opening.ask} if book else set()
        pictured = not report.anonymous and self.chance.randrange(PICTURED) == 0
        key = f"{self.index}/open"
        if (before := self._answered(key)) is not None:
            self.number = before["number"]
            return
        answer = open_matter(
            self.playbook,
            {name: value for name, value in raw.items() if name in asks | {"text"}},
            Spot(home=home),
            self._acting(by, moment, key),
            photos=self._photo(by, moment, "before") if pictured else (),
            anonymous=report.anonymous,
            requester=requester if by != requester and not report.households else None,
        )
        self.number = answer.content["number"]

    def _open_own(self, moment: datetime) -> None:
        """Open a matter of the village's own: nobody asked for it."""
        report, key = self.report, f"{self.index}/open"
        if (before := self._answered(key)) is not None:
            self.number = before["number"]
            return
        by = self.history.casting.post_in(report.village, report.by)
        today = moment.astimezone(self.hours.zone).date()
        raw = {"title": report.title} | filled(
            report.answers, self.words, today, self.hours
        )
        acting = self._acting(by, moment, key)
        spot = Spot(place=report.village)
        self.number = open_matter(self.playbook, raw, spot, acting).content["number"]

    def _reporter(self, home: int) -> int | None:
        """Give who types it in for them; where the post is vacant they do it."""
        if not self.report.by:
            return None
        try:
            return self.history.casting.near(home, self.report.by)
        except Nobody:
            return None

    def _answered(self, key: str) -> dict[str, Any] | None:
        """Give what an act answered before the demonstration was broken off."""
        if not self.history.resumed:
            return None
        done = Act.objects.filter(request_id=self._request(key))
        return done.values_list("answer", flat=True).first()

    def _take(self, line: Line, moment: datetime, key: str) -> None:
        if self._answered(key) is not None:
            return
        deed = line.deed
        self.doing = f"{moment:%m-%d %H:%M} {line.who} {deed.verb}"
        number = self._named(deed.matter)
        person = self._role(line.who, number)
        if person is None:
            return
        acting = self._acting(person, moment, key)
        if deed.verb == "assembly":
            self._sit(deed, acting)
            return
        if deed.verb in NOTICED:
            self._notice(deed, acting)
            return
        given = self._given(deed, moment, number)
        photos = []
        if given.pop("photo", ""):
            photos = self._photo(person, moment, "after")
        if given.get("whom") == "each":
            self._tell_each(deed, given, acting)
            return
        acts.do(number, deed.verb, given, acting, photos=photos)

    def _given(self, deed: Deed, moment: datetime, number: str) -> dict[str, str]:
        """Fill in what is said: words, days, and people by their roles."""
        today = moment.astimezone(self.hours.zone).date()
        given = filled(deed.answers, self.words, today, self.hours)
        for name, value in given.items():
            if value.startswith("@"):
                given[name] = self._named_holder(value[1:], number)
        if "parts" in given:
            titles = given["parts"].replace("，", ",").split(",")
            given["parts"] = json.dumps(
                [{"title": title} for title in titles], ensure_ascii=False
            )
        return given

    def _tell_each(self, deed: Deed, given: dict[str, str], acting: Acting) -> None:
        """Take a step once for every household that is a party."""
        mine = Party.objects.filter(matter__number=self.number).order_by("household")
        for household in mine.values_list("household", flat=True):
            told = given | {"whom": str(household)}
            acts.do(self.number, deed.verb, told, acting.again(household))

    def _sit(self, deed: Deed, acting: Acting) -> None:
        """Let the body that was asked sit; what comes of it is counted."""
        asked = Ballot.objects.filter(matter=self.number, cancelled_at=None)
        told = filled(deed.answers, self.words, acting.at.date(), self.hours)
        sit(
            asked.latest("pk").pk,
            acting,
            present=int(told["present"]),
            yes=int(told["yes"]),
            minutes=told.get("minutes", "纪要见附件"),
        )
        advance(Matter.objects.only("pk").get(number=self.number).pk, acting.at)

    def _notice(self, deed: Deed, acting: Acting) -> None:
        """Say something to the newest notice, or hang it on the board."""
        notice = Notice.objects.filter(matter=self.number).latest("pk")
        today = acting.at.astimezone(self.hours.zone).date()
        told = filled(deed.answers, self.words, today, self.hours)
        if deed.verb == "hang":
            drawn = pictures.draw("board", "after", Random(self.index))  # noqa: S311
            (photo,) = keep_photos([drawn], at=acting.at, by=acting.who.person)
            hang(notice.code, today, told["where"], photo, acting)
            return
        remark_on(notice.code, NOTICED[deed.verb], told["text"], acting)

    # Who and what ---------------------------------------------------------------------

    def _named(self, name: str) -> str:
        """Give the number of the matter, or of a child: M.1 is the first."""
        _, _, child = name.partition(".")
        if not child:
            return self.number
        children = Matter.objects.filter(parent__number=self.number).order_by("id")
        return children[int(child) - 1].number

    def _role(self, role: str, number: str) -> int | None:
        """Give the person who plays a role in a matter; None where nobody asked."""
        matter = _light(number)
        if role == "requester":
            return matter.requester_id
        return self.history.casting.role(role, matter, self.report.unit)

    def _named_holder(self, role: str, number: str) -> str:
        return self.history.casting.named(role, _light(number), self.report.unit)

    def _acting(self, person: int, moment: datetime, key: str) -> Acting:
        standing = self.history.casting.standing(person, moment)
        at = moment.astimezone(UTC)
        # Whoever types it in for somebody has heard it from them.
        return Acting(standing, at, self._request(key), consent="present")

    def _request(self, key: str) -> UUID:
        """Make the id of a request from the plan, so that it is the same again."""
        history = self.history
        return own_request("demo", history.charter.id, history.plan.seed, key)

    def _photo(self, person: int, moment: datetime, when: str) -> list[UUID]:
        # The same scene before and after.
        scene = Random(self.index)  # noqa: S311
        drawn = pictures.draw(self.report.category, when, scene)
        return keep_photos([drawn], at=moment.astimezone(UTC), by=person)


def _light(number: str) -> Matter:
    """Give of a matter what is needed to know who plays a role in it."""
    rows = Matter.objects.only("requester", "village", "category", "barred")
    return rows.get(number=number)
