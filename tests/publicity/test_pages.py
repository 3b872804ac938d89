"""The pages of notices: read, objected to, asked, taken down, hung, printed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.cast import Village
from tests.matters.visiting import photo, text_of, visitor
from tests.publicity.stage import VILLAGE, shown
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.actions.remarking import remark_on
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.spots import Spot
from yuanluo.paper.noticepaper import drawn
from yuanluo.publicity.models import Channel, Notice, Remark
from yuanluo.record.actions import checkpoint, sequence
from yuanluo.record.models import Act, Attachment
from yuanluo.web.views.notices import shown_to
from yuanluo.web.views.noticing_print import sheet_of

PHONE = "13800001234"
FINANCE = [
    {"what": "经营收入", "way": "in", "amount": "12000"},
    {"what": "公益支出", "way": "out", "amount": "5400.50", "note": "补助残疾人"},
]


def fresh(here: Village, days: int = 1) -> Notice:
    """Publish something some days ago."""
    return shown(here, timezone.now() - timedelta(days=days))


def form(**told: object) -> dict[str, object]:
    return {"request_id": str(uuid4()), **told}


def test_everybody_reads_it_and_how_far_it_has_run(here: Village) -> None:
    notice = fresh(here, 3)
    page = text_of(Client().get(f"/n/{notice.code}"))
    assert "一季度救助款" in page
    assert "三户〔已隐去〕" in page
    assert PHONE not in page
    assert "挂满2天，共要15天" in page
    assert "第三十五条" in page
    assert "/say" not in page, "who does not live here finds no form"
    answer = Client().get(f"/n/{notice.code}")
    assert "X-Robots-Tag" not in answer


def test_a_resident_objects_and_the_answer_hangs_with_it(here: Village) -> None:
    notice = fresh(here)
    yang = visitor(here, "yang")
    assert "提异议，或者问一句" in text_of(yang.get(f"/n/{notice.code}"))
    told = form(kind="objection", text=f"少了一户，问{PHONE}")
    for _ in range(2):
        answer = yang.post(f"/n/{notice.code}/say", told)
        assert answer["Location"] == f"/n/{notice.code}"
    child = Matter.objects.get(number=Remark.objects.get().matter)
    page = text_of(Client().get(f"/n/{notice.code}"))
    assert "少了一户" in page
    assert PHONE not in page
    assert "yang" not in page
    assert "还没了结" in page
    Notice.objects.filter(pk=notice.pk).update(by=None)
    clerk = here.acting("clerk", timezone.now())
    acts.do(child.number, "dismiss", {"reply": "都在名单上"}, clerk)
    assert "都在名单上" in text_of(Client().get(f"/n/{notice.code}"))


def test_an_appeal_hangs_with_the_answer_it_is_against(here: Village) -> None:
    notice = fresh(here, 2)
    Notice.objects.filter(pk=notice.pk).update(by=None)
    now = timezone.now()
    yang = here.acting("yang", now)
    objection = remark_on(notice.code, "objection", "少了一户", yang).content["number"]
    acts.do(objection, "dismiss", {"reply": "都在"}, here.acting("clerk", now))
    why = {"reason": f"表没看到，打{PHONE}"}
    acts.do(objection, "insist", why, here.acting("yang", now))
    appeal = Remark.objects.get(kind="appeal")
    child = Matter.objects.get(number=appeal.matter)
    assert child.parent is not None
    assert child.parent.number == objection
    assert child.requester_id == here.stage.people["yang"]
    assert not appeal.assisted
    page = text_of(Client().get(f"/n/{notice.code}"))
    assert "不认可答复，请上一级看" in page
    assert "表没看到" in page
    assert PHONE not in page
    assert page.count("还没了结") == 2
    # What was published waits, and the village's own may not judge it.
    above = Matter.objects.get(number=notice.matter)
    assert not advance(above.pk, now + timedelta(days=30))
    assert Matter.objects.get(pk=above.pk).state == "shown"


def test_what_is_refused_is_said_and_the_words_are_kept(here: Village) -> None:
    notice = fresh(here)
    address = f"/n/{notice.code}/say"
    answer = visitor(here, "yang").post(address, form(kind="objection", text=" "))
    assert answer.status_code == 422
    assert "还没填" in text_of(answer)
    answer = visitor(here, "far").post(address, form(kind="objection", text="我说"))
    assert answer.status_code == 422
    assert "这一步不归您办" in text_of(answer)
    assert Client().post(address, form(kind="question", text="x")).status_code == 302
    assert not Remark.objects.exists()


def test_who_may_publish_takes_it_down_and_puts_it_up(here: Village) -> None:
    notice = fresh(here)
    address, clerk = f"/n/{notice.code}/keep", visitor(here, "clerk")
    assert visitor(here, "yang").post(address, form(act="put-up")).status_code == 404
    assert clerk.post(address, form(act="burn")).status_code == 404
    answer = clerk.post(address, form(act="take-down", ending="fell", reason=""))
    assert answer.status_code == 422
    told = form(act="take-down", ending="fell", reason="风刮的")
    assert clerk.post(address, told).status_code == 302
    page = text_of(Client().get(f"/n/{notice.code}"))
    assert "暂时没挂着" in page
    assert notice.title not in text_of(Client().get(f"/p/{VILLAGE}")).split("谁在管")[0]
    assert clerk.post(address, form(act="put-up")).status_code == 302
    assert notice.title in text_of(Client().get(f"/p/{VILLAGE}"))


def test_an_amended_notice_shows_both_texts(here: Village) -> None:
    notice = fresh(here, 5)
    told = {"title": notice.title, "field.remark": "改过了", "reason": "写错了"}
    clerk = visitor(here, "clerk")
    answer = clerk.post(f"/n/{notice.code}/keep", form(act="amend", **told))
    assert answer.status_code == 302
    page = text_of(Client().get(f"/n/{notice.code}"))
    assert "现在是第2稿" in page
    assert "改过了" in page
    assert "核过" in page, "the first text stays readable"
    assert "写错了" in page
    assert "挂满0天，共要15天" in page


def test_the_photo_of_the_board_is_kept_with_its_date(here: Village) -> None:
    notice, wei = fresh(here, 2), visitor(here, "wei")
    today = timezone.now().astimezone(SHANGHAI).date()
    address = f"/n/{notice.code}/keep"
    told = form(act="hang", where="村口公开栏", on=today.isoformat())
    later = today + timedelta(days=1)
    wrong = wei.post(address, {**told, "on": later.isoformat(), "photos": photo()})
    assert wrong.status_code == 422
    assert "哪天贴的" in text_of(wrong)
    answer = wei.post(address, {**told, "request_id": uuid4(), "photos": photo()})
    assert answer.status_code == 302
    hung = Channel.objects.get(notice=notice, kind="board")
    assert (hung.on, hung.where) == (today, "村口公开栏")
    seen = Client().get(f"/n/{notice.code}/photo/{hung.photo}")
    assert seen.status_code == 200
    assert b"".join(seen).startswith(b"\xff\xd8")  # type: ignore[arg-type]
    assert Client().get(f"/n/{notice.code}/photo/{uuid4()}").status_code == 404


def test_what_was_sent_to_a_group_is_noted_with_its_date(here: Village) -> None:
    notice, clerk = fresh(here, 2), visitor(here, "clerk")
    today = timezone.now().astimezone(SHANGHAI).date()
    address = f"/n/{notice.code}/keep"
    assert "发到群里了" in text_of(clerk.get(f"/n/{notice.code}"))
    told = form(act="hang", where="一组微信群", on=today.isoformat())
    assert visitor(here, "yang").post(address, told).status_code == 404
    assert clerk.post(address, told).status_code == 302
    sent = Channel.objects.get(notice=notice, kind="group")
    assert (sent.on, sent.where, sent.photo) == (today, "一组微信群", None)
    assert "一组微信群" in text_of(Client().get(f"/n/{notice.code}"))


def test_names_are_shown_for_their_days_and_not_indexed(here: Village) -> None:
    notice = fresh(here, 2)
    Notice.objects.filter(pk=notice.pk).update(masking="names")
    answer = Client().get(f"/n/{notice.code}")
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert "核过" in text_of(answer)
    assert Client().get(f"/n/{notice.code}/notice.pdf").status_code == 200
    notice.spells.update(since=timezone.now() - timedelta(days=30))
    later = text_of(Client().get(f"/n/{notice.code}"))
    assert "满期以后不再显示" in later
    assert "核过" not in later
    assert Client().get(f"/n/{notice.code}/notice.pdf").status_code == 404


def test_a_decision_and_its_result_lead_to_each_other(here: Village) -> None:
    first = fresh(here, 3)
    second = fresh(here, 1)
    Notice.objects.filter(pk=second.pk).update(matter=first.matter, visit=9)
    page = text_of(Client().get(f"/n/{first.code}"))
    assert f'href="/n/{second.code}"' in page


def test_a_circle_s_notice_is_not_there_for_others(here: Village) -> None:
    notice = fresh(here)
    Notice.objects.filter(pk=notice.pk).update(audience="village")
    for address in ("", "/print", "/notice.pdf"):
        assert Client().get(f"/n/{notice.code}{address}").status_code == 404
    answer = visitor(here, "yang").get(f"/n/{notice.code}")
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"].startswith("noindex")


def finance(here: Village, rows: int = 2) -> Notice:
    """Publish accounts, signed by the supervisors."""
    moment = timezone.now() - timedelta(days=2)
    told = {"title": "一季度集体财务", "due_on": str(moment.date() + timedelta(days=9))}
    clerk = here.acting("clerk", moment)
    made = open_matter("open-finance", told, Spot(place=VILLAGE), clerk)
    number = made.content["number"]
    lines = (FINANCE * rows)[:rows]
    acts.do(number, "submit", {"lines": lines}, here.acting("clerk", moment))
    acts.do(number, "sign", {"checked": "票据齐"}, here.acting("wei", moment))
    return Notice.objects.get(matter=number)


def test_amounts_are_told_line_by_line(here: Village) -> None:
    notice = finance(here)
    page = text_of(Client().get(f"/n/{notice.code}"))
    for words in ("经营收入", "12,000", "5,400.50", "补助残疾人", "票据齐", "支出"):
        assert words in page, words


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n")


@pytest.mark.parametrize(("size", "box"), [("A4", b"595.28"), ("A3", b"841.8")])
def test_the_paper_says_it_all_with_the_signed_record(
    here: Village, size: str, box: bytes
) -> None:
    notice = finance(here)
    while sequence():
        pass
    signed = checkpoint(VILLAGE, timezone.now())
    assert signed is not None
    answer = Client().get(f"/n/{notice.code}/notice.pdf?size={size}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert box in answer.content
    assert pages(answer.content) == 1
    assert len(answer.content) < 200_000, "only the signs that are used are embedded"
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    sheet = sheet_of(shown_to(notice, request), "https://here/n/1")
    assert sheet.proof == signed.note.strip()
    (table,) = sheet.tables
    assert table.rows[1] == ("公益支出", "支出", "5,400.50", "补助残疾人")
    assert table.figures == (False, False, True, False)
    assert ("内容指纹", notice.sha256) in sheet.facts
    assert any("挂满15天" in value for _, value in sheet.facts)
    assert drawn(sheet, size).startswith(b"%PDF-")


def test_long_accounts_go_on_to_the_next_page(here: Village) -> None:
    notice = finance(here, 70)
    answer = Client().get(f"/n/{notice.code}/notice.pdf")
    assert pages(answer.content) >= 3
    assert Client().get(f"/n/{notice.code}/notice.pdf?size=A5").status_code == 404


def test_staff_object_for_somebody_without_a_phone(here: Village) -> None:
    notice = fresh(here)
    address, tclerk = f"/n/{notice.code}", visitor(here, "tclerk")
    assert "替没有手机的人提" not in text_of(visitor(here, "lin").get(address))
    page = text_of(tclerk.get(f"{address}?whom_words=yang"))
    assert "替谁提" in page
    told = form(
        whom_words="yang",
        whom=here.stage.people["yang"],
        said_as="objection",
        text="漏了我家",
    )
    refused = tclerk.post(f"{address}/say", {**told, "consent": "maybe"})
    assert refused.status_code == 422
    assert "本人怎么同意的" in text_of(refused)
    agreed = {"consent": "paper", "request_id": uuid4(), "agreed": photo()}
    assert tclerk.post(f"{address}/say", told | agreed).status_code == 302
    remark = Remark.objects.get()
    child = Matter.objects.get(number=remark.matter)
    yang = here.stage.people["yang"]
    assert (remark.person, remark.assisted) == (yang, True)
    assert (child.requester_id, child.reporter_id) == (
        yang,
        here.stage.people["tclerk"],
    )
    act = Act.objects.get(subject=child.number)
    assert (act.on_behalf, act.payload["consent"]) == (yang, "paper")
    assert Attachment.objects.filter(subject=child.number).count() == 1
    # Counted for everybody, and told to nobody who it is or how they agreed.
    shown = text_of(Client().get(address))
    assert "其中1条是工作人员替人提的" in shown
    assert "yang" not in shown
    assert "签了字" not in shown


def test_nobody_objects_for_people_whom_they_may_not_report_for(here: Village) -> None:
    notice = fresh(here)
    told = form(
        whom_words="yang",
        whom=here.stage.people["yang"],
        said_as="objection",
        text="我替他说",
        consent="present",
    )
    for who in ("lin", "wei", "far"):
        sent = {**told, "request_id": uuid4()}
        answer = visitor(here, who).post(f"/n/{notice.code}/say", sent)
        assert answer.status_code == 422, who
    for whom in ("", "x", str(here.stage.people["far"]), "9" * 30):
        sent = {**told, "request_id": uuid4(), "whom": whom}
        answer = visitor(here, "tclerk").post(f"/n/{notice.code}/say", sent)
        assert answer.status_code == 422, whom
    assert not Remark.objects.exists()
    # The same sentence, agreed, by whoever may: it is the right that was missing.
    sent = {**told, "request_id": uuid4()}
    answer = visitor(here, "tclerk").post(f"/n/{notice.code}/say", sent)
    assert answer.status_code == 302


CANARY = "金丝雀五五五"


@pytest.mark.parametrize("audience", ["village", "courtyard"])
def test_a_planted_canary_is_read_by_its_circle_alone(
    here: Village, audience: str
) -> None:
    notice = fresh(here, 2)
    unit = "522727104001-9001" if audience == "courtyard" else ""
    content = {"title": CANARY, "fields": {"remark": CANARY}}
    Notice.objects.filter(pk=notice.pk).update(
        audience=audience, unit=unit, title=CANARY, content=content
    )
    code, number = notice.code, notice.matter
    addresses = [
        *(f"/n/{code}", f"/n/{code}/print", f"/n/{code}/notice.pdf"),
        *(f"/n/{code}/archive.zip", f"/p/{VILLAGE}", f"/p/{VILLAGE}/notices"),
        *(f"/p/{VILLAGE}/publication", f"/m/{number}", "/", f"/?q={VILLAGE}"),
        f"/api/v1/matters/{number}",
    ]
    for who in (Client(), visitor(here, "far")):
        for address in addresses:
            answer = who.get(address)
            body = b"" if answer.streaming else answer.content
            assert CANARY.encode() not in body, address
        page = who.get(f"/n/{code}")
        assert page.status_code == 404
    # A control: whoever lives there reads it, and machines are asked to keep out.
    answer = visitor(here, "yang").get(f"/n/{code}")
    assert CANARY in text_of(answer)
    assert answer["X-Robots-Tag"].startswith("noindex")
