"""An act happens once, however often and from how many sides it is asked for."""

import threading
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.record.writing import MORNING
from yuanluo.record.actions import (
    Inscription,
    Refused,
    RequestReused,
    inscribe,
    once,
    own_request,
    refused,
)
from yuanluo.record.models import Act

ASKED = UUID(int=77)


def act(payload: dict[str, Any], done: list[int]) -> Any:
    def carry_out(request_hash: str) -> dict[str, Any]:
        done.append(1)
        told = Inscription("M1", "matter.step", MORNING, ASKED, payload=payload)
        answer = {"number": "M1", "title": payload["title"]}
        inscribe(told, request_hash, answer)
        return answer

    return once(ASKED, payload, carry_out)


@pytest.mark.django_db
def test_the_same_request_is_answered_as_before() -> None:
    done: list[int] = []
    first = act({"title": "路灯", "place": "村口"}, done)
    again = act({"place": "村口", "title": "路灯"}, done)
    assert (first.replayed, again.replayed) == (False, True)
    assert first.content == again.content
    assert Act.objects.count() == 1


@pytest.mark.django_db
def test_the_same_id_for_something_else_is_refused() -> None:
    act({"title": "路灯"}, [])
    with pytest.raises(RequestReused):
        act({"title": "水管"}, [])
    assert Act.objects.get().payload == {"title": "路灯"}


@pytest.mark.django_db(transaction=True)
def test_what_is_refused_leaves_nothing_and_may_be_asked_again() -> None:
    def refuse(request_hash: str) -> dict[str, Any]:
        told = Inscription("M1", "matter.step", MORNING, ASKED)
        inscribe(told, request_hash, {})
        raise refused("WRONG_POST")

    for _ in range(2):
        with pytest.raises(Refused, match="WRONG_POST"):
            once(ASKED, {"title": "路灯"}, refuse)
    assert not Act.objects.exists()
    assert not act({"title": "路灯"}, []).replayed


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_are_one_act_and_one_answer() -> None:
    done: list[int] = []
    answers: list[Any] = []
    together = threading.Barrier(8)

    def run() -> None:
        try:
            together.wait(10)
            answers.append(act({"title": "路灯"}, done))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert sorted(answer.replayed for answer in answers) == [False] + [True] * 7
    assert {answer.content["title"] for answer in answers} == {"路灯"}
    assert Act.objects.count() == 1


def test_the_clock_asks_with_the_same_id_for_the_same_thing() -> None:
    assert own_request("overdue", 7, 2) == own_request("overdue", 7, 2)
    assert own_request("overdue", 7, 2) != own_request("overdue", 7, 3)
