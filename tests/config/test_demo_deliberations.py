"""The three deliberations in a village of the demonstration, part by part."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from yuanluo.assembly.models import Ballot
from yuanluo.config import demo
from yuanluo.config.demo.plan import FILE
from yuanluo.matters.models import Matter
from yuanluo.publicity.models import Notice
from yuanluo.record.models import Act

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
WANGSONG = "522727101209"
#: What is asked of a motion from the first to the last, as the record has it.
WHOLE_WAY = [
    *("move", "second", "second", "gather", "put-forward", "discuss", "carried"),
    *("to-township", "fund", "begin", "supervise", "report", "rate", "finish"),
]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give a copy of the pack in which only such motions are brought."""
    for name in ("national", "pingtang"):
        shutil.copytree(Path(settings.CHARTERS) / name, tmp_path / name)
    path = tmp_path / "pingtang" / FILE
    head, *reports = path.read_text("utf-8").split("[[report]]")
    head = head.replace("[disclosing]\ndays = 125\n", "")
    figures = head.index("# 40 problems solved")
    head = head[:figures] + head[head.index("# Courses: what becomes") :]
    kept = [one for one in reports if 'course = "three-' in one]
    assert len(kept) == 3
    path.write_text("[[report]]".join([head, *kept]), "utf-8")
    return path.parent


@pytest.mark.django_db(transaction=True)
def test_motions_of_a_village_stand_at_each_part_and_one_went_all_the_way(
    pack: Path,
) -> None:
    made = demo.make(pack, AT)
    assert made.refused == []
    motions = Matter.objects.filter(village=WANGSONG, parent=None).order_by("id")
    states = dict(motions.values_list("title", "state"))
    assert states == {
        "河边寨修一座洗菜台": "accomplished",
        "赶场天的班车开到上寨路口": "at-township",
        "大寨到上寨的小路铺石板": "voting",
    }
    first = motions.get(title="河边寨修一座洗菜台")
    acts = Act.objects.filter(subject=first.number, verb__startswith="matter.")
    acts = acts.exclude(detail="").order_by("id")
    taken = [one for one in acts.values_list("detail", flat=True) if one in WHOLE_WAY]
    assert taken == WHOLE_WAY
    ballot = Ballot.objects.get(matter=first.number)
    assert ballot.certificate is not None
    count = ballot.certificate["count"]
    assert (count["due"], count["in_person"], count["yes"]) == (5, 5, 4)
    # Decided and done are both on show, and the task was somebody's.
    assert Notice.objects.filter(matter=first.number).count() == 2
    (task,) = Matter.objects.filter(parent=first)
    assert (task.playbook.key, task.state) == ("decided-task", "done")
    waiting = Ballot.objects.filter(village=WANGSONG, decided_at=None)
    assert [one.meeting for one in waiting] == [None], "the chair has one to call"
