"""Who reports, where and what, worked out from a draft for the screens of a report.

Reads only; what is not said yet is empty. Refuses to guess a village: where none is
known the person is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries import reporting, ways
from yuanluo.matters.queries.spots import Spot
from yuanluo.paper.clock import moment, today
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest

    from yuanluo.kernel.charter import Category
    from yuanluo.kernel.playbook import Ask, Playbook
    from yuanluo.matters.queries.reporting import Resident, Village
    from yuanluo.matters.views.draft import Draft
    from yuanluo.people.queries import Standing
    from yuanluo.territory.models import Home, Place

PLACE_COOKIE = "place"
HEADLINE_MOST = 40
SENTENCE = re.compile(r"[。！？!?\n;；]")


@dataclass(eq=False)
class Reporter:
    """The person with the draft before them."""

    request: HttpRequest
    draft: Draft

    @cached_property
    def who(self) -> Standing:
        """Who reports."""
        return standing_of(self.request)

    @property
    def at(self) -> datetime:
        """The moment of the request."""
        return moment(self.request)

    @property
    def day(self) -> date:
        """The day of the request."""
        return today(self.request)

    @property
    def language(self) -> str:
        """The language of the page."""
        return get_language() or "zh-hans"

    # Where ---------------------------------------------------------------------------

    @cached_property
    def village(self) -> Village | None:
        """The village of the report: chosen, one's own, or the one last looked at."""
        for code in (
            self.draft.village,
            self.who.home_village,
            self.request.COOKIES.get(PLACE_COOKIE, ""),
        ):
            found = reporting.village_at(code) if code else None
            if found is not None:
                return found
        mine = self.villages
        return reporting.village_at(mine[0].code) if len(mine) == 1 else None

    @cached_property
    def villages(self) -> list[Place]:
        """The villages that the person's posts reach."""
        places = self.who.places_with("report")
        return reporting.villages_within(places) if places else []

    @cached_property
    def may_help(self) -> bool:
        """Whether the person may report for others somewhere in this village."""
        here = self.village.code if self.village else ""
        places = self.who.places_with("report")
        return any(here.startswith(place.partition("-")[0]) for place in places)

    @cached_property
    def helped(self) -> Resident | None:
        """The resident for whom it is reported."""
        pk = self.draft.for_somebody
        if pk is None or self.village is None:
            return None
        return reporting.resident(self.who, self.village.code, pk, self.day)

    @cached_property
    def home(self) -> Home | None:
        """The home that "at home" means: one's own, or that of the one helped."""
        if self.village is None:
            return None
        number = self.helped.home if self.helped else self.who.home
        return reporting.home_at(number, self.village.code)

    @cached_property
    def divisions(self) -> list[Place]:
        """The divisions of the village."""
        return reporting.divisions(self.village.code) if self.village else []

    @cached_property
    def door(self) -> Home | None:
        """Another home that was picked, from the list of doors or from the map."""
        if self.village is None or not self.draft.door.isdecimal():
            return None
        return reporting.home_at(int(self.draft.door), self.village.code)

    @cached_property
    def division(self) -> Place | None:
        """The division that was picked."""
        return next((d for d in self.divisions if d.code == self.draft.division), None)

    @property
    def point(self) -> tuple[float, float] | None:
        """Where the phone says it is: longitude, latitude."""
        try:
            lon, lat = float(self.draft.longitude), float(self.draft.latitude)
        except ValueError:
            return None
        inside = -180 <= lon <= 180 and -90 <= lat <= 90
        return (lon, lat) if inside else None

    @cached_property
    def spot(self) -> Spot | None:
        """Where it lies, or None while that is not said."""
        village, draft = self.village, self.draft
        if village is None:
            return None
        if draft.where == "home" and self.home:
            return Spot(home=self.home.pk)
        if draft.where == "door" and self.door:
            return Spot(home=self.door.pk)
        if draft.where == "list" and self.division:
            return Spot(place=self.division.code)
        if draft.where == "list" and draft.division == village.code:
            return Spot(place=village.code)
        if draft.where == "map":
            return self._mapped
        if draft.where == "typed" and draft.address.strip():
            return Spot(place=village.code, address=draft.address.strip())
        return None

    @property
    def _mapped(self) -> Spot | None:
        """The spot that the phone told."""
        if self.point is None or self.village is None:
            return None
        lon, lat = self.point
        home = reporting.near(self.village.code, lon, lat)
        units = reporting.divisions_of(home.pk, self.day) if home else {}
        order = [level.id for level in self.village.charter.levels]
        codes = sorted(units, key=lambda lv: order.index(lv) if lv in order else -1)
        place = units[codes[-1]] if codes else self.village.code
        return Spot(place=place, lon=lon, lat=lat)

    @cached_property
    def units(self) -> dict[str, str]:
        """The divisions in which the spot lies, by level."""
        spot = self.spot
        if spot is None:
            return {}
        if spot.home is not None:
            return reporting.divisions_of(spot.home, self.day)
        by_code = {place.code: place for place in self.divisions}
        found, code = {}, spot.place
        while code in by_code:
            found[by_code[code].level] = code
            code = by_code[code].parent
        return found

    @property
    def spot_words(self) -> str:
        """Say where it is."""
        spot, village = self.spot, self.village
        if spot is None or village is None:
            return ""
        if spot.home is not None:
            home = self.home if self.draft.where == "home" else self.door
            return f"{village.name} {home.address if home else ''}".strip()
        named = next((d.name for d in self.divisions if d.code == spot.place), "")
        said = spot.address or (_("手机给的位置") if spot.lon is not None else "")
        return " ".join(part for part in (village.name, named, said) if part)

    # What ----------------------------------------------------------------------------

    @cached_property
    def suggested(self) -> list[Category]:
        """The kinds that the words speak of, best first, and the chosen one."""
        if self.village is None:
            return []
        found = ways.suggested_categories(self.village.charter, self.draft.words)
        chosen = self.village.charter.category(self.draft.category)
        if chosen is not None and chosen not in found:
            found.append(chosen)
        return found

    @cached_property
    def category(self) -> Category | None:
        """What it is about: chosen, else what the words say first."""
        if self.village is None:
            return None
        chosen = self.village.charter.category(self.draft.category)
        return chosen or next(iter(self.suggested), None)

    @property
    def is_anonymous(self) -> bool:
        """Whether it goes without a name."""
        return self.draft.anonymous and self.draft.for_somebody is None

    @cached_property
    def playbook(self) -> Playbook | None:
        """The work method that it would follow."""
        if self.village is None:
            return None
        found = reporting.capacities_at(self.who, self.village.code, self.units)
        if self.is_anonymous or self.who.person is None or self.helped is not None:
            found |= {"resident"}
        return reporting.ways_in(self.village, self.category, found)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What the work method asks beyond words and kind."""
        return reporting.further_asks(self.playbook) if self.playbook else ()

    @property
    def headline(self) -> str:
        """The words in one line: the first sentence, or the kind where none are."""
        first = SENTENCE.split(self.draft.words.strip(), maxsplit=1)[0].strip()
        if not first and self.category is not None:
            return title_in(self.category.title, self.language)
        return first[:HEADLINE_MOST]

    @property
    def answers(self) -> dict[str, Any]:
        """What is told to the opening step."""
        words = self.draft.words.strip()
        told = {
            "title": self.headline,
            "category": self.category.id if self.category else "",
            "text": words if words != self.headline else "",
        }
        return {**self.draft.answers, **told}
