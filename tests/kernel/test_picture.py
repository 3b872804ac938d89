"""The picture of a playbook: complete, free of overlaps, readable without seeing it."""

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest

from tests.kernel.localities import GOOD, TASK, made
from yuanluo.kernel.charter import Body, Charter, Level, Post
from yuanluo.kernel.pathlayout import layout, onward_first
from yuanluo.kernel.pathwords import SIZES, width_of, wrapped
from yuanluo.kernel.picture import WIDTH, Picture, svg, table
from yuanluo.kernel.plainwords import Words, set_properly
from yuanluo.kernel.playbook import Playbook

SVG = "{http://www.w3.org/2000/svg}"
CHARTER = Charter(
    id="village",
    title="某村 / A village",
    levels=(
        Level(id="township", title="乡镇 / Township"),
        Level(id="village", title="村 / Village"),
        Level(id="courtyard", title="院落 / Courtyard"),
    ),
    posts=(
        Post(id="clerk", title="专干 / Clerk", levels=("village", "township")),
        Post(id="secretary", title="支书 / Secretary", levels=("village",)),
        Post(id="head", title="院落长 / Courtyard head", levels=("courtyard",)),
    ),
    bodies=(
        Body(
            id="affairs",
            title="事管委 / Affairs committee",
            level="village",
            seats=5,
            remit="村里的事 / The village's affairs",
        ),
    ),
    playbooks=(made(GOOD), made(TASK)),
)
MOTION, TASKS = CHARTER.playbooks
LANGUAGES = ("zh-hans", "en")


def drawn(playbook: Playbook, language: str, here: str | None = None) -> Picture:
    return Picture(playbook, Words(playbook, language, CHARTER), here, ())


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 -- drawn by ourselves


