"""`yuanluo courtyards propose`: what it writes, what it refuses, and how it says so."""

import csv
import json
from pathlib import Path

import pytest

from yuanluo.config import cli

ROWS = [
    f"h{n},{107.1 + n % 10 * 1e-4:.4f},{25.9 + n // 10 * 1e-4:.4f},1" for n in range(60)
]
HEADING = "id,lon,lat,households"
LINE = '{"type": "LineString", "coordinates": %s}'


def told(folder: Path, content: bytes, *words: str) -> tuple[int, Path]:
    homes, out = folder / "homes.csv", folder / "out.csv"
    homes.write_bytes(content)
    return cli.main(["courtyards", "propose", str(homes), "-o", str(out), *words]), out


def table(*rows: str, heading: str = HEADING) -> bytes:
    return "\n".join([heading, *rows, ""]).encode()


def test_every_home_gets_a_courtyard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = told(tmp_path, table(*ROWS), "--json")
    assert code == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["courtyards"], summary["in_limits"], summary["connected"]) == (
        3,
    ) * 3
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert {row["id"] for row in rows} == {f"h{n}" for n in range(60)}
    assert {row["courtyard"] for row in rows} == {"1", "2", "3"}


def test_it_is_said_in_words_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(tmp_path, table(*ROWS))[0] == 0
    printed = capsys.readouterr().out
    for words in (
        "courtyards        3 of 60 homes",
        "in limits         3 of 3",
        "connected         3 of 3",
        "walking distance",
        "seconds",
    ):
        assert words in printed


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + table(*ROWS),
        table(*ROWS, heading="编号,经度,纬度,户数").decode().encode("gb18030"),
        table(*ROWS).replace(b"\n", b"\r\n"),
        table("", *ROWS, "", ""),
        table(*[f"{row},x" for row in ROWS], heading=f"{HEADING},remark"),
        table(*ROWS).replace(b",", b";"),
        table(*ROWS).replace(b",", b"\t"),
        table(*[f"{row},,," for row in ROWS]),
        table(*[row[:-1] + "１" for row in ROWS], "z，1,１０７．1,２５．９,３"),
        table(*ROWS, ",,,"),
        table(*ROWS, "0007,107.1005,25.9001,1", " 7 ,107.1006,25.9001,1"),
    ],
    ids=[
        "mark",
        "gb18030",
        "windows",
        "blank",
        "more columns",
        "semicolons",
        "tabs",
        "blank cells at the end",
        "full width",
        "a row of blanks",
        "zeros before a number",
    ],
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, content: bytes) -> None:
    assert told(tmp_path, content)[0] == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ":1: the file is empty"),
        (b" \n\n", ":1: the file is empty"),
        (table(), ":1: there is no home"),
        (table(*ROWS, heading="id,lon,lat"), ":1: missing columns: households"),
        (table(*ROWS, heading="id,x,y,households"), ":1: missing columns: lon, lat"),
        (
            table("a,1,2,3,4", heading="id,lon,lat,households,id"),
            ":1: columns twice: id",
        ),
        (table(*ROWS, "h3,107.1,25.9,1"), ":62: id 'h3' is already in line 5"),
        (table(*ROWS, "a,107.1,here,1"), ":62: lat is 'here': give a number"),
        (table(*ROWS, "a,NaN,25.9,1"), ":62: lon is 'NaN': give a number"),
        (table(*ROWS, "a,inf,25.9,1"), ":62: lon is 'inf': give a number"),
        (table(*ROWS, "a,25.9,107.1,1"), ":62: lat is 107.1: give -90 to 90"),
        (table(*ROWS, "a,7.1,25.9,1"), ":62: home 'a' lies"),
        (table(*ROWS, "a,107.1,25.9,0"), ":62: households is '0'"),
        (table(*ROWS, "a,107.1,25.9,-3"), ":62: households is '-3'"),
        (table(*ROWS, "a,107.1,25.9,2.5"), ":62: households is '2.5'"),
        (table(*ROWS, "a,107.1,25.9,0000"), ":62: households is '0000'"),
        (table(*ROWS, "a,107.1,25.9,123456"), ":62: households is '123456'"),
        (table(*ROWS, "a,1_07.1,25.9,1"), ":62: lon is '1_07.1': give a number"),
        (table(*ROWS, "a,107.1,٢٥,1"), ":62: lat is '٢٥': give a number"),
        (table(*ROWS, "a,true,25.9,1"), ":62: lon is 'true': give a number"),
        (table(*ROWS, "a,1e400,25.9,1"), ":62: lon is '1e400': give a number"),
        (table(*ROWS, "a,107.1,25.9"), ":62: 3 cells, but 4 columns"),
        (table(*ROWS, ",107.1,25.9,1"), ":62: id is empty"),
        (table(*ROWS, '"a,107.1,25.9,1'), "not a table in CSV"),
        (table(*ROWS) + b"\xff\xff,1,1,1\n", ":62: neither UTF-8 nor GB18030"),
    ],
)
def test_bad_homes_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    code, out = told(tmp_path, content)
    assert code == 2
    assert words in capsys.readouterr().err
    assert not out.exists()
    assert [one.name for one in tmp_path.iterdir()] == ["homes.csv"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", ":1: not JSON"),
        ("[]", ":1: shape 1: 'None' is no LineString"),
        (LINE % f"[[1, {'9' * 5000}], [2, 2]]", ":1: not GeoJSON"),
        (LINE % f"[[1, {'9' * 400}], [2, 2]]", "shape 1: the coordinates"),
        (LINE % "[[true, 1], [2, 2]]", "shape 1: the coordinates cannot be read"),
        (LINE % '[["1", "1"], [2, 2]]', "shape 1: the coordinates cannot be read"),
        (LINE % "[[[1, 1], [2, 2]]]", "shape 1: the coordinates cannot be read"),
        (LINE % "[[1, 1], [1, 1]]", "shape 1: the line has no length"),
        (LINE % "null", "shape 1: the coordinates cannot be read"),
        ('{"type": "GeometryCollection", "geometries":' * 900 + "[]", ":1: not"),
        (
            (
                '{"type": "FeatureCollection", "features": [\n'
                '{"type": "Feature", "properties": {"a": "}{"}, "geometry":\n'
                '{"type": "LineString", "coordinates": [[1, 1], [2, 2]]}},\n'
                '{"type": "Feature", "properties": {}, "geometry": null}]}'
            ),
            "river.geojson:4: shape 2: there is no geometry",
        ),
        (LINE % "[[1, 1]]", "shape 1: the coordinates"),
        (LINE % "[[1, NaN], [2, 2]]", "shape 1: the coordinates"),
        (LINE % '[["a", 1], [2, 2]]', "shape 1: the coordinates cannot be read"),
        (LINE % "[[25.9, 107.1], [25.8, 107.1]]", "are they swapped?"),
        (LINE % "[[0, 0], [2, 2],\n [2, 0], [0, 2]]", "the line crosses itself"),
        (
            '{"type": "Polygon", "coordinates": [[[0,0],[2,2],[2,0],[0,2],[0,0]]]}',
            "the polygon is not valid: Self-intersection",
        ),
        (
            (
                '{"type": "Polygon", "coordinates":'
                " [[[107,25],[108,25],[108,26],[107,26],[107,25]]]}"
            ),
            "homes.csv:2: home 'h0' lies inside of a barrier",
        ),
    ],
)
def test_bad_barriers_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str
) -> None:
    barriers = tmp_path / "river.geojson"
    barriers.write_text(content, encoding="utf-8")
    code, out = told(tmp_path, table(*ROWS), "--barriers", str(barriers))
    assert code == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_two_roads_may_cross_each_other(tmp_path: Path) -> None:
    """Only a line that crosses itself parts nobody knows what."""
    roads = tmp_path / "roads.geojson"
    roads.write_text(
        '{"type": "MultiLineString", "coordinates": [[[107.0, 25.0], [108.0, 25.2]],'
        " [[107.0, 25.2], [108.0, 25.0]], [[107.5, 25.1], [107.5, 25.05]]]}"
    )
    code, out = told(tmp_path, table(*ROWS), "--barriers", str(roads))
    assert code == 0
    assert out.exists()


