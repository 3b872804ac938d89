"""Owners decide by number and by area: rolls, votes, paper, what is counted again."""

import copy
import json
import random
from collections import Counter
from typing import Any

import pytest

from tests.assembly.hall import Hall
from tests.cast import MONDAY, VILLAGE
from yuanluo.assembly import recount as script
from yuanluo.assembly.actions.attending import check_in, recuse
from yuanluo.assembly.actions.closing import adjourn, close
from yuanluo.assembly.actions.papers import (
    declare,
    draw,
    hand_out,
    open_box,
    read_sheet,
)
from yuanluo.assembly.actions.voting import cast, put
from yuanluo.assembly.bundle import bundle
from yuanluo.assembly.models import Ballot, Meeting, PaperSheet, RollEntry
from yuanluo.assembly.rolls import is_intact
from yuanluo.kernel.deciding.certificate import faults
from yuanluo.people.models import OwnedUnit, Person
from yuanluo.record.actions import Refused

SITTING = ("hands", "secret")


def own(*areas: int | tuple[int, ...]) -> list[Person]:
    """Register owners, each with one unit or several, in hundredths."""
    people = []
    for number, some in enumerate(areas, start=1):
        person = Person.objects.create(name=f"业主{number:03}", generated=True)
        for area in some if isinstance(some, tuple) else (some,):
            OwnedUnit.objects.create(
                place_id=VILLAGE,
                room=f"{OwnedUnit.objects.count() + 1}号",
                area=area,
                owner=person,
                since=MONDAY.date(),
            )
        people.append(person)
    return people


def voting(council: Hall) -> tuple[Ballot, Meeting, list[RollEntry]]:
    ballot = council.ask("owners")
    meeting = council.call(ballot)
    put(ballot.pk, "open", council.by("chair"))
    return Ballot.objects.get(pk=ballot.pk), meeting, council.entries(meeting)


def vote(council: Hall, ballot: Ballot, entry: RollEntry, choice: str = "yes") -> None:
    check_in(entry.pk, council.by("chair"))
    cast(ballot.pk, choice, council.voter(entry))


def closed(council: Hall, ballot: Ballot) -> dict[str, Any]:
    """Close, hold the certificate against itself and count it again; give it."""
    close(ballot.pk, council.by("chair"))
    one = Ballot.objects.get(pk=ballot.pk)
    assert one.certificate is not None
    assert faults(one.certificate, one.sha256) == []
    found = json.loads(json.dumps(bundle(one.pk)))
    assert script.recount(found) == (one.outcome, [])
    told: dict[str, Any] = one.certificate
    return told


def refused(act: Any) -> list[str]:
    with pytest.raises(Refused) as no:
        act()
    return [str(reason) for reason in no.value.reasons]


def test_who_owns_several_units_counts_once_with_all_of_them(council: Hall) -> None:
    own(9_000, (5_000, 4_000, 50))
    _, meeting, rows = voting(council)
    assert [(row.name, row.area) for row in rows] == [
        ("业主001", 9_000),
        ("业主002", 9_050),
    ]
    assert meeting.roll.size == 2


def test_an_area_changed_behind_the_roll_is_found(council: Hall) -> None:
    own(9_000, 9_000)
    ballot, meeting, rows = voting(council)
    vote(council, ballot, rows[0])
    RollEntry.objects.filter(pk=rows[0].pk).update(area=9_001)
    assert not is_intact(meeting.roll)
    assert refused(lambda: close(ballot.pk, council.by("chair"))) == ["ROLL_CHANGED"]


def test_what_is_bought_later_does_not_count_in_this_vote(council: Hall) -> None:
    own(9_000, 9_000)
    ballot, _, rows = voting(council)
    own(50_000)
    for row in rows:
        vote(council, ballot, row)
    assert closed(council, ballot)["count"]["all_area"] == 18_000


