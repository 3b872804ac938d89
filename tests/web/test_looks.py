"""The looks that a person chooses, and the page that shows every component."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

import yuanluo.web
from tests.cast import Village
from yuanluo.web.kept import is_secret, is_written
from yuanluo.web.shell import Shell

pytestmark = pytest.mark.urls("tests.web.addresses")


def test_large_type_is_kept_on_the_device(client: Client) -> None:
    response = client.post("/appearance", {"type": "large", "next": "/styleguide"})
    assert response["Location"] == "/styleguide"
    assert 'data-type="large"' in client.get("/styleguide").content.decode()


def test_large_type_follows_the_person_to_another_device(small: Village) -> None:
    first, second = Client(), Client()
    for device in (first, second):
        device.force_login(small.account("yang"))
    first.post("/appearance", {"type": "large"})
    assert 'data-type="large"' in second.get("/styleguide").content.decode()
    assert 'data-type="large"' not in Client().get("/styleguide").content.decode()


def test_the_language_is_kept_on_the_device(client: Client) -> None:
    client.post("/appearance", {"language": "en"})
    assert '<html lang="en"' in client.get("/styleguide").content.decode()


def test_looks_are_not_changed_from_another_site() -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/appearance", {"type": "large"}).status_code == 403


@pytest.mark.parametrize(
    ("came_from", "path"),
    [
        ("http://testserver/register?of=1", "/register"),
        ("http://evil.example/register", "/register/import"),
        ("", "/register/import"),
    ],
)
def test_after_a_refused_form_it_leads_to_the_page_of_the_form(
    rf: RequestFactory, came_from: str, path: str
) -> None:
    """An address that only takes forms shows nothing to whoever just opens it."""
    asked = rf.post("/register/import", headers={"referer": came_from})
    assert Shell(asked).path == path


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", ""])
def test_it_leads_to_no_other_site(client: Client, wanted: str) -> None:
    response = client.post("/appearance", {"theme": "dark", "next": wanted})
    assert response["Location"] == "/"


def test_what_is_no_choice_is_not_kept(client: Client) -> None:
    response = client.post("/appearance", {"type": "huge", "language": "tlh"})
    assert response.cookies == {}


@pytest.mark.parametrize("look", ["light", "dark", "large", "large-dark"])
@pytest.mark.parametrize("shown", ["", "home", "matter", "desk"])
def test_every_component_is_drawn(client: Client, look: str, shown: str) -> None:
    response = client.get("/styleguide", {"look": look, "page": shown})
    assert response.status_code == 200
    assert f'data-theme="{"dark" if "dark" in look else "light"}"' in (
        response.content.decode()
    )


def test_no_id_stands_twice(client: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get("/styleguide").content.decode())
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)


def test_every_label_and_description_finds_its_field(client: Client) -> None:
    text = client.get("/styleguide").content.decode()
    ids = set(re.findall(r'\sid="([^"]+)"', text))
    named = set(re.findall(r'\sfor="([^"]+)"', text))
    named |= {
        one
        for several in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', text)
        for one in several.split()
    }
    assert named - ids == set()


def test_the_first_page_is_light(client: Client) -> None:
    """Styles and scripts of a first page without its pictures, before compression."""
    folder = Path(yuanluo.web.__path__[0]) / "static" / "web"
    styles = (folder / "yuanluo.css").read_bytes()
    scripts = (folder / "yuanluo.js").read_bytes()
    html = client.get("/styleguide", {"page": "home"}).content
    assert len(styles) < 30_000
    assert len(scripts) < 8_192
    wire = sum(len(gzip.compress(part)) for part in (styles, scripts, html))
    assert wire < 20_000


def test_nothing_that_is_read_is_faded() -> None:
    """Words behind a veil lose the contrast that their colours were chosen for."""
    folder = Path(yuanluo.web.__path__[0]) / "static" / "web"
    rules = re.compile(r"([^{}]+)\{[^{}]*?(?<![\w-])opacity:\s*(?:0?\.\d+|\d+%)")
    assert rules.search(".detail { color: red; opacity: .6; }")
    for sheet in sorted(folder.glob("*.css")):
        faded = rules.findall(sheet.read_text(encoding="utf-8"))
        assert faded == [], f"{sheet.name}: {faded}"


def test_which_words_a_person_wrote() -> None:
    assert is_written("路灯")
    assert is_written("the lamp")
    assert is_written("13800001234")
    assert not is_written("light")
    assert not is_written("  ")
    assert is_secret("new_password1")
    assert is_secret("csrfmiddlewaretoken")
    assert not is_secret("words")


def test_every_component_says_what_it_takes() -> None:
    folder = Path(yuanluo.web.__path__[0]) / "jinja2" / "web"
    given = set(
        re.findall(r"\{% set (\w+) =", (folder / "ui.html").read_text(encoding="utf-8"))
    )
    told = {
        name
        for part in (folder / "ui").glob("*.html")
        for name, macro in re.findall(
            r"\{# (\w+):(?:(?!#\}).)*#\}\s*\{% macro (\w+)\(",
            part.read_text(encoding="utf-8"),
            re.DOTALL,
        )
        if name == macro
    }
    assert given - told == set()
