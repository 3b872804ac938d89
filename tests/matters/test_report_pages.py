"""Reporting in three screens, by plain forms: what is kept, joined, hidden, refused."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image

from tests.cast import VILLAGE, Village
from tests.matters.visiting import (
    begin,
    now,
    photo,
    say_where,
    send,
    text_of,
    visitor,
)
from yuanluo.config.charters import read_folder
from yuanluo.matters.actions.uploads import clear_unattached
from yuanluo.matters.models import Matter, Party
from yuanluo.matters.queries import reporting
from yuanluo.record.models import Act, Attachment
from yuanluo.territory.models import Home


def test_three_screens_make_a_matter(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang, "路灯不亮。晚上看不见路", photos=photo())
    assert "在我家" in text_of(yang.get(f"/report/{draft}/place"))
    say_where(yang, draft)
    checked = text_of(yang.get(f"/report/{draft}/check"))
    assert "路灯不亮。晚上看不见路" in checked
    assert "yang家" in checked
    matter = send(yang, draft)
    assert (matter.title, matter.text) == ("路灯不亮", "路灯不亮。晚上看不见路")
    assert matter.requester_id == small.stage.people["yang"]
    assert matter.home_id == small.stage.homes["yang"]
    sent = text_of(yang.get(f"/report/{draft}/sent"))
    assert matter.number in sent
    assert "zhou" in sent, "who holds it now"
    assert "自动转给村" in sent, "what happens if it is late"
    assert matter.number in text_of(yang.get("/mine"))
    assert matter.number in text_of(yang.get(f"/report/{draft}/slip"))


def test_a_photo_is_drawn_anew_and_belongs_to_the_matter(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang, "", photos=photo())
    say_where(yang, draft)
    matter = send(yang, draft)
    kept = Attachment.objects.get(subject=matter.number)
    assert not Image.open(kept.file).getexif()
    assert matter.title == "路灯", "a photo without words is called by its kind"
    shown = yang.get(f"/m/{matter.number}/photos/{kept.pk}")
    assert shown["Content-Type"] == "image/jpeg"
    assert visitor(small).get(f"/m/{matter.number}/photos/{kept.pk}").status_code == 404


def test_sending_twice_is_one_matter(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang)
    say_where(yang, draft)
    first = send(yang, draft)
    again = yang.post(f"/report/{draft}/check", {"do": "send", "category": "light"})
    assert again["Location"] == f"/report/{draft}/sent"
    # A second tab that knows nothing of the answer sends the same request.
    session = yang.session
    session["reports"][str(draft)] |= {"number": "", "receipt": ""}
    session.save()
    assert send(yang, draft).pk == first.pk
    assert Matter.objects.count() == 1


def test_going_back_loses_nothing(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang, "路灯不亮", photos=photo())
    say_where(yang, draft, where="typed", address="老井往上第二个路口")
    back = text_of(yang.get(f"/report/{draft}/place"))
    assert "老井往上第二个路口" in back
    assert re.search(r'id="way-typed"[^>]* checked', back)
    first = text_of(yang.get(f"/report/{draft}"))
    assert "路灯不亮" in first
    assert f"/report/{draft}/photos/" in first
    assert "上次有一件没发出去" in text_of(yang.get("/report"))


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "写几个字"), ("灯\x00坏", "控制字符"), ("长" * 2001, "太长")],
    ids=["nothing", "hostile", "too long"],
)
def test_words_are_kept_when_refused(small: Village, words: str, said: str) -> None:
    yang = visitor(small, "yang")
    answer = yang.post("/report", {"words": words})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert words[:50].replace("\x00", "") in text_of(answer).replace("\x00", "")


def test_a_file_that_is_no_picture_is_named_and_the_words_stay(small: Village) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    yang = visitor(small, "yang")
    bad = SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = yang.post("/report", {"words": "路灯不亮", "photos": bad})
    assert answer.status_code == 422
    assert "这不是照片" in text_of(answer)
    assert "路灯不亮" in text_of(answer)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"where": "list"}, "从列表里选一个地方"),
        ({"where": "door"}, "找一下门牌"),
        ({"where": "typed"}, "写一下怎么走到那里"),
        ({"where": "map", "latitude": "x"}, "手机还没给位置"),
        ({"where": "list", "division": "110101001001"}, "从列表里选一个地方"),
    ],
    ids=["list", "door", "typed", "map", "elsewhere"],
)
def test_a_place_that_is_not_clear_is_asked_again(
    small: Village, where: dict[str, str], said: str
) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang)
    answer = yang.post(f"/report/{draft}/place", {"do": "next", **where})
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_division_from_the_list_is_where_it_lies(small: Village) -> None:
    yang = visitor(small, "yang")
    grid = small.stage.divisions["grid"]
    draft = begin(yang)
    say_where(yang, draft, where="list", division=grid)
    matter = send(yang, draft)
    assert matter.place_id == grid
    assert matter.level == "grid"


def test_a_door_is_found_by_its_address(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang)
    looked = {"do": "look", "where": "door", "door_words": "lin家"}
    assert yang.post(f"/report/{draft}/place", looked).status_code == 302
    assert "lin家" in text_of(yang.get(f"/report/{draft}/place"))
    say_where(yang, draft, where="door", door=small.stage.homes["lin"])
    assert send(yang, draft).home_id == small.stage.homes["lin"]


def test_an_unknown_kind_is_asked_again(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang, "不知道怎么说")
    say_where(yang, draft)
    answer = yang.post(f"/report/{draft}/check", {"do": "send", "category": ""})
    assert answer.status_code == 422
    assert "选一下是哪一类事" in text_of(answer)
    assert "不知道怎么说" in text_of(answer)


# Without a name -----------------------------------------------------------------------


def test_what_carries_a_name_waits_for_signing_in(small: Village) -> None:
    passer_by = visitor(small)
    draft = begin(passer_by, at=VILLAGE)
    say_where(passer_by, draft, where="list", division=VILLAGE)
    answer = passer_by.post(f"/report/{draft}/check", {"category": "light"})
    assert answer.status_code == 422
    assert f"/account/login/?next=/report/{draft}/check" in text_of(answer)
    assert not Matter.objects.exists()


@pytest.mark.parametrize("name", [None, "yang"])
def test_an_anonymous_matter_knows_nobody(small: Village, name: str | None) -> None:
    client = visitor(small, name)
    draft = begin(client, at=VILLAGE, photos=photo())
    say_where(client, draft, where="list", division=VILLAGE)
    matter = send(client, draft, anonymous="on")
    assert matter.requester_id is None
    assert matter.reporter_id is None
    acts = Act.objects.filter(subject=matter.number)
    assert {(a.actor, a.actor_name, a.on_behalf) for a in acts} == {(None, "", None)}
    assert [one.by for one in Attachment.objects.all()] == [None]
    sent = text_of(client.get(f"/report/{draft}/sent"))
    receipt = client.session["reports"][str(draft)]["receipt"]
    assert receipt in sent
    elsewhere = visitor(small)
    wrong = elsewhere.post("/follow", {"number": matter.number, "receipt": "AAAA2222"})
    assert wrong.status_code == 422
    told = {"number": matter.number.lower(), "receipt": f" {receipt.lower()} "}
    assert elsewhere.post("/follow", told)["Location"] == f"/m/{matter.number}"
    followed = text_of(elsewhere.get(f"/m/{matter.number}"))
    assert "记着的事" in followed, "read as one's own"
    assert "/act/" not in followed, "and nothing can be done by a code"


def test_a_kind_that_needs_a_name_is_not_taken_without(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang, "隔壁又吵了")
    say_where(yang, draft)
    told = {"do": "send", "category": "quarrel", "anonymous": "on"}
    answer = yang.post(f"/report/{draft}/check", told)
    assert answer.status_code == 422
    assert "这一类要留名字才能办" in text_of(answer)


def test_unsigned_reports_are_slowed_down(small: Village) -> None:
    from django.core.cache import cache

    passer_by = visitor(small)
    draft = begin(passer_by, at=VILLAGE)
    say_where(passer_by, draft, where="list", division=VILLAGE)
    cache.set("brake:report:127.0.0.1", 20, 60)
    told = {"do": "send", "category": "light", "anonymous": "on"}
    assert passer_by.post(f"/report/{draft}/check", told).status_code == 429
    cache.clear()


# For somebody else --------------------------------------------------------------------


def test_a_post_that_may_report_helps_somebody_without_a_phone(small: Village) -> None:
    zhou = visitor(small, "zhou")
    draft = begin(zhou, at=VILLAGE)
    looked = {"do": "look", "whom_words": "yan"}
    zhou.post(f"/report/{draft}/place", looked)
    assert "没有电话，给纸条" in text_of(zhou.get(f"/report/{draft}/place"))
    yang = small.stage.people["yang"]
    told = {"do": "next", "where": "home", "whom": yang}
    refused = zhou.post(f"/report/{draft}/place", told)
    assert refused.status_code == 422
    assert "替人报要本人同意" in text_of(refused)
    say_where(zhou, draft, whom=yang, consent="present")
    matter = send(zhou, draft)
    assert matter.requester_id == yang
    assert matter.reporter_id == small.stage.people["zhou"]
    assert matter.home_id == small.stage.homes["yang"]


def test_a_resident_cannot_report_in_anothers_name(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang)
    assert "替谁报" not in text_of(yang.get(f"/report/{draft}/place"))
    told = {"whom": small.stage.people["lin"], "consent": "present", "where": "home"}
    answer = yang.post(f"/report/{draft}/place", {"do": "next", **told})
    assert answer.status_code == 422
    assert "没有找到这位住户" in text_of(answer)


# Alike --------------------------------------------------------------------------------


def test_neighbours_meet_on_one_matter(small: Village) -> None:
    first = small.open(by="yang", at=now(), category="light", title="路口的路灯不亮了")
    lin = visitor(small, "lin")
    draft = begin(lin, "路口路灯不亮")
    say_where(lin, draft)
    assert first.number in text_of(lin.get(f"/report/{draft}/check"))
    told = {"do": f"join:{first.number}"}
    joined = lin.post(f"/report/{draft}/check", told)
    assert joined["Location"] == f"/m/{first.number}"
    assert Party.objects.get().household_id == small.stage.households["lin"]
    assert Matter.objects.count() == 1
    assert first.number in text_of(lin.get("/mine"))


def test_what_is_private_is_never_called_alike(small: Village) -> None:
    private = small.open(
        by="yang", at=now(), category="quarrel", title="和隔壁吵起来了"
    )
    lin = visitor(small, "lin")
    draft = begin(lin, "和隔壁吵起来了")
    say_where(lin, draft)
    assert private.number not in text_of(lin.get(f"/report/{draft}/check"))
    answer = lin.post(f"/report/{draft}/check", {"do": f"join:{private.number}"})
    assert answer.status_code == 422
    assert not Party.objects.exists()


def test_a_draft_belongs_to_its_session(small: Village) -> None:
    draft = begin(visitor(small, "yang"))
    lin = visitor(small, "lin")
    for screen in ("", "/place", "/check", "/sent", "/slip"):
        assert lin.get(f"/report/{draft}{screen}")["Location"] == "/report"


def test_signing_in_on_the_way_keeps_the_draft(small: Village) -> None:
    client = visitor(small)
    draft = begin(client, "路灯不亮", at=VILLAGE, photos=photo())
    say_where(client, draft, where="list", division=VILLAGE)
    client.force_login(
        small.account("yang"), backend=settings.AUTHENTICATION_BACKENDS[0]
    )
    assert "路灯不亮" in text_of(client.get(f"/report/{draft}/check"))
    matter = send(client, draft)
    assert matter.requester_id == small.stage.people["yang"]
    assert Attachment.objects.get().subject == matter.number


def test_the_phone_tells_where_it_is(small: Village) -> None:
    near = Home.objects.filter(pk=small.stage.homes["yang"])
    near.update(lon=106.9450, lat=25.7090)
    yang = visitor(small, "yang")
    draft = begin(yang)
    say_where(yang, draft, where="map", longitude="106.9451", latitude="25.7091")
    matter = send(yang, draft)
    assert (matter.lon, matter.lat) == (106.9451, 25.7091)
    assert matter.place_id == small.stage.divisions["grid"]


def test_a_mark_of_the_map_is_chosen_in_the_list(small: Village) -> None:
    grid = small.stage.divisions["grid"]
    yang = visitor(small, "yang")
    draft = begin(yang)
    picked = yang.get(f"/report/{draft}/place?pick=list:{grid}")
    assert picked["Location"] == f"/report/{draft}/place"
    page = text_of(yang.get(f"/report/{draft}/place"))
    assert f'<option value="{grid}" selected' in page


def test_a_draft_that_was_begun_is_given_up_last(small: Village) -> None:
    yang = visitor(small, "yang")
    draft = begin(yang, "第一件")
    for _ in range(6):
        other = begin(yang, "路灯不亮")
        say_where(yang, other)
        send(yang, other)
    assert "第一件" in text_of(yang.get(f"/report/{draft}"))


def test_photos_that_never_came_to_a_matter_are_taken_away(small: Village) -> None:
    yang = visitor(small, "yang")
    begin(yang, "路灯不亮", photos=photo())
    left = begin(yang, "水管漏水", photos=photo())
    say_where(yang, left)
    matter = send(yang, left)
    names = [one.file.path for one in Attachment.objects.order_by("at")]
    assert clear_unattached(now(), 50) == 0
    assert clear_unattached(timezone.now(), 50) == 1
    assert [one.subject for one in Attachment.objects.all()] == [matter.number]
    assert [Path(name).exists() for name in names] == [False, True]


@pytest.mark.parametrize("pack", ["pingtang", "longfeng", "dagui"])
def test_what_is_asked_about_ones_own_data_follows_its_own_work_method(
    pack: str,
) -> None:
    charter = read_folder(Path(settings.CHARTERS) / pack)
    here = reporting.Village("659901001001", "小村", "小镇", pack, charter)
    resident = frozenset({"resident"})
    own = reporting.ways_in(here, charter.category("my-data"), resident)
    usual = reporting.ways_in(here, None, resident)
    assert own is not None
    assert own.id == "my-data"
    assert usual is None or usual.id != "my-data"


def test_a_report_may_begin_with_its_kind(small: Village) -> None:
    yang = visitor(small, "yang")
    page = text_of(yang.get("/report?kind=quarrel"))
    assert '<input type="hidden" name="kind" value="quarrel">' in page
    draft = begin(yang, "楼上天天滴水", kind="quarrel")
    say_where(yang, draft)
    checked = text_of(yang.get(f"/report/{draft}/check"))
    assert re.search(r'value="quarrel"[^>]* (checked|selected)', checked)
