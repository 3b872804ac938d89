"""Every field has a reader, and what nobody reads is named by no page and no answer."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from django.apps import apps
from django.conf import settings

from yuanluo.config.fields import FIELDS, Reader, reader
from yuanluo.people.purposes import FIELDS as MASKED

#: Words that are a field nobody reads and something else as well.
TOO_COMMON = {
    *("answer", "content", "row", "state", "made", "address", "id", "source"),
    *("village", "marks", "ballot"),
}


def kept() -> Iterator[str]:
    """Give every field of ours."""
    for model in apps.get_models():
        if model.__module__.startswith("yuanluo."):
            for field in model._meta.concrete_fields:
                yield f"{model._meta.label}.{field.name}"


def test_every_field_has_a_reader() -> None:
    undecided = [name for name in kept() if reader(name) is None]
    assert not undecided, f"say who may read them in config/fields.py: {undecided}"


def test_the_control_has_none() -> None:
    assert reader("dossiers.Dossier.notes") is None
    assert reader("people.Dossier.notes") is None


def test_the_table_names_no_field_that_is_gone() -> None:
    fields = list(kept())
    gone = [one for one in FIELDS if not any(fnmatchcase(name, one) for name in fields)]
    assert gone == []


def test_what_is_opened_for_a_purpose_is_what_the_table_says() -> None:
    opened = {
        name.rpartition(".")[2] for name in kept() if reader(name) is Reader.PURPOSE
    }
    # An address is public as a door and masked as somebody's home.
    assert opened | {"address"} == MASKED.keys()


def test_what_nobody_reads_is_on_no_page_and_in_no_answer() -> None:
    hidden = {
        name.rpartition(".")[2] for name in kept() if reader(name) is Reader.NOBODY
    }
    hidden -= TOO_COMMON
    assert hidden >= {"identity", "salt", "password", "text_sha256"}
    assert named(hidden, sources()) == []
    # The control: a page that shows one is found.
    assert named(hidden, [("page", "{{ one.person.identity }}")]) == ["page: identity"]


def sources() -> Iterable[tuple[str, str]]:
    """Give the text of pages and of what programs are answered."""
    root = Path(settings.PACKAGE)
    files = [*root.glob("*/jinja2/**/*.html"), *root.glob("*/schemas/*.py")]
    assert len(files) > 50
    return [(one.name, one.read_text("utf-8")) for one in files]


def named(hidden: set[str], texts: Iterable[tuple[str, str]]) -> list[str]:
    """Find fields that a text takes from a row, or declares."""
    words = "|".join(sorted(hidden))
    taken = re.compile(rf"(?:\.|^\s+)({words})\b(?!\()", re.MULTILINE)
    return [
        f"{name}: {found[1]}" for name, text in texts for found in taken.finditer(text)
    ]
