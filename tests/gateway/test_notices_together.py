"""Two readers and several workers at once, some of them killed: each told once."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, Lock, Thread

import pytest
from django.db import connection

from tests.cast import MONDAY, Village
from tests.gateway.carrying import Fickle, Killed
from yuanluo.gateway.actions import sending, telling
from yuanluo.gateway.carriers import Message
from yuanluo.gateway.models import Notification
from yuanluo.record import actions as record

WORKERS = 4
MANY = 2_000
#: Of a hundred: refused, lost after carrying, killed before and after carrying.
REFUSED, LOST, KILLED, KILLED_AFTER = 15, 15, 1, 1


def together(work: Callable[[], None], times: int) -> None:
    """Let several do the same at the same moment."""
    gate = Barrier(times)
    faults: list[BaseException] = []

    def run() -> None:
        gate.wait()
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 -- told below
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_two_readers_tell_each_act_once(small: Village) -> None:
    for _ in range(20):
        small.open()
    record.sequence()

    def read() -> None:
        while telling.tell(MONDAY, limit=3):
            pass

    together(read, 2)
    assert Notification.objects.count() == 20
    cursor = telling.Cursor.objects.get(reader=telling.READER)
    assert cursor.position == record.Act.objects.count()


class Shared(Fickle):
    """A fickle carrier that several workers use, by the throw of a die."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.lock, self.die = Lock(), random.Random(seed)
        self.turns = {"lost": 0, "killed-after": 0, "refuse": 0, "killed": 0}

    def carry(self, message: Message) -> None:
        with self.lock:
            self.plan = [self._turn()]
            if self.plan[0] in self.turns:
                self.turns[self.plan[0]] += 1
            super().carry(message)

    def _turn(self) -> str:
        thrown = self.die.randrange(100)
        for turn, share in (
            ("refuse", REFUSED),
            ("lost", LOST),
            ("killed", KILLED),
            ("killed-after", KILLED_AFTER),
        ):
            if thrown < share:
                return turn
            thrown -= share
        return "carry"


@pytest.mark.postgresql
def test_two_thousand_arrive_though_workers_are_killed(small: Village) -> None:
    person = small.stage.people["zhou"]
    account = small.account("zhou")
    account.email = "zhou@example.org"
    account.save(update_fields=["email"])
    Notification.objects.bulk_create(
        Notification(
            position=position,
            at=MONDAY,
            person_id=person,
            channel="mail",
            kind="given",
            subject="2603-ABCDEF",
            title="2603-ABCDEF 交给您办",
            next_at=MONDAY,
        )
        for position in range(1, MANY + 1)
    )
    carrier, at = Shared(seed=7), MONDAY

    def work() -> None:
        # A killed worker is started again, as the process group does.
        while True:
            with suppress(Killed):
                while some := sending.take_up(at):
                    sending.send(some, at, {"mail": carrier})
                return

    while Notification.objects.filter(state="pending").exists():
        together(work, WORKERS)
        at += timedelta(minutes=10)
    found = Notification.objects.values_list("state", flat=True)
    assert set(found) == {"sent"}
    assert len(carrier.carried) == MANY
    assert carrier.turns["killed"] + carrier.turns["killed-after"] >= 10
    doubled = sum(carrier.carried.values()) - MANY
    assert 0 < doubled <= carrier.turns["lost"] + carrier.turns["killed-after"]
    # One message, one key, however often it was handed over.
    assert len({message.key for message in carrier.seen}) == MANY


def test_without_a_lease_workers_would_send_twice(small: Village) -> None:
    """The control: two that look and do not take up both send."""
    small.open()
    record.sequence()
    telling.tell(MONDAY)
    Notification.objects.update(
        channel="mail", state="pending", next_at=MONDAY, sent_at=None
    )
    account = small.account("zhou")
    account.email = "zhou@example.org"
    account.save(update_fields=["email"])
    carrier = Fickle()
    looked = [list(Notification.objects.due(MONDAY)) for _ in range(2)]
    for some in looked:
        sending.send(some, MONDAY, {"mail": carrier})
    assert list(carrier.carried.values()) == [2]
