"""Every page of ours compiles, and what it extends or includes is there."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from jinja2 import Environment, meta

SOURCE = Path(__file__).parents[2] / "src" / "yuanluo"
PAGES = sorted(
    path.relative_to(path.parents[len(path.parts) - path.parts.index("jinja2") - 2])
    for path in SOURCE.glob("*/jinja2/**/*")
    if path.is_file()
)


def environment() -> Environment:
    found: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_compiles_and_finds_its_parts(page: Path) -> None:
    here = environment()
    here.get_template(page.as_posix())
    assert here.loader is not None
    source, _, _ = here.loader.get_source(here, page.as_posix())
    for part in meta.find_referenced_templates(here.parse(source)):
        if part is not None:
            here.get_template(part)


def test_every_file_a_page_names_is_there() -> None:
    """In service each is served under the name of its content, or not at all."""
    named = {
        name
        for page in SOURCE.glob("*/jinja2/**/*.html")
        for name in re.findall(
            r"static\(\s*[\"']([^\"']+)[\"']", page.read_text(encoding="utf-8")
        )
    }
    assert sorted(name for name in named if finders.find(name) is None) == []


def test_a_page_stands_in_the_folder_of_its_app() -> None:
    lost = [
        str(path)
        for app in SOURCE.glob("*/jinja2")
        for path in app.iterdir()
        if path.name != app.parent.name
    ]
    assert lost == []


def test_unknown_words_on_a_page_are_a_fault() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody.name }}").render()


def test_every_icon_a_page_names_is_drawn() -> None:
    """One that is not there is found by whoever opens the page, and as a fault."""
    sheet = (SOURCE / "web" / "icons.txt").read_text("utf-8").split()
    named = {
        (name, page.name)
        for page in SOURCE.glob("*/jinja2/**/*.html")
        for name in re.findall(r'icon="([a-z0-9-]+)"', page.read_text("utf-8"))
    }
    assert len(named) > 50
    assert {(name, page) for name, page in named if name not in sheet} == set()
