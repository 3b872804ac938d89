"""Acts at the workbench: done, refused in words, overtaken, and on several at once."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from tests.cast import Village
from tests.matters.visiting import now, photo, text_of, visitor
from tests.matters.working import act, offered, passed_up
from yuanluo.matters.models import (
    Matter,
    Pending,
    Responsibility,
)
from yuanluo.people.models import Opening, Person, Post
from yuanluo.record.models import Act, Attachment
from yuanluo.territory.models import Charter

PART = {"HX-Request": "true"}


def do(visit: Client, number: str, name: str, part: bool = False, **given: Any) -> Any:
    """Send the form of an act."""
    told = {f"{name}.{key}": value for key, value in given.items()}
    told.setdefault("request_id", str(uuid4()))
    headers = PART if part else {}
    return visit.post(f"/work/{number}/do/{name}", told, headers=headers)


def held(matter: Matter) -> Responsibility:
    return Responsibility.objects.select_related("person").get(
        matter=matter, until=None
    )


def test_a_step_is_taken_and_said(small: Village) -> None:
    matter = small.open(at=now())
    visit = visitor(small, "zhou")
    answer = do(visit, matter.number, "finish", result="换了灯泡")
    assert answer.status_code == 302
    assert answer["Location"] == f"/work/{matter.number}"
    page = text_of(visit.get(answer["Location"]))
    assert "“办结”：现在由yang负责" in page
    matter.refresh_from_db()
    assert (matter.state, matter.fields["result"]) == ("done", "换了灯泡")


def test_with_scripts_the_detail_alone_comes_back(small: Village) -> None:
    matter = small.open(at=now())
    answer = do(visitor(small, "zhou"), matter.number, "finish", part=True, result="好")
    page = text_of(answer)
    assert answer.status_code == 200
    assert "<html" not in page
    told = json.loads(answer["HX-Trigger"])["matter-moved"]
    assert told["number"] == matter.number
    assert told["state"] == "待认可"
    assert answer["HX-Trigger"].isascii()


def test_a_refusal_keeps_the_words_and_says_what_to_do(small: Village) -> None:
    matter = passed_up(small)
    visit = visitor(small, "clerk")
    answer = do(visit, matter.number, "hand-over", part=True, reason="归电工管")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "还没填：交给谁" in page
    assert "归电工管" in page
    assert 'href="#f-hand-over.to"' in page
    assert "还差1处就能发出" in page


def test_what_one_may_not_do_is_refused_in_words(small: Village) -> None:
    matter = small.open(at=now())
    answer = do(visitor(small, "clerk"), matter.number, "finish", result="好了")
    assert answer.status_code == 422
    assert "这一步不归您办" in text_of(answer)
    private = small.open(at=now(), category="quarrel")
    answer = do(visitor(small, "clerk"), private.number, "finish", result="好了")
    assert answer.status_code == 404


def test_a_form_asks_what_the_playbook_asks(small: Village) -> None:
    matter = passed_up(small, category="light")
    page = text_of(visitor(small, "clerk").get(f"/work/{matter.number}?do=assign"))
    lee = f"{small.stage.people['lee']}:electrician"
    assert f'<option value="{lee}"' in page
    assert "lee · 小村 电工" in page
    assert f"{small.stage.people['yang']}:" not in page  # Holds no post here.
    page = text_of(visitor(small, "clerk").get(f"/work/{matter.number}?do=correct"))
    assert 'name="correct.category"' in page
    assert '<option value="light" selected>' in page
    page = text_of(visitor(small, "clerk").get(f"/work/{matter.number}?do=extend"))
    assert re.search(r'type="date" id="f-extend\.until"[^>]* min="20', page)
    page = text_of(visitor(small, "clerk").get(f"/work/{matter.number}?do=divide"))
    assert 'name="divide.parts.0.title"' in page
    assert 'name="divide.playbook" value="plain"' in page


def test_assigning_gives_it_to_a_named_person(small: Village) -> None:
    matter = passed_up(small)
    lee = f"{small.stage.people['lee']}:electrician"
    do(visitor(small, "clerk"), matter.number, "assign", to=lee)
    assert held(matter).person == small.person("lee")


def test_assigning_anew_makes_nobody_on_time_again(small: Village) -> None:
    matter = passed_up(small)
    overdue = now() - timedelta(days=2)
    late = {"due_at": overdue, "sort_at": overdue, "late_at": overdue}
    Responsibility.objects.filter(matter=matter, until=None).update(**late)
    lee = f"{small.stage.people['lee']}:electrician"
    do(visitor(small, "clerk"), matter.number, "assign", to=lee)
    assert (held(matter).due_at, held(matter).late_at) == (overdue, overdue)


def test_a_supervisors_question_goes_with_the_matter(small: Village) -> None:
    matter = passed_up(small)
    act(small, "sup", matter.number, "inquire", question="怎么还没好")
    clerk, lee = visitor(small, "clerk"), visitor(small, "lee")
    assert matter.number in text_of(clerk.get("/work?list=accept"))
    to = f"{small.stage.people['lee']}:electrician"
    do(clerk, matter.number, "assign", to=to)
    assert matter.number not in text_of(clerk.get("/work?list=accept"))
    assert matter.number in text_of(lee.get("/work?list=accept"))


def test_dividing_by_rows(small: Village) -> None:
    matter = passed_up(small)
    visit = visitor(small, "clerk")
    rows = {"parts.0.title": "换灯泡", "parts.1.title": "", "parts.2.title": "查线路"}
    do(visit, matter.number, "divide", playbook="part", **rows)
    told = Act.objects.get(verb="matter.divide")
    assert told.payload["parts"] == [{"title": "换灯泡"}, {"title": "查线路"}]


def test_words_for_everybody_and_words_inside(small: Village) -> None:
    matter = small.open(at=now(), category="light")
    visit = visitor(small, "zhou")
    do(visit, matter.number, "comment", text="下午来看")
    do(visit, matter.number, "Note", text="这家的狗咬人")
    seen = dict(
        Act.objects.filter(verb="matter.comment").values_list("seen", "payload")
    )
    assert seen["handlers"]["text"] == "这家的狗咬人"
    assert seen["parties"]["text"] == "下午来看"
    page = text_of(visitor(small, "clerk").get(f"/work/{matter.number}"))
    inside, outside = page.split("怎么走到这里的")
    assert "这家的狗咬人" in inside
    assert "这家的狗咬人" not in outside
    assert "下午来看" in outside
    own = text_of(visitor(small, "yang").get(f"/m/{matter.number}"))
    assert "下午来看" in own
    assert "这家的狗咬人" not in own


def test_a_photo_with_a_note_is_for_handlers(small: Village) -> None:
    matter = small.open(at=now())
    visit = visitor(small, "zhou")
    for name, text in (("Note", "线头在这里"), ("comment", "")):
        told = {f"{name}.text": text, "photos": photo(), "request_id": str(uuid4())}
        visit.post(f"/work/{matter.number}/do/{name}", told)
    kept = Attachment.objects.filter(subject=matter.number).values_list("seen", "step")
    assert sorted(kept) == [("handlers", "comment"), ("parties", "attach")]


def test_a_hostile_file_is_refused_and_the_words_are_kept(small: Village) -> None:
    matter = small.open(at=now())
    visit = visitor(small, "zhou")
    bad = photo()
    bad.file.truncate(20)  # type: ignore[union-attr]
    told = {"comment.text": "看照片", "photos": bad, "request_id": str(uuid4())}
    answer = visit.post(f"/work/{matter.number}/do/comment", told)
    assert answer.status_code == 422
    assert "看照片" in text_of(answer)
    assert not Attachment.objects.exists()


def test_who_was_second_is_told_what_changed_and_keeps_the_words(
    small: Village,
) -> None:
    matter = passed_up(small)
    visit = visitor(small, "clerk")
    page = text_of(visit.get(f"/work/{matter.number}?do=finish"))
    fields = dict(
        re.findall(r'name="(revision|told|request_id)" value="([^"]+)"', page)
    )
    form = {**fields, "finish.result": "我写了很久的结果"}
    until = (now() + timedelta(days=30)).date().isoformat()
    act(small, "clerk", matter.number, "extend", until=until, reason="等零件")
    act(small, "tclerk", matter.number, "approve")
    answer = visit.post(f"/work/{matter.number}/do/finish", form, headers=PART)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "您打开以后有人先动过这件事" in page
    assert "申请延期" in page
    assert "第二人同意" in page
    assert "我写了很久的结果" in page
    matter.refresh_from_db()
    assert matter.state == "open"
    again = dict(re.findall(r'name="(revision|told|request_id)" value="([^"]+)"', page))
    assert again["revision"] == str(matter.revision)
    answer = visit.post(f"/work/{matter.number}/do/finish", form | again)
    assert answer.status_code == 302


def test_sent_twice_is_done_once(small: Village) -> None:
    matter = passed_up(small)
    visit = visitor(small, "clerk")
    one = str(uuid4())
    for _ in range(2):
        answer = visit.post(
            f"/work/{matter.number}/do/comment",
            {"comment.text": "收到", "request_id": one},
        )
        assert answer.status_code == 302
    assert Act.objects.filter(verb="matter.comment").count() == 1
    other = {"comment.text": "别的话", "request_id": one}
    answer = visit.post(f"/work/{matter.number}/do/comment", other)
    assert answer.status_code == 422
    assert "别的话" in text_of(answer)


def test_what_is_offered_is_accepted_with_one_key(small: Village) -> None:
    matter = offered(small)
    visit = visitor(small, "clerk")
    page = text_of(visit.get(f"/work/{matter.number}?list=accept"))
    form = r"<form[^>]*/do/accept\?list=accept[^>]*>.*?</form>"
    button = re.search(form, page, re.DOTALL)
    assert button
    assert 'data-key="a"' in button[0]
    do(visit, matter.number, "accept")
    assert held(matter).level == "village"


def test_a_refused_offer_is_ruled_upon(small: Village) -> None:
    matter = offered(small)
    do(visitor(small, "clerk"), matter.number, "refuse", reason="网格的事")
    tclerk = visitor(small, "tclerk")
    page = text_of(tclerk.get(f"/work/{matter.number}"))
    assert "不收的理由：网格的事" in page
    assert 'name="adjudicate.to" value="village"' in page
    assert 'name="adjudicate.to" value="grid"' in page
    do(tclerk, matter.number, "adjudicate", to="grid")
    assert held(matter).level == "grid"
    assert not Pending.objects.filter(settled_at=None).exists()


def test_a_matter_that_goes_where_one_does_not_see_it(small: Village) -> None:
    """The clerk refuses a private offer: from then on it is none of the clerk's."""
    matter = small.open(at=now(), category="quarrel")
    act(small, "zhou", matter.number, "escalate", reason="劝不住")
    visit = visitor(small, "clerk")
    answer = do(visit, matter.number, "refuse", part=True, reason="我和他们是亲戚")
    assert answer.status_code == 200
    assert "归别人" in text_of(answer)
    assert "matter-moved" in answer["HX-Trigger"]
    assert visit.get(f"/work/{matter.number}").status_code == 404


