"""Kept statements do what Django's own do."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from yuanluo.record.models import Act, Log
from yuanluo.record.rows import add, add_all, change
from yuanluo.record.statements import question

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def act(subject: str = "2603-ABCDEF") -> Act:
    return Act(
        at=AT,
        subject=subject,
        verb="matter.step",
        payload={"answers": {"title": "路灯'\"\\不亮"}, "none": None},
        request_id=uuid4(),
        request_hash="0" * 64,
        salt=b"\x00\xff" * 8,
    )


def columns(row: Act) -> dict[str, Any]:
    found = Act.objects.values().get(pk=row.pk)
    return {**found, "salt": bytes(found["salt"])}


def test_a_row_is_added_as_django_adds_it() -> None:
    ours, theirs = act(), act()
    add(ours)
    theirs.save(force_insert=True)
    same = {"id": 0, "request_id": 0}
    assert columns(ours) | same == columns(theirs) | same
    assert not ours._state.adding
    with pytest.raises(AssertionError):
        add(ours)


def test_several_rows_are_added_at_once_and_know_their_keys() -> None:
    rows = [act(f"2603-{n:06}") for n in range(5)]
    with CaptureQueriesContext(connection) as asked:
        add_all(rows)
    assert len(asked) == 1
    assert [Act.objects.get(pk=row.pk).subject for row in rows] == [
        row.subject for row in rows
    ]


def test_a_row_whose_key_is_its_own_is_added() -> None:
    add(Log(code="659901001001", size=3, noted_on=date(2026, 3, 2)))
    assert Log.objects.get().size == 3


def test_only_what_is_named_is_changed() -> None:
    row = act()
    add(row)
    Act.objects.filter(pk=row.pk).update(verb="matter.late")
    row.verb, row.payload = "matter.comment", {"text": "好"}
    change(row, "payload")
    assert columns(row)["payload"] == {"text": "好"}
    assert columns(row)["verb"] == "matter.late"


def test_a_row_that_is_gone_is_not_changed_in_silence() -> None:
    row = act()
    add(row)
    Act.objects.all().delete()
    with pytest.raises(DatabaseError):
        change(row, "verb")


@question("number", "at")
def acts_since(number: str, at: datetime) -> QuerySet[Act]:
    """Ask for the acts on a subject since a moment."""
    return Act.objects.filter(subject=number, at__gte=at).order_by("id")


def test_a_question_is_written_once_and_told_new_values() -> None:
    rows = [act("2603-AAAAAA"), act("2603-BBBBBB")]
    add_all(rows)
    for row in rows:
        (found,) = acts_since.models(number=row.subject, at=AT)
        assert found == row
        assert found.payload == row.payload
        assert found.at == AT
    assert (
        acts_since.models(number="2603-AAAAAA", at=datetime.max.replace(tzinfo=UTC))
        == []
    )


def test_a_question_that_forgets_what_it_was_told_is_refused() -> None:
    @question("number", "at")
    def forgetful(number: str, at: datetime) -> QuerySet[Act]:
        del at
        return Act.objects.filter(subject=number)

    with pytest.raises(AssertionError):
        forgetful.models(number="2603-AAAAAA", at=AT)
