"""A clerk's list as it comes: every fault by its cell, and nothing guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanluo.kernel.registers import read_roster
from yuanluo.kernel.registers_cells import (
    Cell,
    CellFault,
    Formula,
    check_digit,
    day_of,
    excel_day,
    identity_of,
    name_of,
)
from yuanluo.kernel.registers_roster import Roster, Row

TODAY = date(2026, 3, 2)
HEADS = ("户号", "与户主关系", "姓名", "身份证号码", "出生日期", "电话", "家庭住址")


def number(born: str = "19850203", serial: int = 1) -> str:
    first = f"522727{born}{serial:03d}"
    return first + check_digit(first)


def phone(text: str) -> str | None:
    return text if text.isdecimal() and len(text) == 11 else None


def read(*rows: tuple[Cell, ...], heads: tuple[str, ...] = HEADS) -> Roster:
    lines = [("某村花名册",), heads, *rows]
    numbered = [Row(number, cells) for number, cells in enumerate(lines, 1)]
    return read_roster(numbered, TODAY, phone_of=phone)


def told(roster: Roster) -> list[str]:
    return [f"{fault.cell}: {fault.code}" for fault in roster.faults]


def test_households_are_read_from_merged_cells_in_any_order_of_columns() -> None:
    heads = ("姓　名*", "家庭住址", "身份证号(18位)", "户编号", "与户主的关系", "微信")
    roster = read(
        ("杨 明", "３栋２０１", number(serial=1), 1, "户主", "y"),
        ("林秀", None, number(serial=2), None, "妻", None),
        ("韦三", "3栋202", None, 2, "户主", None),
        ("合计", 3, None, None, None, None),
        heads=heads,
    )
    assert told(roster) == []
    assert [(h.address, h.name, len(h.people)) for h in roster.households] == [
        ("3栋201", "杨明", 2),
        ("3栋202", "韦三", 1),
    ]
    assert roster.unread == ("微信",)
    assert (roster.rows, roster.people) == (3, 3)


def test_a_list_of_households_names_the_head_of_each() -> None:
    roster = read(
        ("杨明", "1组1号", "13800000001"),
        ("韦三", "1组2号", None),
        heads=("户主姓名", "住址", "联系电话"),
    )
    assert [h.name for h in roster.households] == ["杨明", "韦三"]
    assert all(h.sound for h in roster.households)


def test_every_fault_is_told_by_its_cell() -> None:
    good = number(serial=9)
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    roster = read(
        (1, "户主", "杨明", wrong, None, "12345", "1号"),
        (2, "户主", "韦三", None, "1985-02-30", None, "2号"),
        (3, "妻", "林秀", None, "2027-01-01", None, "3号"),
        (4, "户主", "石一", 522727198502030000, Formula(), None, None),
        (5, "户主", "莫二", good, "1985-02-04", None, "5号"),
        (6, "户主", "莫二", good, None, None, "6号"),
        (7, "户主", None, None, None, None, "7号"),
        (8, "户主", "罗x=1", None, None, None, "8号"),
        (9, "户主", "罗甲", None, None, None, "9号"),
        (9, "户主", "罗乙", None, None, None, "9号之一"),
    )
    assert told(roster) == [
        "D3: IDENTITY_CHECK",
        "F3: PHONE",
        "E4: DATE",
        "C5: NO_HEAD",
        "E5: DATE",
        "D6: LOST_DIGITS",
        "E6: FORMULA",
        "G6: NO_ADDRESS",
        "E7: BORN_DIFFERS",
        "D8: TWO_HOUSEHOLDS",
        "C9: NO_HEAD",
        "C9: NO_NAME",
        "C10: NAME",
        "C10: NO_HEAD",
        "C12: TWO_HEADS",
        "G12: TWO_ADDRESSES",
    ]
    assert not any(household.sound for household in roster.households)
    assert good not in repr(roster)


def test_a_person_twice_in_a_household_or_by_name_and_birth_is_told() -> None:
    roster = read(
        (1, "户主", "杨明", number(), None, None, "1号"),
        (1, "子", "杨明", number(), None, None, "1号"),
        (2, "户主", "林秀", None, "1990-05-06", None, "2号"),
        (3, "户主", "林秀", None, "1990年5月6日", None, "3号"),
    )
    assert told(roster) == ["D4: DUPLICATE", "C6: TWO_HOUSEHOLDS"]
    # Two numbers are two people, whatever else they share.
    namesakes = read(
        (1, "户主", "杨明", number(serial=1), None, None, "1号"),
        (2, "户主", "杨明", number(serial=2), None, None, "2号"),
    )
    assert told(namesakes) == []


def test_what_must_not_be_known_is_named_and_not_read() -> None:
    heads = (*HEADS, "宗教信仰")
    roster = read((1, "户主", "杨明", None, None, None, "1号", "x"), heads=heads)
    (fault,) = roster.faults
    assert (fault.cell, fault.code, fault.grave) == ("H2", "FORBIDDEN", False)
    assert roster.households[0].sound
    assert roster.unread == ()


def test_a_file_without_headings_heads_or_addresses_is_told_as_a_whole() -> None:
    assert [f.code for f in read(heads=("甲", "乙")).faults] == ["NO_HEADINGS"]
    lacking = read(("杨明", None), ("林秀", None), heads=("姓名", "电话"))
    assert told(lacking) == ["A2: NO_ADDRESS_COLUMN", "A2: NO_HEAD_COLUMN"]
    assert not any(household.sound for household in lacking.households)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 16))
def test_one_wrong_digit_is_always_found(born: date, serial: int, at: int) -> None:
    good = number(f"{born:%Y%m%d}", serial)
    found = identity_of(good, TODAY)
    assert found is not None
    assert found.born == born
    bad = good[:at] + str((int(good[at]) + 1) % 10) + good[at + 1 :]
    with pytest.raises(CellFault):
        identity_of(bad, TODAY)


def test_fifteen_digits_are_the_same_person_as_eighteen() -> None:
    # The example of GB 11643-1999, and its form of fifteen digits.
    long, short = "11010519491231002X", "110105491231002"
    found = [
        identity_of(cell, TODAY) for cell in (long, short, " １１０１０５491231002")
    ]
    assert [one.number if one else None for one in found] == [long] * 3


@pytest.mark.parametrize(
    "cell",
    [
        *(
            date(1985, 2, 3),
            datetime(1985, 2, 3, 12, tzinfo=UTC),
            31081,
            "31081",
            31081.0,
        ),
        *("1985-2-3", "1985/02/03", "1985.2.3", "１９８５年２月３日", "19850203"),
        *(19850203, "1985-02-03 00:00:00"),
    ],
)
def test_a_day_is_read_however_it_is_written(cell: Cell) -> None:
    assert day_of(cell, TODAY) == date(1985, 2, 3)


@pytest.mark.parametrize(
    "cell", ["1985-13-01", "1985-02-30", "2030-01-01", "1899-12-31", 0, 60, "初三"]
)
def test_an_impossible_day_is_told(cell: Cell) -> None:
    with pytest.raises(CellFault):
        day_of(cell, TODAY)


def test_the_two_calendars_of_excel_are_1462_days_apart() -> None:
    for serial in (61, 31081, 45000):
        assert excel_day(serial) == excel_day(serial - 1462, since_1904=True) or (
            serial < 1462
        )


def test_names_of_every_people_are_read() -> None:
    assert name_of("阿卜杜拉•买买提") == "阿卜杜拉·买买提"
    assert name_of("欧阳 修") == "欧阳修"
    for bad in ("张三1", "=张三", "张<b>"):
        with pytest.raises(CellFault):
            name_of(bad)
