"""Contact cards on paper, never out of date; staffing pages and who sees them."""

from collections.abc import Callable
from pathlib import Path

import pytest
import segno
from django.test import Client
from django.urls import reverse
from fontTools.ttLib import TTFont
from fpdf import FPDF

from tests.people.locality import (
    BUILDING,
    GRID,
    LONG_AGO,
    MARCH,
    MORNING,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    Locality,
    settle,
)
from yuanluo.kernel.playbook import title_in
from yuanluo.paper import cardsheet, squares
from yuanluo.paper.cardsheet import A4, A6, Block, Card, drawn
from yuanluo.paper.typeface import NoTypeface, typeface
from yuanluo.people import cards, organising
from yuanluo.people.models import Account, Appointment, Body
from yuanluo.territory.models import Home, Membership

Signed = Callable[[str], Client]


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    return settle()


@pytest.fixture
def signed(locality: Locality) -> Signed:
    def sign(name: str) -> Client:
        person = locality.people[name]
        account, _ = Account.objects.get_or_create(
            person=person, defaults={"username": f"a{person.pk}"}
        )
        client = Client()
        client.force_login(account)
        return client

    return sign


# Cards --------------------------------------------------------------------------------


def names_on(home: Home) -> list[str]:
    (card,) = cards.cards_for([home], MARCH)
    return [link.name for link in card.links if link.name]


def test_a_card_changes_with_the_appointment(locality: Locality) -> None:
    home = locality.homes["3栋101号"]
    assert names_on(home) == ["石联户", "周网格", "陈专干"]
    Appointment.objects.filter(person=locality.people["石联户"]).update(until=MARCH)
    locality.appoint("林秀英", "linked-head", f"{VILLAGE}-0003")
    assert names_on(home) == ["林秀英", "周网格", "陈专干"]


def test_doors_of_the_same_divisions_share_one_look_up(
    locality: Locality, django_assert_max_num_queries: Callable[..., object]
) -> None:
    homes = [locality.homes["3栋101号"]]
    for number in range(60):
        home = Home.objects.create(village_id=VILLAGE, address=f"3栋{number + 200}号")
        for level, place in (
            ("building", BUILDING),
            ("linked-household", f"{VILLAGE}-0003"),
        ):
            Membership.objects.create(
                home=home, place_id=place, level=level, since=LONG_AGO
            )
        homes.append(home)
    assert cards.doors_of(BUILDING, MARCH) == homes
    assert len(cards.doors_of(VILLAGE, MARCH)) == 61
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        made = list(cards.cards_for(homes, MARCH))
    assert len({card.links for card in made}) == 1


def card(number: int, blocks: int = 3) -> Card:
    block = Block("龙凤社区 · 网格员", "罗示例17  023-68000000", "入户走访" * 40)
    address = f"https://example.org/p/522727104001/doors/{number}"
    return Card(
        "服务连心卡", "3栋101号", "马鞍社区", (block,) * blocks, address, "扫码"
    )


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n")


@pytest.mark.parametrize(
    ("size", "count", "wanted"), [(A6, 9, 9), (A4, 8, 2), (A4, 9, 3), (A6, 1, 1)]
)
def test_so_many_cards_fill_so_many_pages(size: str, count: int, wanted: int) -> None:
    pdf = drawn([card(number) for number in range(count)], size)
    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) == wanted
    width = b"297.64 419.53" if size == A6 else b"595.28 841.89"
    assert width[:6] in pdf


def test_what_somebody_does_is_told_to_its_end_where_there_is_room() -> None:
    """Words that go on below lose no sign, and no line begins with a comma."""
    pdf = FPDF(unit="mm")
    path, face = typeface()
    pdf.add_font("zh", fname=path, collection_font_number=face)
    pdf.set_font("zh", size=11)
    words = "管好一格：定格、定人、定责、定章；常住人口每人每月走访一遍，有事当天报"
    lines = cardsheet._lines(pdf, words, 60, 3)
    assert len(lines) > 1
    assert "".join(lines) == words
    assert all(line[0] not in cardsheet.CLOSING for line in lines)
    assert all(pdf.get_string_width(line) <= 60 for line in lines)
    assert cardsheet._lines(pdf, words, 60, 1) == [words]
    assert cardsheet._lines(pdf, "", 60, 3) == []


def test_the_typeface_has_the_signs_and_is_embedded() -> None:
    path, face = typeface()
    number = {"fontNumber": face} if path.suffix == ".ttc" else {}
    signs = TTFont(path, **number).getBestCmap()
    assert all(ord(sign) in signs for sign in "服务连心卡网格员楼栋长示例院落·—")
    pdf = drawn([card(1, blocks=12)], A6)
    assert b"/FontFile" in pdf
    # A whole typeface would be many megabytes.
    assert len(pdf) < 200_000


