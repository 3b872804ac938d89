"""What tests of commands share: a pack whose demonstration is short."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from yuanluo.config.demo.plan import FILE
from yuanluo.matters import playbooks

#: Enough courses to see refusals, silence, privacy and a body decide.
TITLES = (
    "3栋二单元楼道灯不亮",
    "一楼下水道返水，厨房地上都是",
    "社区大门口两盏路灯都黑了",
    "楼上拖把天天滴水到我家被子上",
    "水泵房一到晚上就跳闸",
    "小广场边上加一排凉棚",
    "家里着了小火，锅灶都烧了",
    "打米机大清早响",
    "4栋负一层车库灯全灭",
)


@pytest.fixture(autouse=True)
def anew() -> None:
    """Let no test know the rows of playbooks that another one loaded."""
    playbooks.forget()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Give a copy of a pack whose demonstration has a few reports only."""
    for name in ("national", "pingtang"):
        shutil.copytree(Path(settings.CHARTERS) / name, tmp_path / name)
    path = tmp_path / "pingtang" / FILE
    head, *reports = path.read_text("utf-8").split("[[report]]")
    # What is published, and the figures of a history, have a test of their own.
    head = head.replace("[disclosing]\ndays = 125\n", "")
    figures = head.index("# 40 problems solved")
    head = head[:figures] + head[head.index("# Courses: what becomes") :]
    kept = [one for one in reports if any(f'"{t}"' in one for t in TITLES)]
    assert len(kept) == len(TITLES)
    path.write_text("[[report]]".join([head, *kept]), "utf-8")
    return path.parent
