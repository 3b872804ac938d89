"""The packs: every figure of a source comes out of the database as printed."""

import shutil
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from yuanluo.config import demo
from yuanluo.config.charters import read_folder
from yuanluo.config.demo.figures import checked
from yuanluo.config.demo.plan import FILE, Unplanned, plan_of
from yuanluo.people import strength
from yuanluo.people.models import Appointment, Body, Cadre, Household, Person
from yuanluo.people.own import account_to_step_into
from yuanluo.territory import charters
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


#: How many of a tier the coverage page counts, of as many.
COVERED = {
    "tianqiao": {"estate-branch": 49, "building-group": 62},
    "tongnan": {"grid-head": 19, "grid-member": 19},
    "jianghai": {"first-secretary": 63},
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
    _tiers_are_covered(name)
    if name == "chengkou":
        _courtyards_keep_their_limits()
    if name == "tongnan":
        _the_roster_of_the_source()


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


def _tiers_are_covered(name: str) -> None:
    for key, count in COVERED.get(name, {}).items():
        reading = charters.charter(name)
        tiers = [
            tier
            for root in reading.roots
            for tier in strength.coverage(strength.force(reading, root, AT.date()))
            if tier.key == key
        ]
        assert sum(tier.have for tier in tiers) == count, key
        assert sum(tier.of for tier in tiers) == count, key


def _whole(since: date) -> int:
    today = AT.date()
    birthday = (today.month, today.day) >= (since.month, since.day)
    return today.year - since.year - (not birthday)


def _spread(numbers: list[int], *edges: int) -> list[int]:
    return [
        sum(low <= one < high for one in numbers)
        for low, high in pairwise((0, *edges, 1000))
    ]


def _the_roster_of_the_source() -> None:
    """S2's table, worked out of the rows here, and as page, file and command say it."""
    rows = list(Cadre.objects.filter(until=None))
    ages = [_whole(row.born) for row in rows]
    served = [_whole(row.serves_since) for row in rows]
    assert round(sum(ages) / len(rows), 2) == 43.77
    schools = Counter(row.education for row in rows)
    assert schools == {"college": 24, "secondary": 9, "junior": 2}
    found = [sum(getattr(row, name) for row in rows) for name in MARKED]
    assert (len(rows), found) == (35, [13, 24, 7])
    assert _spread(ages, 30, 40, 50, 60) == [5, 10, 7, 9, 4]
    assert _spread(served, 5, 10, 20) == [16, 9, 4, 6]
    leads = Appointment.objects.filter(
        place=TOWN, post__powers__contains="appoint"
    ).earliest("pk")
    account = account_to_step_into(leads.person_id)
    assert account is not None
    client = Client()
    with time_machine.travel(AT, tick=False):
        client.force_login(account)
        page = client.get(reverse("web:roster", args=[TOWN])).content.decode()
        sent = client.get(reverse("web:roster-xlsx", args=[TOWN]))
    assert "<strong>43.77</strong>" in page
    book = load_workbook(BytesIO(sent.getvalue()))
    lines = [[cell.value for cell in row] for row in book["统计"].iter_rows()]
    assert ["平均年龄", 43.77, None, None] in lines
    for name, count, percent in S2:
        row = f'{name}</th><td class="num">{count}</td><td class="num">{percent}%</td>'
        assert row in page, name
        assert [name, count, f"{percent}%"] in [line[1:] for line in lines], name
    assert len(list(book["名册"].iter_rows())) == len(rows) + 1


TOWN = "500152123"
MARKED = ("woman", "member", "returned")
#: S2's own table, with its slip mended: it prints 34 and 66 for 13 and 22.
S2 = (
    *(("女性", 13, 37), ("男性", 22, 63), ("中共党员", 24, 69), ("群众", 11, 31)),
    *(("30岁以下", 5, 14), ("30—39岁", 10, 29), ("40—49岁", 7, 20)),
    *(("50—59岁", 9, 26), ("60岁及以上", 4, 11), ("5年以下", 16, 46)),
    *(("5—9年", 9, 26), ("10—19年", 4, 11), ("20年以上", 6, 17)),
    ("返乡创业人员", 7, 20),
)


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