def test_a_ready_made_reply_without_scripts(small: Village) -> None:
    charter = Charter.objects.get(pk="small")
    for one in charter.document["category"]:
        one["replies"] = ["明天上午来人 / Somebody comes tomorrow", "修好了 / Mended"]
    charter.sha256 = "other"
    charter.save(update_fields=["document", "sha256"])
    matter = small.open(at=now(), category="light")
    visit = visitor(small, "zhou")
    page = text_of(visit.get(f"/work/{matter.number}?do=comment"))
    assert "明天上午来人" in page
    assert f'href="/work/{matter.number}?do=comment&amp;reply=2"' in page
    page = text_of(visit.get(f"/work/{matter.number}?do=comment&reply=2"))
    field = re.search(r"<textarea[^>]*comment\.text[^>]*>\s*([^<]*)</textarea>", page)
    assert field
    assert field[1] == "修好了"
    # It stands below one field, however many a form has; a reason is one's own.
    finish = text_of(visit.get(f"/work/{matter.number}?do=finish"))
    assert finish.count("明天上午来人") == 1
    climb = text_of(visit.get(f"/work/{matter.number}?do=escalate"))
    assert 'name="escalate.reason"' in climb
    assert "明天上午来人" not in climb
    # Nobody sends a ready-made reply into an internal note.
    assert "明天上午来人" not in text_of(visit.get(f"/work/{matter.number}?do=Note"))
    # Nor does a supervisor ask with the words of an answer.
    asks = text_of(visitor(small, "sup").get(f"/work/{matter.number}?do=inquire"))
    assert 'name="inquire.question"' in asks
    assert "明天上午来人" not in asks


