"""What pages are written with: values escaped, words in the reader's language."""

import pytest
from django.utils.translation import override
from jinja2 import DictLoader
from markupsafe import Markup

from yuanluo.paper.environment import environment, said, speaker, written


@pytest.mark.parametrize("sign", ["&", "<", ">", "'", '"'])
def test_what_could_be_markup_is_escaped(sign: str) -> None:
    page = environment().from_string("{{ value }}")
    assert page.render(value=f"甲{sign}乙") == str(Markup.escape(f"甲{sign}乙"))
    assert page.render(value=sign) == str(Markup.escape(sign)) != sign


def test_what_is_markup_stays_so() -> None:
    page = environment().from_string("{{ value }}")
    assert page.render(value=Markup("<b>甲</b>")) == "<b>甲</b>"
    assert page.render(value=12) == "12"
    assert written("甲乙丙") == "甲乙丙"


def test_text_of_a_subclass_is_escaped_too() -> None:
    class Text(str):
        __slots__ = ()

    page = environment().from_string("{{ value }}")
    assert page.render(value=Text("<b>")) == "&lt;b&gt;"


def test_a_part_that_was_gathered_is_not_escaped_again() -> None:
    page = environment().from_string(
        "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}"
        "{% set kept %}{{ m(value) }}{% endset %}{{ kept }}"
    )
    assert page.render(value="<") == "<i>&lt;</i>"


def test_words_take_values_of_any_name_and_escape_them() -> None:
    page = environment().from_string(
        "{{ _('%(words)s，%(self)s', words=a, self='乙') }}"
    )
    assert page.render(a="<甲>") == "&lt;甲&gt;，乙"


def test_words_are_those_of_the_reader() -> None:
    with override("en"):
        english = said("登录")
        assert speaker("en")("登录") == english
    with override("zh-hans"):
        assert said("登录") == "登录" != english


def test_a_fixed_part_is_rendered_once_for_each_language() -> None:
    pages = environment(loader=DictLoader({"part.html": "<i>{{ _('登录') }}</i>"}))
    pages.auto_reload = False
    page = pages.from_string("{{ fixed('part.html') }}")
    with override("zh-hans"):
        assert page.render() == "<i>登录</i>"
    with override("en"):
        english = page.render()
    assert english.startswith("<i>")
    assert "登录" not in english
    pages.loader = DictLoader({"part.html": "other"})
    with override("en"):
        assert page.render() == english
