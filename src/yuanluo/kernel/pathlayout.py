"""Where the stations of a playbook's path stand: one row each, from top to bottom.

Steps that lead onward are drawn downward, so that every row lies below the rows from
which it is reached; steps that lead back are the returns. One way, to the first of the
ends, is the trunk; what leaves it stands on tracks beside it, the returns on the other
side. Only order and tracks are decided here, no lengths: how high a row is, is known to
whoever writes words beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuanluo.kernel.playbook import Playbook, Step


class Link(NamedTuple):
    """All steps that lead from one row to another."""

    source: str
    target: str


@dataclass(slots=True)
class Lane:
    """A line beside the trunk, from row to row; several links into one row share it."""

    target: str
    first: int
    last: int
    track: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows in their order, the track of each, and the lanes on both sides."""

    rows: tuple[str, ...]
    trunk: tuple[str, ...]
    tracks: dict[str, int]
    steps: dict[Link, tuple[Step, ...]]
    onward: tuple[Link, ...]
    returns: tuple[Link, ...]
    beside: dict[Link, Lane] = field(default_factory=dict)
    back: dict[str, Lane] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many tracks lie beside the trunk."""
        lanes = [lane.track for lane in self.beside.values()]
        return max([0, *self.tracks.values(), *lanes])

    @property
    def depth(self) -> int:
        """How many lanes the returns need."""
        return max([0, *(lane.track for lane in self.back.values())])

    def busy(self, row: int) -> int:
        """Give the outermost track that is in use beside a row."""
        lanes = [
            lane.track for lane in self.beside.values() if lane.first <= row < lane.last
        ]
        return max([self.tracks[self.rows[row]], *lanes])


def layout(playbook: Playbook) -> Layout:
    """Lay out a playbook that has no problems; what nothing leads to is left out."""
    steps = _links(playbook)
    returns = _returns(playbook, steps)
    onward = [link for link in steps if link not in returns]
    depth = _depths(playbook.start, onward)
    trunk = _trunk(playbook, onward, depth)
    rows = _ordered(playbook, onward, trunk, depth)
    places = {name: index for index, name in enumerate(rows)}
    found = Layout(
        rows=rows,
        trunk=trunk,
        tracks=dict.fromkeys(rows, 0),
        steps=steps,
        onward=tuple(link for link in onward if link.source in places),
        # In the order of the steps: a set has none, and pictures must not change.
        returns=tuple(k for k in steps if k in returns and k.source in places),
    )
    _lay_beside(found, places)
    _lay_back(found, places)
    return found


def onward_first(playbook: Playbook, state: str) -> list[Step]:
    """Give the steps of a state, those that lead back behind the others."""
    returns = _returns(playbook, _links(playbook))
    steps = playbook.steps_from(state)
    return sorted(steps, key=lambda one: Link(state, one.to or "") in returns)


def _links(playbook: Playbook) -> dict[Link, tuple[Step, ...]]:
    found: dict[Link, tuple[Step, ...]] = {}
    for state in playbook.states:
        for step in playbook.steps_from(state.id):
            for target in (step.to, step.fails):
                if target is not None:
                    link = Link(state.id, target)
                    found[link] = (*found.get(link, ()), step)
    return found


def _returns(playbook: Playbook, links: Iterable[Link]) -> set[Link]:
    """Find the links that close a circle, going through states as they are written."""
    onward: dict[str, list[str]] = {}
    for link in links:
        onward.setdefault(link.source, []).append(link.target)
    found: set[Link] = set()
    done: set[str] = set()

    def go(state: str, way: tuple[str, ...]) -> None:
        for target in onward.get(state, ()):
            if target in (*way, state):
                found.add(Link(state, target))
            elif target not in done:
                go(target, (*way, state))
        done.add(state)

    go(playbook.start, ())
    return found


def _depths(start: str, onward: list[Link]) -> dict[str, int]:
    """Give the longest way to each row, counted in steps."""
    depth = {start: 0}
    for _ in range(len(onward) + 1):
        for link in onward:
            if link.source in depth:
                further = depth[link.source] + 1
                depth[link.target] = max(depth.get(link.target, 0), further)
    return depth


def _trunk(
    playbook: Playbook, onward: list[Link], depth: dict[str, int]
) -> tuple[str, ...]:
    """Give the longest way to the first end; of two, the one written first."""
    end = next((name for name in playbook.end if name in depth), playbook.start)
    way = [end]
    while way[0] != playbook.start:
        before = [link.source for link in onward if link.target == way[0]]
        way.insert(0, max((s for s in before if s in depth), key=depth.__getitem__))
    return tuple(way)


def _ordered(
    playbook: Playbook,
    onward: list[Link],
    trunk: tuple[str, ...],
    depth: dict[str, int],
) -> tuple[str, ...]:
    """Put rows in an order: below all that lead to them, short branches first."""
    written = [*(state.id for state in playbook.states), *playbook.end]
    left = [name for name in written if name in depth]
    rows: list[str] = []
    while left:
        ready = [
            name
            for name in left
            if not any(k.target == name and k.source in left for k in onward)
        ]
        rows.append(min(ready, key=lambda name: _turn(name, rows, onward, trunk)))
        left.remove(rows[-1])
    return tuple(rows)


def _turn(
    name: str, rows: list[str], onward: list[Link], trunk: tuple[str, ...]
) -> tuple[bool, int]:
    """Branches go before the trunk, and what was left last goes on first."""
    sources = [rows.index(k.source) for k in onward if k.target == name]
    return name in trunk, -max(sources, default=0)


def _lay_beside(found: Layout, places: dict[str, int]) -> None:
    """Give every branch and every leap a track that nothing else uses there."""
    after = dict(pairwise(found.trunk))
    lanes: dict[str, Lane] = {}
    for link in found.onward:
        source, target = places[link.source], places[link.target]
        if after.get(link.source) == link.target:
            continue
        branch = link.target not in found.trunk
        leaves = link.source not in found.trunk
        # What leaves a branch goes down its track, what leads to one down that one's;
        # a leap from trunk to trunk has a lane of its own, which all who leap share.
        owner = link.target if branch else link.source if leaves else f">{link.target}"
        lane = lanes.setdefault(owner, Lane(link.target, source, target))
        lane.first = min(lane.first, source)
        lane.last = max(lane.last, target)
        found.beside[link] = lane
    _colour(lanes.values())
    for name, lane in lanes.items():
        if name in found.tracks:
            found.tracks[name] = lane.track


def _lay_back(found: Layout, places: dict[str, int]) -> None:
    for link in found.returns:
        source, target = places[link.source], places[link.target]
        lane = found.back.setdefault(link.target, Lane(link.target, target, source))
        lane.last = max(lane.last, source)
    _colour(found.back.values())


def _colour(lanes: Iterable[Lane]) -> None:
    """Give lanes that overlap different tracks, the short ones nearest to the trunk."""
    placed: list[Lane] = []
    for lane in sorted(lanes, key=lambda lane: (lane.last - lane.first, lane.first)):
        taken = {
            other.track
            for other in placed
            if lane.first < other.last and other.first < lane.last
        }
        lane.track = next(t for t in range(1, len(placed) + 2) if t not in taken)
        placed.append(lane)