def test_a_limit_beyond_all_households_costs_nothing(tmp_path: Path) -> None:
    code, out = told(tmp_path, table(*ROWS), "--max", str(10**12))
    assert code == 0
    assert out.exists()


def test_a_home_outside_of_the_boundary_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    boundary = tmp_path / "village.geojson"
    boundary.write_text(
        '{"type": "Polygon", "coordinates": [[[107.09,25.8],[107.1005,25.8],'
        "[107.1005,26],[107.09,26],[107.09,25.8]]]}"
    )
    code, _ = told(tmp_path, table(*ROWS), "--boundary", str(boundary))
    assert code == 2
    assert "homes.csv:8: home 'h6' lies outside" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("--min", "0"),
        ("--min", "41"),
        ("--barriers", "nowhere.geojson"),
        ("-o", "nowhere/out.csv"),
    ],
)
def test_bad_words_are_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    code, out = told(tmp_path, table(*ROWS), *words)
    assert code == 2
    assert not out.exists()


def test_the_homes_are_never_overwritten(tmp_path: Path) -> None:
    homes = tmp_path / "homes.csv"
    homes.write_bytes(table(*ROWS))
    words = ["courtyards", "propose", str(homes), "-o", str(homes)]
    assert cli.main(words) == 2
    assert homes.read_bytes() == table(*ROWS)


