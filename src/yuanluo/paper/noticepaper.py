"""A notice as PDF to hang on a board: A4, or A3 with everything larger.

It has the place, the title, tables and answers, the days, the rule, a square that leads
to the page where people object and ask, and the signed state of the record on the day
of printing, so that the paper proves something by itself. What does not fit on one page
goes on to the next, with the table's head again. The typeface is embedded as far as its
signs are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from fpdf.fonts import FontFace

from yuanluo.paper.noticesheet import SIZES
from yuanluo.paper.squares import INK, square
from yuanluo.paper.typeface import typeface

if TYPE_CHECKING:
    from yuanluo.paper.noticesheet import NoticeSheet, SheetTable

WIDTH, HEIGHT = 210.0, 297.0
MARGIN, SQUARE, LABEL = 18.0, 34.0, 26.0
STONE, PINE, LINE = (92, 97, 92), (30, 107, 82), (223, 218, 206)
#: Points in a millimetre of line: type times this is the height of its line.
LEADING = 0.53
HASH_SIGNS = 64


class _Paper(FPDF):
    """A page with its number and the number of the notice at its foot."""

    def __init__(self, sheet: NoticeSheet, size: str) -> None:
        """Set the page; everything is `scale` times as large as on A4."""
        self.scale = SIZES[size]
        self.sheet = sheet
        super().__init__(unit="mm", format=(WIDTH * self.scale, HEIGHT * self.scale))
        path, face = typeface()
        self.add_font("zh", fname=path, collection_font_number=face)
        self.set_creator("Yuanluo")
        self.set_title(sheet.title)
        # The same notice is the same file, whenever it is printed.
        self.set_creation_date(sheet.dated)
        edge = MARGIN * self.scale
        self.set_margins(edge, edge, edge)
        self.set_auto_page_break(auto=True, margin=edge)
        self.add_page()

    def footer(self) -> None:
        """Say which page it is, and where the notice is to be found."""
        self.set_y(-12 * self.scale)
        self.type(8, STONE)
        shown = f"{self.page_no()} · {self.sheet.address.partition('://')[2]}"
        self.cell(0, 4 * self.scale, shown, align="C")

    def type(self, size: float, colour: tuple[int, int, int] = INK) -> float:
        """Choose how large and in which colour; give the height of a line."""
        self.set_font("zh", size=size * self.scale)
        self.set_text_color(*colour)
        return size * LEADING * self.scale

    def words(
        self,
        text: str,
        size: float,
        colour: tuple[int, int, int] = INK,
        *,
        width: float = 0,
        align: str = "L",
    ) -> None:
        """Write a paragraph; Chinese is broken at any sign."""
        height = self.type(size, colour)
        self.multi_cell(
            width, height, text, align=align, wrapmode=WrapMode.CHAR,
            new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip

    def pair(self, label: str, value: str) -> None:
        """Write what something is beside what it says, or above where it is long."""
        height, room = 14 * LEADING * self.scale, LABEL * self.scale
        if self.will_page_break(height):
            self.add_page()
        top, left = self.get_y(), self.l_margin
        self.type(10, STONE)
        if self.get_string_width(label) + 2 > room:
            self.words(label, 10, STONE)
            self.words(value, 14)
        else:
            self.cell(room, height, label)
            self.set_xy(left + room, top)
            self.type(14)
            self.multi_cell(
                0, height, value, align="L", wrapmode=WrapMode.CHAR,
                new_x=XPos.LMARGIN, new_y=YPos.NEXT,
            )  # fmt: skip
        self.space(1.2)

    def space(self, much: float) -> None:
        """Leave some room."""
        self.ln(much * self.scale)


def drawn(sheet: NoticeSheet, size: str) -> bytes:
    """Draw a notice as PDF."""
    paper = _Paper(sheet, size)
    _head(paper, sheet)
    for table in sheet.tables:
        _table(paper, table)
    _facts(paper, sheet)
    _signature(paper, sheet)
    _proof(paper, sheet)
    return bytes(paper.output())


def _head(paper: _Paper, sheet: NoticeSheet) -> None:
    scale, edge = paper.scale, MARGIN * paper.scale
    room = paper.epw - (SQUARE + 6) * scale
    corner = paper.w - edge - SQUARE * scale
    square(paper, sheet.address, corner, edge, SQUARE * scale)
    paper.words(sheet.issuer, 13, STONE, width=room)
    paper.words(sheet.kind, 30, PINE, width=room)
    paper.space(2)
    paper.words(sheet.title, 18, width=room)
    paper.set_y(max(paper.get_y(), edge + SQUARE * scale) + 4 * scale)
    paper.set_draw_color(*PINE)
    paper.set_line_width(0.8 * scale)
    paper.line(edge, paper.get_y(), paper.w - edge, paper.get_y())
    paper.space(6)


def _table(paper: _Paper, told: SheetTable) -> None:
    paper.words(told.title, 13, STONE)
    paper.space(1)
    height = paper.type(13) * 1.15
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.3 * paper.scale)
    aligned = ["RIGHT" if one else "LEFT" for one in told.figures]
    with paper.table(
        first_row_as_headings=True,
        headings_style=FontFace(color=STONE, emphasis=""),
        line_height=height,
        padding=1.2 * paper.scale,
        text_align=tuple(aligned) or "LEFT",
        col_widths=_widths(told),
        wrapmode=WrapMode.CHAR,
    ) as table:
        for cells in (told.heads, *told.rows, *([told.foot] if told.foot else [])):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    paper.space(4)


def _widths(told: SheetTable) -> tuple[int, ...]:
    """Give a column the more room, the longer what stands in it; within limits."""
    columns = zip(told.heads, *told.rows, strict=True)
    return tuple(min(24, max(5, *map(len, cells))) for cells in columns)


def _facts(paper: _Paper, sheet: NoticeSheet) -> None:
    for label, value in sheet.facts:
        if value:
            paper.pair(label, _in_lines(value))


def _in_lines(value: str) -> str:
    """Write a hash in two equal lines: nobody compares a sign that stands alone."""
    half = len(value) // 2
    if len(value) == HASH_SIGNS and value.isalnum():
        return f"{value[:half]}\n{value[half:]}"
    return value


def _signature(paper: _Paper, sheet: NoticeSheet) -> None:
    """End as letters do: whose it is and of which day, at the right of the call."""
    paper.space(3)
    if paper.will_page_break(3 * 14 * LEADING * paper.scale):
        paper.add_page()
    top = paper.get_y()
    paper.words(sheet.call, 13, PINE, width=paper.epw * 0.62)
    below = paper.get_y()
    paper.set_xy(paper.l_margin, top)
    for text in (sheet.issuer, sheet.day):
        paper.words(text, 14, align="R")
    paper.set_y(max(below, paper.get_y()))


def _proof(paper: _Paper, sheet: NoticeSheet) -> None:
    paper.space(3)
    paper.words(sheet.proof_title, 9, STONE)
    paper.words(sheet.proof, 8, STONE)
