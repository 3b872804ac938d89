"""What is installed: reasons given, hashes kept, no addresses."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted([*(ROOT / "requirements").glob("*.txt"), ROOT / "package-lock.json"])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    found = re.findall(r"\w+://\S+|--(?:extra-)?index-url|--find-links", text)
    assert found == []


def test_every_locked_package_has_hashes() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8"))
        bare = [one for one in entries if "==" in one and "--hash=sha256:" not in one]
        assert bare == [], lock.name


def test_every_browser_package_has_a_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    bare = [
        name
        for name, entry in packages["packages"].items()
        if name and "integrity" not in entry
    ]
    assert bare == []


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    lines = [line.strip() for line in text.splitlines()]
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += extra
    silent = [
        one
        for one in wanted
        if not lines[lines.index(f'"{one}",') - 1].startswith("# ")
    ]
    assert silent == []


def test_every_dependency_of_the_product_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").lower()
    names = [
        re.split(r"[\[=<>~ ]", one)[0].lower()
        for one in project["project"]["dependencies"]
    ]
    assert [name for name in names if f"{name}==" not in locked] == []
