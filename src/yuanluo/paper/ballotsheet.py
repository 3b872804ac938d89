"""Ballot sheets as PDF: eight to a sheet of A4, each with its number and its square.

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

WIDTH, HEIGHT = 105.0, 74.25
ACROSS, EACH = 2, 8
MARGIN, SQUARE = 7.0, 20.0
STONE = (92, 97, 92)
TITLE_LINES = 2
BOX, STEP = 6.5, 9.5
#: More boxes than this do not fit below each other.
BOXES_MOST = 4
MORE = "…"


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
    for index, (number, address) in enumerate(ordered):
        place = index % EACH
        if place == 0:
            pdf.add_page()
            _cuts(pdf)
        left, top = place % ACROSS * WIDTH, place // ACROSS * HEIGHT
        _sheet(pdf, what, number, address, left, top)
    return bytes(pdf.output())


def _cuts(pdf: FPDF) -> None:
    pdf.set_draw_color(170)
    pdf.set_line_width(0.1)
    pdf.set_dash_pattern(dash=1, gap=1)
    pdf.line(WIDTH, 0, WIDTH, 297)
    for row in range(1, EACH // ACROSS):
        pdf.line(0, row * HEIGHT, 210, row * HEIGHT)
    pdf.set_dash_pattern()


def _sheet(  # noqa: PLR0917 - what, which, where
    pdf: FPDF, what: BallotSheets, number: str, address: str, left: float, top: float
) -> None:
    x, room = left + MARGIN, WIDTH - 2 * MARGIN - SQUARE - 3
    _line(pdf, x, top + 10, what.issuer, 8, room, STONE)
    y = top + 16.5
    for line in _broken(pdf, what.title, 12, room):
        _line(pdf, x, y, line, 12, room)
        y += 6
    corner = left + WIDTH - MARGIN - SQUARE
    square(pdf, address, corner, top + MARGIN, SQUARE)
    _line(pdf, corner, top + MARGIN + SQUARE + 5, number, 9, SQUARE + 4)
    y = top + 27
    pdf.set_draw_color(*INK)
    pdf.set_line_width(0.4)
    for words in what.boxes[:BOXES_MOST]:
        pdf.rect(x, y, BOX, BOX)
        _line(pdf, x + BOX + 3, y + 5, words, 13, WIDTH - 2 * MARGIN - BOX - 3)
        y += STEP
    if what.named:
        _line(pdf, x + 40, top + 60, what.named, 10, 51)
    _line(pdf, x, top + HEIGHT - 5, what.foot, 7.5, WIDTH - 2 * MARGIN, STONE)


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
