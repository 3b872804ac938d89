"""The rows of a clerk's file: CSV in whatever encoding, XLSX without opening its traps.

Before a workbook is parsed its parts are counted and measured as they unpack: too many,
too large, a million shared strings, a document type or an entity, and it is refused
with the reason. Then it is read row by row. Formulas come out as formulas; what was
worked out of them elsewhere is not believed.
"""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.registers import ROWS_MOST
from yuanluo.kernel.registers_cells import Cell, Formula
from yuanluo.kernel.registers_columns import COLUMNS_MOST, HEADING_WITHIN
from yuanluo.kernel.registers_roster import Row
from yuanluo.record.refused import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE = 1024 * 1024
FILE_MOST = 16 * MEGABYTE
PARTS_MOST = 200
UNPACKED_MOST = 160 * MEGABYTE
#: Parts that are read whole (styles, names of sheets) may only be small.
WHOLE_MOST = 8 * MEGABYTE
STRINGS_BYTES_MOST = 48 * MEGABYTE
STRINGS_MOST = 400_000
#: A part that unpacks to so many times its size is a trap and no list of people.
RATIO_MOST = 300
CELL_MOST = 4_000
CHUNK = 256 * 1024
SHEET = "xl/worksheets/"
STRINGS = "xl/sharedstrings.xml"
MEDIA = ("xl/media/", "xl/drawings/", "docprops/", "xl/embeddings/", "xl/printer")
TRAP = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: The longest of the words looked for, so that none is missed between two chunks.
OVERLAP = 16
#: Empty rows between two lists; more is the end, however far a stray cell lies.
EMPTY_MOST = 2_000
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True, slots=True)
class RosterFile:
    """An opened file: its rows, and from which day its numbers count days."""

    rows: Iterator[Row]
    since_1904: bool = False


def opened(content: bytes) -> RosterFile:
    """Open a file by what it is, not by its name; `Refused` says what is wrong."""
    if len(content) > FILE_MOST:
        raise refused("FILE_TOO_LARGE", str(FILE_MOST // MEGABYTE))
    if content.startswith(OLD_EXCEL):
        raise refused("FILE_OLD_EXCEL")
    if content.startswith(ZIP):
        return _workbook(content)
    return RosterFile(_lines(_text(content)))


# CSV ----------------------------------------------------------------------------------


def _text(content: bytes) -> str:
    if not content.strip():
        raise refused("FILE_EMPTY")
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    # Whatever is valid UTF-8 is hardly ever anything else; Excel writes GB18030.
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise refused("FILE_UNREADABLE")


def _lines(text: str) -> Iterator[Row]:
    first = text[:10_000]
    delimiter = max(",\t;，|", key=first.count)
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        for number, cells in enumerate(lines, 1):
            if number > ROWS_MOST + HEADING_WITHIN:
                raise refused("TOO_MANY_ROWS", str(ROWS_MOST))
            yield Row(number, [_written(cell) for cell in cells[:COLUMNS_MOST]])
    except csv.Error:
        raise refused("FILE_UNREADABLE") from None


def _written(text: str) -> Cell:
    if len(text) > CELL_MOST:
        raise refused("CELL_TOO_LONG", str(CELL_MOST))
    # What a program would work out is a formula in CSV as well.
    return Formula() if text.lstrip().startswith("=") else text


# XLSX ---------------------------------------------------------------------------------


def _workbook(content: bytes) -> RosterFile:
    import openpyxl  # Loaded by the first file, not by every start.

    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _measure(package)
        book = openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=False, keep_links=False
        )
    except (zipfile.BadZipFile, zipfile.LargeZipFile):
        raise refused("FILE_UNREADABLE") from None
    except (KeyError, ValueError, TypeError, IndexError, SyntaxError, RuntimeError):
        # Whatever the parser says of a part that is not what it should be.
        raise refused("FILE_UNREADABLE") from None
    if not book.worksheets:
        raise refused("FILE_EMPTY")
    since_1904 = book.epoch.year == 1904
    return RosterFile(_cells(book), since_1904)


def _measure(package: zipfile.ZipFile) -> None:
    """Refuse a package by what it would unpack to, before anything is parsed."""
    parts = package.infolist()
    if len(parts) > PARTS_MOST:
        raise refused("FILE_TRAP", "parts")
    unpacked = 0
    for part in parts:
        name = part.filename.lower()
        if part.flag_bits & 1:
            raise refused("FILE_LOCKED")
        unpacked += part.file_size
        if unpacked > UNPACKED_MOST or _is_too_large(part, name):
            raise refused("FILE_TRAP", "size")
        if name.endswith((".xml", ".rels")) and not name.startswith(MEDIA):
            _look(package, part, name)


def _is_too_large(part: zipfile.ZipInfo, name: str) -> bool:
    if name.startswith(MEDIA):
        return False  # Never unpacked.
    if part.file_size > MEGABYTE and part.file_size > RATIO_MOST * part.compress_size:
        return True
    if name == STRINGS:
        return part.file_size > STRINGS_BYTES_MOST
    return not name.startswith(SHEET) and part.file_size > WHOLE_MOST


def _look(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Read through a part as it unpacks; keep nothing of it."""
    strings, before = 0, b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if not before and chunk[:2] in (
                b"\xff\xfe",
                b"\xfe\xff",
                b"\x00<",
                b"<\x00",
            ):
                raise refused("FILE_TRAP", "encoding")
            seen = before + chunk
            if TRAP.search(seen):
                raise refused("FILE_TRAP", "entities")
            if name == STRINGS:
                # What began in the overlap was counted with the chunk before.
                strings += sum(
                    found.end() > len(before) for found in STRING.finditer(seen)
                )
                if strings > STRINGS_MOST:
                    raise refused("FILE_TRAP", "strings")
            before = seen[-OVERLAP:]


def _cells(book: Any) -> Iterator[Row]:
    """Give the rows of the first sheet that has any."""
    try:
        for sheet in book.worksheets:
            # What a sheet says of its size is not believed.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=COLUMNS_MOST, values_only=False)
            found = False
            for row in _rows(rows):
                found = True
                yield row
            if found:
                return
    except (KeyError, ValueError, TypeError, IndexError, SyntaxError):
        raise refused("FILE_UNREADABLE") from None
    finally:
        book.close()


def _rows(rows: Iterator[Any]) -> Iterator[Row]:
    empty = 0
    for number, cells in enumerate(rows, 1):
        if number > ROWS_MOST + HEADING_WITHIN:
            raise refused("TOO_MANY_ROWS", str(ROWS_MOST))
        values = [_value(cell) for cell in cells]
        empty = 0 if any(value is not None for value in values) else empty + 1
        if empty > EMPTY_MOST:
            return
        if not empty:
            yield Row(number, values)


def _value(cell: Any) -> Cell:
    value = cell.value
    if value is None or isinstance(value, int | float | date | datetime):
        return value
    if cell.data_type == "f":
        return Formula()
    text = str(value)
    if len(text) > CELL_MOST:
        raise refused("CELL_TOO_LONG", str(CELL_MOST))
    return text
