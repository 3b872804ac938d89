"""Places of charters against the official table: ours agree, others do not."""

import json
from pathlib import Path

import pytest

from yuanluo.config import cli, exits

ROOT = Path(__file__).parents[2]


def test_every_place_of_the_shipped_charters_is_official(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["places", "check", "--json"]) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert told["faults"] == []
    assert told["places"] > 15


def test_a_place_that_is_not_official_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "code,name,level,parent\n522727104001,牛鞍社区,village,522727104\n"
    table += "522727104999,无名村,village,522727104\n"
    (tmp_path / "places.csv").write_text(table, encoding="utf-8")
    assert cli.main(["places", "check", str(tmp_path)]) == exits.FAULTS
    lines = capsys.readouterr().out.splitlines()
    file = tmp_path / "places.csv"
    assert lines == [
        f"{file}:2: 522727104001 is 马鞍社区居民委员会, not 牛鞍社区",
        f"{file}:3: 522727104999 无名村 is not among the official divisions",
        "2 places of 1 charters: 2 differ",
    ]
