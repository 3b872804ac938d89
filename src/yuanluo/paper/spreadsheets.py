"""A list as a file for a spreadsheet: no cell can act as a formula.

CSV carries the mark by which Excel knows UTF-8 and is written as it is sent; XLSX has a
second sheet that says who took it out, when and how much. Where a file is about people,
each sheet carries that as a line at its head and below every printed page. Masks
nothing: whoever hands rows over has done that.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone

from yuanluo.kernel.text import spreadsheet_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.http import HttpResponseBase

BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds: its heads, the widths of its columns, and its rows."""

    title: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Any]]
    #: Where it comes from, on a sheet of its own: its title and rows.
    origin_title: str = ""
    origin: Sequence[Sequence[Any]] = field(default=())
    #: Who took it out, when, what for: at the head of each sheet and on paper.
    mark: str = ""


def download(sheet: Sheet, kind: str, name: str) -> HttpResponseBase:
    """Answer with the file in one of `KINDS`; `name` is without its ending."""
    if kind == "csv":
        return _csv(sheet, f"{name}.csv")
    return _xlsx(sheet, f"{name}.xlsx")


def plain_moment(value: Any) -> Any:
    """Write a moment as the clock on the wall, without its zone."""
    if value is None or not hasattr(value, "hour"):
        return value
    return timezone.localtime(value).replace(tzinfo=None)


class _Line:
    """A file that gives back each line as it is written."""

    def write(self, line: str) -> str:
        return line


def _safe(row: Iterable[Any]) -> list[Any]:
    return [spreadsheet_safe(plain_moment(cell)) for cell in row]


def _csv(sheet: Sheet, name: str) -> StreamingHttpResponse:
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        # Excel takes UTF-8 for what it is only with this mark.
        yield BOM + (writer.writerow(_safe([sheet.mark])) if sheet.mark else "")
        yield writer.writerow(sheet.heads)
        for row in sheet.rows:
            yield writer.writerow(["" if cell is None else cell for cell in _safe(row)])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _xlsx(sheet: Sheet, name: str) -> FileResponse:
    # Loaded by the first file, not by every start.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A3" if sheet.mark else "A2"
    for index, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(index)].width = width
    watermark(page, sheet.mark)
    page.append(list(sheet.heads))
    for row in sheet.rows:
        page.append(_safe(row))
    if sheet.origin:
        note = book.create_sheet(sheet.origin_title)
        watermark(note, sheet.mark)
        for row in sheet.origin:
            note.append(_safe(row))
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)


def watermark(page: Any, mark: str) -> None:
    """Put a line at the head of a sheet and at the foot of its printed pages."""
    if not mark:
        return
    page.append(_safe([mark]))
    # What begins with & is an order in a foot of Excel; 255 signs are its most.
    for foot in (page.oddFooter, page.evenFooter):
        foot.center.text = mark.replace("&", "&&")[:200]
        foot.center.size = 9
