"""A phone number and a code become a session; everybody else learns nothing."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.people.locality import MORNING, settle
from yuanluo.people import jobs
from yuanluo.people.accounts import account_for
from yuanluo.people.models import Account, Person
from yuanluo.record.models import Act

PHONE = "13800000001"
NEW = "13900000009"
ASK, BRING = "account_request_login_code", "account_confirm_login_code"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def account() -> Account:
    person = Person.objects.create(name="林秀英", phone=PHONE)
    return Account.objects.create(
        username="lin", phone=PHONE, phone_verified=True, person=person
    )


def sent(phone: str) -> Path:
    return Path(settings.VAR) / "sms" / f"{phone.lstrip('+')}.txt"


def code_for(phone: str) -> str:
    found = re.search(r"\b\d{6}\b", sent(phone).read_text("utf-8"))
    assert found
    return found[0]


def ask(client: Client, phone: str) -> Any:
    return client.post(reverse(ASK), {"phone": phone})


def bring(client: Client, code: str) -> Any:
    return client.post(reverse(BRING), {"code": code})


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    "typed", ["138 0000 0001", "+86-13800000001", "１３８００００００01"]
)
def test_a_code_on_the_phone_opens_a_session(
    client: Client, account: Account, typed: str
) -> None:
    ask(client, typed)
    assert bring(client, code_for(PHONE)).status_code == 302
    assert who(client) == str(account.pk)


@pytest.mark.usefixtures("account")
def test_only_the_owner_of_the_folder_reads_a_code(client: Client) -> None:
    ask(client, PHONE)
    assert sent(PHONE).stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("account")
def test_after_three_wrong_codes_the_right_one_is_wrong_too(client: Client) -> None:
    ask(client, PHONE)
    right = code_for(PHONE)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(3):
        bring(client, wrong)
    bring(client, right)
    assert who(client) is None


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(("later", "comes_in"), [(299, True), (301, False)])
def test_a_code_is_good_for_five_minutes(
    client: Client, later: int, comes_in: bool
) -> None:
    begun = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    with time_machine.travel(begun, tick=False) as clock:
        ask(client, PHONE)
        clock.shift(timedelta(seconds=later))
        bring(client, code_for(PHONE))
        assert (who(client) is not None) == comes_in


@pytest.mark.usefixtures("account")
def test_a_code_is_good_once_and_for_who_asked(client: Client) -> None:
    ask(client, PHONE)
    code = code_for(PHONE)
    bring(Client(), code)
    bring(client, code)
    assert who(client)
    again = Client()
    bring(again, code)
    assert who(again) is None


def test_messages_cost_money_and_are_bounded(client: Client, account: Account) -> None:
    begun = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    answers = []
    with time_machine.travel(begun, tick=False) as clock:
        for _ in range(7):
            answers.append(ask(Client(), PHONE).status_code)
            clock.shift(timedelta(minutes=2))
        assert answers == [302] * 5 + [429] * 2
        # Others still get theirs.
        assert ask(Client(), NEW).status_code == 302
        assert ask(Client(), NEW).status_code == 429


def test_the_budget_of_a_day_holds_for_all(
    client: Client, settings: Any, account: Account
) -> None:
    settings.SMS_PER_DAY = 1
    assert ask(client, PHONE).status_code == 302
    answer = ask(Client(), NEW)
    assert answer.status_code == 503
    assert "没有发出去" in answer.content.decode()


def test_a_carrier_that_refuses_is_told(client: Client, settings: Any) -> None:
    settings.SMS_ADDRESS = "json://127.0.0.1:1/{phone}"
    assert ask(client, PHONE).status_code == 503


@pytest.mark.parametrize("typed", ["", "12345", "你好", "+", "1380000000", "a" * 200])
def test_what_is_no_number_is_said(client: Client, typed: str) -> None:
    answer = ask(client, typed)
    assert answer.status_code == 200
    assert not Account.objects.exists()


def test_known_and_unknown_numbers_are_answered_alike(account: Account) -> None:
    known, unknown = Client(), Client()
    answers = [ask(known, PHONE), ask(unknown, NEW)]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    pages = [
        re.sub(r'value="[^"]{20,}"|nonce="[^"]+"', "", page.content.decode())
        for page in (known.get(reverse(BRING)), unknown.get(reverse(BRING)))
    ]
    assert pages[0].replace(PHONE, "N") == pages[1].replace(NEW, "N")
    assert sent(PHONE).exists()
    assert sent(NEW).exists()


def test_a_newcomer_becomes_a_person_who_lives_nowhere_here(client: Client) -> None:
    ask(client, NEW)
    assert not Person.objects.exists()
    bring(client, code_for(NEW))
    person = Person.objects.get()
    assert (person.phone, person.residencies.count()) == (NEW, 0)
    assert NEW not in person.name
    assert who(client) == str(Account.objects.get(person=person, phone=NEW).pk)
    act = Act.objects.get(verb="people.come-in")
    assert act.subject == f"person:{person.pk}"
    assert NEW not in repr((act.payload, act.answer))


def test_whoever_is_in_the_register_comes_in_as_that_person(client: Client) -> None:
    registered = Person.objects.create(name="韦老三", phone=NEW)
    ask(client, NEW)
    bring(client, code_for(NEW))
    assert Account.objects.get(phone=NEW).person == registered


def test_a_number_that_the_register_gives_to_another_account(client: Client) -> None:
    registered = Person.objects.create(name="韦老三", phone=NEW)
    Account.objects.create(username="wei", phone=PHONE, person=registered)
    ask(client, NEW)
    bring(client, code_for(NEW))
    newcomer = Account.objects.get(phone=NEW).person
    assert newcomer is not None
    assert newcomer != registered
    assert newcomer.phone == ""


def test_accounts_whose_code_nobody_brought_are_forgotten(account: Account) -> None:
    account_for(NEW)
    Account.objects.create_user("clerk", "three willows by the well")
    Account.objects.update(joined_at=MORNING - timedelta(days=2))
    assert jobs.tick(MORNING) == 1
    assert set(Account.objects.values_list("username", flat=True)) == {"lin", "clerk"}
    account_for(NEW)
    assert jobs.tick(MORNING) == 0


@pytest.mark.parametrize("login", ["lin", "138 0000 0001", f"+86{PHONE}"])
def test_a_password_opens_a_session_too(
    client: Client, account: Account, login: str
) -> None:
    account.set_password("three willows by the well")
    account.save(update_fields=["password"])
    client.post(
        reverse("account_login"),
        {"login": login, "password": "three willows by the well"},
    )
    assert who(client) == str(account.pk)


def test_staff_without_a_number_sign_in_by_name(client: Client) -> None:
    clerk = Account.objects.create_user("clerk", "three willows by the well")
    answer = client.post(
        reverse("account_login"),
        {"login": "clerk", "password": "three willows by the well"},
    )
    assert answer.headers["Location"] == settings.LOGIN_REDIRECT_URL
    assert who(client) == str(clerk.pk)


def test_guesses_are_slowed_down_and_open_nothing(
    account: Account,
) -> None:
    account.set_password("three willows by the well")
    account.save(update_fields=["password"])
    door, statuses = reverse("account_login"), set()
    for number in range(40):
        guess = {"login": "lin", "password": f"guess {number}"}
        # A forged address must not make a new guesser.
        forged = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{number}"}
        statuses.add(Client().post(door, guess, **forged).status_code)
    assert 429 in statuses
    assert 302 not in statuses


def test_there_is_no_page_to_sign_up(client: Client) -> None:
    answer = client.post(reverse("account_signup"), {"phone": NEW})
    assert answer.status_code == 200
    assert not Account.objects.exists()


def test_the_operator_page_sends_strangers_to_the_common_door(client: Client) -> None:
    answer = client.get("/operator/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_a_resident_is_no_operator(client: Client, account: Account) -> None:
    client.force_login(account)
    assert client.get("/operator/", follow=True).status_code in {403, 404}


def test_only_the_operator_page_may_evaluate(client: Client, account: Account) -> None:
    account.is_staff = account.is_superuser = True
    account.save(update_fields=["is_staff", "is_superuser"])
    client.force_login(account)
    operator = client.get("/operator/")
    assert operator.status_code == 200
    assert "unsafe-eval" in operator.headers["Content-Security-Policy"]
    everybody = Client().get(reverse("account_login"))
    assert "unsafe" not in everybody.headers["Content-Security-Policy"]


def test_a_clerk_comes_in_by_password_and_second_factor(
    client: Client, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    locality = settle()
    clerk = Account.objects.create_user(
        "clerk", "three willows by the well", person=locality.people["陈专干"]
    )
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(clerk, secret)
    own_page = reverse("people:me")
    answer = client.post(
        reverse("account_login"),
        {"login": "clerk", "password": "three willows by the well"},
    )
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(own_page).status_code == 302
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert who(client) == str(clerk.pk)
    assert "您的岗位还用不了" not in client.get(own_page).content.decode()


def test_a_code_alone_leaves_a_clerk_without_posts_where_more_is_asked(
    client: Client, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    locality = settle()
    ask(client, "13800000002")
    bring(client, code_for("13800000002"))
    member = Account.objects.get(person=locality.people["周网格"])
    assert who(client) == str(member.pk)
    assert "您的岗位还用不了" in client.get(reverse("people:me")).content.decode()
