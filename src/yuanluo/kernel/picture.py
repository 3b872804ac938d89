"""A playbook as a path that people can look at: stations from top to bottom, as SVG.

The trunk runs straight down to the first of the ends; branches stand beside it, steps
that lead back run along its left. Where a matter stands is marked in a word, a colour
and a shape, and what it has passed is ticked. The picture has no script and no style of
its own: colours are attributes, which classes of a page may overrule, and everything
else takes the colour of the text around it. It is as wide as twenty letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from yuanluo.kernel.pathlayout import Layout, Link, layout
from yuanluo.kernel.pathwords import LEADING, SIGN, SIGNED, SIZES, Line, Telling, broken
from yuanluo.kernel.plaintable import Row, table
from yuanluo.kernel.plainwords import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.playbook import Playbook

__all__ = ["Row", "svg", "table"]

WIDTH = 340
#: The base size of pages, in which the picture's width is counted.
BASE = 17
TRACK = 20
LANE = 11
TRUNK_RADIUS, BRANCH_RADIUS = 9.0, 7.0
CURVE = 24.0
PINE = "#1E6B52"
GAP = 17.0


def svg(
    playbook: Playbook,
    language: str,
    here: str | None = None,
    visited: Sequence[str] = (),
    charter: Charter | None = None,
) -> str:
    """Draw a playbook; mark where a matter stands and the states it went through.

    `visited` are those states in the order in which they were entered.
    """
    words = Words(playbook, language, charter)
    return Picture(playbook, words, here, tuple(visited)).drawn()


@dataclass(frozen=True, slots=True)
class Station:
    """A row of the picture: where its sign stands, and its words."""

    name: str
    x: float
    y: float
    text_x: float
    top: float
    bottom: float
    lines: tuple[Line, ...]
    radius: float


class Picture:
    """One picture, put together part by part."""

    def __init__(
        self,
        playbook: Playbook,
        words: Words,
        here: str | None,
        visited: tuple[str, ...],
    ) -> None:
        self.playbook = playbook
        self.words = words
        self.here = here
        self.passed = frozenset(visited) - {here}
        self.gone = frozenset(pairwise((*visited, here or "")))
        self.layout: Layout = layout(playbook)
        self.telling = Telling(playbook, words, self.layout)
        self.trunk_x = 16.0 + (LANE * self.layout.depth + 9 if self.layout.depth else 0)
        self.stations: dict[str, Station] = {}
        self.height = self._placed(self._opening_height())

    # Where things stand ---------------------------------------------------------------

    def _x(self, track: int) -> float:
        return self.trunk_x + TRACK * track

    def _opening_height(self) -> float:
        self.opening = self.telling.opening(WIDTH - self.trunk_x - 12)
        return 10 + sum(line.height for line in self.opening) + GAP

    def _placed(self, top: float) -> float:
        for index, name in enumerate(self.layout.rows):
            track = self.layout.tracks[name]
            text_x = self._x(self.layout.busy(index)) + 22
            room = WIDTH - text_x - 8
            lines = self.telling.at(name, room, here=name == self.here)
            radius = BRANCH_RADIUS if track else TRUNK_RADIUS
            above = sum(line.height for line in lines if line.kind == "here") + (
                14 if name == self.here else 0
            )
            y = top + above + SIZES["title"] * LEADING / 2
            height = sum(line.height for line in lines) + (20 if above else 0)
            bottom = top + max(height, 44)
            self.stations[name] = Station(
                name, self._x(track), y, text_x, top, bottom, tuple(lines), radius
            )
            top = bottom + GAP
        return top

    # Drawing --------------------------------------------------------------------------

    def drawn(self) -> str:
        """Give the whole picture."""
        body = "".join(self._body())
        height = self.height + self.foot_height
        em = 1 / BASE
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="path" role="img" '
            f'viewBox="0 0 {WIDTH} {_n(height)}" width="{WIDTH * em:g}em" '
            f'height="{_n(height * em)}em" fill="none" stroke-linecap="round" '
            f'stroke-linejoin="round" aria-label={quoteattr(self._title())}>'
            f"<title>{escape(self._title())}</title>"
            f"<desc>{escape(self._described())}</desc>{body}</svg>"
        )

    def _body(self) -> Iterator[str]:
        if self.here in self.stations:
            yield self._band(self.stations[self.here])
        yield from self._back()
        yield from self._lines()
        yield from self._start()
        for station in self.stations.values():
            yield self._sign(station)
            yield from self._text(station.lines, station.text_x, self._first(station))
        yield from self._foot()

    def _title(self) -> str:
        return self.words.say(self.playbook.title)

    def _described(self) -> str:
        """Tell the path in words, for those who do not see it."""
        parts = []
        for name, station in self.stations.items():
            text = [line.text for line in station.lines if line.kind != "here"]
            mark = ""
            if name == self.here:
                mark = self.words.either("（您在这里）", "(you are here) ")
            elif name in self.passed:
                mark = self.words.either("（已走过）", "(passed) ")
            parts.append(mark + self.words.either(" ", " ").join(text))
        return self.words.either("。", ". ").join(parts)

    def _band(self, station: Station) -> str:
        return (
            f'<rect class="path-band" x="{_n(station.text_x - 10)}" '
            f'y="{_n(station.top)}" width="{_n(WIDTH - station.text_x + 10)}" '
            f'height="{_n(station.bottom - station.top + 4)}" rx="10" fill="{PINE}" '
            f'fill-opacity=".1"/>'
        )

    # Lines ----------------------------------------------------------------------------

    def _lines(self) -> Iterator[str]:
        """Draw the ways onward: those ahead as one line, then those that were gone."""
        gone = [link for link in self.layout.onward if link in self.gone]
        ahead = [link for link in self.layout.onward if link not in self.gone]
        yield (
            '<path class="path-line" stroke="currentColor" stroke-opacity=".38" '
            f'stroke-width="2.5" d="{"".join(map(self._onward, ahead))}"/>'
        )
        if gone:
            yield (
                f'<path class="path-line gone" stroke="{PINE}" stroke-width="3" '
                f'd="{"".join(map(self._onward, gone))}"/>'
            )

    def _onward(self, link: Link) -> str:
        source, target = self.stations[link.source], self.stations[link.target]
        lane = self.layout.beside.get(link)
        x = self._x(lane.track) if lane else source.x
        start, stop = source.y + source.radius + 1.5, target.y - target.radius - 1.5
        way = f"M{_n(source.x)} {_n(start)}"
        if x != source.x:
            way += _bend(source.x, start, x, start + CURVE)
        if x != target.x:
            way += f"V{_n(stop - CURVE)}" + _bend(x, stop - CURVE, target.x, stop)
        else:
            way += f"V{_n(stop)}"
        return way if lane is None else way + _head(target.x, stop, "down")

    def _back(self) -> Iterator[str]:
        """Draw the returns: one dashed line into each state, joined from the side."""
        for name, lane in self.layout.back.items():
            x = self.trunk_x - 20 - LANE * (lane.track - 1)
            target = self.stations[name]
            sources = [
                self.stations[link.source]
                for link in self.layout.returns
                if link.target == name
            ]
            last = max(sources, key=lambda station: station.y)
            right = target.x - target.radius - 3
            up = (
                f"V{_n(target.y + 8)}Q{_n(x)} {_n(target.y)} {_n(x + 8)} {_n(target.y)}"
            )
            ways = [self._joining(last, x) + f"{up}H{_n(right)}"]
            ways += [self._joining(one, x) for one in sources if one is not last]
            look = 'stroke="currentColor" stroke-opacity=".55" stroke-width="1.6"'
            yield (
                f'<path class="path-back" {look} stroke-dasharray="5 4" '
                f'd="{"".join(ways)}"/><path class="path-back" {look} '
                f'd="{_head(right, target.y, "right")}"/>'
            )

    def _joining(self, source: Station, x: float) -> str:
        """Go from a station to the lane that leads back."""
        y, left = source.y + 5, source.x - source.radius - 1
        return f"M{_n(left)} {_n(y)}H{_n(x + 8)}Q{_n(x)} {_n(y)} {_n(x)} {_n(y - 8)}"

    def _start(self) -> Iterator[str]:
        first = self.stations[self.playbook.start]
        y = 10 + SIZES["on"] * LEADING / 2
        yield (
            f'<path class="path-line" stroke="currentColor" stroke-opacity=".38" '
            f'stroke-width="2.5" d="M{_n(first.x)} {_n(y + 5)}'
            f'V{_n(first.y - first.radius - 1.5)}"/>'
            f'<circle class="path-start" cx="{_n(first.x)}" cy="{_n(y)}" r="4.5" '
            f'fill="currentColor" fill-opacity=".55"/>'
        )
        # The dot is the sign here, so that the words stand where others have theirs.
        yield from self._text(self.opening, first.x + 22 - SIGN, 10.0, signs=False)

    # Signs ----------------------------------------------------------------------------

    def _sign(self, station: Station) -> str:
        is_end = self.playbook.state(station.name) is None
        if is_end:
            return self._square(station)
        x, y, r = _n(station.x), _n(station.y), station.radius
        if station.name == self.here:
            return (
                f'<circle class="path-ring" cx="{x}" cy="{y}" r="{_n(r + 5)}" '
                f'fill="{PINE}" fill-opacity=".22"/>'
                f'<circle class="path-here" cx="{x}" cy="{y}" r="{_n(r)}" '
                f'fill="{PINE}"/>'
                f'<circle cx="{x}" cy="{y}" r="{_n(r * 0.38)}" fill="#FFF"/>'
            )
        if station.name in self.passed:
            return (
                f'<circle class="path-passed" cx="{x}" cy="{y}" r="{_n(r)}" '
                f'fill="{PINE}"/><path stroke="#FFF" stroke-width="2" '
                f'd="M{_n(station.x - r * 0.42)} {y}l{_n(r * 0.3)} {_n(r * 0.32)} '
                f'{_n(r * 0.55)} {_n(-r * 0.66)}"/>'
            )
        return (
            f'<circle class="path-ahead" cx="{x}" cy="{y}" r="{_n(r)}" '
            f'stroke="currentColor" stroke-opacity=".75" stroke-width="2.5"/>'
        )

    def _square(self, station: Station) -> str:
        """The mark of the house, a square in a square: here a matter rests."""
        r = station.radius
        reached = station.name == self.here or station.name in self.passed
        colour = PINE if reached else "currentColor"
        outer = _box(station.x, station.y, r)
        inner = _box(station.x, station.y, r * 0.42)
        fill = f'fill="{PINE}"' if reached else ""
        return (
            f'<path class="path-end" stroke="{colour}" stroke-width="2.2" {fill} '
            f'stroke-linejoin="miter" d="{outer}"/><path class="path-end" '
            f'stroke="{"#FFF" if reached else colour}" stroke-width="1.8" '
            f'stroke-linejoin="miter" d="{inner}"/>'
        )

    # Words ----------------------------------------------------------------------------

    def _first(self, station: Station) -> float:
        return station.top + (10 if station.name == self.here else 0)

    def _text(
        self, lines: Collection[Line], x: float, top: float, *, signs: bool = True
    ) -> Iterator[str]:
        for line in lines:
            size = SIZES[line.kind]
            if line.kind == "here":
                yield self._chip(line, x, top)
                top += line.height + 4
                continue
            baseline = top + line.height / 2 + size * 0.36
            left = x + (SIGN if line.kind in SIGNED else 0)
            if signs and line.kind in SIGNED and not line.goes_on:
                yield _arrow(line.kind, x, top + line.height / 2)
            yield (
                f'<text class="path-{line.kind}" x="{_n(left)}" y="{_n(baseline)}" '
                f'font-size="{size}" {_look(line.kind)}>{escape(line.text)}</text>'
            )
            top += line.height

    def _chip(self, line: Line, x: float, top: float) -> str:
        size = SIZES["here"]
        wide = (4 if self.words.chinese else 6.6) * size + 20
        return (
            f'<rect class="path-chip" x="{_n(x)}" y="{_n(top)}" width="{_n(wide)}" '
            f'height="24" rx="12" fill="{PINE}"/><text class="path-chip-words" '
            f'x="{_n(x + wide / 2)}" y="{_n(top + 17)}" font-size="{size}" '
            f'font-weight="600" fill="#FFF" text-anchor="middle">{escape(line.text)}'
            "</text>"
        )

    # Foot -----------------------------------------------------------------------------

    @property
    def foot_height(self) -> float:
        """How high the notes below the path stand."""
        return sum(line.height for line in self._foot_lines()) + 8

    def _foot_lines(self) -> list[Line]:
        words, room = self.words, WIDTH - 16
        texts = []
        if any(state.overdue == "escalate" for state in self.playbook.states):
            ladder = words.who("ladder")
            texts.append(words.either(f"往上转：{ladder}", f"Going up: {ladder}"))
        if self.layout.returns:
            texts.append(words.either("虚线是退回去重来", "Dashed lines lead back"))
        for name, result in self.playbook.end.items():
            if name not in self.stations and result == "withdrawn":
                title = words.say(self.playbook.title_of(name))
                also = f"办结以前随时可以撤回：{title}"
                other = f"Until it ends it can be withdrawn: {title}"
                texts.append(words.either(also, other))
        return [line for text in texts for line in broken("note", text, room)]

    def _foot(self) -> Iterator[str]:
        yield from self._text(self._foot_lines(), 8.0, self.height)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    """Go over to another track in the shape of an S."""
    half = (y + to_y) / 2
    return f"C{_n(x)} {_n(half)} {_n(to_x)} {_n(half)} {_n(to_x)} {_n(to_y)}"


def _head(x: float, y: float, towards: str) -> str:
    if towards == "down":
        return f"M{_n(x - 4)} {_n(y - 5)}L{_n(x)} {_n(y)}L{_n(x + 4)} {_n(y - 5)}"
    return f"M{_n(x - 5)} {_n(y - 4)}L{_n(x)} {_n(y)}L{_n(x - 5)} {_n(y + 4)}"


def _box(x: float, y: float, r: float) -> str:
    return f"M{_n(x - r)} {_n(y - r)}h{_n(2 * r)}v{_n(2 * r)}h{_n(-2 * r)}z"


def _look(kind: str) -> str:
    if kind == "title":
        return 'fill="currentColor" font-weight="650"'
    if kind == "on":
        return 'fill="currentColor"'
    return 'fill="currentColor" fill-opacity=".72"'


def _arrow(kind: str, x: float, y: float) -> str:
    """The sign before a way out: onward, aside, or back."""
    shapes = {
        "on": "M{x} {y}m5 -5v10m-4 -4l4 4 4 -4",
        "aside": "M{x} {y}m2 -5v5q0 3 3 3h6m-4 -4l4 4 -4 4",
        "back": "M{x} {y}m11 5h-5q-4 0 -4 -4v-5m-3 3l3 -4 3 4",
    }
    way = shapes[kind].format(x=_n(x), y=_n(y))
    return (
        f'<path class="path-sign" stroke="currentColor" stroke-opacity=".72" '
        f'stroke-width="1.6" d="{way}"/>'
    )