def test_what_only_was_written_down_moves_no_date(small: Village) -> None:
    matter = small.open(at=now() - timedelta(days=40))
    visit = visitor(small, "zhou")
    for name in ("comment", "Note"):
        answer = do(visit, matter.number, name, text="电话没人接")
        page = text_of(visit.get(answer["Location"]))
        assert "记下了。" in page
        assert "：现在由" not in page
    supervisor = visitor(small, "sup")
    answer = do(supervisor, matter.number, "inquire", question="怎么还没好")
    page = text_of(supervisor.get(answer["Location"]))
    assert "前要答复。" in page
    assert "：现在由" not in page


def test_a_number_is_opened_for_a_purpose_that_its_owner_reads(small: Village) -> None:
    Person.objects.filter(pk=small.stage.people["yang"]).update(phone="13900001234")
    matter = passed_up(small)
    clerk = visitor(small, "clerk")
    address = f"/work/{matter.number}/phone"
    assert clerk.post(address, {"purpose": "matter"}).status_code == 404
    Post.objects.filter(key="clerk").update(powers="see assign people")
    page = text_of(clerk.get(f"/work/{matter.number}"))
    assert "13900001234" not in page
    assert 'name="purpose"' in page
    answer = clerk.post(address, {"purpose": "curiosity"})
    assert answer.status_code == 422
    assert "13900001234" not in text_of(answer)
    assert "13900001234" in text_of(clerk.post(address, {"purpose": "matter"}))
    (looked,) = Opening.objects.all()
    assert (looked.person_id, looked.subject) == (
        small.stage.people["yang"],
        matter.number,
    )
    assert "13900001234" not in str(list(Act.objects.values_list("payload", "answer")))
    assert visitor(small, "lee").post(address, {"purpose": "matter"}).status_code == 404


