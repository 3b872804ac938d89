"""Every page of meetings, votes and elections: a title, one heading, a way back, names.

A new address has to be put to these questions: it fails here until it is listed.
"""

import pytest
from django.test import Client

from tests.assembly.electing import poll
from tests.assembly.hall import Hall
from tests.assembly.test_door import signed_in
from tests.hearing import Heard
from yuanluo.assembly.actions import papers
from yuanluo.assembly.actions.attending import check_in
from yuanluo.assembly.actions.closing import adjourn, close
from yuanluo.assembly.actions.voting import put
from yuanluo.assembly.models import Ballot, Meeting
from yuanluo.assembly.urls import urlpatterns

#: These are no pages: a calendar for programs, paper, and a picture.
NO_PAGES = {"feed", "sheets", "signed-photo"}
#: Reached from the navigation itself.
FIRST = {"home"}


def addresses(council: Hall) -> dict[str, tuple[str, str]]:
    """Give an address for each name, and who opens it."""
    asked, on_paper = council.ask(title="修路"), council.ask(title="装凉棚")
    meeting = council.call(asked)
    beside = council.call(on_paper)
    for one in (meeting, beside):
        for entry in council.entries(one)[:7]:
            check_in(entry.pk, council.by("chair"))
    chair = council.by("chair")
    papers.declare(on_paper.pk, chair, way="secret", both="first", sheets=10)
    put(asked.pk, "secret", council.by("chair"))
    put(on_paper.pk, "secret", council.by("chair"))
    sheet = on_paper.sheets.get(number=1)
    done = council.ask(title="定了的")
    over = council.call(done)
    for entry in council.entries(over)[:7]:
        check_in(entry.pk, council.by("chair"))
    put(done.pk, "open", council.by("chair"))
    close(done.pk, council.by("chair"))
    adjourn(over.pk, "定了", council.by("chair"))
    at = f"/meetings/{meeting.pk}"
    return {
        "home": ("/meetings", "yang"),
        "meeting": (at, "m1"),
        "door": (f"{at}/door", "m1"),
        "stand-in": (f"{at}/door/9", "m1"),
        "help": (f"{at}/help", "m1"),
        "attendance": (f"{at}/attendance", "m1"),
        "minutes": (f"/meetings/{over.pk}/minutes", "chair"),
        "signed": (f"/meetings/{over.pk}/signed", "chair"),
        "recusals": (f"/recusals/{asked.pk}", "chair"),
        "paper": (f"/paper/{on_paper.pk}", "chair"),
        "sheet": (f"/sheet/{sheet.code}", "chair"),
        "opinion": (f"/say/{asked.pk}", "m8"),
        "come": (f"/come/{meeting.code}", "m8"),
        "vote": (f"/vote/{asked.pk}", "m1"),
        "certificate": (f"/decided/{done.pk}", "m1"),
    }


def of_election(council: Hall) -> dict[str, tuple[str, str]]:
    one = poll(council)
    council.village.stage.people["居民0"] = one.people[0]
    ballot = one.opened(2)
    at = f"/elections/{ballot.pk}"
    return {
        "election": (at, "chair"),
        "elect": (f"{at}/sheet", "居民0"),
        "tellers": (f"{at}/tellers", "chair"),
        "tally-sheet": (f"{at}/tally", "chair"),
    }


def heard(council: Hall, address: str, who: str) -> Heard:
    answer = signed_in(council, who).get(address)
    assert answer.status_code == 200, address
    return Heard(answer.content.decode())


def test_every_page_of_a_body_can_be_heard_and_left(council: Hall) -> None:
    pages = addresses(council)
    found = {
        name: heard(council, address, who) for name, (address, who) in pages.items()
    }
    votes = of_election(council)
    found |= {
        name: heard(council, address, who) for name, (address, who) in votes.items()
    }
    listed = {one.name for one in urlpatterns} - NO_PAGES
    assert set(found) == listed, "a page nobody has listened to"
    missing = {name: page.missing() for name, page in found.items()}
    assert {name: what for name, what in missing.items() if what} == {}
    assert {name for name, page in found.items() if not page.back} == FIRST
    titles = [page.title for page in found.values()]
    assert len(set(titles)) == len(titles), "two pages that call themselves the same"


