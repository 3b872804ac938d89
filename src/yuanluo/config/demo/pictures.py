"""Drawn pictures for a demonstration: what was wrong, and how it looks now.

Simple shapes on paper, so that nobody takes them for photographs of a real place. They
go the way of every photo that is sent in.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 640, 480
BEFORE, AFTER = "before", "after"
GROUND = 333
PAPER, INK, STONE = "#FBFAF7", "#1F2421", "#C9C4B8"
PINE, CINNABAR, OCHRE = "#1E6B52", "#B8432F", "#E9B44C"
WATER, NIGHT, GRASS, WALL = "#5B93B5", "#2E3440", "#A9BF8F", "#E6DDCB"

Pen = ImageDraw.ImageDraw
Scene = Callable[[Pen, str, Random], None]


def draw(category: str, when: str, chance: Random) -> SimpleUploadedFile:
    """Draw what a report is about, `before` or `after` it was settled."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    SCENES.get(category, _house)(pen, when, chance)
    _stamp(pen)
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=82)
    return SimpleUploadedFile("drawn.jpg", kept.getvalue(), "image/jpeg")


def _stamp(pen: Pen) -> None:
    """Sign with the mark: a square in a square."""
    pen.rectangle((16, 432, 48, 464), outline=PINE, width=6)
    pen.rectangle((25, 441, 39, 455), outline=PINE, width=6)


def _hills(pen: Pen, chance: Random, sky: str = PAPER) -> None:
    pen.rectangle((0, 0, WIDTH, GROUND), fill=sky)
    for _ in range(3):
        left, tall = chance.randrange(-133, 533), chance.randrange(80, 173)
        pen.ellipse((left, GROUND - tall, left + 347, GROUND + tall), fill=GRASS)
    pen.rectangle((0, GROUND, WIDTH, HEIGHT), fill=STONE)


def _lamp(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance, NIGHT)
    pole = chance.randrange(200, 440)
    if when == AFTER:
        pen.polygon(
            [(pole + 60, 113), (pole - 60, GROUND), (pole + 193, GROUND)], fill=OCHRE
        )
    pen.rectangle((pole - 8, 100, pole + 8, GROUND + 27), fill=INK)
    pen.rectangle((pole - 8, 100, pole + 73, 109), fill=INK)
    lit = OCHRE if when == AFTER else "#6B7078"
    pen.ellipse((pole + 40, 107, pole + 83, 133), fill=lit, outline=INK, width=4)


def _road(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance)
    pen.polygon(
        [(253, GROUND), (387, GROUND), (600, HEIGHT), (40, HEIGHT)], fill="#8C8A85"
    )
    for top in (347, 387, 433):
        pen.rectangle((316, top, 324, top + 20), fill=PAPER)
    left = chance.randrange(220, 320)
    if when == AFTER:
        pen.rectangle(
            (left, 393, left + 100, 433), fill="#75736E", outline=INK, width=2
        )
        return
    pen.ellipse((left, 393, left + 100, 433), fill=INK)
    pen.polygon(
        [(left + 127, 400), (left + 153, 347), (left + 180, 400)], fill=CINNABAR
    )


def _pipe(pen: Pen, when: str, chance: Random) -> None:
    pen.rectangle((0, 0, WIDTH, GROUND + 53), fill=WALL)
    pen.rectangle((0, GROUND + 53, WIDTH, HEIGHT), fill=STONE)
    high = chance.randrange(133, 200)
    pen.rectangle((0, high, 467, high + 31), fill="#9AA5A8", outline=INK, width=4)
    pen.rectangle((436, high, 467, 373), fill="#9AA5A8", outline=INK, width=4)
    joint = chance.randrange(173, 347)
    band = PINE if when == AFTER else CINNABAR
    pen.rectangle((joint, high - 7, joint + 36, high + 37), fill=band)
    if when == AFTER:
        return
    for drop in range(5):
        top = high + 53 + drop * 35
        pen.ellipse((joint + 11, top, joint + 27, top + 23), fill=WATER)
    pen.ellipse((joint - 60, 373, joint + 100, 413), fill=WATER)


def _bins(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance)
    for number in range(3):
        left = 160 + number * 120
        pen.rectangle((left, 240, left + 80, 373), fill=PINE, outline=INK, width=5)
        if when == AFTER:
            pen.rectangle((left - 8, 225, left + 88, 244), fill=INK)
    if when == AFTER:
        return
    for _ in range(11):
        x, y = chance.randrange(147, 493), chance.randrange(200, 413)
        shade = chance.choice((CINNABAR, OCHRE, PAPER, WATER))
        pen.ellipse((x, y, x + 36, y + 27), fill=shade, outline=INK, width=2)


def _bench(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance)
    tilt = 0 if when == AFTER else 31
    pen.polygon(
        [(167, 280), (473, 280 + tilt), (473, 301 + tilt), (167, 301)], fill="#8A6B4A"
    )
    pen.rectangle((187, 301, 208, 380), fill=INK)
    if when == AFTER:
        pen.rectangle((432, 301, 453, 380), fill=INK)
    else:
        pen.polygon([(433, 360), (527, 380), (523, 395), (431, 377)], fill=INK)


def _house(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance)
    left = chance.randrange(120, 200)
    pen.rectangle((left, 147, left + 320, GROUND + 20), fill=WALL, outline=INK, width=5)
    pen.polygon([(left - 27, 147), (left + 160, 60), (left + 347, 147)], fill="#6E6A63")
    for column in range(3):
        x = left + 40 + column * 93
        pen.rectangle((x, 193, x + 56, 260), fill=WATER, outline=INK, width=4)
    if when == BEFORE:
        crack = [
            (left + 167, 148),
            (left + 188, 180),
            (left + 172, 220),
            (left + 200, 280),
        ]
        pen.line(crack, fill=CINNABAR, width=8)


def _board(pen: Pen, when: str, chance: Random) -> None:
    """Draw a board of notices: sheets of paper behind glass, on two posts."""
    del when
    _hills(pen, chance)
    for left in (120, 500):
        pen.rectangle((left, 100, left + 20, GROUND + 60), fill="#6E6A63")
    pen.rectangle((100, 90, 540, 320), fill=WALL, outline=INK, width=6)
    pen.polygon([(80, 90), (320, 40), (560, 90)], fill=CINNABAR)
    for column in range(3):
        x = 130 + column * 133 + chance.randrange(-6, 7)
        pen.rectangle((x, 120, x + 107, 290), fill=PAPER, outline=STONE, width=3)
        pen.rectangle((x + 25, 132, x + 82, 144), fill=PINE)
        for line in range(8):
            width = 60 + chance.randrange(30)
            y = 160 + line * 15
            pen.rectangle((x + 10, y, x + 10 + width, y + 4), fill=INK)


SCENES: dict[str, Scene] = {
    "board": _board,
    "light": _lamp,
    "power": _lamp,
    "road": _road,
    "hazard": _house,
    "water": _pipe,
    "drain": _pipe,
    "sanitation": _bins,
    "facility": _bench,
    "estate": _house,
}
