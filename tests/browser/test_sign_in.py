"""Coming in with a phone and a code, with scripts and without."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from yuanluo.people.models import Account

PHONE = "13800000001"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_resident_comes_in_with_a_code(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    cache.clear()  # One message a minute for a number.
    Account.objects.create(username="lin", phone=PHONE, phone_verified=True)
    page = open_page(javascript=javascript)
    page.goto(reverse("account_request_login_code"))
    page.fill("input[name=phone]", "138 0000 0001")
    page.press("input[name=phone]", "Enter")
    expect(page).to_have_url(
        re.compile(re.escape(reverse("account_confirm_login_code")))
    )
    sent = settings.VAR / "sms" / f"{PHONE.lstrip('+')}.txt"
    code = re.search(r"\b(\d{6})\b", sent.read_text(encoding="utf-8"))
    assert code
    page.fill("input[name=code]", code[1])
    page.press("input[name=code]", "Enter")
    page.wait_for_url(lambda url: "/account/" not in url)
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert settings.SESSION_COOKIE_NAME in names
