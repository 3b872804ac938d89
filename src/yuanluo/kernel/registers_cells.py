"""One cell of a clerk's spreadsheet, read as what it was meant to be.

Full-width digits, spaces inside names, dates as text, as numbers of either of Excel's
two calendars, or as eight digits; identity numbers of fifteen and of eighteen digits
(GB 11643). What cannot be meant is told by a code. A formula is never worked out, and
no fault repeats what stood in the cell: it may be somebody's number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

#: Weights and check digits of GB 11643-1999.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
OLD_LENGTH, LENGTH = 15, 18
#: The divisions that numbers may begin with; 81 to 83 and 9 are residence permits.
PROVINCES = re.compile(r"1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]|91")
#: A spreadsheet keeps so many digits of a number; the rest become zeros.
DIGITS_KEPT = 15
EARLIEST = date(1900, 1, 1)
#: The day before day 1 of either calendar; in 1900 Excel counts a 29 February.
EPOCH_1900, EPOCH_1904 = date(1899, 12, 31), date(1904, 1, 1)
NO_SUCH_DAY = 60
SERIAL_MOST = 80_000
BETWEEN = re.compile(r"[\s\u200b\ufeff]+")
DAY = re.compile(
    r"(\d{4})(?:年|[-/.．、])(\d{1,2})(?:(?:月|[-/.．、])(\d{1,2})日?|月)?"
    r"(?:T?\d{1,2}:\d{2}(?::\d{2})?)?"
)
PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
IDENTITY = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
ROUNDED = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+")
NAME = re.compile(r"[^\W\d_]+(?:[·.\- ][^\W\d_]+)*")
NAME_MOST = 40
#: Marks of surnames and of given names in other scripts are all written so.
DOTS = str.maketrans({"•": "·", "・": "·", "‧": "·", "．": "·", "･": "·"})


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that would work something out; it is never worked out."""


Cell = str | int | float | bool | date | datetime | Formula | None


class CellFault(ValueError):
    """A cell that cannot be what its column says, by a code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """An identity number in its eighteen signs, and the birth date in it.

    It has no representation, so that it cannot come to stand in a log.
    """

    number: str
    born: date


def plain(cell: Cell) -> str:
    """Give a cell as text: half-width, without spaces at its ends.

    >>> plain(" ３栋 ２０１　"), plain(12.0), plain(None)
    ('3栋 201', '12', '')
    """
    if isinstance(cell, Formula):
        raise CellFault("FORMULA")
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    text = unicodedata.normalize("NFKC", str(cell)).replace("\ufeff", "")
    return BETWEEN.sub(" ", text).strip().lstrip("'`")


def check_digit(first: str) -> str:
    """Give the eighteenth sign of a number by its first seventeen (GB 11643).

    >>> check_digit("11010519491231002")
    'X'
    """
    total = sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True))
    return CHECKS[total % 11]


def identity_of(cell: Cell, today: date) -> Identity | None:
    """Read an identity number; None where the cell is empty.

    A number of fifteen digits is written as the eighteen it became, so that both are
    the same person. Raises `CellFault`.

    >>> identity_of("11010519491231002x", date(2026, 1, 1)).born
    datetime.date(1949, 12, 31)
    """
    text = plain(cell).upper().replace(" ", "").replace("-", "")
    if not text:
        return None
    rounded = isinstance(cell, int | float) and len(text) > DIGITS_KEPT
    if rounded or ROUNDED.fullmatch(text):
        raise CellFault("LOST_DIGITS")
    if not IDENTITY.fullmatch(text) or not PROVINCES.match(text):
        raise CellFault("IDENTITY_SHAPE")
    if len(text) == OLD_LENGTH:
        first = f"{text[:6]}19{text[6:]}"
        text = first + check_digit(first)
    elif check_digit(text[:-1]) != text[-1]:
        raise CellFault("IDENTITY_CHECK")
    born = _day(text[6:10], text[10:12], text[12:14])
    if born is None or not EARLIEST <= born <= today:
        raise CellFault("IDENTITY_DATE")
    return Identity(text, born)


def day_of(cell: Cell, today: date, *, since_1904: bool = False) -> date | None:
    """Read a day that is not to come; None where the cell is empty.

    >>> day_of("１９８５年２月３日", date(2026, 1, 1)), day_of(31081, date(2026, 1, 1))
    (datetime.date(1985, 2, 3), datetime.date(1985, 2, 3))
    >>> day_of(29619, date(2026, 1, 1), since_1904=True)
    datetime.date(1985, 2, 3)
    """
    if isinstance(cell, datetime):
        found: date | None = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _day_of_number(cell, since_1904=since_1904)
    else:
        text = plain(cell).replace(" ", "")
        if not text:
            return None
        found = _day_of_text(text, since_1904=since_1904)
    if found is None or not EARLIEST <= found <= today:
        raise CellFault("DATE")
    return found


def _day_of_text(text: str, *, since_1904: bool) -> date | None:
    if written := PLAIN_DAY.fullmatch(text) or DAY.fullmatch(text):
        year, month, day = written.groups()
        # 1985年2月 is how a clerk writes what nobody knows to the day.
        return _day(year, month, day or "1")
    if text.isascii() and text.isdecimal() and len(text) <= len(str(SERIAL_MOST)):
        return _day_of_number(int(text), since_1904=since_1904)
    return None


def _day_of_number(value: float, *, since_1904: bool) -> date | None:
    written = PLAIN_DAY.fullmatch(str(int(value))) if value > SERIAL_MOST else None
    if written:
        return _day(*written.groups())
    return excel_day(int(value), since_1904=since_1904)


def excel_day(serial: int, *, since_1904: bool = False) -> date | None:
    """Give the day of a number in one of Excel's calendars.

    The older one counts a 29 February 1900 that never was: 60 is no day.

    >>> excel_day(59), excel_day(60), excel_day(61)
    (datetime.date(1900, 2, 28), None, datetime.date(1900, 3, 1))
    """
    if not 0 < serial <= SERIAL_MOST:
        return None
    if since_1904:
        return EPOCH_1904 + timedelta(days=serial)
    if serial == NO_SUCH_DAY:
        return None
    return EPOCH_1900 + timedelta(days=serial - (serial > NO_SUCH_DAY))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def name_of(cell: Cell) -> str:
    """Read a name, without the spaces that make columns even.

    >>> name_of("杨 　 明"), name_of("阿卜杜拉•买买提"), name_of("John  Smith")
    ('杨明', '阿卜杜拉·买买提', 'John Smith')
    """
    text = plain(cell).translate(DOTS)
    parts = text.split(" ")
    # Latin names keep their spaces, Chinese ones never had any.
    text = " ".join(parts) if text.isascii() else "".join(parts)
    if text and (len(text) > NAME_MOST or not NAME.fullmatch(text)):
        raise CellFault("NAME")
    return text


def address_of(cell: Cell) -> str:
    """Read an address in one writing, so that one door is not two.

    >>> address_of("３ 栋 ２０１ 号")
    '3栋201号'
    """
    return plain(cell).replace(" ", "")
