"""Notices and what people say to them, in the database, at moments we choose."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Village
from tests.publicity.stage import CAST, VILLAGE, at, shown
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.actions.remarking import remark_on
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.people.queries import VISITOR, Acting
from yuanluo.publicity import actions, queries
from yuanluo.publicity.models import Notice, NoticeVersion, Remark, ShownSpell
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act


def outcome(notice: Notice, moment: str) -> str:
    matter = Matter.objects.get(number=notice.matter)
    subject = Dossier(matter, None, at(moment)).subject
    return queries.gather(subject)[notice.ident].outcome


def refused(call: object) -> list[str]:
    with pytest.raises(Refused) as found:
        call()  # type: ignore[operator]
    return [str(reason) for reason in found.value.reasons]


def test_a_notice_runs_its_days_by_its_spells_alone(here: Village) -> None:
    notice = shown(here)
    assert (notice.days, notice.term) == (15, "affairs")
    assert "第三十五条" in notice.citation
    assert "13800001234" not in str(notice.content)
    assert outcome(notice, "2026-03-17 23:59") == "running"
    assert outcome(notice, "2026-03-18 00:00") == "run"
    # Nobody puts it forward: the column by which rows are found decides nothing.
    Notice.objects.filter(pk=notice.pk).update(ends_at=at("2026-03-03 00:00"))
    assert outcome(notice, "2026-03-17 23:59") == "running"


def test_down_and_up_again_and_an_edit_in_the_last_hour(here: Village) -> None:
    notice = shown(here)

    def clerk(when: str) -> Acting:
        return here.acting("clerk", at(when))

    actions.take_down(notice.code, "fell", "风", clerk("2026-03-05 12:00"))
    assert outcome(notice, "2026-03-30 00:00") == "down"
    notice.refresh_from_db()
    assert notice.ends_at is None
    actions.put_up(notice.code, clerk("2026-03-06 09:00"))
    notice.refresh_from_db()
    assert notice.ends_at == at("2026-03-20 00:00")
    last_hour = clerk("2026-03-19 23:30")
    actions.amend(notice.code, "一季度救助款", {"remark": "改了"}, "错字", last_hour)
    assert outcome(notice, "2026-03-20 00:00") == "running"
    assert outcome(notice, "2026-04-03 23:59") == "running"
    assert outcome(notice, "2026-04-04 00:00") == "run"
    before = NoticeVersion.objects.get(notice=notice)
    assert before.content["fields"]["remark"] == "核过"
    notice.refresh_from_db()
    assert (notice.version, notice.ends_at) == (2, at("2026-04-04 00:00"))
    assert before.sha256 != notice.sha256
    late = clerk("2026-04-04 00:00")
    assert refused(
        lambda: actions.amend(notice.code, "x", {"remark": "y"}, "晚", late)
    ) == ["NOTICE_OVER"]


def test_an_act_upon_a_notice_is_done_once_and_by_whom_it_may(here: Village) -> None:
    notice = shown(here)
    day = at("2026-03-05 12:00")
    for name in ("yang", "wei", "far"):
        who = here.acting(name, day)
        assert refused(
            lambda who=who: actions.take_down(notice.code, "fell", "风", who)
        ) == ["WRONG_POST"]
    again = uuid4()
    for _ in range(2):
        acting = here.acting("clerk", day, again)
        actions.take_down(notice.code, "taken-down", "核一户", acting)
    assert ShownSpell.objects.filter(notice=notice).count() == 1
    assert (
        Act.objects.filter(verb="notice.take-down", subject=notice.matter).count() == 1
    )
    # Taken off show, not blown down: its days begin anew.
    actions.put_up(notice.code, here.acting("clerk", day + timedelta(hours=1)))
    assert outcome(notice, "2026-03-20 23:59") == "running"
    assert outcome(notice, "2026-03-21 00:00") == "run"


def test_an_objection_holds_the_matter_up_until_it_is_settled(here: Village) -> None:
    notice = shown(here)
    answer = remark_on(
        notice.code,
        "objection",
        "不该有 13800001234",
        here.acting("yang", at("2026-03-10")),
    )
    child = Matter.objects.get(number=answer.content["number"])
    matter = Matter.objects.get(number=notice.matter)
    assert (child.parent_id, child.parent_visit) == (matter.pk, notice.visit)
    said = Remark.objects.get()
    assert "13800001234" not in said.words
    assert outcome(notice, "2026-03-18 00:00") == "objected"
    while advance(matter.pk, at("2026-03-18 00:00")):
        pass
    matter.refresh_from_db()
    assert matter.state == "shown"
    acts.do(child.number, "take-back", {}, here.acting("yang", at("2026-03-19")))
    matter.refresh_from_db()
    assert matter.state == "closed", "settled, it follows at once"
    said.refresh_from_db()
    assert said.outcome == "withdrawn"


def test_an_upheld_objection_decides_even_before_the_days_are_over(
    here: Village,
) -> None:
    notice = shown(here)
    acting = here.acting("yang", at("2026-03-03"))
    number = remark_on(notice.code, "objection", "错了", acting).content["number"]
    clerk = here.acting("clerk", at("2026-03-04"))
    assert refused(lambda: acts.do(number, "uphold", {"reply": "改"}, clerk)) == [
        "OWN_NOTICE"
    ]
    Notice.objects.filter(pk=notice.pk).update(by=None)
    clerk = here.acting("clerk", at("2026-03-04"))
    acts.do(number, "uphold", {"reply": "改"}, clerk)
    matter = Matter.objects.get(number=notice.matter)
    assert (matter.state, matter.result) == ("preparing", "")
    notice.refresh_from_db()
    assert notice.withdrawn_at is not None


def test_who_may_object_and_to_what(here: Village) -> None:
    notice = shown(here)
    day = at("2026-03-10")
    far, yang = here.acting("far", day), here.acting("yang", day)
    assert refused(lambda: remark_on(notice.code, "objection", "x", far)) == [
        "WRONG_POST"
    ]
    assert refused(lambda: remark_on("nothing", "objection", "x", yang)) == [
        "UNKNOWN_NOTICE"
    ]
    late = here.acting("yang", at("2026-03-18"))
    assert refused(lambda: remark_on(notice.code, "objection", "x", late)) == [
        "NOTICE_OVER"
    ]
    # A question may be asked as long as the notice is there to be read.
    assert remark_on(notice.code, "question", "x", late).content["number"]


def test_a_notice_for_the_village_is_for_those_who_live_there(here: Village) -> None:
    notice = shown(here)
    Notice.objects.filter(pk=notice.pk).update(audience="village")
    day = at("2026-03-10")
    readers = {name: here.acting(name, day).who for name in CAST}
    assert queries.notice_of(notice.code, VISITOR) is None
    assert queries.notice_of(notice.code, readers["far"]) is None
    for name in ("yang", "clerk", "wei"):
        assert queries.notice_of(notice.code, readers[name]) == notice
    assert queries.on_show(VILLAGE, day, 5, readers["far"]) == []
    assert queries.on_show(VILLAGE, day, 5, readers["yang"]) == [notice]
    Notice.objects.filter(pk=notice.pk).update(audience="courtyard", unit="elsewhere")
    assert queries.notice_of(notice.code, readers["yang"]) is None
    assert queries.notice_of(notice.code, readers["clerk"]) == notice


def test_the_database_refuses_what_cannot_be(here: Village) -> None:
    notice = shown(here)
    wrong = (
        lambda: ShownSpell.objects.create(notice=notice, since=notice.shown_at),
        lambda: Notice.objects.filter(pk=notice.pk).update(audience="nobody"),
        lambda: Remark.objects.create(
            notice=notice, kind="gossip", matter="x", words="", at=notice.shown_at
        ),
    )
    for call in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            call()


def test_the_clock_looks_once_a_day_at_what_hangs(here: Village) -> None:
    """A village shows much at a time; what has its date need not be asked all day."""
    matter = Matter.objects.get(number=shown(here).matter)
    looks = 0
    while matter.ended_at is None and looks < 40:
        assert matter.look_at is not None
        advance(matter.pk, matter.look_at)
        matter.refresh_from_db()
        looks += 1
    assert matter.ended_at is not None
    assert looks <= 18
