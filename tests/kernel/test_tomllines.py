"""Every value of a TOML text has its line."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from yuanluo.kernel.tomllines import lines_of

ROOT = Path(__file__).parents[2]
FILES = [*ROOT.glob("charters/*/*.toml"), *ROOT.glob("charters/*/playbooks/*.toml")]

HARD = '''\
a.b = 1
"quoted key" = [1, [2, "]"], {x = "}", y = [
  3,  # not here: [
  4]}]
["x"."y z"]
k = """
lines " of "" text
""""
z = \'\'\'it\'\'\'
[[q]]
[[q.r]]
v = 1
[[q.r]]
v = 2
[q.s]
w = "\\\\\\" # no remark"
[[q]]
[[q.r]]
v = {m.n = 2026-01-01T00:00:00Z}
'''


def paths(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[Any]:
    if here:
        yield here
    if isinstance(value, dict):
        for key, one in value.items():
            yield from paths(one, (*here, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from paths(one, (*here, index))


@pytest.mark.parametrize("text", [HARD, *(path.read_text("utf-8") for path in FILES)])
def test_every_path_and_no_other_is_known(text: str) -> None:
    assert set(lines_of(text).known) == set(paths(tomllib.loads(text)))


def test_lines_are_those_of_the_text() -> None:
    lines = lines_of(HARD)
    assert lines.of(("quoted key", 2, "y", 1)) == 4
    assert lines.of(("x", "y z", "k")) == 6
    assert lines.of(("x", "y z", "z")) == 9
    assert lines.of(("q", 0, "r", 1, "v")) == 14
    assert lines.of(("q", 0, "s", "w")) == 16
    assert lines.of(("q", 1, "r", 0, "v", "m", "n")) == 19


def test_what_is_not_there_is_told_where_it_belongs() -> None:
    lines = lines_of(HARD)
    assert lines.of(("q", 1, "missing")) == 17
    assert lines.of(("nowhere",)) == 1
    assert lines.of(("q", 0, "union-branch", "r", 0)) == 11


def test_windows_lines_are_counted_once() -> None:
    assert lines_of("a = 1\r\nb = 2\r\n").of(("b",)) == 2
