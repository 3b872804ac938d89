"""Who may open which page of the workbench, and what it costs the database."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.matters.visiting import now, text_of, visitor
from tests.matters.working import LATER, act, due, offered, passed_up, statements, who
from yuanluo.config.audience import AUDIENCE, Audience
from yuanluo.matters.models import SavedFilter

SIGN_IN, NOT_YOURS, ABSENT, ELSEWHERE = "sign-in", 403, 404, "own-page"
#: Page and what each viewer gets. L is a lamp, P a private quarrel the grid holds.
PAGES: dict[str, dict[str | None, Any]] = {
    "/work": {"zhou": 200, "clerk": 200, "tclerk": 200, "lee": 200, "sup": 200},
    "/work/counts": {"zhou": 200, "clerk": 200, "tclerk": 200, "lee": 200, "sup": 200},
    "/work/export": {
        "zhou": NOT_YOURS,
        "clerk": 200,
        "tclerk": 200,
        "lee": NOT_YOURS,
        "sup": NOT_YOURS,
    },
    "/work/L": {"zhou": 200, "clerk": 200, "tclerk": 200, "lee": 200, "sup": 200},
    "/m/L/sheet": {"zhou": 200, "clerk": 200, "tclerk": 200, "lee": 200, "sup": 200},
    "/work/P": {
        "zhou": 200,
        "clerk": ABSENT,
        "tclerk": ABSENT,
        "lee": ABSENT,
        "sup": ABSENT,
    },
    "/m/P/sheet": {
        "zhou": 200,
        "clerk": ABSENT,
        "tclerk": ABSENT,
        "lee": ABSENT,
        "sup": ABSENT,
    },
    "/supervise": {
        "zhou": NOT_YOURS,
        "clerk": NOT_YOURS,
        "tclerk": NOT_YOURS,
        "lee": NOT_YOURS,
        "sup": 200,
    },
    "/supervise/list?what=late": {
        "zhou": NOT_YOURS,
        "clerk": NOT_YOURS,
        "tclerk": NOT_YOURS,
        "lee": NOT_YOURS,
        "sup": 200,
    },
}


@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_what(small: Village, page: str) -> None:
    lamp = small.open(at=now(), category="light")
    private = small.open(at=now(), category="quarrel")
    address = page.replace("/L", f"/{lamp.number}").replace("/P", f"/{private.number}")
    expected = {None: SIGN_IN, "yang": NOT_YOURS, "lin": NOT_YOURS, **PAGES[page]}
    for name, wanted in expected.items():
        answer = visitor(small, name).get(address)
        found: Any = answer.status_code
        if found == 302 and answer["Location"].startswith("/account/login"):
            found = SIGN_IN
        assert found == wanted, (name, page)


def test_the_audience_table_says_the_same() -> None:
    names = [n for n in AUDIENCE if n.startswith(("matters:work", "insight:"))]
    assert len(names) >= 9
    assert {AUDIENCE[name] for name in [*names, "matters:sheet"]} == {Audience.POST}


@pytest.mark.parametrize(
    "address",
    [
        "/work?list=bogus&place=x&kind=%00&at=::&after=zz&before=..&q=%00",
        "/work?q=" + "长" * 500,
        "/work?list=all&after=" + "f" * 80,
        "/work?open=nothing",
        "/work/counts?list=%27",
    ],
)
def test_an_address_that_makes_no_sense_still_opens(
    small: Village, address: str
) -> None:
    assert visitor(small, "clerk").get(address).status_code == 200


def test_the_way_from_a_matters_own_page_leads_to_its_detail(small: Village) -> None:
    matter = small.open(at=now())
    visit = visitor(small, "clerk")
    answer = visit.get(f"/work?open={matter.number}")
    assert answer["Location"].startswith(f"/work/{matter.number}")
    # Somebody who sees it but does not handle it sees the page of those who asked.
    lamp = small.open(at=now(), category="light")
    elsewhere = dict(small.stage.people)
    assert elsewhere["wei"]
    assert visitor(small, "wei").get(f"/work/{lamp.number}").status_code == 403


# What it costs -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mine", "accept", "all", "late", "ended"])
def test_a_list_takes_five_statements_whatever_it_holds(
    small: Village, name: str
) -> None:
    visit = visitor(small, "clerk")
    address = f"/work?list={name}"
    found = {"nothing": statements(visit, address)}
    passed_up(small, title="第一件")
    found["one"] = statements(visit, address)
    for n in range(6):
        due(passed_up(small, title=f"晚了{n}"), now() - LATER)
        offered(small, title=f"等答复{n}", category="light")
    for n in range(20):
        small.open(at=now(), title=f"网格{n}")
    SavedFilter.objects.create(
        person=small.person("clerk"), name="晚的", query="list=late"
    )
    found["many"] = statements(visit, address)
    assert len(set(found.values())) == 1, found
    assert found["many"] <= 5, found


def test_a_part_of_the_page_costs_no_more(small: Village) -> None:
    visit = visitor(small, "clerk")
    passed_up(small)
    part = {"headers": {"HX-Request": "true"}}
    assert statements(visit, "/work?list=mine", **part) <= 5
    assert statements(visit, "/work/counts", **part) <= 4


def test_a_detail_takes_eight_statements_whatever_happened(small: Village) -> None:
    visit = visitor(small, "clerk")
    quiet = passed_up(small)
    busy = passed_up(small)
    for n in range(15):
        act(small, "clerk", busy.number, "comment", text=f"第{n}次去看过")
        act(small, "yang", busy.number, "comment", text=f"第{n}次问")
    found = [statements(visit, f"/work/{m.number}") for m in (quiet, busy)]
    assert len(set(found)) == 1, found
    assert max(found) <= 8, found


def test_a_detail_with_its_list_beside_it_is_two_requests(small: Village) -> None:
    """Without scripts the list is a link; with them it is fetched by itself."""
    matter = passed_up(small)
    page = text_of(visitor(small, "clerk").get(f"/work/{matter.number}?list=mine"))
    assert 'hx-get="/work?list=mine" hx-trigger="load"' in page
    assert 'href="/work?list=mine"' in page


# What is on the page -----------------------------------------------------------------


def test_the_list_shows_what_a_clerk_needs(small: Village) -> None:
    matter = passed_up(small, title="三号路灯", category="light")
    page = text_of(visitor(small, "clerk").get("/work?list=mine"))
    for words in ("三号路灯", matter.number, "待办", "小村", "clerk"):
        assert words in page, words
    assert f'name="picked" value="{matter.number}"' in page


def test_rows_keep_the_list_in_their_address(small: Village) -> None:
    matter = small.open(at=now(), category="light")
    page = text_of(visitor(small, "clerk").get("/work?list=all&kind=light"))
    assert f'href="/work/{matter.number}?list=all&amp;kind=light"' in page


def test_a_part_is_the_list_alone(small: Village) -> None:
    small.open(at=now(), title="三号路灯")
    answer = visitor(small, "clerk").get(
        "/work?list=all", headers={"HX-Request": "true"}
    )
    page = text_of(answer)
    assert "<html" not in page
    assert "三号路灯" in page
    assert "HX-Request" in answer["Vary"]


def test_badges_say_how_much_waits(small: Village) -> None:
    passed_up(small)
    offered(small)
    page = text_of(visitor(small, "clerk").get("/work/counts?list=mine"))
    tabs = dict(
        re.findall(r"\?list=(\w+)\"[^>]*>[^<]+<b>([^<]+)</b>", page.replace("\n", ""))
    )
    assert tabs == {"accept": "1", "mine": "1", "unit": "1"}


def test_a_filter_is_kept_under_a_name(small: Village) -> None:
    visit = visitor(small, "clerk")
    visit.post("/work/filter?list=all&kind=light&after=1.1", {"name": " 路灯 "})
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("路灯", "list=all&kind=light")
    visit.post("/work/filter?list=late", {"name": "路灯"})
    assert [f.query for f in SavedFilter.objects.all()] == ["list=late"]
    assert 'href="/work?list=late"' in text_of(visit.get("/work"))
    visitor(small, "zhou").post("/work/filter?list=late", {"forget": "路灯"})
    assert SavedFilter.objects.count() == 1  # Only one's own.
    visit.post("/work/filter?list=late", {"forget": "路灯"})
    assert not SavedFilter.objects.exists()


def test_no_more_filters_than_fit(small: Village) -> None:
    visit = visitor(small, "clerk")
    for n in range(25):
        visit.post("/work/filter?list=all", {"name": f"第{n}个"})
    visit.post("/work/filter?list=all", {"name": "\u202e反"})
    assert SavedFilter.objects.count() == 20


def test_the_lists_page_in_english(small: Village) -> None:
    small.open(at=now())
    visit = visitor(small, "clerk")
    visit.cookies["language"] = "en"
    page = text_of(visit.get("/work?list=all"))
    assert ">Open<" in page
    assert "待办" not in page


def test_nothing_private_stands_in_anybodys_page(small: Village) -> None:
    private = small.open(at=now(), title="张李两家吵架", category="quarrel")
    for name in ("clerk", "tclerk", "lee", "sup"):
        visit = visitor(small, name)
        for address in (
            "/work?list=all",
            "/work?list=unit",
            f"/work?q={private.number}",
            "/work?q=吵架",
            "/work?list=all&place=659901001001",
        ):
            page = text_of(visit.get(address))
            assert "张李两家" not in page, (name, address)
    assert "张李两家" in text_of(visitor(small, "zhou").get("/work?list=all"))
    with CaptureQueriesContext(connection):
        assert who(small, "clerk").is_staff
