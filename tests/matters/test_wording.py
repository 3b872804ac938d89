"""A text that bodies decide on: changed, compared, and what was decided handed out."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cast import Village
from tests.matters.visiting import now, text_of, visitor
from tests.matters.working import statements
from yuanluo.assembly.models import Ballot
from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.sitting import sit
from yuanluo.config.stage import build, fill_seats
from yuanluo.kernel.story import CastMember, Story
from yuanluo.matters import playbooks
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import follow
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.record.refused import Refused

NATIONAL = Path(__file__).parents[2] / "charters" / "national"
LIANPING = "500229208202"
CAST = {
    "yang": ("resident",),
    "clerk": ("clerk@village",),
    "bo": ("chair:party-branch",),
    "liang": ("chair:two-committees",),
    "dang": ("chair:party-members",),
    "zhu": ("chair:village-assembly",),
}
FIRST = "修路二里，八万元。联系人电话13800001111。<b>马上修</b>"
SECOND = "修路三里，六万元。联系人电话13800001111。<b>马上修</b>"


@pytest.fixture
def lianping(transactional_db: None) -> Village:
    playbooks.forget()
    charter = read_folder(NATIONAL)
    load(charter, now())
    cast = tuple(CastMember(name, parts) for name, parts in CAST.items())
    return Village(build(Story("", 0, cast, (), ()), charter, LIANPING), charter)


@pytest.fixture
def motion(lianping: Village) -> Matter:
    """A motion that the branch and both committees have agreed to."""
    raw = {"title": "修路", "proposal": FIRST, "decides": "representatives"}
    bo = lianping.acting("bo", now())
    answer = open_matter("four-deliberations", raw, lianping.spot(), bo)
    matter = Matter.objects.get(number=answer.content["number"])
    agree(lianping, matter, "bo")
    agree(lianping, matter, "liang")
    matter.refresh_from_db()
    assert matter.state == "reviewing"
    return matter


def agree(village: Village, matter: Matter, chair: str) -> None:
    """Let the body that was asked agree."""
    ballot = Ballot.objects.get(
        matter=matter.number, decided_at=None, cancelled_at=None
    )
    fill_seats(village.stage, ballot.body)
    came = village.charter.body(ballot.body)
    assert came is not None
    at = now()
    sit(ballot.pk, village.acting(chair, at), present=came.seats, yes=came.seats)
    follow(matter.pk, at)


def amend(village: Village, matter: Matter, text: str, who: str = "liang") -> None:
    raw = {"proposal": text, "reason": "钱不够"}
    acts.do(matter.number, "amend", raw, village.acting(who, now()))


def test_a_changed_text_takes_back_what_later_bodies_were_asked(
    lianping: Village, motion: Matter
) -> None:
    asked = Ballot.objects.get(matter=motion.number, ident="review")
    amend(lianping, motion, SECOND)
    motion.refresh_from_db()
    asked.refresh_from_db()
    assert (motion.state, motion.fields["proposal"]) == ("discussing", SECOND)
    assert asked.cancelled_at is not None
    live = Ballot.objects.filter(matter=motion.number, cancelled_at=None)
    assert set(live.filter(decided_at=None).values_list("body", flat=True)) == {
        "two-committees"
    }


def test_the_same_text_is_no_change(lianping: Village, motion: Matter) -> None:
    with pytest.raises(Refused, match="SAME_TEXT"):
        amend(lianping, motion, FIRST)


def test_both_texts_and_their_difference_are_read_and_heard(
    lianping: Village, motion: Matter
) -> None:
    amend(lianping, motion, SECOND)
    clerk = text_of(visitor(lianping, "clerk").get(f"/m/{motion.number}"))
    for words in (
        "<del>〔删去：二〕</del>",
        "<ins>〔加上：三〕</ins>",
        "<del>〔删去：八〕</del>",
        "<ins>〔加上：六〕</ins>",
        "第2稿改了什么",
        "钱不够",
        "修路二里，八万元。联系人电话13800001111。&lt;b&gt;马上修&lt;/b&gt;",
    ):
        assert words in clerk, words
    assert "<b>马上修" not in clerk
    # Who lives there reads what is put to the village, without numbers of persons.
    neighbour = text_of(visitor(lianping, "yang").get(f"/m/{motion.number}"))
    assert "〔加上：三〕" in neighbour
    assert "13800001111" not in neighbour
    assert visitor(lianping).get(f"/m/{motion.number}").status_code == 404


def test_a_page_asks_no_more_for_a_text_that_was_changed_often(
    lianping: Village, motion: Matter
) -> None:
    visit = visitor(lianping, "clerk")
    before = statements(visit, f"/m/{motion.number}")
    for times in range(5):
        amend(lianping, motion, f"{SECOND}{times}")
    assert statements(visit, f"/m/{motion.number}") == before


def test_what_was_decided_is_handed_to_people_by_name_with_days(
    lianping: Village, motion: Matter
) -> None:
    agree(lianping, motion, "dang")
    agree(lianping, motion, "zhu")
    motion.refresh_from_db()
    assert motion.state == "announced"
    clerk = lianping.stage.people["clerk"]
    later: datetime = now() + timedelta(days=17)
    given = {"task": "铺路", "assignee": str(clerk)}
    given["promised_on"] = f"{later + timedelta(days=30):%Y-%m-%d}"
    acts.do(motion.number, "begin", given, lianping.acting("liang", later))
    child = Matter.objects.get(parent=motion)
    assert (child.title, child.state) == ("铺路", "doing")
    held = child.responsibilities.get(until=None)
    assert (held.person_id, held.due_at is not None) == (clerk, True)
    with pytest.raises(Refused, match="CHILDREN_OPEN"):
        acts.do(
            motion.number, "report", {"result": "好了"}, lianping.acting("liang", later)
        )
    page = text_of(visitor(lianping, "liang").get(f"/m/{motion.number}"))
    assert "铺路" in page
    assert "专干" in page
