"""Dividing doors that many homes share, home by home, along a tree of points.

Where limits lie close to each other and hundreds of points are shared, a node for each
home has too many links, and nodes of several homes hardly fit. But whoever shares a
point can be told off in any number. So a tree over the points is cut: for each branch
those numbers are kept that its open courtyard can have. Where a point cannot be served,
a branch is hung elsewhere and it is tried again. A failure proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.trees import grow_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuanluo.kernel.courtyards.neighbours import Adjacency
    from yuanluo.kernel.courtyards.village import Limits

#: So many trees are begun, and so many branches of each hung elsewhere.
TREES, MOVES = 4, 1500
#: Limits further apart have too many ways at each point, and need none of this.
APART_MOST = 10

#: Of the branches at a point: which one, its open number, how many of the point join it
#: so that it is closed; none join one that goes on, and what was chosen before.
Trace = tuple["Trace | None", int, int, int] | None
Parts = list[list[int]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a point is told off: its branches, courtyards of its own, and who goes."""

    trace: Trace
    courtyards: int
    goes: int
    is_open: bool


@dataclass(slots=True)
class _Branches:
    """A tree over points, and for each point how many can be open above it."""

    homes: list[list[int]]
    lump: list[int]
    limits: Limits
    above: dict[int, int]
    root: int
    below: list[list[int]] = field(default_factory=list)
    ways: list[dict[int, _Way]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.below = [[] for _ in self.homes]
        self.ways = [{} for _ in self.homes]
        for place, parent in self.above.items():
            if place != self.root:
                self.below[parent].append(place)

    def under(self, place: int) -> list[int]:
        """Give a point and all that hang below it, parents before children."""
        found = [place]
        for one in found:
            found += self.below[one]
        return found

    def look(self, place: int) -> None:
        """Find how many can be open above a point; none at all if it is not served."""
        under = [self.ways[child] for child in self.below[place]]
        number = 0 if self.lump[place] else len(self.homes[place])
        self.ways[place] = _ways(number, self.lump[place], under, self.limits)

    def unserved(self) -> list[int]:
        """Give the points that cannot be served, the root if something is left open."""
        found = [place for place in self.above if not self.ways[place]]
        if self.ways[self.root] and 0 not in self.ways[self.root]:
            found.append(self.root)
        return found

    def upwards(self, place: int) -> Iterator[int]:
        """Give a point and all that it hangs from."""
        while place != self.root:
            yield place
            place = self.above[place]
        yield place

    def hang(self, branch: int, by: int, to: int) -> None:
        """Hang a branch to another point, by one of its points."""
        while True:
            parent = self.above[by]
            self.below[parent].remove(by)
            self.below[to].append(by)
            self.above[by] = to
            if by == branch:
                return
            by, to = parent, by


def by_doors(
    weight: Sequence[int],
    at: Sequence[int],
    places: Adjacency,
    limits: Limits,
) -> Parts | None:
    """Divide homes by points that hang together; none if no way was found."""
    named = {place: number for number, place in enumerate(sorted(set(at)))}
    homes: list[list[int]] = [[] for _ in named]
    for home, place in enumerate(at):
        homes[named[place]].append(home)
    crowds = [[weight[home] for home in here] for here in homes]
    if limits.most - limits.least > APART_MOST or not all(
        len(here) == 1 or set(here) == {1} for here in crowds
    ):
        return None
    lump = [here[0] if here[0] > 1 else 0 for here in crowds]
    graph = [sorted(named[p] for p in places[q] if p in named) for q in named]
    chance = Random(len(weight))  # noqa: S311 -- the same each time
    for _ in range(TREES):
        tree = grow_tree(graph, range(len(homes)), chance, deep=True)
        if len(tree.order) < len(homes):
            return None
        made = _Branches(homes, lump, limits, dict(tree.above), tree.order[0])
        for place in reversed(tree.order):
            made.look(place)
        if _served(made, graph, chance):
            return _told(made)
    return None


def _served(made: _Branches, graph: Sequence[Sequence[int]], chance: Random) -> bool:
    """Hang branches elsewhere until all points are served; say whether they are."""
    wrong = made.unserved()
    for _ in range(MOVES):
        if not wrong:
            return True
        move = _move(made, graph, chance.choice(wrong), chance)
        if move is None:
            continue
        branch, by, to = move
        was, before = made.above[branch], dict(enumerate(made.ways))
        made.hang(branch, by, to)
        _look_again(made, branch, was)
        now = made.unserved()
        if len(now) <= len(wrong):
            wrong = now
            continue
        made.hang(by, branch, was)
        made.ways = [before[place] for place in range(len(made.ways))]
    return not wrong


def _look_again(made: _Branches, branch: int, was: int) -> None:
    """Look at all whose branches have changed, from below."""
    deep = {
        place: depth
        for start in (branch, was)
        for depth, place in enumerate(reversed(list(made.upwards(start))))
    }
    for place in sorted(deep, key=lambda one: -deep[one]):
        made.look(place)


def _move(
    made: _Branches, graph: Sequence[Sequence[int]], place: int, chance: Random
) -> tuple[int, int, int] | None:
    """Choose a branch near a point, one of its points, and where else it can hang."""
    branch = chance.choice([place, *made.below[place], *made.below[place]])
    if branch == made.root:
        return None
    mine = made.under(branch)
    inside = set(mine)
    ways = [
        (by, to)
        for by in mine
        for to in graph[by]
        if to not in inside and (by, to) != (branch, made.above[branch])
    ]
    return (branch, *chance.choice(ways)) if ways else None


def _ways(
    number: int, lump: int, under: Sequence[dict[int, _Way]], limits: Limits
) -> dict[int, _Way]:
    """Give what can be open above a point of so many single homes, or of one lump."""
    found: dict[int, _Way] = {}
    for (used, going), trace in _gathered(number, under, limits).items():
        for courtyards, goes in _rests(number - used, limits):
            if going and not goes + lump:
                continue
            total = going + goes + lump
            if total == 0 or limits.hold(total):
                found.setdefault(0, _Way(trace, courtyards, goes, is_open=False))
            if 0 < total < limits.most:
                found.setdefault(total, _Way(trace, courtyards, goes, is_open=True))
    return found


def _gathered(
    number: int, under: Sequence[dict[int, _Way]], limits: Limits
) -> dict[tuple[int, int], Trace]:
    """Give how many of a point its branches use, how many go on, and by which way."""
    some: dict[tuple[int, int], Trace] = {(0, 0): None}
    for child, ways in enumerate(under):
        after: dict[tuple[int, int], Trace] = {}
        for (used, going), trace in some.items():
            # A point below that is not served is counted there, not here.
            for left in ways or (0,):
                for more, goes in _joined(left, going, number - used, limits):
                    after.setdefault((used + more, goes), (trace, child, left, more))
        some = after
    return some


def _joined(
    left: int, going: int, free: int, limits: Limits
) -> Iterator[tuple[int, int]]:
    """Give how many of a point may join a branch, and how many then go on upwards."""
    if not left:
        yield 0, going
        return
    if going + left < limits.most:
        yield 0, going + left
    for more in range(max(1, limits.least - left), min(limits.most - left, free) + 1):
        yield more, going


def _rests(left: int, limits: Limits) -> Iterator[tuple[int, int]]:
    """Give how many courtyards a point makes alone, and how many homes then go on."""
    for courtyards in range(left // limits.least + 1):
        least = max(0, left - courtyards * limits.most)
        for goes in range(least, left - courtyards * limits.least + 1):
            yield courtyards, goes


def _told(made: _Branches) -> Parts:
    """Follow the ways that were found, from the root down, then from below."""
    wanted = {made.root: 0}
    order = made.under(made.root)
    for place in order:
        for child, left, _ in _back(made.ways[place][wanted[place]].trace):
            wanted[made.below[place][child]] = left
    parts: Parts = []
    opened: dict[int, list[int]] = {}
    for place in reversed(order):
        way, free = made.ways[place][wanted[place]], list(made.homes[place])
        going: list[int] = []
        for child, left, more in _back(way.trace):
            branch = opened.pop(made.below[place][child]) if left else []
            if more:
                parts.append(branch + [free.pop() for _ in range(more)])
            else:
                going += branch
        going += [free.pop() for _ in range(way.goes + bool(made.lump[place]))]
        parts += [free[first :: way.courtyards] for first in range(way.courtyards)]
        if way.is_open:
            opened[place] = going
        else:
            parts.append(going)
    return [part for part in parts if part]


def _back(trace: Trace) -> Iterator[tuple[int, int, int]]:
    while trace is not None:
        trace, child, left, more = trace
        yield child, left, more
