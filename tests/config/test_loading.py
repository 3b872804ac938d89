"""A charter is loaded: once, again, and with a fault."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from yuanluo.config import charters
from yuanluo.config.loading import Faulty, Loaded, load
from yuanluo.kernel.charter import Charter as Reading
from yuanluo.matters import playbooks
from yuanluo.matters.models import PlaybookVersion
from yuanluo.people.models import Appointment, Body, Person, Post
from yuanluo.territory.models import Charter, Place

SOUND = Path(__file__).with_name("village")
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


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
