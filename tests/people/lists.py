"""Clerks' lists as files, sound and hostile."""

import csv
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from yuanluo.kernel.registers_cells import check_digit

HEADS = (
    "户号",
    "与户主关系",
    "姓名",
    "身份证号",
    "出生日期",
    "电话",
    "住址",
    "是否外出",
)
TWO = (
    (1, "户主", "示例甲", None, "1960-01-02", "10000000001", "一组1号", "否"),
    (1, "妻", "示例乙", None, "1962-03-04", None, None, "是"),
    (2, "户主", "示例丙", None, "1970-05-06", None, "一组2号", "否"),
)


def number(serial: int, born: str = "19850203") -> str:
    """Make an identity number with a right check digit; nobody has it."""
    first = f"522727{born}{serial:03d}"
    return first + check_digit(first)


def book(rows: Sequence[Sequence[Any]] = TWO, *, since_1904: bool = False) -> bytes:
    """Make a workbook with a merged title above its headings."""
    made = Workbook()
    if since_1904:
        made.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 -- openpyxl's own
    sheet = made.active
    assert sheet is not None
    sheet.append(["示例村居民花名册"])
    sheet.merge_cells("A1:H1")
    sheet.append(HEADS)
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def text(rows: Sequence[Sequence[Any]] = TWO, encoding: str = "gb18030") -> bytes:
    """Make a CSV in an encoding."""
    out = StringIO()
    csv.writer(out).writerows([HEADS, *rows])
    return out.getvalue().encode(encoding)


def changed(content: bytes, part: str, inside: bytes) -> bytes:
    """Give a workbook with one of its parts exchanged, or another one added."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.infolist():
            if one.filename != part:
                new.writestr(one, old.read(one))
        new.writestr(part, inside)
    return out.getvalue()
