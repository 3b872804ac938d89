"""Every story of the shipped packs on this database; and stories that must fail."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.playing import play
from yuanluo.config.telling import stories_in, tell, village_of
from yuanluo.kernel.story import Story, parse
from yuanluo.matters import playbooks

CHARTERS = Path(__file__).parents[2] / "charters"
FILES = sorted(file for pack in CHARTERS.iterdir() for file in stories_in(pack))
LOADED = datetime(2000, 1, 1, tzinfo=UTC)
LAMP = """# {title}
cast | yang resident | clerk clerk@village | lin resident
2026-03-02 09:00 | yang | open four-lists M: title="灯" category={category} | {then}
"""


def stories() -> list[tuple[Path, Story]]:
    read = [(file, parse(file.read_text("utf-8"), file.stem)) for file in FILES]
    return [(file, story) for file, found in read for story in found.stories]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parts[-3]}/{f.stem}")
def test_the_stories_of(file: Path, transactional_db: None) -> None:
    playbooks.forget()
    result = tell(file, LOADED)
    assert (result.failures, result.unreadable) == ([], [])
    assert result.passed_count > 0


def test_every_story_can_be_read_and_every_playbook_has_one() -> None:
    assert not [
        fault for file in FILES for fault in parse(file.read_text("utf-8")).faults
    ]
    assert {p.stem for p in CHARTERS.glob("*/playbooks/*.toml")} <= {
        line.deed.playbook
        for _, story in stories()
        for line in story.lines
        if line.deed
    } | {
        cell for _, story in stories() for d in story.told("tells") for cell in d.cells
    }


NOT_SO = (
    ("M dispatched", "M is ordered, not dispatched"),
    ("refused WRONG_POST", "refused is nothing, not WRONG_POST"),
    ("M ordered; holder M lin", "the holder of M is"),
    ("M ordered; due M 2026-03-04", "due of M is 2026-03-03, not 2026-03-04"),
    ("M ordered; unseen yang M", "yang seeing M is True, not False"),
    ("M ordered; field M way big", "way of M is small, not big"),
)


def test_a_story_that_is_not_so_tells_the_line_and_the_difference(
    transactional_db: None,
) -> None:
    playbooks.forget()
    charter = read_folder(CHARTERS / "pingtang")
    load(charter, LOADED)
    for then, difference in NOT_SO:
        text = LAMP.format(title="not so", category="light", then=then)
        (story,) = parse(text).stories
        failure = play(story, charter, village_of(charter, "four-lists"))
        assert failure is not None, then
        assert failure.line == 3
        assert failure.difference.startswith(difference)


def test_what_the_clock_does_untold_fails_the_story(transactional_db: None) -> None:
    playbooks.forget()
    charter = read_folder(CHARTERS / "pingtang")
    load(charter, LOADED)
    text = LAMP.format(title="untold", category="light", then="M ordered")
    text += "2026-03-04 09:00 | lin | open four-lists K: title=x category=light | ok\n"
    (story,) = parse(text).stories
    failure = play(story, charter, village_of(charter, "four-lists"))
    assert failure is not None
    assert failure.difference == "the clock did matter.offered township to M"


def test_a_playbook_without_a_story_is_named(
    tmp_path: Path, transactional_db: None
) -> None:
    playbooks.forget()
    for name in ("national", "longfeng"):
        for file in (CHARTERS / name).rglob("*"):
            if file.is_file() and file.suffix != ".story":
                copy = tmp_path / file.relative_to(CHARTERS)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(file.read_bytes())
    result = tell(tmp_path / "longfeng", LOADED)
    assert not result.passed
    assert "legacy" in result.untold


def test_the_example_of_the_how_to_is_sound_and_plays(
    tmp_path: Path, transactional_db: None
) -> None:
    playbooks.forget()
    text = (CHARTERS.parent / "docs/how-to/write-a-playbook.md").read_text("utf-8")
    blocks = re.findall(r"```(?:toml)?\n(.*?)```", text, re.DOTALL)
    (toml,) = [block for block in blocks if block.startswith("id =")]
    (story,) = [block for block in blocks if block.startswith("# ")]
    shutil.copytree(CHARTERS, tmp_path, dirs_exist_ok=True)
    books = tmp_path / "pingtang" / "playbooks"
    (books / "lend-courtyard.toml").write_text(toml, "utf-8")
    (books / "lend-courtyard.story").write_text(story, "utf-8")
    result = tell(books / "lend-courtyard.story", LOADED)
    assert (result.stories, result.failures, result.unreadable) == (1, [], [])


UPON = """# {deed}
cast | zhou clerk@village | wu leader@township | yang resident
2026-03-02 09:00 | zhou | {deed} | {then}
"""
NOT_SO_UPON = (
    ("look @yang: purpose=visit", "told wu", "told of it is nobody, not wu"),
    ("look @yang: purpose=visit", "looks yang 0", "looks that yang reads is 1, not 0"),
    ("look @yang: purpose=visit", "zhou may-not people", "zhou may people in"),
    (
        'list @village: rows="姓名,住址/甲,一组"',
        "list ready 1",
        "households of the list",
    ),
    ("copy @village: purpose=report", "ok", "refused SAY_MORE:4"),
    ("dance @yang: purpose=visit", "ok", "dance @yang is no deed"),
)


@pytest.mark.parametrize(("deed", "then", "difference"), NOT_SO_UPON)
def test_who_serves_and_what_is_registered_can_differ_from_a_story_too(
    deed: str, then: str, difference: str, transactional_db: None
) -> None:
    playbooks.forget()
    charter = read_folder(CHARTERS / "tongnan")
    load(charter, LOADED)
    (story,) = parse(UPON.format(deed=deed, then=then)).stories
    failure = play(story, charter, village_of(charter, "staffing"))
    assert failure is not None
    assert failure.difference.startswith(difference)
