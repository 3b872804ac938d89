"""Ballot sheets as PDF: up to eight to a page of A4, each with a number and a square.

A sheet has the place, the question, the boxes to tick, its number, and a square that
leads to the page which says whether it was counted. The sheets of a secret vote come in
an order that is drawn each time they are printed and kept nowhere: whoever knows in
which order people took them does not know their numbers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.paper.squares import INK, square
from yuanluo.paper.typeface import typeface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpdf import FPDF

PAGE = (210.0, 297.0)
MARGIN, SQUARE = 7.0, 20.0
STONE = (92, 97, 92)
TITLE_LINES = 2
BOX, STEP = 6.5, 9.5
#: Names are written smaller, all of them, before one is cut off.
LARGEST, SMALLEST = 13.0, 7.0
MORE = "…"


@dataclass(frozen=True, slots=True)
class Cut:
    """How a page is cut into sheets, and where the boxes stand on one."""

    across: int
    down: int
    columns: int
    rows: int
    top: float

    @property
    def width(self) -> float:
        """How wide a sheet is."""
        return PAGE[0] / self.across

    @property
    def height(self) -> float:
        """How high a sheet is."""
        return PAGE[1] / self.down

    @property
    def each(self) -> int:
        """How many sheets a page has."""
        return self.across * self.down


#: The smallest sheet on which all boxes fit; the last takes as many as may stand.
CUTS = (
    Cut(2, 4, columns=1, rows=4, top=27),
    Cut(2, 2, columns=1, rows=9, top=40),
    Cut(2, 2, columns=2, rows=9, top=40),
    Cut(1, 2, columns=4, rows=10, top=38),
)


def cut_for(boxes: int) -> Cut:
    """Give how pages are cut for sheets with so many boxes.

    >>> cut_for(3).each, cut_for(6).each, cut_for(18).each, cut_for(40).each
    (8, 4, 4, 2)
    """
    return next((cut for cut in CUTS if boxes <= cut.columns * cut.rows), CUTS[-1])


@dataclass(frozen=True, slots=True)
class BallotSheets:
    """What stands on every sheet of one vote."""

    issuer: str
    title: str
    boxes: tuple[str, ...]
    foot: str
    #: A line for the voter's name, on the sheets of an open vote only.
    named: str = ""


def drawn(
    what: BallotSheets, sheets: Sequence[tuple[str, str]], *, shuffled: bool
) -> bytes:
    """Draw sheets, each a number and the address that its square leads to."""
    # Loading what draws takes half a second, which a start need not wait for.
    from fpdf import FPDF

    ordered = list(sheets)
    if shuffled:
        secrets.SystemRandom().shuffle(ordered)
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(auto=False)
    path, face = typeface()
    pdf.add_font("zh", fname=path, collection_font_number=face)
    pdf.set_creator("Yuanluo")
    cut = cut_for(len(what.boxes))
    for index, (number, address) in enumerate(ordered):
        place = index % cut.each
        if place == 0:
            pdf.add_page()
            _cuts(pdf, cut)
        left = place % cut.across * cut.width
        _sheet(pdf, what, number, address, (left, place // cut.across * cut.height))
    return bytes(pdf.output())


def _cuts(pdf: FPDF, cut: Cut) -> None:
    pdf.set_draw_color(170)
    pdf.set_line_width(0.1)
    pdf.set_dash_pattern(dash=1, gap=1)
    for column in range(1, cut.across):
        pdf.line(column * cut.width, 0, column * cut.width, PAGE[1])
    for row in range(1, cut.down):
        pdf.line(0, row * cut.height, PAGE[0], row * cut.height)
    pdf.set_dash_pattern()


def _sheet(
    pdf: FPDF, what: BallotSheets, number: str, address: str, at: tuple[float, float]
) -> None:
    cut, (left, top) = cut_for(len(what.boxes)), at
    inside = cut.width - 2 * MARGIN
    x, room = left + MARGIN, inside - SQUARE - 3
    _line(pdf, x, top + 10, what.issuer, 8, room, STONE)
    y = top + 16.5
    for line in _broken(pdf, what.title, 12, room):
        _line(pdf, x, y, line, 12, room)
        y += 6
    corner = left + cut.width - MARGIN - SQUARE
    square(pdf, address, corner, top + MARGIN, SQUARE)
    _line(pdf, corner, top + MARGIN + SQUARE + 5, number, 9, SQUARE + 4)
    _boxes(pdf, what.boxes, cut, (x, top + cut.top))
    if what.named:
        _line(pdf, x + 40, top + cut.height - 14, what.named, 10, 51)
    _line(pdf, x, top + cut.height - 5, what.foot, 7.5, inside, STONE)


def _boxes(pdf: FPDF, boxes: Sequence[str], cut: Cut, at: tuple[float, float]) -> None:
    """Draw the boxes column by column, all words in letters of one size."""
    pdf.set_draw_color(*INK)
    pdf.set_line_width(0.4)
    wide = (cut.width - 2 * MARGIN) / cut.columns
    room = wide - BOX - 4
    size = _size(pdf, boxes, room)
    for index, words in enumerate(boxes[: cut.columns * cut.rows]):
        x = at[0] + index // cut.rows * wide
        y = at[1] + index % cut.rows * STEP
        pdf.rect(x, y, BOX, BOX)
        _line(pdf, x + BOX + 3, y + 5, words, size, room)


def _size(pdf: FPDF, boxes: Sequence[str], room: float) -> float:
    """Give the largest letters in which the longest name fits: nobody stands out."""
    size = LARGEST
    while size > SMALLEST:
        pdf.set_font("zh", size=size)
        if all(pdf.get_string_width(words) <= room for words in boxes):
            break
        size -= 0.5
    return size


def _broken(pdf: FPDF, text: str, size: float, width: float) -> list[str]:
    """Break a text into lines of a width; what is left over is shortened."""
    pdf.set_font("zh", size=size)
    lines: list[str] = []
    rest = text
    while rest and len(lines) < TITLE_LINES - 1:
        fits = len(rest)
        while fits > 1 and pdf.get_string_width(rest[:fits]) > width:
            fits -= 1
        lines.append(rest[:fits])
        rest = rest[fits:]
    return [*lines, rest] if rest else lines


def _line(  # noqa: PLR0917 - where, what, how large, how wide, which colour
    pdf: FPDF,
    x: float,
    y: float,
    text: str,
    size: float,
    width: float,
    colour: tuple[int, int, int] = INK,
) -> None:
    pdf.set_font("zh", size=size)
    pdf.set_text_color(*colour)
    if pdf.get_string_width(text) > width:
        while text and pdf.get_string_width(text + MORE) > width:
            text = text[:-1]
        text += MORE
    pdf.text(x, y, text)
