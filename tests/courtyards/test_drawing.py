"""The map by value: grounds that never overlap, colours apart, tiles where they lie."""

from itertools import combinations

import shapely

from tests.courtyards.hamlet import Hamlet
from yuanluo.courtyards import drawing, queries
from yuanluo.courtyards.outlines import grounds
from yuanluo.kernel.courtyards.village import Limits

TILES = "https://tiles.example/{z}/{x}/{y}.png"


def test_grounds_hold_their_homes_and_never_overlap(small: Hamlet) -> None:
    shown = queries.drawn(small.draw(limits=Limits(4, 12)))
    points = [(home.x, home.y) for home in shown.homes]
    made = grounds(points, [home.number for home in shown.homes])
    for one, other in combinations(made.values(), 2):
        assert one.intersection(other).area < 0.01
    for home in shown.homes:
        assert made[home.number].covers(shapely.Point(home.x, home.y))


def test_everything_lies_on_the_paper_and_neighbours_differ(small: Hamlet) -> None:
    shown = queries.drawn(small.draw(limits=Limits(4, 4)))
    drawn = drawing.draw(shown)
    assert drawn.tiles == ()
    dots = [dot for patch in drawn.patches for dot in patch.dots]
    assert len(dots) == 24
    assert all(0 < dot.x < drawn.width and 0 < dot.y < drawn.height for dot in dots)
    # Told apart by sign and by colour, and neither alone.
    assert len({patch.sign for patch in drawn.patches}) == 6
    assert len({patch.colour for patch in drawn.patches}) >= 2
    # The scale is as long as it says: two homes of a row stand twelve metres apart.
    row = sorted(dot.x for dot in dots if dot.home.address in {"1组1号", "1组2号"})
    metres = (row[1] - row[0]) * drawn.scale.metres / drawn.scale.length
    assert abs(metres - 12 * 0.9) < 1.5


def test_tiles_lie_where_their_ground_is(small: Hamlet) -> None:
    drawn = drawing.draw(queries.drawn(small.draw()), TILES)
    assert 0 < len(drawn.tiles) <= drawing.TILES_MOST
    assert all(tile.url.startswith("https://tiles.example/") for tile in drawn.tiles)
    # Together they cover the paper.
    whole = shapely.union_all(
        [
            shapely.box(t.x, t.y, t.x + t.width, t.y + t.height).buffer(0.1)
            for t in drawn.tiles
        ]
    )
    assert whole.covers(shapely.box(0, 0, drawn.width, drawn.height))
    zooms = {tile.url.split("/")[3] for tile in drawn.tiles}
    assert len(zooms) == 1
