"""Positions are given after commit: whole, in order, once, and by whoever comes."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from tests.record.writing import MAAN, XINXING, write
from yuanluo.record import queries
from yuanluo.record.actions import sequence
from yuanluo.record.models import Act, Entry, Log


@pytest.mark.django_db
def test_positions_follow_each_other_and_each_village_has_its_log() -> None:
    for number in range(7):
        write(number, log=MAAN if number % 3 else XINXING)
    assert sequence(limit=5) == 5
    assert sequence(limit=5) == 2
    assert sequence() == 0
    assert list(Entry.objects.order_by("position").values_list("position")) == [
        (position,) for position in range(1, 8)
    ]
    for log, size in ((MAAN, 4), (XINXING, 3)):
        mine = Entry.objects.filter(log=log).order_by("index")
        assert list(mine.values_list("index", flat=True)) == list(range(size))
        assert Log.objects.get(code=log).size == size
        assert queries.verify(log).holds


@pytest.mark.django_db
def test_a_reader_goes_on_where_it_stopped() -> None:
    for number in range(5):
        write(number)
    sequence()
    first = queries.after(0, limit=3)
    second = queries.after(first[-1].position or 0, limit=3)
    assert [act.subject for act in first + second] == [f"M{n}" for n in range(5)]


@pytest.mark.django_db
def test_what_no_form_allows_for_still_gets_a_leaf() -> None:
    deep: list[object] = []
    for _ in range(200):
        deep = [deep]
    write(1, payload={"vast": 10**40, "share": 1 / 3, "deep": deep, "": None})
    sequence()
    assert queries.verify(MAAN).holds


def read_all(reader: Callable[[int], list[Act]], key: str) -> Callable[[], list[str]]:
    """Make a reader that remembers how far it came by a column of the act."""
    come = 0

    def read() -> list[str]:
        nonlocal come
        acts = reader(come)
        if acts:
            come = getattr(acts[-1], key)
        return [act.subject for act in acts]

    return read


def late_commit(read: Callable[[], list[str]]) -> list[str]:
    """Let an act that began first commit last, and read before and after."""
    written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                write(1)
                written.set()
                may_commit.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(10)
    write(2)
    sequence()
    found = read()
    may_commit.set()
    thread.join()
    sequence()
    return found + read()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_reader_by_cursor_misses_no_act_that_commits_late() -> None:
    assert late_commit(read_all(queries.after, "position")) == ["M2", "M1"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_control_a_reader_by_id_does_miss_one() -> None:
    def by_id(come: int) -> list[Act]:
        return list(Act.objects.filter(id__gt=come).order_by("id"))

    assert late_commit(read_all(by_id, "pk")) == ["M2"]


@pytest.mark.django_db(transaction=True)
def test_sequencers_at_once_do_nothing_twice() -> None:
    for number in range(120):
        write(number)
    faults: list[Exception] = []
    together = threading.Barrier(4)

    def run(first: int) -> None:
        try:
            together.wait(10)
            for number in range(first, first + 20):
                write(number)
                sequence(limit=7)
        except Exception as error:  # noqa: BLE001 -- told to the test
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(1000 * n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    while sequence(limit=50):
        pass
    positions = Entry.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, 201))
    assert not Act.objects.filter(position=None).exists()
    verdict = queries.verify(MAAN)
    assert verdict.holds, verdict.fault
    assert verdict.size == 200
