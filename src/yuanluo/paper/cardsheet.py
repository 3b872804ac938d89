"""Cards as PDF: one to an A6 page, or four to a sheet of A4 with lines to cut along.

A card has a heading, a line below it, blocks of a title and two lines, and a square
that leads to the page which is always current. A title too wide is set smaller, a note
too long goes on below while there is room; what still does not fit is shortened, and
the square says the rest. The typeface is embedded, as far as its signs are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.paper.squares import INK, square
from yuanluo.paper.typeface import typeface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpdf import FPDF

A6, A4 = "A6", "A4"
SIZES = (A6, A4)
CARD_WIDTH, CARD_HEIGHT = 105.0, 148.5
MARGIN = 8.0
SQUARE = 24.0
PINE, STONE = (30, 107, 82), (110, 106, 99)
BLOCKS_MOST = 7
#: The height that blocks share, of one as it is drawn at least, and at most.
BLOCKS_ROOM, BLOCK_HEIGHT, BLOCK_TALLEST = 97.0, 14.0, 32.0
LARGEST = 1.5
#: A title is set no smaller than this share of its size. A block of one line of notes
#: uses so much of its height, each further line so much more.
SMALLEST, USED, APART = 0.75, 13.8, 3.7
MORE = "…"
#: No line begins with one of these.
CLOSING = frozenset("，。；、：！？）」』”’》…,.;:!?)")


@dataclass(frozen=True, slots=True)
class Block:
    """One contact on a card: the post, the name with a number, what for."""

    title: str
    main: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card that goes to one door."""

    heading: str
    door: str
    issuer: str
    blocks: tuple[Block, ...]
    address: str
    foot: str


def drawn(cards: Sequence[Card], size: str) -> bytes:
    """Draw cards as one PDF."""
    # Loading what draws takes half a second, which a start need not wait for.
    from fpdf import FPDF

    # Half of A4 is half a millimetre higher than A6, which is below the last line.
    page = (CARD_WIDTH, 148.0) if size == A6 else (2 * CARD_WIDTH, 297.0)
    pdf = FPDF(unit="mm", format=page)
    pdf.set_auto_page_break(auto=False)
    path, face = typeface()
    pdf.add_font("zh", fname=path, collection_font_number=face)
    pdf.set_creator("Yuanluo")
    each = 1 if size == A6 else 4
    for number, card in enumerate(cards):
        place = number % each
        if place == 0:
            pdf.add_page()
            if each > 1:
                _cuts(pdf)
        _card(pdf, card, place % 2 * CARD_WIDTH, place // 2 * CARD_HEIGHT)
    return bytes(pdf.output())


def _cuts(pdf: FPDF) -> None:
    pdf.set_draw_color(180)
    pdf.set_line_width(0.1)
    pdf.set_dash_pattern(dash=1, gap=1)
    pdf.line(CARD_WIDTH, 0, CARD_WIDTH, 297)
    pdf.line(0, CARD_HEIGHT, 2 * CARD_WIDTH, CARD_HEIGHT)
    pdf.set_dash_pattern()


def _card(pdf: FPDF, card: Card, left: float, top: float) -> None:
    x, width = left + MARGIN, CARD_WIDTH - 2 * MARGIN
    room = width - SQUARE - 3
    _text(pdf, x, top + 13, card.issuer, 9, STONE, room)
    _text(pdf, x, top + 22, card.heading, 19, PINE, room)
    _text(pdf, x, top + 30, card.door, 12, INK, room)
    corner = left + CARD_WIDTH - MARGIN - SQUARE
    square(pdf, card.address, corner, top + MARGIN, SQUARE)
    pdf.set_draw_color(*PINE)
    pdf.set_line_width(0.5)
    pdf.line(x, top + 35, x + width, top + 35)
    shown = card.blocks[:BLOCKS_MOST]
    # Few contacts fill the card as well: whoever reads it may need glasses.
    height = min(BLOCKS_ROOM / max(1, len(shown)), BLOCK_TALLEST)
    large = max(1.0, min(height / BLOCK_HEIGHT, LARGEST))
    y = top + 38 + 3.5 * large
    for block in shown:
        title = _smaller(pdf, block.title, 8.5 * large, width)
        _text(pdf, x, y, block.title, title, STONE, width)
        _text(pdf, x, y + 5.4 * large, block.main, 13 * large, INK, width)
        pdf.set_font("zh", size=7.5 * large)
        most = max(1, 1 + int((height - USED * large) / (APART * large)))
        for number, line in enumerate(_lines(pdf, block.note, width, most)):
            below = y + (9.4 + APART * number) * large
            _text(pdf, x, below, line, 7.5 * large, STONE, width)
        y += height
    _text(pdf, x, top + CARD_HEIGHT - 7, card.foot, 7.5, STONE, width)


def _text(  # noqa: PLR0917 -- where, what, how large, which colour, how wide
    pdf: FPDF,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: tuple[int, int, int],
    width: float,
) -> None:
    pdf.set_font("zh", size=size)
    pdf.set_text_color(*colour)
    pdf.text(x, y, _fitting(pdf, text, width))


def _smaller(pdf: FPDF, text: str, size: float, width: float) -> float:
    """Give the size at which a text fits, down to a share of the one asked for."""
    pdf.set_font("zh", size=size)
    wide = pdf.get_string_width(text)
    return size if wide <= width else size * max(SMALLEST, width / wide * 0.99)


def _lines(pdf: FPDF, text: str, width: float, most: int) -> list[str]:
    """Break a text into lines that fit, so many at most; the last holds the rest."""
    lines: list[str] = []
    while len(lines) < most - 1 and pdf.get_string_width(text) > width:
        end = len(text) - 1
        while end > 1 and pdf.get_string_width(text[:end]) > width:
            end -= 1
        while end > 1 and text[end] in CLOSING:
            end -= 1
        lines.append(text[:end])
        text = text[end:].lstrip()
    return [*lines, text] if text else lines


def _fitting(pdf: FPDF, text: str, width: float) -> str:
    """Shorten a text until it fits."""
    if pdf.get_string_width(text) <= width:
        return text
    while text and pdf.get_string_width(text + MORE) > width:
        text = text[:-1]
    return text + MORE