def test_the_desk_and_the_call_can_be_heard_and_left(council: Hall) -> None:
    council.ask(title="等着开会的")
    meeting = council.call(council.ask(title="修路"))
    for address in ("/decide", f"/decide/{meeting.pk}"):
        page = heard(council, address, "chair")
        assert page.missing() == [], address
        assert page.back, address


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            "<title>投票</title><main><h1>投票</h1></main>",
            "a title that says where one is",
        ),
        ("<title>a · b</title><h2>x</h2>", "one first heading"),
        ("<title>a · b</title><h1>x</h1><h3>y</h3>", "headings in order"),
        ("<title>a · b</title><h1>x</h1><input name=q>", "a label for q"),
        ("<title>a · b</title><h1>x</h1><table><th>x</th></table>", "scope"),
        ("<title>a · b</title><h1>x</h1><p id=a><p id=a>", "another id than a"),
        ('<title>a · b</title><h1>x</h1><a href="/"></a>', "a link without words"),
    ],
)
def test_what_cannot_be_heard_is_missed(page: str, said: str) -> None:
    (missing,) = Heard(page).missing()
    assert said in missing


def test_a_page_that_cannot_be_left_is_known() -> None:
    left = '<main><a class="back" href="/">首页</a><h1>x</h1></main>'
    assert Heard(left).back == ["/"]
    assert Heard('<main><h1>x</h1><a href="/">首页</a></main>').back == []


def test_a_refusal_is_told_at_once_and_at_its_question(council: Hall) -> None:
    ballot = council.ask()
    meeting = council.call(ballot)
    chair = signed_in(council, "chair")
    refused = chair.post(f"/recusals/{ballot.pk}", {"number": "999", "ground": "亲戚"})
    assert refused.status_code == 422
    text = refused.content.decode()
    (alert,) = Heard(text).alerts
    assert "名册上没有" in alert
    assert 'aria-describedby="f-number-error" aria-invalid="true"' in text
    assert 'value="亲戚"' in text
    late = {"act": "put", "ballot": ballot.pk, "way": "hands"}
    (alert,) = Heard(chair.post(f"/decide/{meeting.pk}", late).content.decode()).alerts
    assert "人数不够：还差6" in alert


def test_a_receipt_is_found_however_it_is_copied(council: Hall) -> None:
    ballot, came = council.polling(7, way="secret")
    voter = signed_in(council, came[1].name)
    told = {"choice": "yes", "receipt": "0123456789abcdef" * 2, "request_id": "1" * 32}
    page = voter.post(f"/vote/{ballot.pk}", told).content.decode()
    assert "0123 4567 89ab cdef 0123 4567 89ab cdef" in page
    close(ballot.pk, council.by("chair"))
    Ballot.objects.filter(pk=ballot.pk).update(openness=3)
    for copied in ("0123 4567 89ab cdef 0123 4567 89ab cdef", told["receipt"]):
        found = Client().get(f"/decided/{ballot.pk}", {"receipt": copied})
        assert "算进去了" in found.content.decode()
    other = Client().get(f"/decided/{ballot.pk}", {"receipt": "0123 4567"})
    assert "没有这个回执号" in other.content.decode()


def test_minutes_begin_with_the_day_where_people_are(council: Hall) -> None:
    meeting = council.call(council.ask())
    # Half past six in the morning there, the evening before elsewhere.
    early = meeting.held_at.replace(hour=22, minute=30)
    Meeting.objects.filter(pk=meeting.pk).update(held_at=early)
    page = signed_in(council, "chair").get(f"/decide/{meeting.pk}").content.decode()
    day = early.day + 1
    assert f"月{day}日" in page
    assert "06:30" in page.partition("<textarea")[2]
