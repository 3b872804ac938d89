"""A charter on disk is read, checked and shown."""

import json
import shutil
from pathlib import Path

import pytest

from yuanluo.config import charters, cli, exits, registry
from yuanluo.matters import playbooks
from yuanluo.matters import registry as installed

SOUND = Path(__file__).with_name("village")
FAULTY = Path(__file__).parents[1] / "kernel" / "faulty" / "village"
SHIPPED = sorted(charters.pack_folder(".").glob("*/charter.toml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a sound charter, to be changed."""
    return Path(shutil.copytree(SOUND, tmp_path / "village"))


@pytest.fixture(autouse=True)
def _nothing_read() -> None:
    playbooks.forget()


@pytest.mark.parametrize("charter", SHIPPED, ids=lambda path: path.parent.name)
def test_every_shipped_charter_is_without_fault(charter: Path) -> None:
    _, faults = charters.check_folder(charter.parent)
    assert faults == ()


def test_every_app_hands_over_what_it_declares() -> None:
    assert {one.name for one in registry.effects()} == set(installed.effects())
    assert set(registry.facts()) == set(installed.facts())
    assert installed.effect("assign").name == "assign"
    assert installed.fact("notice").opened_by == "publish"


# Files --------------------------------------------------------------------------------


def test_a_file_that_is_no_text_is_told(folder: Path) -> None:
    (folder / "posts.toml").write_bytes(b"[[post]]\nid = \xff")
    (folder / "places.csv").write_bytes(b"x" * (charters.MOST_BYTES + 1))
    _, faults = charters.check_folder(folder)
    told = {Path(fault.file).name: fault.text for fault in faults}
    assert "byte 15 is no UTF-8" in told["posts.toml"]
    assert "no charter file" in told["places.csv"]
    (folder / "charter.toml").write_bytes(b"\xff")
    _, faults = charters.check_folder(folder)
    assert {Path(fault.file).name for fault in faults} == {
        "charter.toml",
        "places.csv",
        "posts.toml",
    }


# Commands -----------------------------------------------------------------------------


def test_check_tells_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["charter", "check", str(FAULTY)]) == exits.FAULTS
    printed = capsys.readouterr().out.splitlines()
    assert f"{FAULTY}/bodies.toml:1: 'seats' is missing: add it" in printed
    assert cli.main(["charter", "check", str(FAULTY), "--json"]) == exits.FAULTS
    told = json.loads(capsys.readouterr().out)["faults"]
    assert len(told) == len(printed) - 1
    assert set(told[0]) == {"file", "line", "text"}


def test_check_says_what_is_in_a_sound_charter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["charter", "check", str(SOUND)]) == exits.OK
    assert "no fault. 1 playbooks" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_unknown() -> None:
    assert cli.main(["charter", "check", "nowhere"]) == exits.UNKNOWN
    with pytest.raises(SystemExit) as stopped:
        cli.main(["charter"])
    assert stopped.value.code == exits.USAGE


@pytest.mark.django_db
def test_load_says_what_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["charter", "load", str(SOUND)]) == exits.OK
    assert "1 playbooks, 3 places" in capsys.readouterr().out
    assert cli.main(["charter", "load", str(SOUND), "--json"]) == exits.OK
    assert json.loads(capsys.readouterr().out)["changed"]["playbooks"] == 0
    assert cli.main(["charter", "load", str(SOUND)]) == exits.OK
    assert "nothing new" in capsys.readouterr().out
    assert cli.main(["charter", "load", str(FAULTY)]) == exits.FAULTS


def test_a_playbook_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show = ["playbook", "show", "mend", "--pack", str(SOUND)]
    assert cli.main(show) == exits.OK
    assert "  谁来办：村专干" in capsys.readouterr().out
    assert cli.main([*show, "--lang", "en", "--json"]) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert [step["step"] for step in told["steps"]] == ["Order", "Close"]
    picture = tmp_path / "mend.svg"
    assert cli.main([*show, "--svg", str(picture), "--here", "ordered"]) == exits.OK
    assert "您在这里" in picture.read_text("utf-8")
    assert cli.main([*show, "--svg", str(picture), "--here", "orderd"]) == exits.UNKNOWN


def test_a_playbook_nobody_knows_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["playbook", "show", "setle-low"]) == exits.UNKNOWN
    assert "did you mean 'settle-low'?" in capsys.readouterr().err
    assert cli.main(["playbook", "show", "x", "--pack", "nowhere"]) == exits.UNKNOWN
    assert cli.main(["playbook", "show", "x", "--pack", str(FAULTY)]) == exits.FAULTS
