"""No table has room for what must not be known about a person (RELIABILITY 2.3)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models
from pydantic import BaseModel

from yuanluo.config import urls
from yuanluo.kernel.forbidden import forbidden
from yuanluo.kernel.registers_columns import HEADINGS
from yuanluo.people.consents import WORDINGS
from yuanluo.people.purposes import FIELDS, PURPOSES

# Forty ways to ask for it, in both languages; each must be seen.
PLANTED = """
religion religious_belief faith worship_place 宗教信仰 信仰 教派 是否信教
ethnicity ethnic_group 民族成份 族别
political_attitude political_leaning 政治态度 思想动态
petitioner petition_count 上访次数 信访重点人员 涉访 缠访
key_person key_population watchlist black_list stability_risk
重点人员 重点人口 维稳对象 稳控 黑名单
sexual_orientation 性取向
social_graph friends_of 社会关系
location_trail location_history 行踪 活动轨迹
face_template fingerprint 人脸特征 指纹
""".split()

INNOCENT = """
title place_code phone birth_on 重点项目 民族乡 卡蒲毛南族乡 publication position
repetition interface surface trace request_id settled_at 稳定 facility 信访局转来
category competition
""".split()


def words_of(model: type[models.Model]) -> Iterator[str]:
    yield model.__name__
    for field in model._meta.get_fields():
        yield field.name
        if isinstance(field, models.Field):
            yield str(field.verbose_name)
            yield str(field.help_text)
            for value, label in field.flatchoices:
                yield str(value)
                yield str(label)


@pytest.mark.parametrize("words", PLANTED)
def test_a_planted_field_is_seen(words: str) -> None:
    assert forbidden(words)


@pytest.mark.parametrize("words", INNOCENT)
def test_an_innocent_field_is_left_alone(words: str) -> None:
    assert forbidden(words) is None


def test_no_model_of_ours_has_room_for_it() -> None:
    found = [
        f"{model.__name__}: {words} ({kind})"
        for model in apps.get_models()
        if model.__module__.startswith("yuanluo.")
        for words in words_of(model)
        if (kind := forbidden(words))
    ]
    assert found == []


def descendants(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from descendants(one)


def forms_asked() -> Iterator[tuple[str, str]]:
    for form in descendants(forms.BaseForm):
        if form.__module__.startswith("yuanluo."):
            for name, field in getattr(form, "base_fields", {}).items():
                choices = getattr(field, "choices", ())
                offered = [f"{value} {label}" for value, label in choices]
                yield from ((form.__name__, one) for one in (name, *offered))
                yield form.__name__, str(field.label)


def answers_told() -> Iterator[tuple[str, str]]:
    for schema in descendants(BaseModel):
        if schema.__module__.startswith("yuanluo.gateway."):
            fields: dict[str, Any] = schema.model_fields  # type: ignore[attr-defined]
            yield from ((schema.__name__, name) for name in fields)


def asked() -> Iterator[tuple[str, str]]:
    """Give the words of every form, every answer to a program, and every list."""
    assert urls.urlpatterns  # What pages and programs use is imported by it.
    yield from forms_asked()
    yield from answers_told()
    for name, words in HEADINGS.items():
        yield from (("a list", word) for word in (name, *words))
    for table in (FIELDS, PURPOSES):
        yield from (("a purpose", word) for pair in table.items() for word in pair)
    yield from (("a consent", one.text) for one in WORDINGS.values())


def test_no_form_answer_or_list_asks_for_it() -> None:
    words = list(asked())
    assert len(words) > 150
    assert [f"{where}: {word}" for where, word in words if forbidden(word)] == []


def test_a_planted_form_is_seen() -> None:
    class Visit(forms.Form):
        kind = forms.ChoiceField(choices=[("a", "信访重点人员")])

    Visit.__module__ = "yuanluo.planted"
    try:
        assert [where for where, word in asked() if forbidden(word)] == ["Visit"]
    finally:
        Visit.__module__ = __name__


def test_a_planted_model_is_seen() -> None:
    class Dossier(models.Model):
        notes = models.CharField(max_length=9, choices=[("a", "重点人员")])

        class Meta:
            app_label = "config"
            managed = False

        def __str__(self) -> str:
            return self.notes

    try:
        assert [words for words in words_of(Dossier) if forbidden(words)] == [
            "重点人员"
        ]
    finally:
        del apps.all_models["config"]["dossier"]
        apps.clear_cache()
