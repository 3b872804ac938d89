"""Every reason for refusing has a sentence in both languages, without identifiers."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from yuanluo.assembly import refusal_words as assembly
from yuanluo.courtyards import refusal_words as courtyards
from yuanluo.matters.refusal_words import FIGURES, NAMELESS, UNKNOWN, WORDS, in_words
from yuanluo.people import refusal_words as registers

SOURCE = Path(__file__).parents[2] / "src" / "yuanluo"
PLAIN = re.compile(r"""(?:Refusal|refused)\(\s*f?"([A-Z][A-Z_]+)["_{]""")
CHECKS = re.compile(r""", "([A-Z][A-Z_]+)(?::\w+)?"\)""")
#: Acts upon people, places and meetings are nobody's step and have words of their own.
APART = {"people", "territory", "courtyards", "assembly"}
#: Made out of a name at the spot: explained by their pattern.
PATTERNED = {"TAKEN", "ANSWER"}


def codes(wanted: Callable[[str, str], bool]) -> set[str]:
    """Find every code that our own code refuses with, by app and module."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if not wanted(path.relative_to(SOURCE).parts[0], path.name):
            continue
        text = path.read_text(encoding="utf-8")
        if "Refus" in text or "refuse" in text:
            found.update(PLAIN.findall(text))
        if "refuse_unless" in text:
            found.update(CHECKS.findall(text))
    return {code.rstrip("_") for code in found} - PATTERNED


def test_every_code_has_a_sentence() -> None:
    def ours(app: str, name: str) -> bool:
        return app not in APART | {"web"} or name == "effects.py"

    found = codes(ours)
    # Pages of registers refuse in the words of the acts behind them.
    pages = codes(lambda app, _name: app == "web")
    assert sorted(pages - WORDS.keys() - registers.WORDS.keys()) == []
    assert {"WRONG_POST", "STALE", "NO_EVIDENCE", "ALREADY_LATE"} <= found
    assert sorted(code for code in found if code not in WORDS) == []


@pytest.mark.parametrize(
    ("app", "words", "some"),
    [
        ("courtyards", courtyards.WORDS, {"OUT_OF_LIMITS", "CHANGED"}),
        ("assembly", assembly.WORDS | WORDS, {"ALREADY", "CLOSED"}),
    ],
)
def test_what_is_nobodys_step_has_words_of_its_own(
    app: str, words: Mapping[str, str], some: set[str]
) -> None:
    found = codes(lambda other, name: other == app and name != "effects.py")
    assert sorted(code for code in found if code not in words) == []
    assert some <= found


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_sentence_never_shows_an_identifier(language: str) -> None:
    for code in [*WORDS, "TAKEN_0_OF_3", "ANSWER_way", "ANSWER_tie_rule", "NEW_CODE"]:
        for detail in ("", "promised_on"):
            said = in_words(f"{code}:{detail}" if detail else code, language)
            if code not in FIGURES:
                assert "promised_on" not in said, code
            assert "{" not in said, code
            assert "_" not in said or code in FIGURES, code
            assert bool(re.search(r"[㐀-鿿]", said)) is (language == "zh-hans"), code


def test_what_names_something_can_do_without_the_name() -> None:
    wanting = {code for code, words in WORDS.items() if "{what}" in words}
    assert wanting | {"ANSWER"} == NAMELESS.keys()
    assert " / " in UNKNOWN
