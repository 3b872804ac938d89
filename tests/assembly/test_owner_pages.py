"""What owners and whoever minds the door see: their area, and what is still missing."""

from django.test import Client
from django.urls import reverse

from tests.assembly.hall import Hall
from tests.assembly.test_owners import closed, own, vote, voting
from yuanluo.people.models import Account


def client(council: Hall, person: int) -> Client:
    account, _ = Account.objects.get_or_create(
        person_id=person, defaults={"username": f"p{person}"}
    )
    found = Client()
    found.force_login(account, backend="yuanluo.people.backends.Backend")
    return found


def body(page: object) -> str:
    content: bytes = getattr(page, "content", b"")
    return content.decode()


def test_pages_of_owners_say_the_area(council: Hall) -> None:
    people = own(10_000, (5_000, 5_001), 9_999)
    ballot, meeting, rows = voting(council)
    vote(council, ballot, rows[0])
    chair = client(council, council.village.stage.people["chair"])
    door = body(chair.get(reverse("assembly:door", args=[meeting.pk])))
    assert "100.00㎡" in door
    assert "300.00㎡" in door
    # Two thirds of 300.00 are 200.00; 100.00 have come.
    assert "要200.00㎡，还差100.00㎡" in door
    desk = body(chair.get(reverse("matters:sitting", args=[meeting.pk])))
    assert "面积：到了100.00㎡，一共300.00㎡，要200.00㎡。" in desk
    sheet = body(chair.get(reverse("assembly:attendance", args=[meeting.pk])))
    assert "100.01㎡" in sheet
    owner = client(council, people[1].pk)
    mine = body(owner.get(reverse("assembly:meeting", args=[meeting.pk])))
    assert "您算一人，面积100.01㎡。" in mine
    ask = body(owner.get(reverse("assembly:vote", args=[ballot.pk])))
    assert "您这一票：一人，面积100.01㎡。" in ask
    vote(council, ballot, rows[1])
    closed(council, ballot)
    shown = body(chair.get(reverse("assembly:certificate", args=[ballot.pk])))
    assert "300.00㎡里要200.00㎡，到了200.01㎡" in shown
    assert "200.01㎡里要100.01㎡，赞成200.01㎡" in shown
    assert "第二百七十八条第二款" in shown


def test_paper_of_owners_is_by_name(council: Hall) -> None:
    own(10_000, 10_000)
    ballot = council.ask("owners")
    council.call(ballot)
    chair = client(council, council.village.stage.people["chair"])
    address = reverse("assembly:paper", args=[ballot.pk])
    page = body(chair.get(address))
    assert 'name="way" value="open"' in page
    assert 'value="secret"' not in page
    sent = {"act": "declare", "way": "open", "both": "first", "sheets": "3"}
    assert chair.post(address, sent).status_code == 302


def test_a_certificate_says_what_is_short_in_square_metres(council: Hall) -> None:
    own(10_000, 10_000, 10_001)
    ballot, _, rows = voting(council)
    for row in rows[:2]:
        vote(council, ballot, row)
    closed(council, ballot)
    chair = client(council, council.village.stage.people["chair"])
    shown = body(chair.get(reverse("assembly:certificate", args=[ballot.pk])))
    assert "面积不够：还差0.01㎡" in shown
    assert "<strong>差0.01㎡</strong>" in shown
