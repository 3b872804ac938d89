"""An adopted partition is told to those whom it changes, each once."""

from datetime import timedelta

from django.test import Client
from django.utils import translation

from tests.cast import MONDAY, VILLAGE
from tests.courtyards.hamlet import DAY, LONG_AGO, NARROW, Hamlet
from yuanluo.courtyards import queries
from yuanluo.courtyards.adopting import ToAdopt, adopt
from yuanluo.courtyards.models import Partition
from yuanluo.gateway import jobs
from yuanluo.gateway.models import Notification
from yuanluo.people.models import Account, Appointment, Person, Residency
from yuanluo.record import actions as record
from yuanluo.territory.models import Membership

SINCE = DAY + timedelta(days=7)


def adopted(small: Hamlet, draft: Partition) -> None:
    names = {p.number: f"新{p.number}号" for p in queries.drawn(draft).plots}
    adopt(small.acts("sec"), ToAdopt(draft.pk, draft.version, SINCE, names))


def tell() -> list[Notification]:
    record.sequence()
    jobs.tell(MONDAY)
    rows = Notification.objects.on_page().filter(kind="divided")
    return list(rows.order_by("person"))


def moved(level: str) -> set[int]:
    """Give who lives behind a door that lies in another courtyard from the day on."""
    doors = Membership.objects.filter(level=level, since=SINCE).values("home")
    rows = Residency.objects.filter(household__home__in=doors, until=None)
    return set(rows.values_list("person", flat=True))


def test_heads_and_residents_are_told_once_each_in_what_concerns_them(
    small: Hamlet,
) -> None:
    draft = small.draw(limits=NARROW)
    adopted(small, draft)
    told = tell()
    whom = {one.person_id: one.title for one in told}
    assert len(whom) == len(told)
    ended = Appointment.objects.filter(until=SINCE).values_list("person", flat=True)
    assert set(ended) == set(small.heads)
    for head in small.heads:
        assert "您在院落的职务到" in whom[head]
    residents = moved("courtyard")
    assert len(residents) > 12
    assert residents <= set(whom)
    for person in residents - set(small.heads):
        assert "您家所在的院落" in whom[person]
    assert {one.subject for one in told} == {f"partition:{draft.pk}:{VILLAGE}"}
    # Read again, the record tells nobody anything twice.
    assert len(tell()) == len(told)


def test_who_stays_is_told_nothing_and_who_minds_what_goes_on_hears_of_it(
    small: Hamlet,
) -> None:
    """One courtyard is kept as it is: its head goes on, its homes have not moved."""
    draft = small.draw(limits=None, keep=(small.yards[0],))
    adopted(small, draft)
    whom = {one.person_id: one.title for one in tell()}
    assert "院落划分定了" in whom[small.heads[0]]
    stayed = Residency.objects.filter(household__home__in=small.doors[:12]).values_list(
        "person", flat=True
    )
    assert set(stayed).isdisjoint(whom)


def test_words_name_nobody_and_lead_to_the_partition_in_both_languages(
    small: Hamlet,
) -> None:
    reader = Person.objects.get(pk=small.heads[0])
    reader.language = "en"
    reader.save(update_fields=["language"])
    account = Account.objects.create_user("head", person=reader)
    draft = small.draw(limits=NARROW)
    adopted(small, draft)
    names = set(Person.objects.exclude(name="").values_list("name", flat=True))
    for one in tell():
        assert not any(name in one.title + one.body for name in names)
    mine = Notification.objects.get(person=reader, channel="page", kind="divided")
    assert "your post in one ends on" in mine.title
    client = Client()
    client.force_login(account)
    with translation.override("zh-hans"):
        shown = client.get("/notices").content.decode()
    page = f"/p/{VILLAGE}/courtyards/{draft.pk}"
    assert page in shown
    told = client.get("/api/v1/notices").json()["items"]
    assert any(one["url"].endswith(page) and not one["number"] for one in told)


def test_a_resident_can_open_what_the_notice_leads_to(small: Hamlet) -> None:
    draft = small.draw(limits=NARROW)
    adopted(small, draft)
    yang = small.stage.people["yang"]
    assert Notification.objects.filter(person=yang).count() == 0
    assert yang in {one.person_id for one in tell()}
    client = Client()
    client.force_login(Account.objects.create_user("yang", person_id=yang))
    assert client.get(f"/p/{VILLAGE}/courtyards/{draft.pk}").status_code == 200


def test_a_draft_is_told_to_nobody(small: Hamlet) -> None:
    assert LONG_AGO < DAY
    small.draw(limits=NARROW)
    assert tell() == []