def test_the_square_leads_to_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    true = segno.make

    def make(address: str, **how: object) -> segno.QRCode:
        made.append(address)
        return true(address, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(squares.segno, "make", make)
    drawn([card(7)], A6)
    assert made == ["https://example.org/p/522727104001/doors/7"]


def test_without_a_typeface_it_is_said(
    locality: Locality, settings: object, tmp_path: Path
) -> None:
    typeface.cache_clear()
    settings.TYPEFACE = str(tmp_path / "none.ttf")  # type: ignore[attr-defined]
    try:
        with pytest.raises(NoTypeface):
            typeface()
        home = locality.homes["3栋101号"].pk
        answer = Client().get(reverse("web:door-card", args=[VILLAGE, home]))
        assert answer.status_code == 503
        assert "fonts-noto-cjk" in answer.content.decode()
    finally:
        typeface.cache_clear()


def test_one_card_is_for_everybody_and_many_for_who_carries_them(
    signed: Signed, locality: Locality
) -> None:
    home = locality.homes["3栋101号"].pk
    one = Client().get(reverse("web:door-card", args=[VILLAGE, home]))
    assert (one.status_code, one["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in one["Cache-Control"]
    assert (
        Client().get(reverse("web:door-card", args=[OTHER_VILLAGE, home])).status_code
        == 404
    )
    wrong = reverse("web:door-card", args=[VILLAGE, home]) + "?size=A0"
    assert Client().get(wrong).status_code == 404
    many = reverse("web:place-cards", args=[VILLAGE])
    assert Client().get(many).status_code == 302
    assert signed("杨小明").get(many).status_code == 404
    assert signed("周网格").get(many).status_code == 404
    sheet = signed("吴镇长").get(many + "?size=A4")
    assert (sheet.status_code, pages(sheet.content)) == (200, 1)
    empty = reverse("web:place-cards", args=[GRID])
    assert signed("周网格").get(empty).status_code == 404
    home_in = Membership.objects.create(
        home_id=home, place_id=GRID, level="grid", since=LONG_AGO
    )
    assert home_in.pk
    assert pages(signed("周网格").get(empty).content) == 1


def test_too_many_doors_at_once_are_parted(
    signed: Signed, monkeypatch: pytest.MonkeyPatch, locality: Locality
) -> None:
    monkeypatch.setattr(cards, "CARDS_MOST", 0)
    answer = signed("吴镇长").get(reverse("web:place-cards", args=[VILLAGE]))
    assert answer.status_code == 422
    assert "3栋" in answer.content.decode()


# Staffing -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["web:coverage", "web:organisation"])
def test_staffing_is_there_for_who_supervises_or_appoints(
    name: str, signed: Signed
) -> None:
    address = reverse(name, args=[TOWNSHIP])
    assert signed("吴镇长").get(address).status_code == 200
    for stranger in ("陈专干", "周网格", "杨小明"):
        assert signed(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert signed("吴镇长").get(reverse(name, args=["52"])).status_code == 404


def test_the_page_shows_what_the_clock_found(signed: Signed) -> None:
    organising.sweep("testland", MORNING)
    shown = signed("吴镇长").get(reverse("web:coverage", args=[TOWNSHIP]))
    text = shown.content.decode()
    assert "楼栋长" in text
    assert "现有0人，至少要1人" in text
    assert "2个席位，坐了0个" in text
    assert "1 / 2" in text


def test_a_grid_is_known_from_live_registers(
    signed: Signed, locality: Locality
) -> None:
    home = locality.homes["3栋101号"]
    Membership.objects.create(home=home, place_id=GRID, level="grid", since=LONG_AGO)
    address = reverse("web:grid-card", args=[GRID])
    text = signed("周网格").get(address).content.decode()
    assert "周网格" in text
    assert "管2人，最多" not in text
    assert "在家" in text
    # Families are counted, never named.
    assert "杨小明" not in text
    assert signed("杨小明").get(address).status_code == 404
    assert (
        signed("吴镇长").get(reverse("web:grid-card", args=[VILLAGE])).status_code
        == 404
    )


def test_a_ring_in_the_tree_is_refused_on_the_page(
    signed: Signed, locality: Locality
) -> None:
    top = Body.objects.get(place=VILLAGE)
    below = Body.objects.create(
        charter_id="testland",
        key="branch",
        title="支部 / Branch",
        place_id=VILLAGE,
        above=top,
    )
    page = reverse("web:organisation", args=[TOWNSHIP])
    leader = signed("吴镇长")
    form = {"body": str(top.pk), "above": str(below.pk), "reason": "试试"}
    refused = leader.post(page, form)
    assert refused.status_code == 422
    said = "这样会绕成一圈：事管委 → 支部 → 事管委"
    assert said in refused.content.decode()
    assert leader.post(page, form | {"body": "²"}).status_code == 422
    moved = leader.post(page, {"body": str(below.pk), "above": "", "reason": "独立"})
    assert moved.status_code == 302
    assert not Body.objects.exclude(above=None).exists()
    assert title_in(top.title, "zh-hans") in leader.get(page).content.decode()
