"""A charter folder is read whole: every fault at once, each with its file and line."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.kernel.localities import EFFECTS, FACTS
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.charterfiles import Pack, builds_on
from yuanluo.kernel.charterfolder import read_charter
from yuanluo.kernel.fault import Fault

FAULTY = Path(__file__).with_name("faulty")
REMARK = re.compile(r"# fault: (.+)$")
#: A line of places.csv has no room for a remark.
IN_PLACES = {
    ("village/places.csv", 3): "are they swapped?",
    ("village/places.csv", 4): "is no place code",
}


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def read(
    files: Mapping[str, str], beneath: Mapping[str, str] | None = None
) -> tuple[Charter | None, tuple[Fault, ...]]:
    below = Pack("national", beneath) if beneath is not None else None
    return read_charter(Pack("village", files), below, EFFECTS, FACTS)


NATIONAL = texts(FAULTY / "national")
VILLAGE = texts(FAULTY / "village")


def planted() -> dict[tuple[str, int], str]:
    found = dict(IN_PLACES)
    for path, text in VILLAGE.items():
        for number, line in enumerate(text.split("\n"), start=1):
            if remark := REMARK.search(line):
                found[f"village/{path}", number] = remark[1]
    return found


def test_twenty_planted_faults_are_all_told_with_file_and_line() -> None:
    charter, faults = read(VILLAGE, NATIONAL)
    assert charter is None
    assert len(planted()) == 20
    assert [(fault.file, fault.line) for fault in faults] == sorted(planted())
    for fault in faults:
        assert planted()[fault.file, fault.line] in fault.text


def test_without_its_faults_the_charter_beneath_is_sound() -> None:
    charter, faults = read_charter(Pack("national", NATIONAL), None, EFFECTS, FACTS)
    assert faults == ()
    assert charter is not None
    assert [level.id for level in charter.levels] == ["township", "village"]


SMALL = {
    "charter.toml": (
        'id = "here"\ntitle = "此地 / Here"\non = "national"\nuse = ["settle"]\n'
    )
}


def test_what_is_beneath_is_merged() -> None:
    files = SMALL | {
        "posts.toml": (
            '[[post]]\nid = "clerk"\ntitle = "干事 / Officer"\nlevels = ["village"]\n'
        ),
        "categories.toml": (
            '[[category]]\nid = "road"\ntitle = "道路 / Road"\nparent = "light"\n'
        ),
    }
    charter, faults = read(files, NATIONAL)
    assert faults == ()
    assert charter is not None
    post = charter.post("clerk")
    assert post is not None
    assert (post.title, post.levels) == ("干事 / Officer", ("village",))
    assert [category.id for category in charter.categories] == ["light", "road"]
    assert [playbook.id for playbook in charter.playbooks] == ["settle"]


def test_a_playbook_that_is_not_used_is_left_beneath() -> None:
    files = {"charter.toml": SMALL["charter.toml"].replace('use = ["settle"]\n', "")}
    charter, _ = read(files, NATIONAL)
    assert charter is not None
    assert charter.playbooks == ()


def test_a_local_playbook_takes_the_place_of_the_one_beneath() -> None:
    own = NATIONAL["playbooks/settle.toml"].replace("version = 1", "version = 7")
    charter, faults = read(SMALL | {"playbooks/settle.toml": own}, NATIONAL)
    assert faults == ()
    assert charter is not None
    assert [playbook.version for playbook in charter.playbooks] == [7]


def test_own_levels_stand_in_their_order_below_the_official_ones() -> None:
    levels = "".join(
        f'[[level]]\nid = "{name}"\ntitle = "某 / Some"\n'
        for name in ("area", "courtyard", "village")
    )
    charter, _ = read({"charter.toml": SMALL["charter.toml"] + levels}, NATIONAL)
    assert charter is not None
    names = [level.id for level in charter.levels]
    assert names == ["township", "village", "area", "courtyard"]
    assert [level.title for level in charter.levels if level.id == "village"] == [
        "某 / Some"
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("anonymous = false", "without a name beneath"),
        ("", "without a name beneath"),
        ('anonymous = true\ndays = "8 days"', "longer than"),
        ('anonymous = true\ndays = "200 hours"', "longer than"),
    ],
)
def test_a_local_category_promises_no_less(line: str, words: str) -> None:
    days = "" if "days" in line else '\ndays = "5 working days"'
    text = f'[[category]]\nid = "light"\ntitle = "路灯 / Light"\n{line}{days}\n'
    _, faults = read(SMALL | {"categories.toml": text}, NATIONAL)
    assert [words in fault.text for fault in faults] == [True]


def test_what_is_shorter_in_other_units_is_no_less() -> None:
    text = (
        '[[category]]\nid = "light"\ntitle = "路灯 / Light"\n'
        'anonymous = true\ndays = "7 days"\n'
    )
    assert read(SMALL | {"categories.toml": text}, NATIONAL)[1] == ()


BROKEN = {
    "no TOML": ("posts.toml", '[[post]]\nid = \n', 2, "could not be read"),
    "open text": ("posts.toml", '[[post]]\nid = "a\n', 2, "could not be read"),
    "not closed": ("posts.toml", '[[post]]\nlevels = [\n\n', 4, "could not be read"),
    "misspelt table": ("posts.toml", '[[pots]]\nid = "a"\n', 1, "[[post]]"),
    "no list": ("posts.toml", "post = 3\n", 1, "begin each with [[post]]"),
    "unread file": ("category.toml", "", 1, "did you mean categories.toml?"),
    "other name": (
        "playbooks/settel.toml",
        NATIONAL["playbooks/settle.toml"],
        1,
        "its id must be 'settel'",
    ),
    "no columns": ("places.csv", "code,nmae,level\n", 1, "did you mean 'name'?"),
    "few cells": ("places.csv", "code,name,level\n52,省\n", 2, "mind the commas"),
    "no number": (
        "places.csv",
        "code,name,level,lon,lat\n522727104,镇,township,a,25\n",
        2,
        "is no number",
    ),
    "place twice": (
        "places.csv",
        "code,name,level\n522727104,镇,township\n522727104,镇,township\n",
        3,
        "there already",
    ),
    "wrong level": (
        "places.csv",
        "code,name,level\n522727104,镇,village\n",
        2,
        "code of a township",
    ),
    "padded code": (
        "places.csv",
        "code,name,level\n522727104000,镇,township\n",
        2,
        "write '522727104000' as it is kept: '522727104'",
    ),
    "division alone": (
        "places.csv",
        "code,name,level\n522727104001-0001,院,courtyard\n",
        2,
        "its village 522727104001 is not in places.csv",
    ),
    "parent elsewhere": (
        "places.csv",
        "code,name,level,parent\n522727104,镇,township,5228\n",
        2,
        "does not contain",
    ),
    "post twice": (
        "posts.toml",
        ('[[post]]\nid = "a"\ntitle = "甲 / A"\nlevels = ["village"]\n'
        '[[post]]\nid = "a"\ntitle = "乙 / B"\nlevels = ["village"]\n'),
        6,
        "there already",
    ),
    "long title": (
        "posts.toml",
        f'[[post]]\nid = "a"\ntitle = "{"甲" * 130} / A"\nlevels = ["village"]\n',
        3,
        "120 at most",
    ),
    "category in itself": (
        "categories.toml",
        ('[[category]]\nid = "a"\ntitle = "甲 / A"\nparent = "b"\n'
        '[[category]]\nid = "b"\ntitle = "乙 / B"\nparent = "a"\n'),
        4,
        "lies in itself",
    ),
    "label of people": (
        "categories.toml",
        '[[category]]\nid = "a"\ntitle = "重点人员 / Key persons"\n',
        3,
        "labels people",
    ),
    "unit": (
        "categories.toml",
        '[[category]]\nid = "a"\ntitle = "甲 / A"\nunit = "clrk"\n',
        4,
        "did you mean 'clerk'?",
    ),
    "first level": (
        "categories.toml",
        '[[category]]\nid = "a"\ntitle = "甲 / A"\nlevel = "vilage"\n',
        4,
        "did you mean 'village'?",
    ),
    "body level": (
        "bodies.toml",
        ('[[body]]\nid = "a"\ntitle = "甲 / A"\nlevel = "vilage"\nseats = 3\n'
        'remit = "事 / Things"\n'),
        4,
        "did you mean 'village'?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told(name: str) -> None:
    path, text, line, words = BROKEN[name]
    charter, faults = read(SMALL | {path: text}, NATIONAL | {})
    assert charter is None
    hits = [(f.file, f.line) for f in faults if words in f.text]
    assert (f"village/{path}", line) in hits, faults


def test_a_folder_without_a_charter_is_told() -> None:
    _, faults = read({})
    assert [fault.text for fault in faults] == [
        "there is no charter.toml: a charter begins with it"
    ]


def test_the_charter_beneath_must_be_there() -> None:
    _, faults = read(SMALL)
    assert any("no charter 'national' beside" in fault.text for fault in faults)
    assert builds_on(SMALL) == "national"
    assert builds_on({"charter.toml": "on = "}) is None


def test_rules_that_never_count_are_told() -> None:
    rule = '[[way]]\nway = "small"\nbecause = "其余 / The rest"\n'
    text = SMALL["charter.toml"] + rule + rule
    _, faults = read({"charter.toml": text}, NATIONAL)
    assert [(fault.line, "never count" in fault.text) for fault in faults] == [
        (5, True)
    ]


def test_a_byte_order_mark_and_windows_lines_are_read() -> None:
    files = {"charter.toml": "\ufeff" + SMALL["charter.toml"].replace("\n", "\r\n")}
    assert read(files, NATIONAL)[1] == ()


BODY = """[[body]]
id = "{}"
title = "某会 / Some body"
level = "village"
seats = 3
remit = "议事 / Talks"
under = "{}"

