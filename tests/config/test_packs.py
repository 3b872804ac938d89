"""The packs: every figure of a source comes out of the database as printed."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count

from yuanluo.config import demo
from yuanluo.config.charters import read_folder
from yuanluo.config.demo.figures import checked
from yuanluo.config.demo.plan import FILE, Unplanned, plan_of
from yuanluo.people.models import Appointment, Body, Household, Person
from yuanluo.territory.models import Home, Membership, Place

AT = datetime(2026, 3, 20, 4, tzinfo=UTC)

#: What the sources say, written down a second time beside the packs.
PRINTED = {
    "dagui": {
        "7个村民组": 7,
        "462户": 462,
        "1688人": 1688,
        "党员36名": 36,
        "村“两委”干部5名": 5,
        "村民代表21名": 21,
        "7个分团": 7,
    },
    "tongnan": {
        "镇辖7个村（社区）": 7,
        "在家人口3000人": 3000,
        "19个网格": 19,
        "19个网格配齐网格长": 19,
        "19个网格配齐专职网格员": 19,
        "19个网格党小组": 19,
        "19个网格群": 19,
        "村级专职干部35人": 35,
    },
    "tianqiao": {"小区党支部49个": 49, "楼栋党小组62个": 62},
    "honghua": {
        "住房2824套": 2824,
        "入住1658户": 1658,
        "入住4737人": 4737,
        "居民楼23栋": 23,
        "12个居民小组": 12,
        "党员113名": 113,
        "3个党支部": 3,
        "6个党小组": 6,
        "棚改前3个自然村": 3,
        "棚改前11个村民小组": 11,
    },
    "jianghai": {"3个街道": 3, "63个村（社区）": 63, "第一书记63个全覆盖": 63},
    "chengkou": {"乡辖6个村": 6},
}


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.django_db(transaction=True)
def test_every_figure_of_the_source_comes_out_of_the_database(name: str) -> None:
    folder = Path(settings.CHARTERS) / name
    made = demo.make(folder, AT)
    assert (made.fresh, made.refused, made.wrong) == (True, [], [])
    found = {one.figure.says: one.found for one in checked(plan_of(folder), AT.date())}
    assert found.items() >= PRINTED[name].items()
    _nobody_is_real()
    _nobody_lives_in_an_empty_home()
    _every_body_but_the_top_stands_under_one(folder)
    if name == "chengkou":
        _courtyards_keep_their_limits()


def _nobody_is_real() -> None:
    real = Person.objects.exclude(generated=True, name__contains="示例")
    assert not real.exists()
    assert not Home.objects.exclude(generated=True).exists()
    rung = Person.objects.exclude(phone="").exclude(phone__startswith="100")
    assert not rung.exists()


def _nobody_lives_in_an_empty_home() -> None:
    sizes = Household.objects.annotate(size=Count("residencies"))
    assert not sizes.filter(size=0).exists()
    assert Household.objects.values("home").distinct().count() == sizes.count()


def _every_body_but_the_top_stands_under_one(folder: Path) -> None:
    hung = {body.id for body in read_folder(folder).bodies if body.under}
    assert not Body.objects.filter(key__in=hung, above=None).exists()
    for body in Body.objects.exclude(above=None).select_related("above"):
        assert body.above is not None
        assert body.place_id.startswith(body.above.place_id.partition("-")[0])


def _courtyards_keep_their_limits() -> None:
    yards = Membership.objects.filter(level="courtyard")
    sizes = [n for _, n in yards.values_list("place").annotate(n=Count("home"))]
    assert len(sizes) == 34
    assert 20 <= min(sizes) <= max(sizes) <= 40
    areas = Place.objects.filter(level="courtyard").values_list("parent")
    led = [n for _, n in areas.annotate(n=Count("code")).order_by()]
    assert min(led) >= 2


@pytest.mark.django_db(transaction=True)
def test_the_same_seed_makes_the_same_people(tmp_path: Path) -> None:
    demo.make(Path(settings.CHARTERS) / "dagui", AT)
    first = _people()
    assert len(first) == 1688 + 3
    for model in (Appointment, Household):
        assert model.objects.exists()
    seeds = (130803, 7)
    for seed in seeds:
        _wipe()
        made = demo.make(_pack_with_seed(tmp_path / str(seed), seed), AT)
        assert made.wrong == []
        assert (_people() == first) == (seed == 130803)


def _people() -> list[str]:
    return list(Person.objects.order_by("pk").values_list("name", flat=True))


def _pack_with_seed(folder: Path, seed: int) -> Path:
    for name in ("national", "dagui"):
        shutil.copytree(Path(settings.CHARTERS) / name, folder / name)
    path = folder / "dagui" / FILE
    path.write_text(path.read_text("utf-8").replace("130803\n", f"{seed}\n", 1))
    return path.parent


def _wipe() -> None:
    call_command("flush", interactive=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_figure_that_does_not_hold_is_told(tmp_path: Path) -> None:
    folder = _pack_with_seed(tmp_path, 130803)
    path = folder / FILE
    path.write_text(path.read_text("utf-8").replace("be = 36", "be = 37"), "utf-8")
    made = demo.make(folder, AT)
    assert made.wrong == ["党员36名: 36, the source has 37"]


def test_more_households_than_homes_or_people_are_a_flaw(tmp_path: Path) -> None:
    folder = _pack_with_seed(tmp_path, 1)
    path = folder / FILE
    text = path.read_text("utf-8")
    path.write_text(text.replace("homes = 462", "homes = 462\nhouseholds = 463"))
    with pytest.raises(Unplanned, match="463 households in 462 homes"):
        plan_of(folder)
