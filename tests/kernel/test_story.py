"""Stories are read whole, and every fault is told with its line."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.samples import some, texts
from yuanluo.kernel.story import CastMember, Story, parse
from yuanluo.kernel.storyline import (
    Deed,
    Expectation,
    ExpectationKind,
    read_deed,
    read_expectation,
)

LAMP = """\
# a lamp: promised, late, taken over
cast | yang resident | clerk clerk@village | g1 seat:affairs resident@2
roster | forty | fam{} x 40
kin | g1 | M

2026-03-02 09:00 | yang  | open four-lists M: title="路灯; 不|亮 # 1" channel=app | M ordered; due M 2026-03-03
# in between
2026-03-02 09:30 | g1,clerk | dispatch M: | refused WRONG_POST   # both
2026-03-05 18:00 | clock |  | M offered township; M level township by silence; unseen yang M
"""  # noqa: E501

ELECTION = """\
# an election: a tie
cast | a resident
2026-03-01 09:00 | x | each C.* rate: score=80 | count C.* rated 461; field C.2 grade "80 or so"
"""  # noqa: E501


def only(text: str) -> Story:
    found = parse(text)
    assert found.faults == ()
    (story,) = found.stories
    return story


def test_a_story_is_read() -> None:
    story = only(LAMP)
    assert story.title == "a lamp: promised, late, taken over"
    assert story.cast == (
        CastMember("yang", ("resident",)),
        CastMember("clerk", ("clerk@village",)),
        CastMember("g1", ("seat:affairs", "resident@2")),
    )
    assert [one.cells for one in story.told("roster")] == [("forty", "fam{} x 40")]
    assert [(one.line, one.word) for one in story.directives] == [
        (3, "roster"),
        (4, "kin"),
    ]
    first, second, third = story.lines
    assert first.number == 6
    assert first.at == datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert first.deed == Deed(
        "open", "M", "four-lists", {"title": "路灯; 不|亮 # 1", "channel": "app"}
    )
    assert second.people == ("g1", "clerk")
    assert [one.words for one in second.expects] == [("WRONG_POST",)]
    assert (third.who, third.deed) == ("clock", None)
    assert third.text.startswith("2026-03-05 18:00 | clock")


def test_several_stories_in_a_file() -> None:
    found = parse(LAMP + "\n" + ELECTION)
    assert found.faults == ()
    assert [story.title for story in found.stories] == [
        "a lamp: promised, late, taken over",
        "an election: a tie",
    ]
    (line,) = found.stories[1].lines
    assert line.deed == Deed("rate", "C.*", None, {"score": "80"}, each=True)
    assert line.expects[1].words == ("C.2", "grade", "80 or so")


def test_a_cast_may_go_on_and_a_story_without_title_takes_the_files_name() -> None:
    text = "cast | a resident\ncast | b\n2026-03-01 09:00 | a | | ok"
    (story,) = parse(text, "02-ladder").stories
    assert story.title == "02-ladder"
    assert [member.name for member in story.cast] == ["a", "b"]
    assert story.cast[1].parts == ()


def test_windows_line_ends_and_a_mark_of_byte_order_are_passed_over() -> None:
    assert only("\ufeff" + LAMP.replace("\n", "\r\n")) == only(LAMP)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("open four-lists M:", Deed("open", "M", "four-lists")),
        ("open C:", Deed("open", "C")),
        (
            "uphold C.2.obj1: reason=x",
            Deed("uphold", "C.2.obj1", answers={"reason": "x"}),
        ),
        (
            "mediate D: party=zhao,qian",
            Deed("mediate", "D", answers={"party": "zhao,qian"}),
        ),
        (
            r'a M: b="say \"yes\"" c=',
            Deed("a", "M", answers={"b": 'say "yes"', "c": ""}),
        ),
        ('a M: 姓名="杨 某"', Deed("a", "M", answers={"姓名": "杨 某"})),
        ("a M: url=http://x/?a=b", Deed("a", "M", answers={"url": "http://x/?a=b"})),
    ],
)
def test_deeds(text: str, deed: Deed) -> None:
    assert read_deed(text) == deed


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("ok", "ok", ()),
        ("M ordered", "state", ("M", "ordered")),
        (
            "E nominating by open-nomination",
            "state",
            ("E", "nominating", "open-nomination"),
        ),
        ("R.obj1 raised", "state", ("R.obj1", "raised")),
        (
            "refused KIN KIN MISSING:assignee",
            "refused",
            ("KIN", "KIN", "MISSING:assignee"),
        ),
        ("refused TAKEN_2_OF_3", "refused", ("TAKEN_2_OF_3",)),
        (
            "holder L courtyard-head@courtyard",
            "holder",
            ("L", "courtyard-head@courtyard"),
        ),
        ("due M 2026-03-03", "due", ("M", "2026-03-03")),
        ("field C.2 grade 80.0", "field", ("C.2", "grade", "80.0")),
        ('field M title "路灯 不亮"', "field", ("M", "title", "路灯 不亮")),
        ("seen r6 C.2", "seen", ("r6", "C.2")),
        ("unseen lin M", "unseen", ("lin", "M")),
        ("count C.* invited 462", "count", ("C.*", "invited", "462")),
        ("M offered township", "offered", ("M", "township")),
        ("M level township by silence", "level", ("M", "township", "silence")),
        ("L level grid", "level", ("L", "grid")),
        ("G review 2026-05-30", "review", ("G", "2026-05-30")),
        ("L overdue", "overdue", ("L",)),
        ('said "已交给李电工" soon', "said", ("已交给李电工", "soon")),
    ],
)
def test_results(text: str, kind: str, words: tuple[str, ...]) -> None:
    assert read_expectation(text) == Expectation(ExpectationKind(kind), words, text)


BAD = """\
# twenty faults
cast | yang resident | yang clerk | no:name x
2026-03-02 09:00 | yang
2026-02-30 09:00 | yang | | ok
2026-3-2 9:00 | yang | | ok
2026-03-02 09:00 | yang | do it | ok
2026-03-02 09:00 | yang | dispatch m: | ok
2026-03-02 09:00 | yang | dispatch M: a b=1 | ok
2026-03-02 09:00 | yang | dispatch M: a=1 a=2 | ok
2026-03-02 09:00 | yang | dispatch M: a="1 | ok
2026-03-02 09:00 | yang | dispatch M: a=x"1" | ok
2026-03-02 09:00 | yang | dispatch M： a=1 | ok
2026-03-02 09:00 | yang | dispatch M: a=“灯” | ok
2026-03-02 09:00 | yang | each C dispatch: | ok
2026-03-02 09:00 |  | | ok
2026-03-02 09:00 | yang | | due M 2026-02-30; refused; M is well; refused low
2026-03-02 10:00 | yang | | ok
2026-03-02 09:59 | yang | | ok
kin | a | b
once upon a time
2026-03-02 11:00 | yang | dispatch M: a=“灯 泡” | M done；due M 2026-03-09
2026 |  | x | x
"""


def test_every_fault_is_told_with_its_line_and_how_to_write_it() -> None:
    told = [str(fault) for fault in parse(BAD).faults]
    wanted = [
        (2, "yang is in the cast twice"),
        (2, "'no:name x' is no member of the cast"),
        (3, "four parts (when | who | deed | results), not 2"),
        (4, "does not exist"),
        (5, "write 2026-03-02 09:00"),
        (6, "'do it' is no deed: write STEP M:"),
        (7, "'dispatch m:' is no deed"),
        (8, "'a' is no answer"),
        (9, "a is answered twice"),
        (10, "not closed"),
        (11, "go around the whole"),
        (12, "a full-width mark stands where"),
        (13, "straight quotation marks"),
        (14, "each M.* STEP"),
        (15, "nobody does it"),
        (16, "'due M 2026-02-30' is no result; write due M DATE"),
        (16, "'refused' is no result; write refused CODE"),
        (16, "'M is well' is no result; write M offered LEVEL; "),
        (16, "'refused low' is no result; write refused CODE"),
        (18, "2026-03-02 09:59 is earlier than the line above"),
        (19, "kin must stand before the first dated line"),
        (20, "a line begins with a date"),
        (21, "a full-width mark stands where"),
        (21, "a full-width mark stands where"),
        (22, "no moment"),
        (22, "nobody does it"),
        (22, "no deed"),
        (22, "'x' is no result; write ok; refused"),
    ]
    assert [fault.line for fault in parse(BAD).faults] == [line for line, _ in wanted]
    for fault, (_, words) in zip(told, wanted, strict=True):
        assert words in fault


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("# only a title\n", 1),
        ("2026-03-02 09:00 | yang | | ok\n", 1),
        ("# no lines\ncast | yang resident\n", 2),
        ("roster | a\n", 1),
        ("cast\n", 1),
    ],
)
def test_what_is_no_story(text: str, line: int) -> None:
    assert [fault.line for fault in parse(text).faults] == [line]


@some
@given(st.lists(texts(30) | st.sampled_from(LAMP.split("\n")), max_size=8))
def test_any_file_is_read_to_its_end(lines: list[str]) -> None:
    found = parse("\n".join(lines))
    count = "\n".join(lines).count("\n") + 1
    assert all(1 <= fault.line <= count for fault in found.faults)
    assert list(found.faults) == sorted(found.faults, key=lambda fault: fault.line)
    assert found.stories or found.faults


@some
@given(texts(30))
def test_a_quoted_value_comes_back_as_it_was(value: str) -> None:
    value = value.replace("\t", " ").replace("\n", " ")
    written = value.replace("\\", "\\\\").replace('"', '\\"')
    deed = read_deed(f'note M: text="{written}"')
    assert deed is not None
    assert deed.answers == {"text": value}
