"""No table has room for what must not be known about a person (RELIABILITY 2.3)."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from yuanluo.kernel.forbidden import forbidden

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
