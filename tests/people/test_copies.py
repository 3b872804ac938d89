"""A copy of a register: two people stand for it, it is masked, it tells whose it is."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.people.locality import MORNING, OTHER_VILLAGE, VILLAGE, Locality, settle
from tests.people.test_register_pages import client_of
from yuanluo.config.cli import main
from yuanluo.people import copying, registry, tracing
from yuanluo.people.copying import ToCopy, ask_copy, decide_copy, take_copy
from yuanluo.people.models import Post, RegisterCopy
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act
from yuanluo.territory.models import Place

MISSING, REDIRECT, REFUSED = 404, 302, 422
WHY = "民政办要老人数"


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    made = settle()
    for key, powers in (("clerk", "see people export"), ("leader", "see supervise")):
        Post.objects.filter(key=key).update(powers=powers)
    made.appoint("蒋专干", "clerk", VILLAGE)
    made.appoint("莫专干", "clerk", OTHER_VILLAGE)
    return made


def asked(locality: Locality, by: str = "陈专干") -> UUID:
    answer = ask_copy(locality.acting(by), ToCopy(VILLAGE, "report", WHY))
    return UUID(answer.content["copy"])


def taken(client: Client, number: UUID, kind: str) -> Any:
    return client.post(
        reverse("people:register-copy-act", args=[number, "take"]),
        {"format": kind, "request_id": str(uuid4())},
    )


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_who_asks_cannot_agree_and_takes_nothing_before_another_has(
    locality: Locality,
) -> None:
    number, chen = asked(locality), locality.acting("陈专干")
    with pytest.raises(Refused, match="OWN_COPY"):
        decide_copy(chen, number, agree=True)
    with pytest.raises(Refused, match="COPY_NOT_AGREED"):
        take_copy(locality.acting("陈专干"), number, "csv")
    one = RegisterCopy.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterCopy.objects.update(second=one.by_id)


@pytest.mark.parametrize("second", ["蒋专干", "吴镇长"])
def test_another_keeper_or_a_supervisor_agrees_and_it_is_taken_for_a_day(
    locality: Locality, second: str
) -> None:
    number = asked(locality)
    decide_copy(locality.acting(second), number, agree=True)
    # What one asked for is nobody else's to take.
    with pytest.raises(Refused, match="UNKNOWN_COPY"):
        take_copy(locality.acting(second), number, "csv")
    late = MORNING + timedelta(days=1, seconds=1)
    with pytest.raises(Refused, match="COPY_LATE"):
        take_copy(locality.acting("陈专干", late), number, "csv")
    take_copy(locality.acting("陈专干"), number, "csv")
    assert Act.objects.filter(verb=copying.TAKEN, log=VILLAGE).count() == 1
    with pytest.raises(Refused, match="COPY_OVER"):
        decide_copy(locality.acting("吴镇长"), number, agree=False, why="不该给的")


@pytest.mark.parametrize("name", ["莫专干", "周网格", "杨小明"])
def test_for_anybody_else_it_is_not_there(locality: Locality, name: str) -> None:
    number = asked(locality)
    with pytest.raises(Refused, match="UNKNOWN_COPY"):
        decide_copy(locality.acting(name), number, agree=True)
    with pytest.raises(Refused, match="NO_POWER"):
        ask_copy(locality.acting(name), ToCopy(VILLAGE, "report", WHY))
    client = client_of(locality, name)
    for page in (
        client.get(reverse("people:register-copy", args=[number])),
        client.get(reverse("people:register-copy", args=[uuid4()])),
        taken(client, number, "csv"),
    ):
        assert page.status_code == MISSING


def test_a_purpose_and_a_reason_are_asked_for(locality: Locality) -> None:
    for wanted, code in (
        (ToCopy(VILLAGE, "curious", WHY), "UNKNOWN_PURPOSE"),
        (ToCopy(VILLAGE, "report", "急"), "SAY_MORE"),
        (ToCopy(VILLAGE[:9], "report", WHY), "NO_POWER"),
    ):
        with pytest.raises(Refused, match=code):
            ask_copy(locality.acting("陈专干"), wanted)
    number = asked(locality)
    with pytest.raises(Refused, match="SAY_MORE"):
        decide_copy(locality.acting("蒋专干"), number, agree=False, why="")
    week = MORNING + copying.ANSWER_WITHIN + timedelta(seconds=1)
    with pytest.raises(Refused, match="COPY_OVER"):
        decide_copy(locality.acting("蒋专干", week), number, agree=True)


def test_by_pages_it_is_masked_safe_and_says_on_each_sheet_who_why_and_when(
    locality: Locality,
) -> None:
    yang = locality.people["杨小明"]
    yang.name = "=杨小明"
    yang.save(update_fields=["name"])
    yang.residencies.update(is_head=True)
    chen, jiang = client_of(locality, "陈专干"), client_of(locality, "蒋专干")
    ask = f"{reverse('people:register-export')}?place={VILLAGE}"
    told = {"purpose": "report", "reason": WHY, "request_id": str(uuid4())}
    short = chen.post(ask, told | {"reason": "急"})
    assert short.status_code == REFUSED
    assert "急" in short.content.decode()
    address = chen.post(ask, told)["Location"]
    number = RegisterCopy.objects.get().pk
    assert taken(chen, number, "csv").status_code == REFUSED
    assert WHY in jiang.get(address).content.decode()
    agreed = jiang.post(f"{address}/agree", {"request_id": str(uuid4())})
    assert agreed.status_code == REDIRECT
    book = openpyxl.load_workbook(BytesIO(content(taken(chen, number, "xlsx"))))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    for page in book:
        for where in (str(page["A1"].value), page.oddFooter.center.text):
            assert "陈专干" in where
            assert "蒋专干" in where
            assert WHY in where
    said = str([cell.value for cell in cells])
    assert "138****0001" in said
    for hidden in ("13800000001", "小明", "101号"):
        assert hidden not in said
    csv = content(taken(chen, number, "csv"))
    assert csv.startswith(b"\xef\xbb\xbf")
    assert WHY in csv.decode().splitlines()[0]
    assert Act.objects.filter(verb=copying.TAKEN, log=VILLAGE).count() == 2


def test_two_made_up_rows_tell_one_copy_from_another(locality: Locality) -> None:
    locality.people["杨小明"].residencies.update(is_head=True)
    rows = []
    for _ in range(2):
        number = asked(locality)
        decide_copy(locality.acting("蒋专干"), number, agree=True)
        marks = take_copy(locality.acting("陈专干"), number, "csv").marks
        again = take_copy(locality.acting("陈专干"), number, "csv").marks
        assert marks == again
        rows.append(list(registry.exported(VILLAGE, MORNING.date(), marks)))
    plain = list(registry.exported(VILLAGE, MORNING.date()))
    first, second = ({tuple(row) for row in some} for some in rows)
    real = {tuple(row) for row in plain}
    assert len(first - real) in {1, 2}
    assert not (first - real) & (second - real)
    # Masked as all are: nothing but the record tells them apart.
    for row in first - real:
        assert "*" in row[0]
        assert "****" in row[4]


def copy_of(locality: Locality, by: str, second: str) -> tuple[UUID, list[list[Any]]]:
    """Let somebody take a copy; give its number and its rows."""
    number = asked(locality, by)
    decide_copy(locality.acting(second), number, agree=True)
    marks = take_copy(locality.acting(by), number, "csv").marks
    return number, list(registry.exported(VILLAGE, MORNING.date(), marks))


def as_csv(rows: list[list[Any]]) -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()


def crowd(locality: Locality) -> None:
    for number in range(9):
        locality.house(f"四组{number}号", VILLAGE, f"示例{chr(0x4E00 + number)}")


def test_a_copy_that_turns_up_is_traced_to_who_took_it(
    locality: Locality, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd(locality)
    copy_of(locality, "陈专干", "蒋专干")
    number, rows = copy_of(locality, "蒋专干", "陈专干")
    path = tmp_path / "seen.csv"
    # However it was sorted, and cut down to a part.
    path.write_bytes(as_csv(sorted(rows, key=str, reverse=True)))
    assert main(["registers", "trace", str(path), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["copies"]
    assert (found["copy"], found["by"], found["second"], found["sure"]) == (
        str(number),
        "蒋专干",
        "陈专干",
        True,
    )
    real = {tuple(row) for row in registry.exported(VILLAGE, MORNING.date())}
    mark = next(row for row in rows if tuple(row) not in real)
    (part,) = tracing.trace(
        tracing.lines_of("\t".join(map(str, mark))), RegisterCopy.objects.all()
    )
    assert (part.copy.pk, part.is_sure) == (number, False)
    # The controls: the register itself, and a mark with another year.
    path.write_bytes(as_csv([list(row) for row in real]))
    assert main(["registers", "trace", str(path)]) == 1
    assert "no made-up row" in capsys.readouterr().out
    other = [3 if cell == mark[3] else cell for cell in mark]
    path.write_bytes(as_csv([other]))
    assert main(["registers", "trace", str(path)]) == 1
    path.write_bytes(b"PK\x03\x04 no workbook")
    assert main(["registers", "trace", str(path)]) == 4
    assert main(["registers", "trace", str(tmp_path / "none")]) != 0


def test_who_supervises_traces_copies_of_their_places_on_a_page(
    locality: Locality,
) -> None:
    crowd(locality)
    number, rows = copy_of(locality, "陈专干", "蒋专干")
    address, text = reverse("people:trace"), as_csv(rows).decode()
    leader = client_of(locality, "吴镇长")
    empty = leader.post(address, {"words": " "})
    assert empty.status_code == REFUSED
    assert "选一个文件" in empty.content.decode()
    for told in ({"words": text}, {"file": SimpleUploadedFile("x.csv", text.encode())}):
        shown = leader.post(address, told).content.decode()
        assert "就是这一份" in shown
        assert reverse("people:register-copy", args=[number]) in shown
    assert "认不出来" in leader.post(address, {"words": "王**,1980"}).content.decode()
    broken = {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")}
    assert leader.post(address, broken).status_code == REFUSED
    # Elsewhere it is nobody's to know, and without the power there is no page.
    far = Place.objects.create(code="522728001001", name="别处", level="village")
    RegisterCopy.objects.update(place=far)
    assert "认不出来" in leader.post(address, {"words": text}).content.decode()
    for name in ("陈专干", "杨小明"):
        assert client_of(locality, name).get(address).status_code == 403
    assert Client().get(address).status_code == REDIRECT
