"""Files are read by what they are; a trap is refused before it opens."""

import resource
import time

import pytest

from tests.people.lists import TWO, book, changed, text
from yuanluo.kernel.registers_cells import Formula
from yuanluo.people.roster_words import FILE_WORDS
from yuanluo.people.rosterfile import FILE_MOST, opened
from yuanluo.record.refused import Refused

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def names(content: bytes) -> list[object]:
    return [row.cells[2] for row in opened(content).rows if len(row.cells) > 2][1:]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_every_encoding_that_clerks_have(encoding: str) -> None:
    rows = list(opened(text(encoding=encoding)).rows)
    assert rows[0].cells[2] == "姓名"
    assert rows[1].cells[2] == "示例甲"


def test_tabs_and_semicolons_part_cells_too() -> None:
    for mark in ("\t", ";"):
        content = text().decode("gb18030").replace(",", mark).encode()
        assert next(iter(opened(content).rows)).cells[2] == "姓名"


def test_a_workbook_is_read_row_by_row_with_its_own_calendar() -> None:
    assert [one for one in names(book()) if one] == [
        "姓名",
        "示例甲",
        "示例乙",
        "示例丙",
    ]
    assert not opened(book()).since_1904
    assert opened(book(since_1904=True)).since_1904


def test_a_formula_is_a_formula_in_both_kinds_of_file() -> None:
    row = (*TWO[0][:2], '=HYPERLINK("x")', *TWO[0][3:])
    for content in (book([row]), text([row])):
        cells = list(opened(content).rows)[-1].cells
        assert isinstance(cells[2], Formula)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst '
    + SPACE
    + b"><si><t>&b;</t></si></sst>"
)
MANY = b"<sst %b>%b</sst>" % (
    SPACE,
    b"".join(b"<si><t>%d</t></si>" % hash(str(one)) for one in range(1_000_000)),
)
HOSTILE = {
    "entities": lambda: changed(book(), STRINGS, ENTITIES),
    "strings": lambda: changed(book(), STRINGS, MANY),
    "encoding": lambda: changed(book(), STRINGS, ENTITIES.decode().encode("utf-16")),
    "size": lambda: changed(book(), "xl/styles.xml", b" " * 200_000_000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_trap_is_refused_before_it_is_opened(kind: str) -> None:
    content = HOSTILE[kind]()
    assert len(content) < FILE_MOST
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    with pytest.raises(Refused) as refused:
        opened(content)
    assert str(refused.value) == f"FILE_TRAP:{kind}"
    assert time.process_time() - begun < 5
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100_000


def test_the_control_of_the_traps_is_read() -> None:
    few = b"<sst " + SPACE + b">" + b"<si><t>x</t></si>" * 1_000 + b"</sst>"
    list(opened(changed(book(), STRINGS, few)).rows)


def test_a_cell_that_is_a_book_is_refused() -> None:
    with pytest.raises(Refused, match="CELL_TOO_LONG"):
        list(opened(book([("长" * 5_000,)])).rows)
    with pytest.raises(Refused, match="CELL_TOO_LONG"):
        list(opened(text([("长" * 5_000,)])).rows)


def test_a_stray_cell_far_below_or_right_costs_nothing() -> None:
    far = (
        b"<worksheet " + SPACE + b'><sheetData><row r="1"><c r="A1"><v>1</v></c>'
        b'<c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c>'
        b"</row></sheetData></worksheet>"
    )
    begun = time.process_time()
    rows = list(opened(changed(book(), SHEET, far)).rows)
    assert len(rows) == 1
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\xd0\xcf\x11\xe0rest", "FILE_OLD_EXCEL"),
        (b"PK\x03\x04 not a zip", "FILE_UNREADABLE"),
        (b"\xff\x00\x81", "FILE_UNREADABLE"),
        (b"a,b\n\x00,c", "FILE_UNREADABLE"),
        (b"x" * (FILE_MOST + 1), "FILE_TOO_LARGE"),
        (changed(book(), SHEET, b"<worksheet>"), "FILE_UNREADABLE"),
        (changed(book(), "xl/workbook.xml", b"no xml"), "FILE_UNREADABLE"),
    ],
)
def test_what_is_no_list_is_refused_with_words(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        list(opened(content).rows)
    assert [reason.code for reason in refused.value.reasons] == [code]
    assert code in FILE_WORDS
