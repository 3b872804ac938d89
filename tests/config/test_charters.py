"""A charter on disk, checked and loaded: once, again, and with a fault."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from yuanluo.config import charters, cli, exits, registry
from yuanluo.config.loading import Faulty, Loaded, load
from yuanluo.kernel.charter import Charter as Reading
from yuanluo.matters import playbooks
from yuanluo.matters import registry as installed
from yuanluo.matters.models import PlaybookVersion
from yuanluo.people.models import Appointment, Body, Person, Post
from yuanluo.territory.models import Charter, Place

SOUND = Path(__file__).with_name("village")
FAULTY = Path(__file__).parents[1] / "kernel" / "faulty" / "village"
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
SHIPPED = sorted(charters.pack_folder(".").glob("*/charter.toml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a sound charter, to be changed."""
    return Path(shutil.copytree(SOUND, tmp_path / "village"))


@pytest.fixture(autouse=True)
def _nothing_read() -> None:
    playbooks.forget()


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def loaded(folder: Path, at: datetime = AT) -> Loaded:
    return charters.load_folder(folder, at)[1]


@pytest.mark.parametrize("charter", SHIPPED, ids=lambda path: path.parent.name)
def test_every_shipped_charter_is_without_fault(charter: Path) -> None:
    _, faults = charters.check_folder(charter.parent)
    assert faults == ()


def test_every_app_hands_over_what_it_declares() -> None:
    assert {one.name for one in registry.effects()} == set(installed.effects())
    assert set(registry.facts()) == set(installed.facts())
    assert installed.effect("assign").name == "assign"
    assert installed.fact("notice").opened_by == "publish"


@pytest.mark.django_db
def test_loading_writes_all_and_loading_again_writes_nothing() -> None:
    assert loaded(SOUND) == Loaded(
        charter=True, playbooks=1, places=3, posts=4, bodies=2
    )
    assert loaded(SOUND, LATER) == Loaded()
    assert Charter.objects.get().loaded_at == AT
    document = Charter.objects.get().document
    assert Reading.model_validate(document) == charters.read_folder(SOUND)


@pytest.mark.django_db
def test_a_seat_is_a_post_with_the_powers_of_its_body() -> None:
    loaded(SOUND)
    posts = {post.key: post for post in Post.objects.order_by("order")}
    assert list(posts) == ["clerk", "head", "seat:affairs", "chair:affairs"]
    assert (posts["clerk"].powers, posts["clerk"].levels) == (
        "see assign",
        "village township",
    )
    seat, chair = posts["seat:affairs"], posts["chair:affairs"]
    assert (seat.powers, seat.most) == (chair.powers, 5) == ("see supervise", 5)
    assert chair.title == "事管委主任 / Chair, Affairs committee"


@pytest.mark.django_db
def test_a_body_sits_at_every_place_of_its_level_or_where_it_is_said(
    folder: Path,
) -> None:
    loaded(folder)
    seats = Body.objects.order_by("place").values_list("place", flat=True)
    assert list(seats) == ["659901001001", "659901001002"]
    change(folder, "bodies.toml", "seats = 5", 'seats = 5\nwhere = ["659901001001"]')
    Body.objects.all().delete()
    loaded(folder)
    assert list(seats.all()) == ["659901001001"]


@pytest.mark.django_db
def test_places_come_under_the_charter_and_keep_their_parents() -> None:
    Place.objects.create(code="659901001003", name="某村", level="village")
    loaded(SOUND)
    assert set(Place.objects.values_list("code", "parent", "charter")) == {
        ("659901001", "659901", "somewhere"),
        ("659901001001", "659901001", "somewhere"),
        ("659901001002", "659901001", "somewhere"),
        ("659901001003", "", "somewhere"),
    }