def test_carried_by_number_and_by_area(council: Hall) -> None:
    own(10_000, 10_000, 10_000)
    ballot, _, rows = voting(council)
    vote(council, ballot, rows[0])
    vote(council, ballot, rows[1])
    told = closed(council, ballot)
    assert told["outcome"] == "carried"
    by = {line["threshold"]: line for line in told["lines"]}
    area = by["at least 2/3 of all_area"]
    assert (area["of"], area["needed"], area["found"]) == (30_000, 20_000, 20_000)
    people = by["at least 2/3 of all_members"]
    assert (people["of"], people["needed"], people["found"]) == (3, 2, 2)
    assert told["citations"] == ["《中华人民共和国民法典》第二百七十八条第二款"]


def test_one_owner_short(council: Hall) -> None:
    own(90_000, 1, 1)
    ballot, _, rows = voting(council)
    vote(council, ballot, rows[0])
    told = closed(council, ballot)
    assert (told["outcome"], told["reasons"]) == ("inquorate", ["QUORUM_SHORT:1"])


def test_one_hundredth_of_a_square_metre_short(council: Hall) -> None:
    own(10_000, 10_000, 10_001)
    ballot, _, rows = voting(council)
    vote(council, ballot, rows[0])
    vote(council, ballot, rows[1])
    told = closed(council, ballot)
    assert (told["outcome"], told["reasons"]) == ("inquorate", ["QUORUM_AREA_SHORT:1"])


def test_in_favour_by_number_and_not_by_area(council: Hall) -> None:
    own(10_000, 10_000, 20_000)
    ballot, _, rows = voting(council)
    for row, choice in zip(rows, ("yes", "yes", "no"), strict=True):
        vote(council, ballot, row, choice)
    told = closed(council, ballot)
    assert (told["outcome"], told["reasons"]) == ("rejected", ["VOTES_AREA_SHORT:1"])


def test_whoever_comes_and_does_not_vote_takes_no_part(council: Hall) -> None:
    own(10_000, 10_000, 10_000)
    ballot, _, rows = voting(council)
    vote(council, ballot, rows[0])
    check_in(rows[1].pk, council.by("chair"))
    told = closed(council, ballot)
    assert told["reasons"] == ["QUORUM_AREA_SHORT:10000", "QUORUM_SHORT:1"]


def test_whoever_keeps_out_is_off_with_their_area(council: Hall) -> None:
    own(10_000, 10_000, 90_000)
    ballot = council.ask("owners")
    meeting = council.call(ballot)
    rows = council.entries(meeting)
    recuse(ballot.pk, rows[2].pk, "自己的事", council.by("chair"))
    put(ballot.pk, "open", council.by("chair"))
    for row in rows[:2]:
        vote(council, Ballot.objects.get(pk=ballot.pk), row)
    told = closed(council, ballot)
    assert (told["outcome"], told["count"]["all_area"]) == ("carried", 20_000)


@pytest.mark.parametrize("way", SITTING)
def test_owners_vote_by_name(council: Hall, way: str) -> None:
    own(10_000)
    ballot = council.ask("owners")
    council.call(ballot)
    chair = council.by("chair")
    assert refused(lambda: put(ballot.pk, way, chair)) == ["BY_NAME_ONLY"]
    if way == "secret":
        again = council.by("chair")
        paper = refused(
            lambda: declare(ballot.pk, again, way=way, both="first", sheets=2)
        )
        assert paper == ["BY_NAME_ONLY"]


def test_without_owners_nobody_is_called(council: Hall) -> None:
    assert refused(lambda: council.call(council.ask("owners"))) == ["NO_OWNERS"]
    assert not Meeting.objects.exists()


def test_what_is_said_from_afar_is_no_vote_where_the_text_is_silent(
    council: Hall,
) -> None:
    own(10_000, 10_000)
    ballot, _, rows = voting(council)
    voter = council.voter(rows[0])
    assert refused(lambda: cast(ballot.pk, "yes", voter)) == ["NOT_THERE"]


def test_what_was_not_reached_is_not_lost(council: Hall) -> None:
    own(10_000, 10_000)
    ballot = council.ask("owners")
    meeting = council.call(ballot)
    adjourn(meeting.pk, "没议到", council.by("chair"))
    one = Ballot.objects.get(pk=ballot.pk)
    assert (one.meeting, one.outcome) == (None, "")


