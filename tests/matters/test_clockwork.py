"""What happens by itself: escalation, silence, failing effects, trouble that shows."""

from datetime import timedelta

import pytest

from tests.cast import MONDAY, Village
from tests.matters.conftest import Breaking
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import follow
from yuanluo.matters.jobs import tick
from yuanluo.matters.models import Matter, Pending, Responsibility
from yuanluo.people.models import Appointment
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act

LATER = MONDAY + timedelta(days=4)


def held(matter: Matter) -> Responsibility:
    return Responsibility.objects.get(matter=matter, until=None)


def again(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def test_a_late_matter_is_offered_up_and_taken_over_by_silence(small: Village) -> None:
    matter = small.open()
    assert held(matter).person_id == small.stage.people["zhou"]
    assert str(held(matter).due_at) == "2026-03-05 10:00:00+00:00"
    tick(LATER)
    assert Pending.objects.get(matter=matter).level == "village"
    assert held(matter).person_id == small.stage.people["zhou"]
    tick(LATER + timedelta(days=4))
    assert again(matter).level == "village"
    assert held(matter).person_id == small.stage.people["clerk"]


def test_a_comment_never_resets_a_clock(small: Village) -> None:
    matter = small.open()
    before = held(matter).due_at
    later = MONDAY + timedelta(days=1)
    acts.do(matter.number, "comment", {"text": "等着呢"}, small.acting("yang", later))
    acts.do(matter.number, "note", {"note": "看过"}, small.acting("zhou", later))
    assert held(matter).due_at == before


def test_an_unassigned_matter_escalates(small: Village) -> None:
    Appointment.objects.filter(person=small.stage.people["zhou"]).delete()
    matter = small.open()
    assert held(matter).vacant
    tick(LATER)
    assert Pending.objects.get(matter=matter).level == "village"


def test_lateness_at_the_top_is_told_once_and_stays_visible(small: Village) -> None:
    matter = small.open()
    at = MONDAY
    for _ in range(40):
        at += timedelta(days=1)
        tick(at)
    late = Act.objects.filter(subject=matter.number, verb="matter.late-at-top")
    assert late.count() == 1
    assert again(matter).level == "township"
    assert held(matter).late_at is not None


def test_a_refusing_effect_of_the_clock_goes_where_fails_says(
    small: Village, breaking: Breaking
) -> None:
    breaking.refuses = True
    matter = small.open("fragile", by="clerk")
    tick(MONDAY + timedelta(days=5))
    assert again(matter).state == "failed"
    last = Act.objects.filter(subject=matter.number).latest("pk")
    assert last.payload["failed"] == ["ACCOUNT_CLOSED"]


def test_a_breaking_effect_of_the_clock_goes_where_fails_says(
    small: Village, breaking: Breaking, caplog: pytest.LogCaptureFixture
) -> None:
    breaking.breaks = True
    matter = small.open("fragile", by="clerk")
    tick(MONDAY + timedelta(days=5))
    assert again(matter).state == "failed"
    last = Act.objects.filter(subject=matter.number).latest("pk")
    assert last.payload["failed"] == ["EFFECT_FAILED:post"]
    assert "An automatic step broke: post" in caplog.text


def test_the_same_effect_succeeds_when_nothing_is_wrong(small: Village) -> None:
    matter = small.open("fragile", by="clerk")
    tick(MONDAY + timedelta(days=5))
    assert again(matter).state == "closed"


def test_planned_children_are_opened_and_their_end_moves_the_parent(
    small: Village,
) -> None:
    matter = small.open("round", by="clerk")
    acts.do(matter.number, "start", {"parts": "路,水,电"}, small.acting("clerk"))
    children = list(Matter.objects.filter(parent=matter).order_by("pk"))
    assert [child.title for child in children] == ["路", "水", "电"]
    for child in children:
        assert again(matter).state == "running"
        acts.do(child.number, "finish", {}, small.acting("clerk"))
    assert again(matter).state == "summing"
    assert follow(matter.pk, LATER) == 0


def test_suspension_needs_a_second_person_and_stops_the_clock(small: Village) -> None:
    matter = small.open()
    later = MONDAY + timedelta(hours=30)
    asked = {"until": "2026-03-16", "reason": "等配件"}
    acts.do(matter.number, "suspend", asked, small.acting("zhou", later))
    with pytest.raises(Refused, match="WRONG_POST"):
        acts.do(matter.number, "approve", {}, small.acting("zhou", later))
    acts.do(matter.number, "approve", {}, small.acting("clerk", later))
    tick(LATER)
    assert not Pending.objects.filter(matter=matter, settled_at=None).exists()
    assert held(matter).late_at is None
    tick(MONDAY + timedelta(days=14))
    assert again(matter).suspended_at is None
    # The 3rd and the 16th were not whole days, so all three working days remain.
    assert str(held(matter).due_at) == "2026-03-19 10:00:00+00:00"


def test_the_proposer_cannot_approve_even_with_the_power(small: Village) -> None:
    matter = small.open()
    acts.do(matter.number, "escalate", {"reason": "要材料"}, small.acting("zhou"))
    acts.do(matter.number, "accept", {}, small.acting("clerk"))
    asked = {"until": "2026-03-20", "reason": "等材料"}
    acts.do(matter.number, "extend", asked, small.acting("clerk"))
    with pytest.raises(Refused, match="SECOND_PERSON"):
        acts.do(matter.number, "approve", {}, small.acting("clerk"))
    acts.do(matter.number, "approve", {}, small.acting("tclerk"))
    assert str(held(matter).due_at) == "2026-03-20 10:00:00+00:00"
