"""Rosters: the table is worked out of the lines; who comes next learns by work."""

import json
from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.people.locality import MARCH, TOWNSHIP, VILLAGE, Locality, settle
from yuanluo.config import cli, exits
from yuanluo.kernel.roster import Band, RosterLine, roster_table, whole_years
from yuanluo.people import cadres, rostering
from yuanluo.people.models import Cadre, Placement, Reserve
from yuanluo.people.rostering import CadreEntry, WorkToLearnBy
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    return settle()


def entry(locality: Locality, name: str, **changed: object) -> CadreEntry:
    told = {
        "person": locality.people[name].pk,
        "place": VILLAGE,
        "born": date(1980, 5, 1),
        "woman": False,
        "education": "college",
        "member": True,
        "serves_since": date(2015, 1, 1),
    }
    return CadreEntry(**told | changed)  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [str(reason) for reason in refused.value.reasons]


def test_the_printed_shares_of_the_source_and_its_slip() -> None:
    printed = {5: 14, 10: 29, 7: 20, 9: 26, 4: 11, 6: 17, 16: 46, 24: 69, 11: 31}
    assert {n: Band("", n, 35).percent for n in printed} == printed
    # The source prints 34 and 66 for these two, which do not follow.
    assert (Band("", 13, 35).percent, Band("", 22, 35).percent) == (37, 63)
    assert Band("", 1, 8).percent == 13


def test_bands_have_both_their_ends() -> None:
    lines = [
        RosterLine(age, False, "junior", False, years)
        for age, years in ((29, 4), (30, 5), (39, 9), (40, 10), (59, 19), (60, 20))
    ]
    table = roster_table(lines)
    assert [band.count for band in table.groups["age"]] == [1, 2, 1, 1, 1]
    assert [band.count for band in table.groups["years"]] == [1, 2, 2, 1]
    assert table.mean_age == Fraction(29 + 30 + 39 + 40 + 59 + 60, 6)
    nobody = roster_table([])
    assert (nobody.count, nobody.mean_age) == (0, None)
    assert whole_years(date(2000, 3, 2), date(2026, 3, 2)) == 26


def test_entering_again_replaces_the_line_and_keeps_it_as_history(
    locality: Locality,
) -> None:
    leader = locality.acting("吴镇长")
    rostering.enter_cadre(leader, entry(locality, "陈专干"))
    again = locality.acting("吴镇长")
    rostering.enter_cadre(again, entry(locality, "陈专干", education="secondary"))
    assert Cadre.objects.count() == 2
    (line,) = cadres.cadres_of(TOWNSHIP, MARCH)
    assert (line.name, line.line.age, line.line.years) == ("陈专干", 45, 11)
    assert (line.education, line.posts) == ("secondary", ("专干 / Clerk",))
    assert cadres.cadres_of(VILLAGE, MARCH) == [line]
    written = json.dumps([act.payload for act in Act.objects.all()])
    assert "secondary" not in written
    assert "1980" not in written
    with pytest.raises(IntegrityError), transaction.atomic():
        Cadre.objects.filter(until=MARCH).update(until=None)