@pytest.mark.django_db
def test_a_place_within_may_have_a_charter_of_its_own(folder: Path) -> None:
    loaded(SOUND)
    change(folder, "charter.toml", "somewhere", "own")
    change(folder, "charter.toml", '"659901001"', '"659901001002"')
    loaded(folder)
    assert Place.objects.get(pk="659901001002").charter_id == "own"
    loaded(SOUND)
    assert Place.objects.get(pk="659901001002").charter_id == "own"
    assert Place.objects.get(pk="659901001001").charter_id == "somewhere"


@pytest.mark.django_db
def test_no_two_charters_have_the_same_root(folder: Path) -> None:
    loaded(SOUND)
    change(folder, "charter.toml", "somewhere", "other")
    with pytest.raises(Faulty) as told:
        loaded(folder)
    (fault,) = told.value.faults
    assert (fault.file, fault.line) == (str(folder / "charter.toml"), 4)
    assert "has the charter 'somewhere' already" in fault.text


@pytest.mark.django_db
def test_a_loaded_version_never_changes(folder: Path) -> None:
    loaded(folder)
    change(folder, "playbooks/mend.toml", "5 days", "6 days")
    change(folder, "posts.toml", "assign", "export")
    with pytest.raises(Faulty) as told:
        loaded(folder)
    (fault,) = told.value.faults
    assert (fault.file, fault.line) == (str(folder / "playbooks/mend.toml"), 2)
    assert "raise `version` to 2" in fault.text
    assert not Post.objects.filter(powers__contains="export").exists()

    change(folder, "playbooks/mend.toml", "version = 1", "version = 2")
    assert loaded(folder).playbooks == 1
    first, second = PlaybookVersion.objects.order_by("version")
    assert playbooks.of(first.pk).states[0].due == "5 days"
    assert playbooks.current("somewhere", "mend") == (
        second.pk,
        playbooks.of(second.pk),
    )


@pytest.mark.django_db
def test_a_version_does_not_go_back(folder: Path) -> None:
    change(folder, "playbooks/mend.toml", "version = 1", "version = 3")
    loaded(folder)
    change(folder, "playbooks/mend.toml", "version = 3", "version = 2")
    with pytest.raises(Faulty, match="raise `version` to 4"):
        loaded(folder)


@pytest.mark.django_db
def test_nobody_acts_by_a_post_that_is_gone(folder: Path) -> None:
    loaded(folder)
    head = Post.objects.get(key="head")
    person = Person.objects.create(name="某人")
    village = Place.objects.get(pk="659901001001")
    Appointment.objects.create(person=person, post=head, place=village, since=AT.date())
    change(folder, "posts.toml", 'id = "head"', 'id = "leader"')
    change(folder, "playbooks/mend.toml", "head@courtyard", "leader@courtyard")
    change(folder, "playbooks/mend.toml", "version = 1", "version = 2")
    loaded(folder)
    assert Post.objects.get(key="head").powers == ""
    assert Post.objects.get(key="leader").powers == "see report"


@pytest.mark.django_db
def test_what_is_read_once_costs_no_statement(django_assert_num_queries: Any) -> None:
    loaded(SOUND)
    pk, _ = playbooks.current("somewhere", "mend")
    with django_assert_num_queries(0):
        playbooks.of(pk)
        playbooks.charter_of(pk)
    with django_assert_num_queries(1):
        playbooks.current("somewhere", "mend")
    with pytest.raises(PlaybookVersion.DoesNotExist):
        playbooks.current("somewhere", "mned")


@pytest.mark.django_db
def test_a_fault_changes_nothing(folder: Path) -> None:
    reading = charters.read_folder(folder)
    twice = reading.model_copy(update={"playbooks": (*reading.playbooks,) * 2})
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        load(twice, AT)
    assert not Charter.objects.exists()
    assert not Place.objects.exists()


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


def test_a_folder_that_is_not_there_is_a_slip_of_the_pen() -> None:
    assert cli.main(["charter", "check", "nowhere"]) == exits.USAGE
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
