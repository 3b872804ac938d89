"""Who may open which page of a matter, and what the one who asked can do there."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.matters.visiting import now, photo, text_of, visitor
from yuanluo.matters.actions import acts
from yuanluo.matters.models import Matter
from yuanluo.matters.queries import cards
from yuanluo.record.models import Act, Attachment

#: Kind of matter, viewer, and the answers of the page, its slip and its photo.
SEEN = [
    ("light", None, 200, 404, 404),
    ("light", "yang", 200, 200, 200),
    ("light", "lin", 200, 404, 404),
    ("light", "wei", 200, 404, 404),
    ("light", "zhou", 200, 200, 200),
    ("light", "clerk", 200, 200, 200),
    ("light", "tclerk", 200, 200, 200),
    ("quarrel", None, 404, 404, 404),
    ("quarrel", "yang", 200, 200, 200),
    ("quarrel", "lin", 404, 404, 404),
    ("quarrel", "wei", 404, 404, 404),
    ("quarrel", "zhou", 200, 200, 200),
    ("quarrel", "clerk", 404, 404, 404),
    ("quarrel", "tclerk", 404, 404, 404),
    ("quarrel", "sup", 404, 404, 404),
    ("", None, 404, 404, 404),
    ("", "yang", 200, 200, 200),
    ("", "lin", 404, 404, 404),
    ("", "clerk", 200, 200, 200),
]


def opened(small: Village, category: str = "light", **more: Any) -> Matter:
    if category:
        more["category"] = category
    return small.open(by="yang", at=now(), **more)


@pytest.mark.parametrize(
    ("category", "name", "page", "slip", "picture"),
    SEEN,
    ids=[f"{c or 'handlers'}-{n or 'visitor'}" for c, n, *_ in SEEN],
)
def test_who_may_see_what(
    small: Village, category: str, name: str | None, page: int, slip: int, picture: int
) -> None:
    matter = opened(small, category)
    visitor(small, "yang").post(
        f"/m/{matter.number}/act/comment", {"photos": photo(), "request_id": uuid4()}
    )
    kept = Attachment.objects.get()
    viewer = visitor(small, name)
    addresses = [f"/m/{matter.number}", f"/m/{matter.number}/slip"]
    addresses.append(f"/m/{matter.number}/photos/{kept.pk}")
    answers = [viewer.get(one).status_code for one in addresses]
    assert answers == [page, slip, picture]


def test_a_matter_that_is_not_there_reads_as_one_that_is_private(
    small: Village,
) -> None:
    private = opened(small, "quarrel")
    visit = visitor(small, "lin")
    hidden = text_of(visit.get(f"/m/{private.number}"))
    absent = text_of(visit.get("/m/2603-ZZZZZZ"))
    plain = re.compile(r"nonce=\"[^\"]+\"|/m/[0-9A-Z-]+|value=\"[^\"]{60,}\"")
    assert plain.sub("", hidden) == plain.sub("", absent)


def test_the_public_reads_what_happened_and_not_who_said_what(small: Village) -> None:
    matter = opened(small, title="路灯不亮，打13800001234", text="我家杨老太晚上看不见")
    page = text_of(visitor(small).get(f"/m/{matter.number}"))
    assert "待办" in page
    for hidden in ("13800001234", "杨老太", "yang"):
        assert hidden not in page
    own = text_of(visitor(small, "yang").get(f"/m/{matter.number}"))
    assert "杨老太" in own


# What the asker can do ----------------------------------------------------------------


def do(client: Client, matter: Matter, name: str, **given: object) -> object:
    told = {f"{name}.{key}": value for key, value in given.items()}
    return client.post(
        f"/m/{matter.number}/act/{name}", {"request_id": uuid4(), **told}
    )


def finished(small: Village) -> Matter:
    matter = opened(small)
    acts.do(matter.number, "finish", {"result": "换了灯"}, small.acting("zhou", now()))
    return matter


def test_a_comment_with_a_photo_is_written(small: Village) -> None:
    matter = opened(small)
    yang = visitor(small, "yang")
    told = {"comment.text": "今天又黑了", "photos": photo(), "request_id": uuid4()}
    answer = yang.post(f"/m/{matter.number}/act/comment", told)
    assert answer["Location"] == f"/m/{matter.number}"
    page = text_of(yang.get(f"/m/{matter.number}"))
    assert "今天又黑了" in page
    assert f"/m/{matter.number}/photos/" in page


def test_the_same_form_twice_is_one_act(small: Village) -> None:
    matter = opened(small)
    yang = visitor(small, "yang")
    told = {"comment.text": "今天又黑了", "request_id": uuid4()}
    for _ in range(2):
        assert yang.post(f"/m/{matter.number}/act/comment", told).status_code == 302
    assert Act.objects.filter(verb="matter.comment").count() == 1


def test_a_question_is_answered_where_it_is_read_first(small: Village) -> None:
    matter = opened(small)
    acts.do(matter.number, "ask", {"question": "哪一盏？"}, small.acting("zhou", now()))
    yang = visitor(small, "yang")
    page = text_of(yang.get(f"/m/{matter.number}"))
    assert page.index("哪一盏？") < page.index("现在在谁手里")
    assert "等您说话" in text_of(yang.get("/mine"))
    do(yang, matter, "reply", answer="老井边上那盏")
    assert "老井边上那盏" in text_of(yang.get(f"/m/{matter.number}"))


def test_not_settled_reopens_and_agreeing_ends(small: Village) -> None:
    matter = finished(small)
    yang = visitor(small, "yang")
    matter.refresh_from_db()
    page = text_of(yang.get(f"/m/{matter.number}"))
    assert "不认可" in page
    assert f'name="revision" value="{matter.revision}"' in page
    empty = do(yang, matter, "reopen", reason="")
    assert empty.status_code == 422  # type: ignore[attr-defined]
    assert "还没填：为什么" in text_of(empty)
    do(yang, matter, "reopen", reason="还是不亮")
    matter.refresh_from_db()
    assert matter.state == "open"


def test_words_are_kept_and_changes_told_when_somebody_was_first(
    small: Village,
) -> None:
    matter = finished(small)
    matter.refresh_from_db()
    yang = visitor(small, "yang")
    told = {
        "reopen.reason": "还是不亮，晚上看不见",
        "request_id": uuid4(),
        "revision": matter.revision - 1,
        "told": 1,
    }
    answer = yang.post(f"/m/{matter.number}/act/reopen", told)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "还是不亮，晚上看不见" in page
    assert "您打开以后的变化" in page
    assert "办结" in page
    assert str(told["request_id"]) in page, "the same request may be sent again"


def test_withdrawing_ends_it(small: Village) -> None:
    matter = opened(small)
    do(visitor(small, "yang"), matter, "withdraw", reason="自己修好了")
    matter.refresh_from_db()
    assert matter.result == "withdrawn"


def test_asking_for_the_level_above_offers_it(small: Village) -> None:
    matter = opened(small)
    yang = visitor(small, "yang")
    do(yang, matter, "escalate", reason="三天没人来")
    page = text_of(yang.get(f"/m/{matter.number}"))
    assert "正在请村接手" in page


@pytest.mark.parametrize("name", [None, "lin", "sup"])
def test_nobody_acts_on_what_they_may_not_see(small: Village, name: str | None) -> None:
    matter = opened(small, "quarrel")
    answer = do(visitor(small, name), matter, "comment", text="听说了")
    assert answer.status_code == 404  # type: ignore[attr-defined]


def test_a_stranger_to_a_public_matter_is_refused_in_words(small: Village) -> None:
    matter = opened(small)
    answer = do(visitor(small, "wei"), matter, "withdraw", reason="")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "不归您办" in text_of(answer)


def test_my_matters_are_mine_alone(small: Village) -> None:
    matter = opened(small, "quarrel")
    assert matter.number in text_of(visitor(small, "yang").get("/mine"))
    assert matter.number not in text_of(visitor(small, "lin").get("/mine"))
    assert visitor(small).get("/mine")["Location"].startswith("/account/login/")


def test_statements_do_not_grow(small: Village) -> None:
    yang = visitor(small, "yang")
    opened(small)
    yang.get("/mine")
    counted = []
    for more in (0, 19):
        for _ in range(more):
            opened(small)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            yang.get("/mine")
        counted.append(len(seen))
    assert counted[0] == counted[1]


def test_older_ones_are_a_page_away(small: Village) -> None:
    for n in range(cards_shown() + 1):
        small.open(
            by="yang",
            at=now() - timedelta(minutes=n),
            title=f"第{n:02}件",
            category="light",
        )
    yang = visitor(small, "yang")
    page = text_of(yang.get("/mine"))
    last = f"第{cards_shown():02}件"
    assert last not in page
    older = re.search(r'rel="next" href="([^"]+)"', page)
    assert older is not None
    assert last in text_of(yang.get(older[1]))


def cards_shown() -> int:
    from yuanluo.matters.views.mine import SHOWN_MOST

    return SHOWN_MOST


def test_midnight_belongs_to_the_day_that_it_ends() -> None:
    from datetime import UTC, date, datetime

    assert cards.last_moment(datetime(2026, 3, 1, 16, tzinfo=UTC)) == date(2026, 3, 1)
    evening = datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert cards.last_moment(evening) == evening


def test_who_has_joined_is_told_so_and_not_asked_again(small: Village) -> None:
    matter = opened(small)
    lin = visitor(small, "lin")
    assert "这也是我家的事" in text_of(lin.get(f"/m/{matter.number}"))
    do(lin, matter, "mine-too")
    page = text_of(lin.get(f"/m/{matter.number}"))
    assert "您家已经算上了" in page
    assert "/act/mine-too" not in page


def test_staff_find_their_workbench(small: Village) -> None:
    matter = opened(small)
    assert f"/work/{matter.number}" in text_of(
        visitor(small, "zhou").get(f"/m/{matter.number}")
    )
    assert "/work/" not in text_of(visitor(small, "yang").get(f"/m/{matter.number}"))
