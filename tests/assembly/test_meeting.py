"""Calling a body, its roll, and who came: nothing typed, everything counted."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from tests.assembly.hall import Hall
from tests.cast import MONDAY
from yuanluo.assembly.actions.attending import check_in, check_in_self, recuse
from yuanluo.assembly.actions.closing import adjourn, close
from yuanluo.assembly.actions.convening import answer_objection, object_to_roll
from yuanluo.assembly.actions.voting import put
from yuanluo.assembly.models import (
    Attendance,
    Ballot,
    RollEntry,
    RollObjection,
)
from yuanluo.assembly.rolls import is_intact
from yuanluo.config.stage import ALWAYS
from yuanluo.people.models import Appointment, Household, Person, Residency
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act


def refusals(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [str(reason) for reason in refused.value.reasons]


# Calling ------------------------------------------------------------------------------


def test_notice_that_is_a_day_short_is_refused_with_the_number(council: Hall) -> None:
    ballot = council.ask("everybody")
    with pytest.raises(Refused) as short:
        council.call(ballot, days=9, unit="persons")
    assert refusals(short) == ["NOTICE_SHORT:1"]
    meeting = council.call(ballot, days=10, unit="persons")
    assert meeting.notice_days == 10


def test_a_special_case_needs_a_reason_and_somebody_who_signs(council: Hall) -> None:
    ballot = council.ask("everybody")
    with pytest.raises(Refused) as unsigned:
        council.call(ballot, days=1, unit="persons", special_reason="大水")
    assert "MISSING:special_signer" in refusals(unsigned)
    meeting = council.call(
        ballot, days=1, unit="persons", special_reason="大水", special_signer="杨支书"
    )
    assert meeting.special_signer == "杨支书"


def test_where_the_rule_knows_no_special_case_nobody_can_sign_for_one(
    council: Hall,
) -> None:
    ballot = council.ask("collective")
    with pytest.raises(Refused) as short:
        council.call(ballot, days=1, special_reason="急", special_signer="某某")
    assert refusals(short) == ["NOTICE_SHORT:9"]


def test_what_must_come_first_is_asked_for(council: Hall) -> None:
    ballot = council.ask("everybody")
    with pytest.raises(Refused) as missing:
        council.call(ballot, days=10, unit="persons", prior={})
    assert refusals(missing) == ["PRIOR:party-discussion"]


def test_only_the_chair_calls_and_only_once(council: Hall) -> None:
    ballot = council.ask()
    council.call(ballot)
    with pytest.raises(Refused) as again:
        council.call(ballot)
    assert refusals(again) == ["ALREADY"]
    council.village.stage.people["chair"] = council.village.stage.people["m1"]
    with pytest.raises(Refused) as member:
        council.call(council.ask())
    assert refusals(member) == ["WRONG_POST"]


# The roll -----------------------------------------------------------------------------


def test_a_roll_is_of_the_day_of_the_call_and_stays(council: Hall) -> None:
    meeting = council.call(council.ask())
    assert meeting.roll.size == 9
    before = [entry.name for entry in council.entries(meeting)]
    gone = council.village.person("m3")
    Appointment.objects.filter(person=gone).update(until=MONDAY.date())
    assert [entry.name for entry in council.entries(meeting)] == before
    later = council.call(council.ask())
    assert later.roll.size == 8


def test_by_persons_children_are_not_on_it_and_by_households_each_is_once(
    council: Hall,
) -> None:
    child = Person.objects.create(name="小杨", born=date(2008, 3, 13), generated=True)
    grown = Person.objects.create(name="大杨", born=date(2008, 3, 12), generated=True)
    home = council.village.stage.households["yang"]
    for person in (child, grown):
        Residency.objects.create(person=person, household_id=home, since=ALWAYS)
    persons = council.call(council.ask("everybody"), days=10, unit="persons")
    names = {entry.name for entry in council.entries(persons)}
    # They sit on 12 March 2026: eighteen on that day, and on the next.
    assert names == {"yang", "lin", "大杨"}
    households = council.call(council.ask("everybody"), days=10, unit="households")
    assert households.roll.size == 2


@pytest.mark.parametrize("change", ["name", "gone", "more", "other"])
def test_a_roll_edited_after_it_was_frozen_is_found_and_never_counted(
    council: Hall, change: str
) -> None:
    ballot, came = council.polling(9)
    roll = came[0].roll
    assert is_intact(roll)
    free = RollEntry.objects.filter(roll=roll, attendance=None)
    if change == "name":
        RollEntry.objects.filter(pk=came[0].pk).update(name="别人")
    elif change == "gone":
        Attendance.objects.filter(entry=came[8]).delete()
        came[8].delete()
    elif change == "more":
        RollEntry.objects.create(
            roll=roll, number=99, name="lin", person=council.village.person("lin")
        )
    else:
        other = council.village.person("lin")
        RollEntry.objects.filter(pk=came[0].pk).update(person=other)
    assert not free.filter(number__lt=1).exists()
    assert not is_intact(roll)
    with pytest.raises(Refused) as changed:
        close(ballot.pk, council.by("chair"))
    assert refusals(changed) == ["ROLL_CHANGED"]
    assert Ballot.objects.get(pk=ballot.pk).outcome == ""


def test_whoever_finds_the_roll_wrong_says_so_and_is_answered(council: Hall) -> None:
    meeting = council.call(council.ask("everybody"), days=10, unit="persons")
    object_to_roll(meeting.pk, "我家儿子不在上面", council.by("yang"))
    one = RollObjection.objects.get()
    with pytest.raises(Refused):
        answer_objection(one.pk, "查过了", council.by("yang"))
    answer_objection(one.pk, "户口在外面，常住满一年再补", council.by("chair"))
    one.refresh_from_db()
    assert one.answered_at == MONDAY
    late = MONDAY + timedelta(days=11)
    with pytest.raises(Refused) as over:
        object_to_roll(meeting.pk, "还有", council.by("yang", late))
    assert refusals(over) == ["TOO_LATE"]


# Who came -----------------------------------------------------------------------------


def test_somebody_is_there_once_and_a_tap_again_says_so(council: Hall) -> None:
    meeting = council.call(council.ask())
    (entry,) = council.come(meeting, 1)
    with pytest.raises(Refused) as again:
        check_in(entry.pk, council.by("chair"))
    assert "ALREADY" in refusals(again)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            meeting=meeting,
            entry=council.entries(meeting)[1],
            person=entry.person,
            kind="self",
            at=MONDAY,
            by=entry.person,
            channel="web",
        )


def test_by_the_square_at_the_door_only_who_is_on_the_roll(council: Hall) -> None:
    meeting = council.call(council.ask())
    check_in_self(meeting.code, council.by("m4"))
    assert Attendance.objects.get().kind == "self"
    for name, code in (("yang", meeting.code), ("m5", "0" * 16), ("m5", "")):
        with pytest.raises(Refused) as refused:
            check_in_self(code, council.by(name))
        assert refusals(refused) == ["NOT_ON_THE_ROLL"]


def test_one_household_has_one_representative(council: Hall) -> None:
    home = council.village.stage.households["yang"]
    other = Person.objects.create(name="杨妈妈", generated=True)
    Residency.objects.create(person=other, household_id=home, since=ALWAYS)
    meeting = council.call(council.ask("everybody"), days=10, unit="households")
    at = meeting.held_at
    check_in_self(meeting.code, council.by("yang", at))
    with pytest.raises(Refused) as second:
        check_in_self(meeting.code, council.as_person(other.pk, at))
    assert "ALREADY" in refusals(second)
    assert Attendance.objects.get().kind == "representative"


def test_nobody_stands_in_where_the_rule_is_silent(council: Hall) -> None:
    meeting = council.call(council.ask())
    entry = council.entries(meeting)[0]
    lin = council.village.stage.people["lin"]
    with pytest.raises(Refused) as refused:
        check_in(entry.pk, council.by("chair"), person=lin, evidence="委托书")
    assert refusals(refused) == ["NO_PROXIES"]


def test_a_proxy_is_of_the_same_household_and_in_writing(council: Hall) -> None:
    home = council.village.stage.households["yang"]
    wife = Person.objects.create(name="杨妈妈", generated=True)
    Residency.objects.create(person=wife, household_id=home, since=ALWAYS)
    meeting = council.call(council.ask("collective"), days=10)
    row = next(e for e in council.entries(meeting) if e.name == "yang")
    chair = council.by("chair", meeting.held_at)
    lin = council.village.stage.people["lin"]
    with pytest.raises(Refused) as stranger:
        check_in(row.pk, chair.again(1), person=lin, evidence="委托书")
    assert refusals(stranger) == ["NOT_SAME_HOUSEHOLD"]
    with pytest.raises(Refused) as unwritten:
        check_in(row.pk, chair.again(2), person=wife.pk)
    assert refusals(unwritten) == ["MISSING:evidence"]
    check_in(row.pk, chair.again(3), person=wife.pk, evidence="委托书第1号")
    assert Attendance.objects.get().kind == "proxy"


# From the door to the decision --------------------------------------------------------


def test_a_quorum_short_by_one_is_refused_with_the_number(council: Hall) -> None:
    """Two thirds of nine are six."""
    ballot = council.ask()
    meeting = council.call(ballot)
    council.come(meeting, 5)
    with pytest.raises(Refused) as short:
        put(ballot.pk, "open", council.by("chair"))
    assert refusals(short) == ["QUORUM_SHORT:1"]
    adjourn(meeting.pk, "人不够，改期", council.by("chair"))
    decided = Ballot.objects.get(pk=ballot.pk)
    assert decided.outcome == "inquorate"
    assert decided.certificate is not None
    assert decided.certificate["reasons"] == ["QUORUM_SHORT:1"]


def test_whoever_keeps_out_is_off_the_roll_for_that_question(council: Hall) -> None:
    ballot = council.ask()
    meeting = council.call(ballot)
    entry = council.entries(meeting)[8]
    recuse(ballot.pk, entry.pk, "自家的地", council.by("chair"))
    council.come(meeting, 5)
    # Two thirds of eight are six: five are one short still.
    with pytest.raises(Refused):
        put(ballot.pk, "open", council.by("chair"))
    for other in council.entries(meeting)[5:6]:
        check_in(other.pk, council.by("chair"))
    put(ballot.pk, "open", council.by("chair"))
    close(ballot.pk, council.by("chair"))
    certificate = Ballot.objects.get(pk=ballot.pk).certificate
    assert certificate is not None
    assert (certificate["count"]["due"], certificate["count"]["recused"]) == (8, 1)


def test_a_question_that_was_not_reached_waits_for_the_next_meeting(
    council: Hall,
) -> None:
    ballot = council.ask()
    meeting = council.call(ballot)
    council.come(meeting, 9)
    adjourn(meeting.pk, "时间不够", council.by("chair"))
    freed = Ballot.objects.get(pk=ballot.pk)
    assert (freed.meeting_id, freed.outcome) == (None, "")


def test_every_act_is_in_the_record_once(council: Hall) -> None:
    ballot = council.ask()
    meeting = council.call(ballot)
    acting = council.by("chair")
    entry = council.entries(meeting)[0]
    for _ in range(3):
        check_in(entry.pk, acting)
    done = Act.objects.filter(subject=f"meeting-{meeting.pk}")
    assert list(done.order_by("pk").values_list("verb", flat=True)) == [
        "meeting.convene",
        "meeting.check-in",
    ]


def test_whoever_stands_on_a_roll_is_not_taken_out_of_the_register() -> None:
    """Undoing a list spares whom a row of any app stands on, if it can be asked for."""
    seen = {relation.field for one in PEOPLE for relation in one._meta.related_objects}
    for model in apps.get_app_config("assembly").get_models():
        for field in model._meta.concrete_fields:
            if field.related_model in PEOPLE:
                assert field in seen, f"{model.__name__}.{field.name}"


PEOPLE = (Person, Household)
