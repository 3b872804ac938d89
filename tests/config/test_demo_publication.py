"""What the villages of a demonstration publish: months, gaps, objections, by acts."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from yuanluo.config import demo
from yuanluo.config.cli import main
from yuanluo.config.demo.plan import FILE, plan_of
from yuanluo.matters.models import Matter
from yuanluo.people.queries import VISITOR
from yuanluo.publicity import timetable
from yuanluo.publicity.models import Notice, Remark
from yuanluo.record.actions import advance
from yuanluo.record.models import Act
from yuanluo.territory import charters

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
JINXING = "522727104208"
#: Beside the notices one problem is enough to see what is counted.
SOLVED = "采茶缺人手"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give a copy of a pack with the reports of one village that concern notices."""
    for name in ("national", "pingtang"):
        shutil.copytree(Path(settings.CHARTERS) / name, tmp_path / name)
    path = tmp_path / "pingtang" / FILE
    head, *reports = path.read_text("utf-8").split("[[report]]")
    kept = [
        one
        for one in reports
        if f'village = "{JINXING}"' in one and ("own = true" in one or SOLVED in one)
    ]
    assert len(kept) == 4
    head = head.replace("[disclosing]\ndays = 125", "[disclosing]\ndays = 100")
    assert "days = 100" in head
    path.write_text("[[report]]".join([head, *kept]), "utf-8")
    return path.parent


@pytest.mark.django_db(transaction=True)
def test_villages_publish_month_by_month_and_one_month_is_missing(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = demo.make(pack, AT)
    assert made.refused == []
    _months()
    _notices()
    # Everything came about by acts: whatever hangs was published by somebody.
    told = Act.objects.filter(detail__in=["publish", "sign"]).values("subject")
    assert not Notice.objects.exclude(matter__in=told).exists()
    assert not Act.objects.filter(at__gt=AT).exists()
    _counted(capsys)
    before = (Notice.objects.count(), Remark.objects.count(), Act.objects.count())
    advance("demo-pingtang-done", 0)
    assert demo.make(pack, AT).refused == []
    after = (Notice.objects.count(), Remark.objects.count(), Act.objects.count())
    assert after == before


def _months() -> None:
    reading = charters.charter("pingtang")
    year = timetable.Year(2026, AT.date(), ZoneInfo("Asia/Shanghai"))
    found = timetable.timetable(JINXING, reading.publications, year, VISITOR)
    states = {
        item.publication.id: [item.cells[month].state for month in sorted(item.cells)]
        for item in found
    }
    assert states["finance"] == ["done", "missed", "done"]
    assert states["village-deliberation"] == ["late"]
    assert states["village-funds"] == ["done"]
    # Nobody puts the same notice up twice.
    assert all(len(cells) <= 3 for cells in states.values())


def _notices() -> None:
    own = Notice.objects.filter(village=JINXING, period="", ends_at__gt=AT)
    titles = {one.title: list(one.remarks.order_by("id")) for one in own}
    assert len(titles) == 3
    by_count = sorted(titles.values(), key=len)
    assert by_count[0] == []
    kinds = [[(one.kind, one.outcome) for one in some] for some in by_count[1:]]
    assert sorted(kinds) == [
        [("objection", ""), ("question", "")],
        [("objection", "dismissed"), ("question", "answered")],
    ]
    hung = own.filter(channels__kind="board", channels__photo__isnull=False)
    assert hung.distinct().count() == 2


def _counted(capsys: pytest.CaptureFixture[str]) -> None:
    """The command counts what was solved, and nothing that was only published."""
    assert main(["figures", "solved", "--place", JINXING, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["brought"], told["solved"]) == (1, 1)
    assert told["kinds"]["work"]["solved"] == 1
    assert Matter.objects.filter(village=JINXING).count() > 10


def test_the_plan_has_forty_problems_of_jinxing() -> None:
    plan = plan_of(Path(settings.CHARTERS) / "pingtang")
    wanted = {one.says: one.be for one in plan.figures if one.count == "solved"}
    whole, *parts = wanted.values()
    assert whole == sum(parts) == 40
    mine = [one for one in plan.reports if one.village == JINXING and not one.own]
    assert len([one for one in mine if one.course == "talked-over"]) == 36