def test_homes_that_are_not_there_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even where the output is there already."""
    out = tmp_path / "out.csv"
    out.write_text("before")
    words = ["courtyards", "propose", str(tmp_path / "no.csv"), "-o", str(out)]
    assert cli.main(words) == 2
    assert "no.csv: No such file" in capsys.readouterr().err
    assert out.read_text() == "before"


def test_without_a_partition_the_reason_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [*ROWS, "tower,107.1,25.9,45"]
    code, out = told(tmp_path, table(*rows), "--json")
    printed = capsys.readouterr()
    assert code == 3
    assert "one home has 45 households, and the limit is 40: tower" in printed.err
    reason = json.loads(printed.out)["reasons"][0]
    assert (reason["reason"], reason["homes"]) == ("home_too_large", ["tower"])
    assert not out.exists()


def test_metres(tmp_path: Path) -> None:
    rows = [f"h{n},{n % 8},{n // 8},2" for n in range(64)]
    heading = "households,y,x,id"
    turned = [",".join(reversed(row.split(","))) for row in rows]
    assert told(tmp_path, table(*turned, heading=heading), "--metres")[0] == 0


def test_swapped_degrees_are_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = told(tmp_path, table(*ROWS, heading="id,lat,lon,households"))
    said = capsys.readouterr().err
    assert code == 2
    assert "homes.csv:2: lat is 107" in said
    assert "are lon and lat swapped?" in said
    assert not out.exists()


def test_a_table_without_end_is_read_no_further(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A million rows are no village: the first one too many is named."""
    rows = [f"h{n},{n % 1000},{n // 1000},1" for n in range(10**6)]
    code, out = told(tmp_path, table(*rows, heading="id,x,y,households"), "--metres")
    assert code == 2
    assert "homes.csv:100002: more than 100,000 homes" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("corners", "code"),
    [
        ("[[107.0, 25.0, 9.5], [108.0, 25.0, 8]]", 0),
        ("[[107.0, 25.0, 9.5], [108.0, 25.0]]", 2),
        ("[[107.0, 25.0]]", 2),
        ("[[25.0, 107.0], [26.0, 108.0]]", 2),
    ],
)
def test_a_third_dimension_is_put_aside_and_a_torn_line_refused(
    tmp_path: Path, corners: str, code: int
) -> None:
    """The line runs south of all homes, so that it parts nobody."""
    barriers = tmp_path / "walls.geojson"
    barriers.write_text(f'{{"type": "LineString", "coordinates": {corners}}}')
    found, out = told(tmp_path, table(*ROWS), "--barriers", str(barriers))
    assert found == code
    assert out.exists() == (code == 0)
