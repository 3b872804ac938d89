"""Many hands at once, on a server with real transactions.

Every promise has a control beside it: the same deed done the naive way must go wrong,
or the test would prove nothing.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from tests.cast import MONDAY, Village, village
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.jobs import tick
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.record.actions import Refused, RequestReused, advance
from yuanluo.record.models import Act
from yuanluo.record.queries import cursor

pytestmark = pytest.mark.postgresql
HANDS = 8
CHILDREN = 462


def together(
    deeds: list[Callable[[], object]], hands: int = HANDS
) -> list[object | BaseException]:
    """Do deeds at the same time, each thread with a connection of its own."""

    def one(deed: Callable[[], object]) -> object | BaseException:
        try:
            return deed()
        except (Refused, RequestReused) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, deeds))


def running_round(small: Village, parts: int) -> tuple[Matter, list[str]]:
    matter = small.open("round", by="clerk")
    rows = [{"title": f"第{n + 1}户"} for n in range(parts)]
    acts.do(matter.number, "start", {"parts": rows}, small.acting("clerk"))
    children = Matter.objects.filter(parent=matter).order_by("pk")
    numbers = list(children.values_list("number", flat=True))
    assert len(numbers) == parts
    return matter, numbers


def test_462_children_that_end_at_once_move_the_parent_exactly_once(
    small: Village,
) -> None:
    matter, numbers = running_round(small, CHILDREN)

    def finish(number: str) -> Callable[[], object]:
        return lambda: acts.do(number, "finish", {}, small.acting("clerk"))

    done = together([finish(number) for number in numbers])
    assert not [one for one in done if isinstance(one, BaseException)]
    assert Matter.objects.get(pk=matter.pk).state == "summing"
    moved = Act.objects.filter(subject=matter.number, detail="all-done")
    assert moved.count() == 1


def test_control_children_that_look_before_they_commit_leave_the_parent_waiting(
    small: Village,
) -> None:
    matter, numbers = running_round(small, 2)
    barrier = Barrier(2)

    def end_naively(number: str) -> Callable[[], object]:
        def deed() -> bool:
            with transaction.atomic():
                Matter.objects.filter(number=number).update(
                    ended_at=MONDAY, result="done", state="done"
                )
                barrier.wait(10)
                last = not Matter.objects.filter(parent=matter, ended_at=None).exists()
                if last:
                    Matter.objects.filter(pk=matter.pk).update(state="summing")
                barrier.wait(10)
                return last

        return deed

    assert together([end_naively(number) for number in numbers], 2) == [False, False]
    assert Matter.objects.get(pk=matter.pk).state == "running"


def test_two_people_act_at_once_one_wins_and_the_other_is_told(
    breaking: object, transactional_db: None
) -> None:
    del breaking
    cast = {"yang": ("resident",), "a": ("grid-member@grid",)}
    small = village({**cast, "b": ("grid-member@grid",)})
    for _ in range(10):
        matter = small.open()
        deeds = [
            lambda name=name: acts.do(  # type: ignore[misc]
                matter.number,  # noqa: B023
                "finish",
                {"result": f"{name}修好了"},
                small.acting(name),
                revision=matter.revision,  # noqa: B023
            )
            for name in ("a", "b")
        ]
        results = together(deeds, 2)
        refused = [one for one in results if isinstance(one, Refused)]
        assert len(refused) == 1
        assert refused[0].reasons[0].code == "STALE"
        assert refused[0].more["now"] == 2
        steps = Act.objects.filter(subject=matter.number, detail="finish")
        assert steps.count() == 1


def test_control_reading_without_a_lock_lets_both_win(small: Village) -> None:
    matter = small.open()
    barrier = Barrier(2)

    def naively() -> bool:
        mine = Matter.objects.get(pk=matter.pk)
        barrier.wait(10)
        may = mine.state == "open"
        mine.state = "done"
        mine.save(update_fields=["state"])
        return may

    assert together([naively, naively], 2) == [True, True]


def test_two_clocks_do_nothing_twice(small: Village) -> None:
    for _ in range(30):
        small.open()
    at = MONDAY + timedelta(days=4)
    together([lambda: tick(at)] * 4, 4)
    offered = Act.objects.filter(verb="matter.offered")
    assert offered.count() == 30
    assert offered.values("subject").distinct().count() == 30


def test_control_two_naive_clocks_do_things_twice(small: Village) -> None:
    for _ in range(5):
        small.open()
    at = MONDAY + timedelta(days=4)
    barrier = Barrier(2)

    def naively() -> int:
        due = list(Matter.objects.filter(look_at__lte=at))
        barrier.wait(10)
        Matter.objects.filter(pk__in=[one.pk for one in due]).update(look_at=None)
        return len(due)

    assert together([naively, naively], 2) == [5, 5]


def test_a_request_id_sent_eight_times_at_once_makes_one_matter(
    small: Village,
) -> None:
    for _ in range(5):
        request_id = uuid4()

        def send(request_id: UUID = request_id) -> str:
            answer = open_matter(
                "plain",
                {"title": "路灯不亮"},
                small.spot(),
                small.acting("yang", request_id=request_id),
            )
            return str(answer.content["number"])

        assert len(set(together([send] * HANDS))) == 1
    assert Matter.objects.count() == 5
    assert Responsibility.objects.count() == 5


def test_a_request_id_used_for_something_else_is_refused(small: Village) -> None:
    request_id = uuid4()

    def send(title: str) -> Callable[[], object]:
        return lambda: open_matter(
            "plain",
            {"title": title},
            small.spot(),
            small.acting("yang", request_id=request_id),
        )

    results = together([send("路灯不亮"), send("水管漏水")], 2)
    assert sum(isinstance(one, RequestReused) for one in results) == 1
    assert Matter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_readers_of_one_name_may_begin_at_once() -> None:
    gate = Barrier(HANDS)

    def note() -> None:
        connection.ensure_connection()
        gate.wait()
        advance("begun-at-once", 7)

    assert together([note] * HANDS) == [None] * HANDS
    assert cursor("begun-at-once") == 7
