"""The door, help, recusal and paper as pages: quick, plain, and told to the person."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.assembly.hall import Hall
from tests.assembly.test_papers import refused
from tests.cast import MONDAY
from yuanluo.assembly.actions.attending import check_in, check_in_by_phone
from yuanluo.assembly.models import (
    Assistance,
    Attendance,
    Ballot,
    HandedOut,
    Meeting,
    PaperPlan,
    SheetReading,
    Vote,
)
from yuanluo.config.stage import ALWAYS
from yuanluo.gateway import jobs
from yuanluo.gateway.models import Notification
from yuanluo.people.models import Person, Residency
from yuanluo.record import actions as record

PAGES = (
    *("/meetings/{meeting}/door", "/meetings/{meeting}/door/1"),
    *("/meetings/{meeting}/help", "/meetings/{meeting}/attendance"),
    *("/recusals/{ballot}", "/paper/{ballot}", "/meetings/{meeting}/minutes"),
)


def signed_in(council: Hall, name: str) -> Client:
    client = Client()
    account = council.village.account(name)
    client.force_login(account, backend="yuanluo.people.backends.Backend")
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def notices(council: Hall) -> dict[str, list[str]]:
    """Give who of the cast is told what, by name."""
    record.sequence()
    jobs.tell(MONDAY)
    names = {pk: name for name, pk in council.village.stage.people.items()}
    found: dict[str, list[str]] = {}
    for one in Notification.objects.on_page().order_by("pk"):
        assert one.person_id is not None
        found.setdefault(names[one.person_id], []).append(one.title)
    return found


def person_of(council: Hall, name: str) -> Person:
    return council.village.person(name)


def test_pages_of_a_meeting_are_for_whoever_serves_there(council: Hall) -> None:
    ballot = council.ask()
    meeting = council.call(ballot)
    known = {"meeting": meeting.pk, "ballot": ballot.pk}
    for page in PAGES:
        address = page.format(**known)
        assert Client().get(address).status_code == 302, address
        assert signed_in(council, "yang").get(address).status_code == 404, address
        assert signed_in(council, "m1").get(address).status_code == 200, address
        for unknown in ("/meetings/99999/door", "/paper/99999", "/recusals/99999"):
            assert signed_in(council, "m1").get(unknown).status_code == 404


def test_one_tap_lets_in_with_and_without_scripts_and_the_person_is_told(
    council: Hall,
) -> None:
    meeting = council.call(council.ask())
    door = f"/meetings/{meeting.pk}/door"
    clerk = signed_in(council, "m1")
    page = text(clerk, door)
    assert "还差6" in page
    first, second, *_ = council.entries(meeting)
    answer = clerk.post(door, {"entry": first.pk}, follow=True)
    assert first.name in answer.content.decode()
    part = clerk.post(door, {"entry": second.pk}, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="door"')
    assert "还差4" in part.content.decode()
    again = clerk.post(door, {"entry": second.pk}, headers={"HX-Request": "true"})
    assert again.status_code == 422
    assert Attendance.objects.count() == 2
    told = notices(council)
    whom = {entry.name for entry in (first, second)} - {"m1"}
    assert set(told) == whom
    assert {title for titles in told.values() for title in titles} == {
        "开会签到：门口替您签到了"
    }
    # It leads to the meeting, where it stands who let them in.
    name = min(whom)
    assert Notification.objects.filter(subject=f"meeting-{meeting.pk}").exists()
    assert "在门口替您签到" in text(signed_in(council, name), f"/meetings/{meeting.pk}")


def test_the_box_finds_by_name_number_and_the_end_of_a_telephone(
    council: Hall,
) -> None:
    meeting = council.call(council.ask())
    Person.objects.filter(pk=person_of(council, "m5").pk).update(phone="13900001234")
    door = f"/meetings/{meeting.pk}/door"
    entry = next(e for e in council.entries(meeting) if e.name == "m5")
    for words in ("m5", str(entry.number), "1234"):
        page = text(signed_in(council, "m1"), f"{door}?q={words}")
        assert "m5到了" in page
        assert "m6到了" not in page
    assert "名册上没有这个名字" in text(signed_in(council, "m1"), f"{door}?q=4321")


def test_a_whole_telephone_number_lets_in_and_its_end_does_not(council: Hall) -> None:
    meeting = council.call(council.ask())
    Person.objects.filter(pk=person_of(council, "m5").pk).update(phone="13900001234")
    for phone in ("1234", "", "13900009999"):
        wrong = lambda p=phone: check_in_by_phone(  # noqa: E731
            meeting.pk, p, council.by("m1")
        )
        assert refused(wrong) == ["NOT_ON_THE_ROLL"]
    stranger = lambda: check_in_by_phone(  # noqa: E731
        meeting.pk, "13900001234", council.by("yang")
    )
    assert refused(stranger) == ["WRONG_POST"]
    door = f"/meetings/{meeting.pk}/door"
    answer = signed_in(council, "m1").post(door, {"phone": "139 0000 1234"})
    assert answer.status_code == 302
    assert Attendance.objects.get().entry.name == "m5"


def test_somebody_of_the_household_comes_for_it(council: Hall) -> None:
    home = council.village.stage.households["yang"]
    other = Person.objects.create(name="杨妈妈", phone="13900005678", generated=True)
    Residency.objects.create(person=other, household_id=home, since=ALWAYS)
    meeting = council.call(council.ask("everybody"), days=10, unit="households")
    Meeting.objects.update(held_at=MONDAY)
    row = next(e for e in council.entries(meeting) if e.household_id == home)
    page = f"/meetings/{meeting.pk}/door/{row.number}"
    clerk = signed_in(council, "clerk")
    assert "杨妈妈" in text(clerk, page)
    assert clerk.post(page, {"person": other.pk}).status_code == 302
    there = Attendance.objects.get()
    assert (there.person_id, there.kind) == (other.pk, "representative")
    lin = person_of(council, "lin")
    second = next(e for e in council.entries(meeting) if e.household_id != home)
    stranger = f"/meetings/{meeting.pk}/door/{second.number}"
    assert clerk.post(stranger, {"person": other.pk}).status_code == 422
    assert clerk.post(stranger, {"person": lin.pk}).status_code == 302


def test_a_proxy_comes_in_within_the_limits_that_the_page_says(council: Hall) -> None:
    meeting = council.call(council.ask("collective"), days=10)
    Meeting.objects.update(held_at=MONDAY)
    row = next(e for e in council.entries(meeting) if e.name == "yang")
    home = council.village.stage.households["yang"]
    wife = Person.objects.create(name="杨妈妈", generated=True)
    Residency.objects.create(person=wife, household_id=home, since=ALWAYS)
    page = f"/meetings/{meeting.pk}/door/{row.number}"
    clerk = signed_in(council, "clerk")
    shown = text(clerk, page)
    assert "只能委托同一户的人" in shown
    nobody = clerk.post(page, {"evidence": "委托书第1号"})
    assert "谁来" in nobody.content.decode()
    unwritten = clerk.post(page, {"person": wife.pk, "evidence": ""})
    assert unwritten.status_code == 422
    assert not Attendance.objects.exists()
    told = {"person": wife.pk, "evidence": "委托书第1号"}
    assert clerk.post(page, told).status_code == 302
    assert Attendance.objects.get().kind == "proxy"
    # The one who is stood in for hears of it, and reads by whom.
    assert notices(council) == {"yang": ["开会签到：门口替您签到了"]}
    mine = text(signed_in(council, "yang"), f"/meetings/{meeting.pk}")
    assert "委托书第1号" in mine
    silent = council.call(council.ask())
    assert "不能委托别人" in text(
        signed_in(council, "m1"), f"/meetings/{silent.pk}/door/1"
    )


def test_help_needs_consent_and_is_told_to_the_person_and_counted(
    council: Hall,
) -> None:
    ballot, came = council.polling(7)
    assert ballot.meeting is not None
    page = f"/meetings/{ballot.meeting_id}/help"
    helper = signed_in(council, "m1")
    old = next(e for e in came if e.name not in {"chair", "m1"})
    told = {"ballot": ballot.pk, "number": old.number, "choice": "no"}
    assert helper.post(page, told).status_code == 422
    assert helper.post(page, told | {"consent": "女儿说的"}).status_code == 422
    assert not Assistance.objects.exists()
    answer = helper.post(page, told | {"consent": "paper"})
    assert answer.status_code == 200
    assert "填好了" in answer.content.decode()
    assert Assistance.objects.get().consent == "paper"
    assert Vote.objects.get().choice == "no"
    assert "开会表决：有人替您填了一票" in notices(council)[old.name]
    mine = text(signed_in(council, old.name), f"/meetings/{ballot.meeting_id}")
    assert "由m1替您填票：本人在纸上签了字、按了手印" in mine
    # Helped once more, the one row says how they agreed the last time.
    again = told | {"consent": "present", "request_id": str(uuid4())}
    assert helper.post(page, again).status_code == 200
    assert Assistance.objects.get().consent == "present"
    with pytest.raises(IntegrityError), transaction.atomic():
        Assistance.objects.update(consent="女儿说的")
    other = next(e for e in came if e.name not in {"chair", "m1", old.name})
    assert "替您填票" not in text(
        signed_in(council, other.name), f"/meetings/{ballot.meeting_id}"
    )
    signed_in(council, "chair").post(
        f"/decide/{ballot.meeting_id}", {"act": "close", "ballot": ballot.pk}
    )
    one = Ballot.objects.get(pk=ballot.pk)
    assert one.certificate is not None
    assert one.certificate["about"]["assisted"] == [1, 1]


def test_whoever_keeps_out_is_told_why(council: Hall) -> None:
    ballot = council.ask()
    meeting = council.call(ballot)
    row = next(e for e in council.entries(meeting) if e.name == "m3")
    page = f"/recusals/{ballot.pk}"
    told = {"number": row.number, "ground": "路从他家地里过"}
    assert signed_in(council, "m1").post(page, told).status_code == 422
    chair = signed_in(council, "chair")
    assert chair.post(page, told | {"ground": ""}).status_code == 422
    assert chair.post(page, told).status_code == 302
    assert "路从他家地里过" in text(chair, page)
    assert notices(council) == {"m3": ["开会表决：有一件事请您回避"]}
    assert "路从他家地里过" in text(signed_in(council, "m3"), f"/meetings/{meeting.pk}")


def test_paper_goes_from_the_printer_to_the_certificate_by_pages(
    council: Hall,
) -> None:
    ballot = council.ask()
    meeting = council.call(ballot)
    page = f"/paper/{ballot.pk}"
    desk = f"/decide/{meeting.pk}"
    chair, m1, m2 = (signed_in(council, name) for name in ("chair", "m1", "m2"))
    plan = {"act": "declare", "way": "secret", "both": "first", "sheets": "10"}
    assert m1.post(page, plan).status_code == 422
    assert chair.post(page, plan).status_code == 302
    assert PaperPlan.objects.get().printed == 10
    assert m1.get(f"{page}/sheets.pdf").status_code == 404
    printed = chair.get(f"{page}/sheets.pdf")
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.count(b"/Type /Page\n") == 2
    for entry in council.entries(meeting):
        check_in(entry.pk, council.by("m1"))
    put = {"act": "put", "ballot": ballot.pk, "way": "secret"}
    assert chair.post(desk, put).status_code == 302
    for entry in council.entries(meeting)[:2]:
        given = m1.post(page, {"act": "hand-out", "entry": entry.pk}, follow=True)
        assert "从票堆里拿一张" in given.content.decode()
    assert HandedOut.objects.count() == 2
    sheet = ballot.sheets.get(number=7)
    assert chair.post(page, {"act": "open-box"}).status_code == 302
    for client, choice in ((m1, "yes"), (m2, "no")):
        read = {"act": "read", "number": "7", "choice": choice}
        assert client.post(page, read).status_code == 302
    third = signed_in(council, "m3")
    assert "m1" in text(third, page)
    for client in (third, signed_in(council, "m4")):
        read = {"act": "read", "number": "7", "choice": "yes"}
        assert client.post(page, read).status_code == 302
        chair.post(page, {"act": "draw"})
    assert SheetReading.objects.count() == 4
    assert "没有收回来" not in text(Client(), f"/sheet/{sheet.code}", 404)
    Ballot.objects.update(openness=3)
    assert "还没计票" in text(Client(), f"/sheet/{sheet.code}")
    close = {"act": "close", "ballot": ballot.pk}
    assert chair.post(desk, close).status_code == 302
    assert "算进去了" in text(Client(), f"/sheet/{sheet.code}")
    shown = text(Client(), f"/decided/{ballot.pk}")
    assert "纸票印了10张：发了2，收回1，作废0，没收回1" in shown
    assert PaperPlan.objects.get().seed in shown


@pytest.mark.parametrize("way", ["act", "unknown"])
def test_what_no_page_offers_is_not_there(council: Hall, way: str) -> None:
    ballot = council.ask()
    council.call(ballot)
    answer = signed_in(council, "chair").post(f"/paper/{ballot.pk}", {"act": way})
    assert answer.status_code == 404
