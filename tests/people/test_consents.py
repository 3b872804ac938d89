"""What somebody agreed to, as easy to take back as to give; and what is forgotten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.locality import MORNING, VILLAGE, Locality, settle
from yuanluo.config import cli
from yuanluo.people import consents, jobs, retention
from yuanluo.people.models import Account, Consent, Opening, Residency
from yuanluo.people.openings import ToOpen, open_field
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act

YEAR = timedelta(days=365)


@pytest.fixture
def locality(db: None) -> Locality:
    return settle()


def test_consent_is_given_and_taken_back_by_one_press_each(
    locality: Locality,
) -> None:
    yang = locality.people["杨小明"]
    client = Client()
    client.force_login(Account.objects.create_user("yang", person=yang))
    address = reverse("people:consent", args=["photo"])
    assert not consents.agrees(yang.pk, "photo")
    client.post(address, {"do": "give", "version": "1"})
    assert consents.agrees(yang.pk, "photo")
    given = Consent.objects.get()
    assert given.text_sha256 == consents.WORDINGS["photo"].sha256
    assert "撤回" in client.get(reverse("people:me")).content.decode()
    client.post(address, {"do": "withdraw"})
    assert not consents.agrees(yang.pk, "photo")
    assert Consent.objects.get().withdrawn_at is not None
    verbs = (
        Act.objects.filter(log=VILLAGE).order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["people.consent", "people.consent-withdrawn"]


def test_words_that_changed_are_not_agreed_to(
    locality: Locality, monkeypatch: pytest.MonkeyPatch
) -> None:
    yang = locality.acting("杨小明")
    with pytest.raises(Refused, match="WORDS_CHANGED"):
        consents.give(yang, "photo", 2)
    with pytest.raises(Refused, match="UNKNOWN_PURPOSE"):
        consents.give(yang.again("x"), "anything", 1)
    consents.give(yang.again(1), "photo", 1)
    with pytest.raises(Refused, match="ALREADY"):
        consents.give(yang.again(2), "photo", 1)
    newer = consents.Wording("photo", 2, "新 / New", "新的话 / New words")
    monkeypatch.setitem(consents.WORDINGS, "photo", newer)
    assert not consents.agrees(locality.people["杨小明"].pk, "photo")
    consents.give(yang.again(3), "photo", 2)
    assert consents.agrees(locality.people["杨小明"].pk, "photo")
    assert Consent.objects.filter(withdrawn_at=None).count() == 1


def test_a_dry_run_counts_and_touches_nothing(
    locality: Locality, capsys: pytest.CaptureFixture[str]
) -> None:
    yang = locality.people["杨小明"]
    clerk = locality.acting("陈专干", MORNING - 4 * YEAR)
    open_field(clerk, ToOpen(yang.pk, "phone", "visit"))
    assert retention.counted(MORNING)["openings"] == 1
    assert Opening.objects.count() == 1
    assert cli.main(["people", "retention", "--dry-run", "--lang", "en"]) == 0
    assert "nothing was touched" in capsys.readouterr().out
    assert Opening.objects.count() == 1
    jobs.tick(MORNING)
    assert Opening.objects.count() == 0
    assert sum(retention.counted(MORNING).values()) == 0


def test_who_moved_away_is_forgotten_after_a_year_and_not_before(
    locality: Locality,
) -> None:
    yang, lin = locality.people["杨小明"], locality.people["林秀英"]
    left = MORNING.date() - timedelta(days=200)
    Residency.objects.filter(person=yang).update(until=left)
    assert retention.counted(MORNING)["moved-away"] == 0
    later = MORNING + timedelta(days=170)
    assert retention.counted(later)["moved-away"] == 1
    retention.forget(later)
    yang.refresh_from_db()
    lin.refresh_from_db()
    assert (yang.phone, yang.name) == ("", "杨小明")
    # Who serves here keeps the number of their own.
    clerk = locality.people["周网格"]
    clerk.refresh_from_db()
    assert clerk.phone == "13800000002"


def test_every_row_of_the_table_says_what_it_is() -> None:
    names = [kept.name for kept in retention.TABLE]
    assert len(names) == len(set(names))
    for kept in retention.TABLE:
        assert " / " in kept.title
        assert set(kept.emptied) <= retention.EMPTY.keys()
    for one in consents.WORDINGS.values():
        assert " / " in one.title
        assert " / " in one.text
