"""What stands beside a vote: signed minutes, what was said on-line, the calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.assembly.hall import Hall
from tests.assembly.test_door import signed_in, text
from tests.assembly.test_papers import refused
from tests.assembly.test_voting import columns_of
from tests.cast import MONDAY, VILLAGE
from yuanluo.assembly.actions.closing import adjourn, close
from yuanluo.assembly.actions.saying import say
from yuanluo.assembly.actions.signing import (
    may_sign,
    sign,
    unsigned,
    waiting_for,
    wanted,
)
from yuanluo.assembly.actions.voting import cast, count_hands
from yuanluo.assembly.models import (
    Asked,
    Ballot,
    Meeting,
    MinutesSignature,
    SaidOnline,
)
from yuanluo.assembly.views.minutes import role_words
from yuanluo.paper.calendars import Event, calendar
from yuanluo.record.models import Act


def test_minutes_are_signed_by_each_for_themself_and_say_who_is_missing(
    council: Hall,
) -> None:
    meeting = council.call(council.ask())
    council.come(meeting, 7)
    chair, member = council.by("chair"), council.by("m1")
    early = lambda: sign(meeting.pk, "chair", council.by("chair"))  # noqa: E731
    assert refused(early) == ["NO_MINUTES"]
    Meeting.objects.filter(pk=meeting.pk).update(
        rule=meeting.rule
        | {"pack": meeting.rule["pack"] | {"signed_by": ["chair", "present"]}}
    )
    adjourn(meeting.pk, "人到了，时间不够", chair)
    one = Meeting.objects.get(pk=meeting.pk)
    assert [(w.role, w.missing) for w in wanted(one)] == [("chair", 1), ("present", 7)]
    # A member signs for themself, and not for the chair.
    forged = lambda: sign(meeting.pk, "chair", council.by("m1"))  # noqa: E731
    assert refused(forged) == ["NOT_YOURS_TO_SIGN"]
    sign(meeting.pk, "present", member)
    assert may_sign(one, council.by("m1")) == ()
    twice = lambda: sign(meeting.pk, "present", council.by("m1"))  # noqa: E731
    assert refused(twice) == ["NOT_YOURS_TO_SIGN"]
    page = f"/meetings/{meeting.pk}/minutes"
    assert "还差6人签字" in text(signed_in(council, "m2"), page)
    assert signed_in(council, "yang").get(page).status_code == 404
    assert signed_in(council, "chair").post(page, {"role": "chair"}).status_code == 302
    assert [(w.role, w.missing) for w in wanted(one)] == [("chair", 0), ("present", 6)]
    assert MinutesSignature.objects.get(role="chair").sha256
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesSignature.objects.create(
            meeting=one, person_id=member.who.person, role="present", at=MONDAY
        )
    assert role_words("present") == "到会的人"


def test_where_the_rule_names_nobody_the_chair_signs_and_it_says_so(
    council: Hall,
) -> None:
    meeting = council.call(council.ask())
    council.come(meeting, 7)
    silent = {k: v for k, v in meeting.rule["pack"].items() if k != "signed_by"}
    rule = meeting.rule | {"pack": silent}
    Meeting.objects.filter(pk=meeting.pk).update(rule=rule)
    adjourn(meeting.pk, "散会", council.by("chair"))
    shown = text(signed_in(council, "m2"), f"/meetings/{meeting.pk}/minutes")
    assert "规则没写谁签字" in shown
    assert "还差1人签字" in shown


def test_whoever_counted_signs_with_the_chair_and_until_then_it_is_not_whole(
    council: Hall,
) -> None:
    ballot, came = council.polling(7, way="hands")
    meeting = ballot.meeting
    assert meeting is not None
    for name in ("chair", "m1"):
        count_hands(ballot.pk, council.by(name), yes=len(came), no=0, abstain=0)
    close(ballot.pk, council.by("chair"))
    # Decided, and not kept before its minutes are written and signed.
    assert waiting_for(ballot.matter) == [meeting]
    adjourn(meeting.pk, "通过了", council.by("chair"))
    one = Meeting.objects.get(pk=meeting.pk)
    assert [(w.role, w.missing) for w in unsigned(one)] == [("chair", 1), ("teller", 2)]
    # Who did not count is no teller.
    forged = lambda: sign(one.pk, "teller", council.by("m2"))  # noqa: E731
    assert refused(forged) == ["NOT_YOURS_TO_SIGN"]
    sign(one.pk, "teller", council.by("m1"))
    sign(one.pk, "chair", council.by("chair"))
    assert waiting_for(ballot.matter) == [one]
    sign(one.pk, "teller", council.by("chair"))
    assert (unsigned(one), waiting_for(ballot.matter)) == ([], [])


def test_where_nobody_counted_no_teller_is_waited_for(council: Hall) -> None:
    ballot, came = council.polling(7)
    for entry in came:
        cast(ballot.pk, "yes", council.voter(entry))
    close(ballot.pk, council.by("chair"))
    assert ballot.meeting is not None
    adjourn(ballot.meeting.pk, "通过了", council.by("chair"))
    sign(ballot.meeting.pk, "chair", council.by("chair"))
    assert waiting_for(ballot.matter) == []


def test_what_is_said_online_is_a_number_beside_the_votes_and_no_vote(
    council: Hall,
) -> None:
    ballot, came = council.polling(7)
    assert ballot.meeting is not None
    away = council.entries(ballot.meeting)[7]
    for entry in came:
        cast(ballot.pk, "no", council.voter(entry))
    say(ballot.pk, "yes", council.voter(away))
    again = lambda: say(ballot.pk, "no", council.voter(away))  # noqa: E731
    assert refused(again) == ["SAID_ALREADY"]
    there = lambda: say(ballot.pk, "yes", council.voter(came[0]))  # noqa: E731
    assert refused(there) == ["THERE_TO_VOTE"]
    stranger = lambda: say(ballot.pk, "yes", council.by("yang"))  # noqa: E731
    assert refused(stranger) == ["NOT_ON_THE_ROLL"]
    # Who said it and what was said share the question alone, and no moment.
    assert columns_of(Asked) & columns_of(SaidOnline) == {"id", "ballot_id"}
    said = str(SaidOnline.objects.get().pk)
    for act in Act.objects.filter(verb="ballot.say"):
        told = f"{act.payload} {act.answer} {act.detail} {act.request_hash}"
        assert said not in told
        assert "yes" not in told
    close(ballot.pk, council.by("chair"))
    one = Ballot.objects.get(pk=ballot.pk)
    assert one.certificate is not None
    count = one.certificate["count"]
    assert (count["yes"], count["no"], count["present"]) == (0, 7, 7)
    assert one.certificate["about"]["said_online"] == {"yes": 1, "no": 0, "abstain": 0}
    Ballot.objects.update(openness=3)
    shown = text(Client(), f"/decided/{ballot.pk}")
    assert "这些是意见，不是票" in shown
    late = lambda: say(ballot.pk, "yes", council.voter(away))  # noqa: E731
    assert refused(late) == ["CLOSED"]


@pytest.mark.parametrize(
    ("policy", "says", "why"),
    [
        ("opinion", True, ""),
        ("forbidden", False, "NOT_ONLINE"),
        ("binding", False, "NOT_ONLINE"),
    ],
)
def test_what_may_be_done_online_is_as_the_pack_says(
    council: Hall, policy: str, says: bool, why: str
) -> None:
    ballot = council.ask()
    meeting = council.call(ballot)
    Meeting.objects.update(
        rule=meeting.rule | {"pack": meeting.rule["pack"] | {"online": policy}}
    )
    away = council.entries(meeting)[1]
    address = f"/meetings/{meeting.pk}"
    Ballot.objects.update(openness=3)
    shown = text(signed_in(council, away.name), address)
    assert ("网上说意见" in shown) is says
    assert ("网上参加" in shown) is (policy == "binding")
    page = f"/say/{ballot.pk}"
    answer = signed_in(council, away.name).post(page, {"choice": "yes"})
    assert answer.status_code == (302 if says else 422)
    assert signed_in(council, "yang").get(page).status_code == 404
    if why:
        assert refused(lambda: say(ballot.pk, "yes", council.voter(away))) == [why]


def test_the_calendar_has_the_meetings_of_a_village_and_no_question_that_is_not_public(
    council: Hall,
) -> None:
    meeting = council.call(council.ask(title="低保名单"), venue="院坝; 老祠堂, 门口")
    answer = Client().get(f"/meetings.ics?village={VILLAGE}")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert f"UID:meeting-{meeting.pk}@testserver" in lines
    assert "DTSTART:20260302T010000Z" in lines
    assert "LOCATION:院坝\\; 老祠堂\\, 门口" in lines
    assert "低保" not in answer.content.decode()
    Ballot.objects.update(openness=3)
    public = Client().get(f"/meetings.ics?village={VILLAGE}").content.decode()
    assert "低保名单" in public.replace("\r\n ", "")
    for wrong in ("", "?village=", "?village=abc"):
        assert Client().get(f"/meetings.ics{wrong}").status_code == 404


def test_every_line_of_a_calendar_is_short_and_comes_back_whole() -> None:
    at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    title = "关于" + "修路" * 60 + "😀" * 20
    one = Event("1@x", at, at, title, where="a" * 200, about="一\n二\r\n三")
    text_ = calendar("村", [one])
    lines = text_.split("\r\n")
    assert lines[-1] == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert "\n" not in text_.replace("\r\n", "")
    whole = text_.replace("\r\n ", "").split("\r\n")
    assert f"SUMMARY:{title}" in whole
    assert "DESCRIPTION:一\\n二\\n三" in whole
    end = at + timedelta(hours=1)
    assert f"DTEND:{end:%Y%m%dT%H%M%SZ}" in whole
