"""Each rule knows its own examples, and the source keeps each rule."""

import re
from pathlib import Path

import pytest

from tests.architecture.rules import RULES, Rule

ROOT = Path(__file__).parents[2]
EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@EACH
def test_a_rule_sees_its_bad_example_and_not_its_good_one(rule: Rule) -> None:
    assert re.search(rule.pattern, rule.bad)
    assert not re.search(rule.pattern, rule.good)


@EACH
def test_the_source_keeps_the_rule(rule: Rule) -> None:
    broken = [
        f"{where}:{number}: {line.strip()}"
        for where in files_of(rule)
        for number, line in enumerate(read(where).splitlines(), 1)
        if re.search(rule.pattern, line)
    ]
    assert not broken, "\n".join([rule.why, *broken])


@EACH
def test_a_rule_spares_only_files_that_are_there(rule: Rule) -> None:
    assert [name for name in rule.spared if not (ROOT / name).exists()] == []


def files_of(rule: Rule) -> list[str]:
    found = {
        path.relative_to(ROOT).as_posix()
        for pattern in rule.files
        for path in ROOT.glob(pattern)
        if path.is_file() and "/migrations/" not in path.as_posix()
    }
    return sorted(found - rule.spared.keys())


def read(where: str) -> str:
    return (ROOT / where).read_text(encoding="utf-8", errors="replace")
