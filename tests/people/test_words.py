"""Every refusal of an act upon people or places has a sentence in both languages."""

import re
from pathlib import Path

from django.conf import settings

from yuanluo.kernel.playbook import TITLE
from yuanluo.people import copying
from yuanluo.people.purposes import FIELDS, NEED_SUBJECT, PURPOSES
from yuanluo.people.refusal_words import WORDS

RAISED = re.compile(r'(?:refused|Refusal)\(\s*"([A-Z_]+)"|else "([A-Z_]+)"')

#: Where acts upon people and places are.
MODULES = (
    "people/actions.py",
    "people/openings.py",
    "people/consents.py",
    "people/copying.py",
    "people/rostering.py",
    "people/organising.py",
    "people/owning.py",
    "people/composing.py",
    "territory/actions.py",
    "territory/facilities.py",
)


def test_every_code_has_a_sentence() -> None:
    found = set()
    for path in MODULES:
        source = Path(settings.PACKAGE / path).read_text("utf-8")
        found |= {one or other for one, other in RAISED.findall(source)}
    found |= {"UNKNOWN_PLACE", "UNKNOWN_PERSON"}
    # A list's words are said with those of its file.
    found -= {"NOT_A_VILLAGE", "NOTHING_TO_TAKE", "FILE_TOO_LARGE"}
    assert len(found) > 15
    assert found - WORDS.keys() == set()
    assert WORDS.keys() - found == set()


def test_all_words_are_in_both_languages() -> None:
    every = (WORDS, FIELDS, PURPOSES, copying.PURPOSES)
    for words in (one for table in every for one in table.values()):
        assert TITLE.fullmatch(words), words
    assert PURPOSES.keys() >= NEED_SUBJECT
