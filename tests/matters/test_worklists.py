"""What stands in whose list, in which order, and that nothing leaks into one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.matters.visiting import now
from tests.matters.working import LATER, act, due, offered, passed_up, who
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.matters.queries.lines import Key
from yuanluo.matters.queries.worklists import (
    LISTS,
    Day,
    Wanted,
    chosen,
    counts,
    worklist,
)


def day() -> Day:
    at = now() + timedelta(hours=1)
    return Day(at, at + timedelta(hours=12))


def numbers(small: Village, name: str, wanted: Wanted) -> list[str]:
    return [line.number for line in worklist(who(small, name), wanted, day()).lines]


#: Who, which list, and what is in it: the matters of `test_lists` by their letter.
HELD = [
    ("zhou", "mine", "GO"),
    ("zhou", "unit", "GO"),
    ("zhou", "accept", ""),
    ("zhou", "all", "GOVL"),
    ("clerk", "mine", "V"),
    ("clerk", "accept", "O"),
    ("clerk", "all", "GOVL"),
    ("clerk", "late", "L"),
    ("clerk", "today", "V"),
    ("tclerk", "all", "GOVL"),
    ("tclerk", "mine", ""),
    ("lee", "mine", "L"),
    ("lee", "all", "GOVL"),
    ("sup", "all", "GOVL"),
    ("yang", "all", ""),
    ("lin", "all", ""),
]


def test_lists(small: Village) -> None:
    """In the grid, offered up, at the village and due, late with Lee; one private."""
    in_grid = small.open(at=now(), title="网格里的")
    up = offered(small, title="交上来的")
    village = passed_up(small, title="村里的", category="light")
    late = passed_up(small, title="晚了的")
    lee = f"{small.stage.people['lee']}:electrician"
    act(small, "clerk", late.number, "assign", to=lee)
    private = small.open(at=now(), title="吵架", category="quarrel")
    due(in_grid, now() + timedelta(days=4))
    due(up, now() + timedelta(days=5))
    due(village, now() + timedelta(hours=3))
    due(late, now() - timedelta(days=1))
    letters = {
        in_grid.number: "G",
        up.number: "O",
        village.number: "V",
        late.number: "L",
        private.number: "P",
    }
    for name, list_name, expected in HELD:
        found = numbers(small, name, Wanted(list_name))
        told = "".join(letters[number] for number in found)
        # The grid member holds the private matter; to everybody else it is not there.
        expected += "P" if name == "zhou" and list_name in {"mine", "unit"} else ""
        expected += "P" if name == "zhou" and list_name == "all" else ""
        assert sorted(told) == sorted(expected), (name, list_name, told)


def test_the_most_urgent_comes_first(small: Village) -> None:
    made = [small.open(at=now(), title=f"第{n}件") for n in range(4)]
    for index, matter in enumerate(made):
        due(matter, now() + timedelta(days=3 - index))
    found = numbers(small, "clerk", Wanted("all"))
    assert found == [matter.number for matter in reversed(made)]


@pytest.mark.parametrize("name", ["all", "unit"])
def test_a_list_is_walked_page_by_page_without_gap_or_repetition(
    small: Village, name: str
) -> None:
    made = [small.open(at=now(), title=f"第{n}件") for n in range(11)]
    for matter in made:  # All at the same moment: the row decides.
        due(matter, now().replace(microsecond=0))
    zhou, seen, wanted = who(small, "zhou"), [], Wanted(name)
    pages = []
    while True:
        listed = worklist(zhou, wanted, day(), most=3)
        pages.append(listed)
        seen += [line.number for line in listed.lines]
        if listed.older is None:
            break
        wanted = replace(wanted, after=listed.older)
    assert len(seen) == len(set(seen)) == 11
    back = worklist(zhou, Wanted(name, before=pages[-1].newer), day(), most=3)
    assert back.lines == pages[-2].lines
    assert pages[0].newer is None
    assert worklist(zhou, Wanted(name), day(), most=11).older is None


def test_a_key_that_somebody_made_up_begins_at_the_start() -> None:
    for text in ("", "x", "1.", ".1", "-1.-1", "f" * 60, "1.ffffffffffffffffff", "1.0"):
        assert Key.parse(text) is None, text


def test_a_list_can_be_narrowed(small: Village) -> None:
    lamp = small.open(at=now(), title="三号路灯", category="light")
    other = small.open(at=now(), title="水管")
    due(lamp, now() - timedelta(days=1))
    due(other, now() + LATER)
    grid = small.stage.divisions["grid"]
    ways = {
        "words": Wanted("all", words="路灯"),
        "category": Wanted("all", categories=("light",)),
        "late": Wanted("all", late=True),
        "number": Wanted("all", number=lamp.number),
        "beginning of a number": Wanted("mine", number=lamp.number[:8]),
        "words, late and kind": Wanted(
            "all", words="路灯", late=True, categories=("light",)
        ),
    }
    for how, wanted in ways.items():
        assert numbers(small, "clerk", wanted) == [lamp.number], how
    both = {lamp.number, other.number}
    for wanted in (
        Wanted("all", place=grid),
        Wanted("all", place="659901001001"),
        Wanted("all", place="659901"),
        Wanted("all", playbook="plain", state="open"),
    ):
        assert set(numbers(small, "clerk", wanted)) == both, wanted
    for wanted in (
        Wanted("all", place="659901001002"),
        Wanted("all", playbook="round"),
        Wanted("all", state="done"),
        Wanted("all", words="没有"),
    ):
        assert numbers(small, "clerk", wanted) == [], wanted


def test_a_place_that_is_not_ones_own_shows_what_is_public_alone(
    small: Village,
) -> None:
    lamp = small.open(at=now(), category="light")
    small.open(at=now())
    assert numbers(small, "lin", Wanted("all", place="659901001001")) == [lamp.number]


def test_a_private_matter_is_seen_by_whom_it_is_offered_to(small: Village) -> None:
    """Silence would make the clerk answer for it: the clerk must see it to refuse."""
    matter = small.open(at=now(), category="quarrel")
    assert numbers(small, "clerk", Wanted("all", number=matter.number)) == []
    act(small, "zhou", matter.number, "escalate", reason="劝不住")
    assert numbers(small, "clerk", Wanted("accept")) == [matter.number]
    for name in ("tclerk", "lee", "sup"):
        assert numbers(small, name, Wanted("accept")) == [], name
        assert numbers(small, name, Wanted("all", number=matter.number)) == [], name


def test_what_awaits_a_word(small: Village) -> None:
    asked = passed_up(small, title="要延期")
    until = (now() + timedelta(days=20)).date().isoformat()
    act(small, "clerk", asked.number, "extend", until=until, reason="等零件")
    assert numbers(small, "clerk", Wanted("accept")) == []  # A second person decides.
    assert numbers(small, "tclerk", Wanted("accept")) == [asked.number]
    act(small, "sup", asked.number, "inquire", question="怎么还没好")
    assert numbers(small, "clerk", Wanted("accept")) == [asked.number]
    act(small, "clerk", asked.number, "respond", answer="零件周五到")
    assert numbers(small, "clerk", Wanted("accept")) == []
    refused = offered(small, title="退回的")
    act(small, "clerk", refused.number, "refuse", reason="本来就是网格的")
    assert refused.number in numbers(small, "tclerk", Wanted("accept"))


def test_what_has_ended_can_still_be_found(small: Village) -> None:
    matter = small.open(at=now())
    act(small, "yang", matter.number, "withdraw", reason="好了")
    assert numbers(small, "clerk", Wanted("all")) == []
    assert numbers(small, "clerk", Wanted("ended")) == [matter.number]
    assert numbers(small, "clerk", Wanted("mine", number=matter.number)) == [
        matter.number
    ]


def test_what_is_found_by_number_shows_who_holds_it_and_until_when(
    small: Village,
) -> None:
    """A clerk on the telephone has only the number, and is asked just that."""
    matter = small.open(at=now())
    (listed,) = worklist(who(small, "clerk"), Wanted("all"), day()).lines
    asked = Wanted("mine", number=matter.number)
    (found,) = worklist(who(small, "clerk"), asked, day()).lines
    assert found.due_at is not None
    assert (found.post, found.person, found.due_at, found.vacant) == (
        (listed.post, listed.person, listed.due_at, listed.vacant)
    )
    act(small, "yang", matter.number, "withdraw", reason="好了")
    (ended,) = worklist(who(small, "clerk"), asked, day()).lines
    assert (ended.post, ended.person, ended.due_at, ended.vacant) == (
        "",
        "",
        None,
        False,
    )


def test_a_post_that_nobody_holds_is_nobodys(small: Village) -> None:
    matter = passed_up(small)
    Responsibility.objects.filter(matter=matter, until=None).update(
        vacant=True, person=None
    )
    assert numbers(small, "tclerk", Wanted("unassigned")) == [matter.number]
    assert numbers(small, "clerk", Wanted("unassigned")) == [matter.number]
    assert numbers(small, "lee", Wanted("unassigned")) == []  # May not assign.


def test_counts_are_the_lengths_of_the_lists(small: Village) -> None:
    for n in range(3):
        due(passed_up(small), now() + timedelta(days=n - 1))
    offered(small)
    small.open(at=now(), category="quarrel")
    for name in ("zhou", "clerk", "tclerk", "lee", "sup"):
        found = counts(who(small, name), day())
        for list_name, count in found.items():
            listed = numbers(small, name, Wanted(list_name))
            assert count == len(listed), (name, list_name)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_one_statement(small: Village, name: str) -> None:
    for _ in range(2):
        due(passed_up(small), now() - LATER)
    offered(small)
    clerk = who(small, "clerk")
    for wanted in (Wanted(name), Wanted(name, words="路灯"), Wanted(name, late=True)):
        with CaptureQueriesContext(connection) as asked:
            worklist(clerk, wanted, day())
        assert len(asked) == 1, wanted


def test_a_person_with_two_posts_reads_one_list(small: Village) -> None:
    first, second = small.open(at=now()), passed_up(small)
    clerk, zhou = who(small, "clerk"), who(small, "zhou")
    both = replace(clerk, posts=(*clerk.posts, *zhou.posts))
    with CaptureQueriesContext(connection) as asked:
        listed = worklist(both, Wanted("unit"), day())
    assert len(asked) == 1
    assert {line.number for line in listed.lines} == {first.number, second.number}


def test_what_is_chosen_comes_in_the_order_of_the_list(small: Village) -> None:
    made = [small.open(at=now()).number for _ in range(3)]
    private = small.open(at=now(), category="quarrel").number
    order = [made[2], private, made[0], "2603-ZZZZZZ", made[1]]
    found: list[Any] = [m.number for m in chosen(who(small, "clerk"), order)]
    assert found == [made[2], made[0], made[1]]
    assert Matter.objects.count() == 4