def test_the_same_request_enters_once(locality: Locality) -> None:
    acting = locality.acting("吴镇长", request_id=uuid4())
    told = entry(locality, "陈专干")
    first = rostering.enter_cadre(acting, told)
    again = rostering.enter_cadre(acting, told)
    assert (again.replayed, again.content) == (True, first.content)
    assert Cadre.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"education": "doctor"}, "BAD:education"),
        ({"born": date(2015, 1, 1)}, "BAD:born"),
        ({"serves_since": date(1990, 1, 1)}, "BAD:serves_since"),
        ({"serves_since": date(2027, 1, 1)}, "BAD:serves_since"),
        ({"person": 10**9}, "UNKNOWN_PERSON:1000000000"),
        ({"place": "522727104999"}, "UNKNOWN_PLACE:522727104999"),
    ],
)
def test_what_cannot_be_so_is_refused(
    locality: Locality, changed: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        rostering.enter_cadre(
            locality.acting("吴镇长"), entry(locality, "陈专干", **changed)
        )
    assert code in codes(refused)
    assert not Cadre.objects.exists()


def test_only_who_may_appoint_keeps_the_roster(locality: Locality) -> None:
    with pytest.raises(Refused) as refused:
        rostering.enter_cadre(locality.acting("陈专干"), entry(locality, "周网格"))
    assert codes(refused) == [f"NO_POWER:{VILLAGE}"]
    leader = locality.acting("吴镇长")
    made = rostering.enter_cadre(leader, entry(locality, "周网格")).content["cadre"]
    with pytest.raises(Refused):
        rostering.strike_cadre(locality.acting("周网格"), made, "走了")
    with pytest.raises(Refused) as refused:
        rostering.strike_cadre(locality.acting("吴镇长"), made, " ")
    assert codes(refused) == ["MISSING:reason"]
    rostering.strike_cadre(locality.acting("吴镇长"), made, "退休")
    assert cadres.cadres_of(VILLAGE, MARCH) == []
    with pytest.raises(Refused) as refused:
        rostering.strike_cadre(locality.acting("吴镇长"), made, "退休")
    assert codes(refused) == ["ALREADY_ENDED"]


def test_candidates_are_who_serves_and_is_not_entered(locality: Locality) -> None:
    chen = locality.people["陈专干"]
    assert cadres.candidates(TOWNSHIP, MARCH) == [(chen.pk, "陈专干")]
    rostering.enter_cadre(locality.acting("吴镇长"), entry(locality, "陈专干"))
    assert cadres.candidates(TOWNSHIP, MARCH) == []


def test_a_reserve_cadre_is_entered_placed_looked_at_and_leaves(
    locality: Locality,
) -> None:
    def leader() -> object:
        return locality.acting("吴镇长")

    yang = locality.people["杨小明"].pk
    made = rostering.enter_reserve(leader(), yang, VILLAGE, "returned")  # type: ignore[arg-type]
    number = made.content["reserve"]
    with pytest.raises(Refused) as refused:
        rostering.enter_reserve(leader(), yang, VILLAGE, "returned")  # type: ignore[arg-type]
    assert codes(refused) == ["ALREADY"]
    assert [one.placements for one in cadres.reserve_of(TOWNSHIP, MARCH)] == [()]
    work = WorkToLearnBy(VILLAGE, "报账员", MARCH, MARCH + timedelta(days=180))
    placed = rostering.place_reserve(leader(), number, work)  # type: ignore[arg-type]
    rostering.note_progress(leader(), placed.content["placement"], "账能独立做")  # type: ignore[arg-type]
    (line,) = cadres.reserve_of(VILLAGE, MARCH)
    assert line.working(MARCH)
    assert not line.working(MARCH + timedelta(days=180))
    assert line.placements[0].progress == "账能独立做"
    assert cadres.villages_with_reserve(TOWNSHIP, [line]) == (1, 2)
    rostering.leave_reserve(leader(), number, "appointed")  # type: ignore[arg-type]
    assert cadres.reserve_of(VILLAGE, MARCH) == []
    assert Reserve.objects.get().outcome == "appointed"
    with pytest.raises(Refused) as refused:
        rostering.place_reserve(leader(), number, work)  # type: ignore[arg-type]
    assert codes(refused) == ["ALREADY_ENDED"]
    assert Placement.objects.count() == 1


def test_figures_for_programs(
    locality: Locality, capsys: pytest.CaptureFixture[str]
) -> None:
    rostering.enter_cadre(locality.acting("吴镇长"), entry(locality, "陈专干"))
    words = ["figures", "cadres", "--place", "522727104000", "--on", "2026-03-02"]
    assert cli.main([*words, "--json"]) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["cadres"], told["mean_age"]) == (1, 45.0)
    assert told["sex"]["men"] == {"count": 1, "percent": 100}
    assert cli.main(words) == exits.OK
    assert "45.00" in capsys.readouterr().out
    assert cli.main(["figures", "cadres", "--place", "529999999"]) == exits.UNKNOWN
    assert cli.main(["figures", "cadres", "--place", "x"]) == exits.USAGE
