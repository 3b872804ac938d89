"""What leaves the workbench: files for spreadsheets and sheets of paper."""

import csv
import re
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cast import Village
from tests.matters.visiting import now, text_of, visitor
from tests.matters.working import act, passed_up
from yuanluo.kernel.text import FORMULA
from yuanluo.people.models import Person
from yuanluo.record.models import Act

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x","领钱")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "＝1+1",
    "\t=1+1",
    " =1+1",
    "电话13800001234的路灯",
)


def exported(visit: Client, kind: str, query: str = "list=all") -> Any:
    told = {"format": kind, "request_id": str(uuid4())}
    answer = visit.post(f"/work/export?{query}", told)
    assert answer.status_code == 200, answer.status_code
    return answer


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_no_cell_of_a_workbook_is_a_formula(small: Village) -> None:
    for title in HOSTILE:
        small.open(at=now(), title=title)
    answer = exported(visitor(small, "clerk"), "xlsx")
    book = load_workbook(BytesIO(content(answer)))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
    texts = [
        cell.value
        for sheet in book
        for row in sheet
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert [text for text in texts if FORMULA.match(text)] == []
    assert any("1+1" in text for text in texts)
    assert book.worksheets[0].max_row == len(HOSTILE) + 1


def test_no_cell_of_a_csv_is_a_formula(small: Village) -> None:
    for title in HOSTILE:
        small.open(at=now(), title=title)
    answer = exported(visitor(small, "clerk"), "csv")
    written = content(answer)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(written.decode("utf-8-sig"))))
    assert len(rows) == len(HOSTILE) + 1
    assert [cell for row in rows for cell in row if FORMULA.match(cell)] == []
    assert "attachment" in answer["Content-Disposition"]


def test_names_and_numbers_are_masked(small: Village) -> None:
    matter = passed_up(small, title="电话13800001234的路灯")
    lee = f"{small.stage.people['lee']}:electrician"
    Person.objects.filter(pk=small.stage.people["lee"]).update(name="李光明")
    act(small, "clerk", matter.number, "assign", to=lee)
    for kind in ("csv", "xlsx"):
        answer = exported(visitor(small, "clerk"), kind)
        written = content(answer)
        if kind == "xlsx":
            book = load_workbook(BytesIO(written))
            cells = [str(c.value) for sheet in book for row in sheet for c in row]
        else:
            cells = written.decode("utf-8-sig").replace("\r\n", ",").split(",")
        assert "李**" in cells
        assert not [c for c in cells if "李光明" in c or "13800001234" in c]


def test_taking_a_list_out_is_on_the_record(small: Village) -> None:
    small.open(at=now())
    visit = visitor(small, "clerk")
    exported(visit, "csv", "list=all&kind=light")
    told = Act.objects.get(verb="list.export")
    assert told.actor == small.stage.people["clerk"]
    assert (told.subject, told.detail, told.post) == ("list:all", "csv", "clerk")
    assert told.payload["query"] == "list=all&kind=light"
    assert told.payload["rows"] == 0
    assert visit.get("/work/export?list=all").status_code == 200  # Asks; takes nothing.
    assert Act.objects.filter(verb="list.export").count() == 1


def test_the_page_gives_one_format_after_the_other(small: Village) -> None:
    small.open(at=now())
    visit = visitor(small, "clerk")
    page = visit.get("/work/export?list=all").content.decode()
    forms = re.findall(r"<form[^>]*data-file.*?</form>", page, re.DOTALL)
    assert len(forms) == 2
    for form in forms:
        told = dict(re.findall(r'name="(request_id)" value="([^"]+)"', form))
        told |= {"format": "csv" if 'value="csv"' in form else "xlsx"}
        answer = visit.post("/work/export?list=all", told)
        assert answer.status_code == 200
        assert told["format"] in answer["Content-Disposition"]
    assert Act.objects.filter(verb="list.export").count() == 2


def test_only_what_one_may_see_and_export(small: Village) -> None:
    small.open(at=now(), title="网格的事")
    small.open(at=now(), title="两家吵架", category="quarrel")
    written = content(exported(visitor(small, "tclerk"), "csv")).decode("utf-8-sig")
    assert "网格的事" in written
    assert "吵架" not in written
    told = {"format": "csv", "request_id": str(uuid4())}
    for name in ("zhou", "lee", "sup", "yang"):
        answer = visitor(small, name).post("/work/export?list=all", told)
        assert answer.status_code == 403, name
    assert Act.objects.filter(verb="list.export").count() == 1


@pytest.mark.parametrize("kind", ["pdf", "", "csv; drop"])
def test_an_unknown_format_is_asked_again(small: Village, kind: str) -> None:
    answer = visitor(small, "clerk").post("/work/export?list=all", {"format": kind})
    assert "text/html" in answer["Content-Type"]
    assert not Act.objects.filter(verb="list.export").exists()


@pytest.mark.parametrize(
    "query",
    ["list=accept", "list=ended", "list=mine", "q=2603-ABC", "list=late&late=1"],
)
def test_every_list_can_be_taken_out(small: Village, query: str) -> None:
    passed_up(small)
    assert content(exported(visitor(small, "clerk"), "csv", query))


# The sheet ---------------------------------------------------------------------------


def test_the_sheet_says_all_that_is_needed_at_the_door(small: Village) -> None:
    Person.objects.filter(pk=small.stage.people["yang"]).update(name="杨小明")
    matter = passed_up(small, title="三号路灯不亮", category="light", text="一闪一闪")
    page = text_of(visitor(small, "clerk").get(f"/m/{matter.number}/sheet"))
    matter.refresh_from_db()
    for words in ("三号路灯不亮", "一闪一闪", "路灯", "待办", matter.number, "<svg"):
        assert words in page, words
    assert matter.address
    assert matter.address in page
    assert f"testserver/m/{matter.number}" in page
    assert "杨**" in page
    assert "杨小明" not in page


def test_who_only_looks_on_is_not_led_to_the_door(small: Village) -> None:
    matter = passed_up(small)
    matter.refresh_from_db()
    page = text_of(visitor(small, "sup").get(f"/m/{matter.number}/sheet"))
    assert matter.address not in page
    assert "门牌问派单的人" in page


def test_internal_notes_do_not_go_on_paper(small: Village) -> None:
    matter = passed_up(small)
    act(small, "clerk", matter.number, "comment", text="狗咬人", internal="yes")
    act(small, "clerk", matter.number, "comment", text="下午去")
    page = text_of(visitor(small, "clerk").get(f"/m/{matter.number}/sheet"))
    assert "下午去" in page
    assert "狗咬人" not in page


def test_a_private_matter_says_so_on_its_sheet(small: Village) -> None:
    matter = small.open(at=now(), category="quarrel")
    page = text_of(visitor(small, "zhou").get(f"/m/{matter.number}/sheet"))
    assert "私事" in page