def on_paper(council: Hall) -> Ballot:
    """Let three owners take sheets: one is in favour, one unclear, one by phone."""
    own(10_000, 7_000, 5_000, 1)
    ballot = council.ask("owners")
    meeting = council.call(ballot)
    declare(ballot.pk, council.by("chair"), way="open", both="paper", sheets=5)
    put(ballot.pk, "open", council.by("chair"))
    rows = council.entries(meeting)
    for row in rows[:2]:
        hand_out(ballot.pk, row.pk, council.by("chair"))
    vote(council, ballot, rows[2])
    open_box(ballot.pk, council.by("chair"))
    for sheet in PaperSheet.objects.filter(ballot=ballot, entry__isnull=False):
        choice = "yes" if sheet.entry_id == rows[0].pk else "spoiled"
        for reader in ("chair", "clerk"):
            read_sheet(ballot.pk, sheet.number, choice, council.by(reader))
    draw(ballot.pk, council.by("chair"))
    for sheet in PaperSheet.objects.filter(ballot=ballot, entry__isnull=False):
        choice = "yes" if sheet.entry_id == rows[0].pk else "spoiled"
        read_sheet(ballot.pk, sheet.number, choice, council.by("aide"))
    return ballot


def test_a_sheet_that_says_nothing_clear_took_part_with_its_area(council: Hall) -> None:
    told = closed(council, on_paper(council))
    count = told["count"]
    assert (count["cast"], count["spoiled"], count["yes"]) == (3, 1, 2)
    assert (count["participating_area"], count["yes_area"]) == (22_000, 15_000)
    assert told["outcome"] == "carried"


def test_forty_random_decisions_of_owners_come_to_the_same(council: Hall) -> None:
    """Counted again by the script; the sizes are drawn so that edges are hit often."""
    luck = random.Random(278)
    outcomes: Counter[str] = Counter()
    for _ in range(40):
        OwnedUnit.objects.all().delete()
        own(*(luck.choice((1, 3_000, 6_000, 9_000)) for _ in range(luck.randint(1, 7))))
        ballot, _, rows = voting(council)
        share = luck.choice((0.6, 0.8, 1.0))
        for row in rows:
            if luck.random() < share:
                choice = luck.choices(("yes", "no", "abstain"), (6, 2, 1))[0]
                vote(council, ballot, row, choice)
        outcomes[closed(council, ballot)["outcome"]] += 1
    assert min(outcomes[name] for name in ("carried", "rejected", "inquorate")) > 3


def changes() -> dict[str, Any]:
    """Ways in which somebody could change a bundle of owners, each to be found."""
    count = "count"
    return {
        "an area on the roll": lambda b: b["roll"]["rows"][0].__setitem__(4, 1),
        "the area in favour": lambda b: b["certificate"][count].__setitem__(
            "yes_area", 22_000
        ),
        "the area of all": lambda b: b["certificate"][count].__setitem__("all_area", 1),
        "the area taking part": lambda b: b["certificate"][count].__setitem__(
            "participating_area", 1
        ),
        "whose sheet was unclear": lambda b: b["votes"].__setitem__("unclear", [4]),
        "an unclear sheet less": lambda b: b["votes"].__setitem__("unclear", []),
        "a line": lambda b: b["certificate"]["lines"][0].__setitem__("found", 1),
        "a vote": lambda b: b["votes"]["open"][0].__setitem__(1, "no"),
    }


def test_a_changed_bundle_of_owners_is_found(council: Hall) -> None:
    ballot = on_paper(council)
    closed(council, ballot)
    sound = json.loads(json.dumps(bundle(ballot.pk)))
    for what, change in changes().items():
        changed = copy.deepcopy(sound)
        change(changed)
        assert changed != sound, what
        # Whoever writes the hashes anew is found by the numbers.
        changed["sha256"] = script.sha256(changed["certificate"])
        assert script.recount(changed)[1] != [], what
