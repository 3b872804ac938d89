"""A page, a block of a page, a problem document."""

import json
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from jinja2 import DictLoader

from yuanluo.paper.answer import engine, page, problem
from yuanluo.paper.environment import environment, here

TEMPLATE = (
    "{% set title = 'x' %}<html>{% block part %}<p>{{ words }}</p>"
    "{{ ui.chip(words) }}{% endblock %}</html>"
)


@pytest.fixture
def templates(monkeypatch: pytest.MonkeyPatch) -> None:
    loader = DictLoader({"sample.html": TEMPLATE})
    known = engine().env.loader

    class Both(DictLoader):
        def get_source(self, environment: Any, template: str) -> Any:
            if template in self.mapping:
                return super().get_source(environment, template)
            assert known is not None
            return known.get_source(environment, template)

    monkeypatch.setattr(engine().env, "loader", Both(loader.mapping))


def asked(**headers: str) -> HttpRequest:
    return RequestFactory().get("/list", headers=headers)


def test_a_person_gets_the_whole_page(templates: None) -> None:
    response = page(asked(), "sample.html", {"words": "路灯"}, block="part")
    assert response.content.startswith(b"<html>")
    assert "HX-Request" in response["Vary"]


def test_htmx_gets_the_block_with_components(templates: None) -> None:
    request = asked(**{"HX-Request": "true"})
    text = page(request, "sample.html", {"words": "<b>"}, block="part").content.decode()
    assert text.startswith("<p>&lt;b&gt;</p>")
    assert 'class="chip plain"' in text


@pytest.mark.parametrize("also", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_or_restored_page_is_whole(templates: None, also: str) -> None:
    request = asked(**{"HX-Request": "true", also: "true"})
    response = page(request, "sample.html", {"words": ""}, block="part")
    assert response.content.startswith(b"<html>")


def test_a_lone_surrogate_is_no_fault(templates: None) -> None:
    response = page(asked(), "sample.html", {"words": "a\ud800b"}, status=422)
    assert response.status_code == 422
    assert b"<p>a?b</p>" in response.content


def test_a_problem_document() -> None:
    response = problem(
        asked(), 409, "stale", "有人先动了", "请再看一遍。\ud800", changes=["派单"]
    )
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "urn:yuanluo:problem:stale",
        "title": "有人先动了",
        "status": 409,
        "detail": "请再看一遍。?",
        "instance": "/list",
        "code": "stale",
        "changes": ["派单"],
    }


def test_this_address_with_other_words() -> None:
    request = RequestFactory().get("/list?state=open&after=5")
    assert here(request, after=None, state="late") == "/list?state=late"
    assert here(request, after=None, state=None) == "/list"


def test_an_unknown_icon_says_where_to_add_it() -> None:
    made = environment(loader=DictLoader({}))
    with pytest.raises(AssertionError, match=r"web/icons\.txt"):
        made.from_string("{{ icon('no-such-icon') }}").render()


def test_a_label_of_an_icon_is_escaped() -> None:
    made = environment(loader=DictLoader({}))
    text = made.from_string("{{ icon('clock', label='\"<') }}").render()
    assert 'aria-label="&#34;&lt;"' in text