# Several at once ---------------------------------------------------------------------


def bulk(visit: Client, numbers: list[str], **told: Any) -> str:
    answer = visit.post("/work/bulk?list=accept", {"picked": numbers, **told})
    assert answer.status_code == 200, answer.status_code
    return text_of(answer)


def test_several_are_accepted_each_by_its_own_act(small: Village) -> None:
    made = [offered(small, title=f"第{n}件") for n in range(3)]
    page = bulk(visitor(small, "clerk"), [m.number for m in made], do="accept")
    assert "3件里办了3件。" in page
    assert [held(m).level for m in made] == ["village"] * 3
    accepted = Act.objects.filter(verb="matter.accept")
    assert len(set(accepted.values_list("request_id", flat=True))) == 3


def test_one_that_is_refused_keeps_no_other_back(small: Village) -> None:
    good, gone, other = offered(small), offered(small), offered(small)
    act(small, "clerk", gone.number, "refuse", reason="不是我们的")
    private = small.open(at=now(), category="quarrel")
    picked = [good.number, gone.number, private.number, other.number]
    page = bulk(visitor(small, "clerk"), picked, do="accept")
    # The private one is not there for the clerk, not even as one refused.
    assert "3件里办了2件。" in page
    assert private.number not in page
    assert "现在没有交过来的事要您答复" in page
    assert f'<input type="hidden" name="picked" value="{gone.number}">' in page


def test_what_can_be_done_together_is_asked_first(small: Village) -> None:
    made = [passed_up(small, title=f"第{n}件").number for n in range(2)]
    page = bulk(visitor(small, "clerk"), made, do="choose")
    assert "一起办2件" in page
    for name in ("finish", "assign", "comment"):
        assert f'name="do" value="{name}"' in page, name
    assert 'value="accept"' not in page  # Nothing is offered.
    assert 'name="finish.result"' in page


def test_what_is_late_is_seen_among_what_was_chosen(small: Village) -> None:
    made = [passed_up(small, title=f"第{n}件") for n in range(3)]
    late, calm, undated = made
    # Days are counted by the page's own clock, whatever the hour is.
    due = timezone.now() - timedelta(days=3)
    for one, at in ((late, due), (undated, None)):
        Responsibility.objects.now().filter(matter=one).update(due_at=at)
    page = bulk(visitor(small, "clerk"), [one.number for one in made], do="choose")
    rows = {one: row(page, one.number) for one in made}
    assert "晚了3天" in rows[late]
    assert 'class="state late"' in rows[late]
    assert "还有" in rows[calm]
    assert "state late" not in rows[calm]
    assert "<time" not in rows[undated]


def row(page: str, number: str) -> str:
    """Give the line about a matter."""
    return next(one for one in page.split("<li>") if number in one).split("</li>")[0]


def test_several_are_assigned_together(small: Village) -> None:
    made = [passed_up(small, title=f"第{n}件") for n in range(2)]
    lee = f"{small.stage.people['lee']}:electrician"
    picked = [m.number for m in made]
    told = {"do": "assign", "assign.to": lee, "request_id": str(uuid4())}
    page = bulk(visitor(small, "clerk"), picked, **told)
    assert "2件里办了2件。" in page
    assert {held(m).person for m in made} == {small.person("lee")}
    assert "2件里办了2件。" in bulk(visitor(small, "clerk"), picked, **told)
    assert Act.objects.filter(verb="matter.assign").count() == 2  # Sent twice.


def test_one_step_for_all_that_stand_alike(small: Village) -> None:
    made = [passed_up(small, title=f"第{n}件") for n in range(2)]
    other = small.open(at=now())
    told = {"do": "finish", "finish.result": "都换了"}
    page = bulk(
        visitor(small, "clerk"), [*(m.number for m in made), other.number], **told
    )
    assert "3件里办了2件。" in page
    assert "这一步不归您办" in page
    for matter in made:
        matter.refresh_from_db()
        assert matter.state == "done"


def test_nothing_chosen_and_too_many(small: Village) -> None:
    visit = visitor(small, "clerk")
    answer = visit.post("/work/bulk", {"do": "accept"}, follow=True)
    assert "先勾上要一起办的事" in text_of(answer)
    many = [f"2603-{n:06d}" for n in range(51)]
    answer = visit.post("/work/bulk", {"do": "accept", "picked": many}, follow=True)
    assert "一次最多50件" in text_of(answer)