def texts(picture: str) -> list[str]:
    return [text.text or "" for text in parsed(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("playbook", [MOTION, TASKS], ids=lambda one: one.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_end_that_can_be_reached_is_a_station(
    playbook: Playbook, language: str
) -> None:
    words = Words(playbook, language, CHARTER)
    shown = " ".join(texts(svg(playbook, language, charter=CHARTER)))
    for name in (*(state.id for state in playbook.states), *playbook.end):
        first = wrapped(words.say(playbook.title_of(name)), 17, 150)[0]
        assert first in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("here", [None, *(s.id for s in MOTION.states), "done"])
def test_nothing_overlaps_and_nothing_is_cut(language: str, here: str | None) -> None:
    picture = drawn(MOTION, language, here)
    stations = list(picture.stations.values())
    for one, other in pairwise(stations):
        assert one.bottom < other.top
    for station in stations:
        assert station.top <= station.y - station.radius + 3
        assert station.text_x > station.x + station.radius
        for line in station.lines:
            assert station.text_x + width_of(line.text, SIZES[line.kind]) <= WIDTH
    for name, lane in (*picture.layout.back.items(),):
        assert lane.track >= 1, name


@pytest.mark.parametrize("playbook", [MOTION, TASKS], ids=lambda one: one.id)
def test_steps_onward_lead_down_and_tracks_are_used_by_one_at_a_time(
    playbook: Playbook,
) -> None:
    found = layout(playbook)
    places = {name: index for index, name in enumerate(found.rows)}
    assert all(places[link.source] < places[link.target] for link in found.onward)
    assert all(places[link.source] >= places[link.target] for link in found.returns)
    lanes = list({id(lane): lane for lane in found.beside.values()}.values())
    for one, other in (*combinations(lanes, 2),):
        apart = one.last <= other.first or other.last <= one.first
        assert apart or one.track != other.track
    for name in found.trunk:
        assert found.tracks[name] == 0
    for name in set(found.rows) - set(found.trunk):
        assert found.tracks[name] >= 1


def test_what_moves_a_matter_on_is_named_before_what_sends_it_back() -> None:
    """However a village has written it down: the first is what a page puts forward."""
    written = [one.id for one in MOTION.steps_from("told")]
    assert written == ["again", "close"]
    assert [one.id for one in onward_first(MOTION, "told")] == ["close", "again"]
    kept = [one.id for one in onward_first(MOTION, "proposed")]
    assert kept == ["second", "convene", "arrange"]


def test_the_trunk_leads_from_the_start_to_the_first_end() -> None:
    trunk = layout(MOTION).trunk
    assert (trunk[0], trunk[-1]) == ("proposed", "done")
    assert trunk == (
        "proposed", "voting", "shown", "doing", "waiting", "telling", "unpaid",
        "told", "done",
    )  # fmt: skip


def test_the_place_where_a_matter_stands_is_marked_in_words() -> None:
    here = svg(MOTION, "zh-hans", "doing", ("proposed", "voting", "shown"), CHARTER)
    assert texts(here).count("您在这里") == 1
    assert "You are here" in texts(svg(MOTION, "en", "doing", charter=CHARTER))
    assert "您在这里" not in texts(svg(MOTION, "zh-hans", charter=CHARTER))
    classes = [one.get("class") for one in parsed(here).iter()]
    assert classes.count("path-passed") == 3
    assert classes.count("path-here") == 1


def test_only_the_ways_that_were_gone_are_marked() -> None:
    straight = svg(MOTION, "en", "doing", ("proposed",))
    (gone,) = [e for e in parsed(straight).iter() if e.get("class") == "path-line gone"]
    assert len(re.findall("M", gone.get("d", "").split("m", maxsplit=1)[0])) <= 2
    assert "gone" not in svg(MOTION, "en", "doing", ())


def test_it_is_read_aloud_in_order() -> None:
    root = parsed(svg(MOTION, "zh-hans", "voting", ("proposed",), CHARTER))
    assert root.get("role") == "img"
    assert root.get("aria-label") == "动议"
    assert root.findtext(f"{SVG}title") == "动议"
    told = root.findtext(f"{SVG}desc") or ""
    names = [part.split(" ")[0] for part in told.split("。")]
    assert names == [
        *("（已走过）已提议", "（您在这里）表决中", "公示中", "未通过", "办理中"),
        *("等部门", "告知中", "未入账", "已告知", "完成"),
    ]


def test_it_holds_no_script_and_no_style() -> None:
    playbook = made(GOOD.replace("已提议 / Proposed", "<script>&已提议 / Proposed"))
    picture = svg(playbook, "zh-hans")
    for forbidden in ("<script", "style=", "<style", "onload", "href", "javascript"):
        assert forbidden not in picture
    assert "&lt;script&gt;" in picture


def test_who_and_when_stand_beside_each_station() -> None:
    shown = "".join(texts(svg(MOTION, "zh-hans", charter=CHARTER)))
    assert "专干" in shown
    assert "村3个工作日、乡镇5个工作日，迟了转上一级" in shown
    assert "按承诺的日子，最多20个工作日" in shown
    assert "每30天看一次" in shown
    assert "到期自动“结案”" in shown
    assert "往上转：村专干 → 乡镇专干" in shown
    assert "办结以前随时可以撤回：撤回" in shown


def test_the_table_can_be_read_aloud() -> None:
    rows = {row.step: row for row in table(MOTION, "zh-hans", CHARTER)}
    convene = rows["召集"]
    assert (convene.who, convene.source, convene.to) == ("经办人", "已提议", "表决中")
    assert convene.needs == "3人“附议”；是要表决"
    assert convene.then == "开始表决"
    assert rows["开始"].needs == "公示期满；要有材料；过1天以后"
    assert rows["异议成立"].needs == "公示异议成立"
    assert rows["未通过"].needs == "表决未通过、人数不足"
    assert rows["部门没办成"].needs == "《部门任务》以别的结果办结"
    assert rows["部门办好"].needs == "《部门任务》的结果是完成"
    assert rows["都告知了"].needs == "每一户都已“告知一户”"
    assert rows["都告知了"].then == "post-points；办不成：未入账"
    assert rows["附议"].to == "（不动）"
    assert rows["附议"].needs == "每人一次"
    assert rows["提议"].source == "（新开）"
    assert rows["不入账了"].needs == "不是“办结”的人；不是亲属"
    english = {row.step: row for row in table(MOTION, "en", CHARTER)}
    assert english["Convene"].needs == "3 people: Second; it is To be voted"
    assert english["Begin"].needs == (
        "the notice has run its days; a document; not before 1 day"
    )


def test_without_a_charter_the_names_of_the_format_stand_in() -> None:
    assert any("clerk" in text for text in texts(svg(MOTION, "zh-hans")))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("拟不受理,等您说话", "拟不受理，等您说话"),
        ("居(村)务", "居（村）务"),
        ("A, B (C)", "A, B (C)"),
        ("12:30", "12:30"),
    ],
)
def test_chinese_is_set_properly(given: str, shown: str) -> None:
    assert set_properly(given) == shown


@pytest.mark.parametrize("text", ["办好，回话。再看（一次），好吗？", "a,b,c"])
def test_no_line_begins_with_a_mark(text: str) -> None:
    for room in range(20, 200, 7):
        lines = wrapped(text, 14, room)
        assert "".join(lines) == text.replace(" ", "")
        assert not any(line[0] in "，。）？," for line in lines)