"""


def test_a_body_that_stands_under_itself_is_told_with_the_whole_round() -> None:
    ring = [("one", "two"), ("two", "three"), ("three", "one"), ("four", "one")]
    text = "".join(BODY.format(*pair) for pair in ring)
    charter, faults = read(SMALL | {"bodies.toml": text}, NATIONAL)
    assert charter is None
    assert [(fault.file, fault.line, fault.text) for fault in faults] == [
        ("village/bodies.toml", 7 + 8 * number, f"{way}: {WORDS}")
        for number, way in enumerate(
            (
                "one under two under three under one",
                "two under three under one under two",
                "three under one under two under three",
            )
        )
    ]


WORDS = "a body cannot stand under itself"


def test_a_body_stands_under_one_that_there_is() -> None:
    text = BODY.format("one", "tow") + BODY.format("two", "one")
    _, faults = read(SMALL | {"bodies.toml": text}, NATIONAL)
    assert ["there is no body 'tow'" in fault.text for fault in faults] == [True]


def test_nobody_can_hold_to_more_at_least_than_at_most() -> None:
    post = '[[post]]\nid = "head"\ntitle = "长 / Head"\nlevels = ["village"]\n'
    _, faults = read(SMALL | {"posts.toml": f"{post}least = 3\nmost = 2\n"}, NATIONAL)
    assert [fault.text for fault in faults] == [
        "at least 3, at most 2: nobody can hold to that"
    ]
