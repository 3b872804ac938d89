"""A phone number and a code become a session; everybody else learns nothing."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from yuanluo.people.models import Account

PHONE = "+8613800000001"
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return Account.objects.create(username="lin", phone=PHONE, phone_verified=True)


def code_for(phone: str) -> str:
    text = (settings.VAR / "sms" / f"{phone.lstrip('+')}.txt").read_text("utf-8")
    found = re.search(r"Your code is (\S+)\.", text)
    assert found
    return found[1]


def test_a_code_on_the_phone_opens_a_session(client: Client, account: Account) -> None:
    client.post(reverse("account_request_login_code"), {"phone": "138 0000 0001"})
    answer = client.post(
        reverse("account_confirm_login_code"), {"code": code_for(PHONE)}
    )
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)


def test_a_wrong_code_opens_nothing(client: Client, account: Account) -> None:
    client.post(reverse("account_request_login_code"), {"phone": PHONE})
    client.post(reverse("account_confirm_login_code"), {"code": "AAAAAA"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("login", ["lin", "138 0000 0001", PHONE])
def test_a_password_opens_a_session_too(
    client: Client, account: Account, login: str
) -> None:
    account.set_password("three willows by the well")
    account.save(update_fields=["password"])
    client.post(
        reverse("account_login"),
        {"login": login, "password": "three willows by the well"},
    )
    assert client.session["_auth_user_id"] == str(account.pk)


def test_staff_without_a_number_sign_in_by_name(client: Client) -> None:
    clerk = Account.objects.create_user("clerk", "three willows by the well")
    answer = client.post(
        reverse("account_login"),
        {"login": "clerk", "password": "three willows by the well"},
    )
    assert answer.headers["Location"] == settings.LOGIN_REDIRECT_URL
    assert client.session["_auth_user_id"] == str(clerk.pk)


def test_a_newcomer_shows_to_hold_the_number_before_coming_in(client: Client) -> None:
    assert client.post(reverse("account_signup"), {}).status_code == 200
    client.post(reverse("account_signup"), {"phone": "13800000009"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_verify_phone"), {"code": code_for("+8613800000009")})
    newcomer = Account.objects.get(phone="+8613800000009")
    assert newcomer.phone_verified
    assert newcomer.person is None
    assert client.session["_auth_user_id"] == str(newcomer.pk)


def test_an_unknown_number_is_answered_like_a_known_one(
    client: Client, account: Account
) -> None:
    door = reverse("account_request_login_code")
    known = client.post(door, {"phone": PHONE})
    unknown = Client().post(door, {"phone": "+8613800000002"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )


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
