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

WIDTH, HEIGHT = 960, 720
BEFORE, AFTER = "before", "after"
GROUND = 500
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
    pen.rectangle((24, 648, 72, 696), outline=PINE, width=6)
    pen.rectangle((38, 662, 58, 682), outline=PINE, width=6)


def _hills(pen: Pen, chance: Random, sky: str = PAPER) -> None:
    pen.rectangle((0, 0, WIDTH, GROUND), fill=sky)
    for _ in range(3):
        left, tall = chance.randrange(-200, 800), chance.randrange(120, 260)
        pen.ellipse((left, GROUND - tall, left + 520, GROUND + tall), fill=GRASS)
    pen.rectangle((0, GROUND, WIDTH, HEIGHT), fill=STONE)


def _lamp(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance, NIGHT)
    pole = chance.randrange(300, 660)
    if when == AFTER:
        pen.polygon(
            [(pole + 90, 170), (pole - 90, GROUND), (pole + 290, GROUND)], fill=OCHRE
        )
    pen.rectangle((pole - 8, 150, pole + 8, GROUND + 40), fill=INK)
    pen.rectangle((pole - 8, 150, pole + 110, 164), fill=INK)
    lit = OCHRE if when == AFTER else "#6B7078"
    pen.ellipse((pole + 60, 160, pole + 124, 200), fill=lit, outline=INK, width=4)


def _road(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance)
    pen.polygon(
        [(380, GROUND), (580, GROUND), (900, HEIGHT), (60, HEIGHT)], fill="#8C8A85"
    )
    for top in (520, 580, 650):
        pen.rectangle((474, top, 486, top + 30), fill=PAPER)
    left = chance.randrange(330, 480)
    if when == AFTER:
        pen.rectangle(
            (left, 590, left + 150, 650), fill="#75736E", outline=INK, width=2
        )
        return
    pen.ellipse((left, 590, left + 150, 650), fill=INK)
    pen.polygon(
        [(left + 190, 600), (left + 230, 520), (left + 270, 600)], fill=CINNABAR
    )


def _pipe(pen: Pen, when: str, chance: Random) -> None:
    pen.rectangle((0, 0, WIDTH, GROUND + 80), fill=WALL)
    pen.rectangle((0, GROUND + 80, WIDTH, HEIGHT), fill=STONE)
    high = chance.randrange(200, 300)
    pen.rectangle((0, high, 700, high + 46), fill="#9AA5A8", outline=INK, width=4)
    pen.rectangle((654, high, 700, 560), fill="#9AA5A8", outline=INK, width=4)
    joint = chance.randrange(260, 520)
    band = PINE if when == AFTER else CINNABAR
    pen.rectangle((joint, high - 10, joint + 54, high + 56), fill=band)
    if when == AFTER:
        return
    for drop in range(5):
        top = high + 80 + drop * 52
        pen.ellipse((joint + 16, top, joint + 40, top + 34), fill=WATER)
    pen.ellipse((joint - 90, 560, joint + 150, 620), fill=WATER)


def _bins(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance)
    for number in range(3):
        left = 240 + number * 180
        pen.rectangle((left, 360, left + 120, 560), fill=PINE, outline=INK, width=5)
        if when == AFTER:
            pen.rectangle((left - 12, 338, left + 132, 366), fill=INK)
    if when == AFTER:
        return
    for _ in range(16):
        x, y = chance.randrange(220, 740), chance.randrange(300, 620)
        shade = chance.choice((CINNABAR, OCHRE, PAPER, WATER))
        pen.ellipse((x, y, x + 54, y + 40), fill=shade, outline=INK, width=2)


def _bench(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance)
    tilt = 0 if when == AFTER else 46
    pen.polygon(
        [(250, 420), (710, 420 + tilt), (710, 452 + tilt), (250, 452)], fill="#8A6B4A"
    )
    pen.rectangle((280, 452, 312, 570), fill=INK)
    if when == AFTER:
        pen.rectangle((648, 452, 680, 570), fill=INK)
    else:
        pen.polygon([(650, 540), (790, 570), (784, 592), (646, 566)], fill=INK)


def _house(pen: Pen, when: str, chance: Random) -> None:
    _hills(pen, chance)
    left = chance.randrange(180, 300)
    pen.rectangle((left, 220, left + 480, GROUND + 30), fill=WALL, outline=INK, width=5)
    pen.polygon([(left - 40, 220), (left + 240, 90), (left + 520, 220)], fill="#6E6A63")
    for column in range(3):
        x = left + 60 + column * 140
        pen.rectangle((x, 290, x + 84, 390), fill=WATER, outline=INK, width=4)
    if when == BEFORE:
        crack = [
            (left + 250, 222),
            (left + 282, 270),
            (left + 258, 330),
            (left + 300, 420),
        ]
        pen.line(crack, fill=CINNABAR, width=8)


SCENES: dict[str, Scene] = {
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
