"""The demonstration: nobody is real, everything came about by real acts, once."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from yuanluo.config import demo
from yuanluo.config.demo.course import Unwritten, lines_of
from yuanluo.config.demo.ground import boundary
from yuanluo.config.demo.plan import FILE, Plan, Unplanned, plan_of
from yuanluo.matters.models import OPENNESS, Matter
from yuanluo.people.models import Account, Appointment, Person, Residency
from yuanluo.publicity.models import Notice
from yuanluo.record.actions import advance
from yuanluo.record.models import Act
from yuanluo.territory.models import Home, Membership, Place

#: Packs that are there for their figures; other subjects bring their matters.
FIGURED = ("chengkou", "dagui", "honghua", "jianghai", "tianqiao", "tongnan")
AT = datetime(2026, 3, 20, 4, tzinfo=UTC)
#: As many as `pack` keeps.
REPORTS = 9


def counts() -> tuple[int, ...]:
    models = (Person, Home, Appointment, Matter, Act, Account, Membership, Notice)
    return tuple(model.objects.count() for model in models)


@pytest.mark.django_db(transaction=True)
def test_a_demonstration_is_made_once_and_goes_on_where_it_was_broken_off(
    pack: Path,
) -> None:
    made = demo.make(pack, AT)
    assert made.fresh
    assert made.refused == []
    assert (made.homes, made.people, made.matters) == (840, 2628, REPORTS)
    _nobody_is_real()
    _posts_are_held_but_one()
    _divisions_nest()
    _private_stays_private()
    _lived_through()
    before = counts()
    assert not demo.make(pack, AT).fresh
    assert counts() == before
    # As if it had been broken off at the very end: everything is answered again.
    advance("demo-pingtang-done", 0)
    again = demo.make(pack, datetime(2026, 4, 1, tzinfo=UTC))
    assert (again.fresh, again.refused) == (True, [])
    assert counts() == before


def _nobody_is_real() -> None:
    assert not Person.objects.exclude(generated=True, name__contains="示例").exists()
    assert not Home.objects.exclude(generated=True).exists()
    assert (
        not Person.objects.exclude(phone="").exclude(phone__startswith="100").exists()
    )
    assert not Residency.objects.exclude(until=None).exists()
    cast = Account.objects.all()
    assert cast.count() == len(plan_of(Path(settings.CHARTERS) / "pingtang").cast)
    assert not any(account.has_usable_password() for account in cast)


def _posts_are_held_but_one() -> None:
    heads = Appointment.objects.filter(post__key="linked-head")
    units = Place.objects.filter(level="linked-household")
    empty = units.exclude(code__in=heads.values("place"))
    assert [place.name for place in empty] == ["第7联户"]
    seats = Appointment.objects.filter(post__key="seat:supervision")
    assert seats.filter(place="522727104001").count() == 3
    assert Appointment.objects.filter(post__key="chair:village-assembly").count() == 4


def _divisions_nest() -> None:
    xinxing = Place.objects.below_village("522727001004")
    areas = set(xinxing.filter(level="area").values_list("code", flat=True))
    for grid in xinxing.filter(level="grid"):
        assert grid.parent in areas
        assert grid.boundary is not None
    assert Membership.objects.filter(home__village="522727001004").count() == 300 * 4


def _private_stays_private() -> None:
    private = Matter.objects.filter(way="private")
    assert private.count() == 2
    assert not private.exclude(openness=OPENNESS["parties"]).exists()
    told = Notice.objects.values_list("matter", flat=True)
    assert not private.filter(number__in=list(told)).exists()


def _lived_through() -> None:
    assert Act.objects.filter(verb="matter.taken-over", actor=None).exists()
    assert Act.objects.filter(verb="matter.refuse").exists()
    assert Act.objects.filter(verb="ballot.close", detail="carried").exists()
    assert Matter.objects.filter(reopened=1, state="closed").exists()
    assert Matter.objects.get(title="4栋负一层车库灯全灭").state == "ordered"
    assert not Act.objects.filter(at__gt=AT).exists()


@pytest.mark.django_db(transaction=True)
def test_it_is_not_made_where_real_people_live(pack: Path) -> None:
    Place.objects.create(code="522727104001", name="马鞍社区", level="village")
    Home.objects.create(village_id="522727104001", address="1栋101")
    with pytest.raises(demo.Inhabited):
        demo.make(pack, AT)
    assert not Person.objects.exists()


def test_every_shipped_plan_can_be_read_and_names_nothing_unknown() -> None:
    folder = Path(settings.CHARTERS)
    assert demo.packs(folder) == sorted([*FIGURED, "longfeng", "pingtang"])
    for name in demo.packs(folder):
        plan = plan_of(folder / name)
        for course in plan.courses:
            lines_of(course.lines)
        # Beside what people bring: what a village solved in the source, and notices.
        own = [one for one in plan.reports if one.own or one.course == "talked-over"]
        brought = len(plan.reports) - len(own)
        assert name in FIGURED or 60 <= brought <= 120
        assert plan.villages[0].block.count > 1


def test_the_figures_of_the_source_are_kept() -> None:
    plan = plan_of(Path(settings.CHARTERS) / "longfeng")
    (village,) = plan.villages
    levels = {division.level: division.count for division in village.divisions}
    estates = {estate.name: estate.homes for estate in village.estates}
    meian = ("原煤安小区", "科华雅苑", "二配厂职工安置房", "二配厂小区")
    assert (village.people, levels["resident-group"]) == (7391, 26)
    assert sum(estates[name] for name in meian) == 602
    assert sum(estates.values()) == village.homes


def test_flaws_of_a_plan_are_told_with_file_and_line(pack: Path) -> None:
    path = pack / FILE
    text = path.read_text("utf-8")
    broken = text.replace("homes = 300", 'homes = "many"', 1).replace(
        'course = "late"', 'course = "lost"'
    )
    path.write_text(broken, "utf-8")
    with pytest.raises(Unplanned) as told:
        plan_of(pack)
    line = broken[: broken.index("many")].count("\n") + 1
    assert f"{path}:{line}:" in str(told.value)
    path.write_text(text.replace('course = "late"', 'course = "lost"'), "utf-8")
    with pytest.raises(Unplanned, match="there is no course 'lost'"):
        plan_of(pack)
    path.write_text("seed =", "utf-8")
    with pytest.raises(Unplanned):
        plan_of(pack)


@pytest.mark.parametrize("text", ["soon | clerk | dispatch M:", "2h | dispatch M:"])
def test_a_line_of_a_course_says_how_it_is_written(text: str) -> None:
    with pytest.raises(Unwritten, match="after"):
        lines_of([text])


def test_a_boundary_goes_around_its_homes() -> None:
    assert boundary([(0.0, 0.0), (1.0, 1.0)]) is None
    drawn = boundary([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.5, 0.5)])
    assert drawn is not None
    (ring,) = drawn["coordinates"]  # type: ignore[misc]
    assert ring[0] == ring[-1]
    assert min(east for east, _ in ring) < 0 < 1 < max(east for east, _ in ring)


def test_a_plan_says_what_its_blocks_are() -> None:
    raw = tomllib.loads(
        (Path(settings.CHARTERS) / "pingtang" / FILE).read_text("utf-8")
    )
    plan = Plan.model_validate(raw)
    assert [village.block.level for village in plan.villages] == [
        "building",
        "building",
        "courtyard",
        "courtyard",
    ]
