"""A list comes into the register by a look, an act and batches; and out again."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.people.lists import TWO, book, number, text
from tests.people.locality import MORNING, OTHER_VILLAGE, VILLAGE, Locality, settle
from yuanluo.people import importing, jobs, taking
from yuanluo.people.importing import ToRead, read_file
from yuanluo.people.models import (
    Account,
    Household,
    ImportedHousehold,
    Person,
    RegisterImport,
    Residency,
)
from yuanluo.people.roster_words import CELL_WORDS, FILE_WORDS
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act
from yuanluo.territory.models import Home

DAY = timedelta(days=1)


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    return settle()


def read(
    locality: Locality, content: bytes | None = None, place: str = VILLAGE
) -> dict[str, object]:
    file = ToRead(place, "名单.xlsx", book() if content is None else content)
    return read_file(locality.acting("陈专干"), file).content


def take(locality: Locality, content: bytes | None = None) -> UUID:
    number = UUID(str(read(locality, content)["import"]))
    taking.accept(locality.acting("陈专干"), number)
    assert taking.finish(number, MORNING)
    return number


def counts() -> tuple[int, int, int, int]:
    models = (Home, Household, Person, Residency)
    homes, households, people, lives = (model.objects.count() for model in models)
    return homes, households, people, lives


def codes(number: object) -> list[tuple[str, str]]:
    faults = RegisterImport.objects.get(pk=str(number)).faults
    return [(fault["cell"], fault["code"]) for fault in faults]


def test_nothing_is_written_until_it_is_accepted(locality: Locality) -> None:
    before = counts()
    told = read(locality)
    assert counts() == before
    kept = ("rows", "households", "ready", "same", "faulty", "people", "faults")
    assert [told[name] for name in kept] == [3, 2, 2, 0, 0, 3, 0]
    number = UUID(str(told["import"]))
    taking.accept(locality.acting("陈专干"), number)
    assert counts() == before
    assert taking.finish(number, MORNING)
    assert [a - b for a, b in zip(counts(), before, strict=True)] == [2, 2, 3, 3]
    wife = Residency.objects.get(person__name="示例乙")
    assert (wife.household.name, wife.is_head, wife.away) == ("示例甲家", False, True)
    head = Person.objects.get(name="示例甲")
    assert (head.born, head.phone) == (date(1960, 1, 2), "10000000001")
    verbs = Act.objects.filter(subject=f"import:{number}").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "people.import-read",
        "people.import-accept",
        "people.import-took",
    ]


def test_the_number_is_kept_nowhere(locality: Locality) -> None:
    secret = number(7)
    rows = [(1, "户主", "示例甲", secret, None, None, "一组1号", None)]
    take(locality, book(rows))
    person = Person.objects.get(name="示例甲")
    assert len(person.identity) == 64
    assert person.born == date(1985, 2, 3)
    kept = [
        *Person.objects.values(),
        *ImportedHousehold.objects.values(),
        *RegisterImport.objects.values(),
        *Act.objects.values(),
    ]
    assert not [row for row in kept if secret in str(row) or secret[:-1] in str(row)]


def test_the_same_list_again_adds_nothing(locality: Locality) -> None:
    rows = [*TWO, (3, "户主", "示例丁", number(8), None, None, "一组3号", None)]
    take(locality, book(rows))
    before = counts()
    told = read(locality, text(rows))
    assert (told["ready"], told["same"], told["faults"]) == (0, 3, 0)
    assert codes(told["import"]) == [
        ("C2", "ALREADY_HERE"),
        ("C4", "ALREADY_HERE"),
        ("D5", "ALREADY_HERE"),
    ]
    with pytest.raises(Refused, match="NOTHING_TO_TAKE"):
        taking.accept(locality.acting("陈专干"), UUID(str(told["import"])))
    assert counts() == before


def test_a_newborn_joins_the_household_that_is_there(locality: Locality) -> None:
    take(locality)
    child = (1, "子", "示例小", None, "2025-07-08", None, None, None)
    take(locality, book([*TWO[:2], child, TWO[2]]))
    lives = Residency.objects.get(person__name="示例小")
    assert lives.household.name == "示例甲家"
    assert Household.objects.filter(name="示例甲家").count() == 1


def test_who_lives_in_another_household_is_named_and_not_where(
    locality: Locality,
) -> None:
    take(
        locality, book([(1, "户主", "示例甲", number(8), None, None, "一组1号", None)])
    )
    moved = (1, "户主", "示例甲", number(8), None, None, "二组9号", None)
    told = read(locality, book([moved]))
    assert codes(told["import"]) == [("D3", "ELSEWHERE")]
    assert told["faulty"] == 1
    twin = (1, "户主", "示例甲", None, "1985-02-03", None, "二组9号", None)
    assert codes(read(locality, book([twin]))["import"]) == [("C3", "ELSEWHERE")]
    assert "一组" not in str(RegisterImport.objects.values())


def test_sound_households_are_taken_and_faulty_ones_stay_out(
    locality: Locality,
) -> None:
    bad = (9, "妻", "示例戊", None, "2031-01-01", None, "九组", None)
    number = take(locality, book([*TWO, bad]))
    assert not Person.objects.filter(name="示例戊").exists()
    assert Person.objects.filter(name__startswith="示例").count() == 3
    states = ImportedHousehold.objects.filter(source=number).order_by("row")
    assert list(states.values_list("state", flat=True)) == ["made", "made", "faulty"]


def test_a_telephone_number_stays_with_whom_it_is(locality: Locality) -> None:
    rows = [
        (1, "户主", "示例甲", None, None, "13800000001", "一组1号", None),
        (2, "户主", "示例丙", None, None, "10000000009", "一组2号", None),
        (2, "妻", "示例丁", None, None, "10000000009", None, None),
    ]
    told = read(locality, book(rows))
    assert codes(told["import"]) == [("F3", "PHONE_SHARED"), ("F5", "PHONE_SHARED")]
    taking.accept(locality.acting("陈专干"), UUID(str(told["import"])))
    assert taking.finish(UUID(str(told["import"])), MORNING)
    phones = dict(Person.objects.values_list("name", "phone"))
    assert phones["示例甲"] == phones["示例丁"] == ""
    assert phones["示例丙"] == "10000000009"


def test_a_stop_in_the_middle_is_taken_up_by_the_clock(
    locality: Locality, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "HOUSEHOLDS_AT_ONCE", 1)
    number = UUID(str(read(locality)["import"]))
    taking.accept(locality.acting("陈专干"), number)
    assert taking.carry_on(number, MORNING) == 1
    assert Person.objects.filter(name__startswith="示例").count() == 2
    jobs.tick(MORNING)
    assert Person.objects.filter(name__startswith="示例").count() == 3
    assert RegisterImport.objects.get(pk=number).state == "taken"
    assert taking.carry_on(number, MORNING) == 0


def test_a_day_long_it_can_be_undone(locality: Locality) -> None:
    before = counts()
    number = take(locality)
    with pytest.raises(Refused, match="TOO_LATE_TO_UNDO"):
        taking.undo(locality.acting("陈专干", MORNING + DAY * 1.01), number)
    taking.undo(locality.acting("陈专干", MORNING + DAY * 0.9), number)
    assert taking.finish(number, MORNING)
    assert counts() == before
    assert RegisterImport.objects.get(pk=number).state == "undone"


def test_who_is_somebody_by_now_is_not_taken_out(locality: Locality) -> None:
    number = take(locality)
    used = Person.objects.get(name="示例甲")
    Account.objects.create_user("jia", person=used)
    taking.undo(locality.acting("陈专干"), number)
    assert taking.finish(number, MORNING)
    names = Person.objects.filter(name__startswith="示例")
    assert list(names.values_list("name", flat=True)) == ["示例甲"]
    assert Residency.objects.get(person=used).household.name == "示例甲家"


def test_what_was_put_aside_is_forgotten(locality: Locality) -> None:
    number = take(locality)
    unwanted = UUID(str(read(locality)["import"]))
    jobs.tick(MORNING + DAY * 2)
    assert not ImportedHousehold.objects.filter(source=number).exists()
    assert ImportedHousehold.objects.filter(source=unwanted).exists()
    jobs.tick(MORNING + DAY * 8)
    assert not ImportedHousehold.objects.exists()
    assert RegisterImport.objects.get(pk=unwanted).state == "dropped"


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        ("陈专干", OTHER_VILLAGE, "NO_POWER"),
        ("周网格", VILLAGE, "NO_POWER"),
        ("杨小明", VILLAGE, "NO_POWER"),
        ("吴镇长", VILLAGE[:6], "NO_POWER"),
    ],
)
def test_only_who_keeps_the_register_of_a_village_reads_into_it(
    locality: Locality, name: str, place: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        read_file(locality.acting(name), ToRead(place, "x", book()))
    number = UUID(str(read(locality)["import"]))
    for act in (taking.accept, taking.drop, taking.undo):
        for missing in (number, uuid4()):
            with pytest.raises(Refused, match="UNKNOWN_IMPORT"):
                act(locality.acting("周网格"), missing)


def test_a_request_is_answered_once(locality: Locality) -> None:
    acting = locality.acting("陈专干")
    file = ToRead(VILLAGE, "名单.xlsx", book())
    first, again = read_file(acting, file), read_file(acting, file)
    assert (first.replayed, again.replayed) == (False, True)
    assert first.content == again.content
    assert RegisterImport.objects.count() == 1


def test_every_code_has_words_in_both_languages() -> None:
    import re
    from pathlib import Path

    source = Path(importing.__file__).parent
    kernel = source.parent / "kernel"
    cells = "".join(one.read_text("utf-8") for one in kernel.glob("registers*.py"))
    cells += (source / "importing.py").read_text("utf-8")
    found = set(
        re.findall(r'(?:CellFault|fault|remark|RosterFault)\([^"]*?"([A-Z_]+)"', cells)
    )
    found |= set(re.findall(r'self\.fault\(\s*"\w+", "([A-Z_]+)"', cells))
    assert len(found) > 12
    assert found - CELL_WORDS.keys() == set()
    files = "".join(
        (source / f"{name}.py").read_text("utf-8")
        for name in ("rosterfile", "importing", "taking")
    )
    raised = set(re.findall(r'refused\("([A-Z_]+)"', files)) - {"NO_POWER"}
    assert raised == FILE_WORDS.keys()
    for words in (*CELL_WORDS.values(), *FILE_WORDS.values()):
        assert " / " in words
