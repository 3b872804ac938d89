"""What is read when something fails, and that the words of a form are kept."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

pytestmark = pytest.mark.urls("tests.web.addresses")


@pytest.fixture
def client() -> Client:
    """A browser that is told what people are told, instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.fixture
def guarded() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def with_token(browser: Client, address: str, words: dict[str, Any]) -> Any:
    found = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"',
        browser.get("/account/login/").content.decode(),
    )
    assert found
    return browser.post(address, {**words, "csrfmiddlewaretoken": found.group(1)})


def test_a_page_that_is_not_there(client: Client) -> None:
    response = client.get("/nowhere")
    text = response.content.decode()
    assert response.status_code == 404
    assert "这里没有东西" in text
    assert "data-fault" in text


def test_nothing_of_the_database_is_needed_to_say_so(
    client: Client, django_assert_num_queries: Any, db: None
) -> None:
    client.cookies["session"] = "x" * 32
    with django_assert_num_queries(0):
        client.get("/away")


def test_who_may_not_is_offered_to_sign_in(client: Client) -> None:
    response = client.get("/closed")
    assert response.status_code == 403
    assert "/account/login/" in response.content.decode()


@pytest.mark.django_db
def test_a_lost_database_keeps_the_words_and_sends_them_again(guarded: Client) -> None:
    words = {
        "words": "路口那盏灯三天没亮了<script>",
        "request_id": "0190-aa",
        "password": "geheim",
        "photo": SimpleUploadedFile("a.jpg", b"x", "image/jpeg"),
    }
    response = with_token(guarded, "/away?step=2", words)
    text = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    assert "数据库连不上" in text
    assert "路口那盏灯三天没亮了&lt;script&gt;</p>" in text
    assert 'action="/away?step=2"' in text
    assert 'name="request_id" value="0190-aa"' in text
    assert 'type="file"' in text
    assert 'name="photo"' in text
    assert "geheim" not in text


def test_words_without_a_checked_token_can_only_be_copied(client: Client) -> None:
    response = client.post("/unguarded", {"words": "别人替我写的"})
    text = response.content.decode()
    assert response.status_code == 503
    assert "别人替我写的" in text
    assert 'action="/unguarded"' not in text


def test_a_program_gets_a_problem_document(client: Client) -> None:
    response = client.get("/api/away")
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["code"] == "unavailable"
    assert response["Retry-After"] == "30"


def test_a_fault_of_ours(client: Client) -> None:
    response = client.post("/broken", {"words": "写了 很久"})
    text = response.content.decode()
    assert response.status_code == 500
    assert "不是您做错了什么" in text
    assert "写了 很久" in text
    assert "ZeroDivisionError" not in text
    assert json.loads(client.get("/api/broken").content)["code"] == "unexpected"


def test_a_database_lost_in_the_session_reads_the_same(client: Client) -> None:
    """The session fails inside middleware, where no view can be asked."""
    with override_settings(SESSION_ENGINE="tests.web.lost_sessions"):
        response = client.get("/account/login/", HTTP_COOKIE="session=" + "x" * 32)
    assert response.status_code == 503
    assert "数据库连不上" in response.content.decode()


def test_who_was_second_reads_what_changed(client: Client) -> None:
    response = client.post("/second", {"words": "我也来说一句"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "李电工收下了" in text
    assert "我也来说一句" in text
    assert 'href="/matters/1"' in text
    assert "再发一次" not in text


def test_a_form_without_token_shows_the_words_to_copy(guarded: Client) -> None:
    response = guarded.post("/reads", {"words": "一大段话", "login_code": "123456"})
    text = response.content.decode()
    assert response.status_code == 403
    assert "这张表放得太久了" in text
    assert "一大段话" in text
    assert "123456" not in text
    assert 'action="/reads"' not in text


def test_ten_megabytes_of_text_are_too_much(client: Client) -> None:
    response = client.post("/reads", {"words": "字" * 3_500_000})
    assert response.status_code in {400, 413}
    text = client.post(
        "/reads",
        "words=" + "a" * 10_000_000,
        content_type="application/x-www-form-urlencoded",
    )
    assert text.status_code == 413
    assert "东西太大" in text.content.decode()


def test_lone_surrogates_are_no_fault(client: Client) -> None:
    response = client.post(
        "/away",
        b"words=%ED%A0%80+%E7%81%AF",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 503


def test_english_is_complete(client: Client) -> None:
    text = client.get("/nowhere", headers={"Accept-Language": "en"}).content.decode()
    words = re.sub(r"<[^>]+>", "", text.split("<main")[1].split("</main>")[0])
    assert not re.search(r"[一-鿿]", words), words
