"""A carrier that fails as carriers do, by a plan that is the same each time."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from yuanluo.gateway.carriers import Message, Undelivered


class Killed(BaseException):
    """The worker was killed here; nothing of ours catches it."""


class Fickle:
    """Carries, refuses, loses the answer after carrying, or dies, in turn."""

    def __init__(self, *plan: str) -> None:
        self.plan = list(plan)
        self.carried: Counter[str] = Counter()
        self.seen: list[Message] = []

    def carry(self, message: Message) -> None:
        turn = self.plan.pop(0) if self.plan else "carry"
        self.seen.append(message)
        if turn in {"carry", "lost", "killed-after"}:
            self.carried[message.key] += 1
        match turn:
            case "refuse":
                raise Undelivered("the carrier is out")
            case "lost":
                raise Undelivered("no answer in time")
            case "wrong":
                raise Undelivered("nobody lives there", final=True)
            case "killed" | "killed-after":
                raise Killed


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Kill whoever asks the database for the n-th time."""
    asked = 0

    def fault(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == statement:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fault):
        yield
