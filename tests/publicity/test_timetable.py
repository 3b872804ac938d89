"""What must be published: opened by the clock, once, and red when it is missed."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.matters.visiting import text_of, visitor
from tests.publicity.stage import VILLAGE, at
from yuanluo.config.loading import load
from yuanluo.gateway.jobs import tell
from yuanluo.gateway.models import Notification
from yuanluo.kernel.publishing import last_ended
from yuanluo.matters import jobs
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.actions.publishing import SOON, open_due, remind
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.people.queries import VISITOR
from yuanluo.publicity import timetable
from yuanluo.publicity.models import Notice, PublicationDue
from yuanluo.record.actions import sequence
from yuanluo.record.models import Act

LINES = [{"what": "救助", "said": "三户"}]


#: The accounts are published every month here, the rest every quarter.
PERIODS = {"finance": "2026-03"}


def here_due(publication: str) -> PublicationDue:
    period = PERIODS.get(publication, "2026-Q1")
    return PublicationDue.objects.get(
        village=VILLAGE, publication=publication, period=period
    )


def looked(day: date, zone: str = "Asia/Shanghai") -> timetable.Year:
    return timetable.Year(2026, day, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("rhythm", "today", "name", "ends"),
    [
        ("monthly", "2026-03-01", "2026-02", "2026-02-28"),
        ("monthly", "2028-03-31", "2028-02", "2028-02-29"),
        ("monthly", "2026-01-01", "2025-12", "2025-12-31"),
        ("quarterly", "2026-04-01", "2026-Q1", "2026-03-31"),
        ("quarterly", "2026-03-31", "2025-Q4", "2025-12-31"),
        ("half-yearly", "2026-07-01", "2026-H1", "2026-06-30"),
        ("half-yearly", "2026-06-30", "2025-H2", "2025-12-31"),
        ("yearly", "2026-12-31", "2025", "2025-12-31"),
    ],
)
def test_which_period_ended_last(rhythm: str, today: str, name: str, ends: str) -> None:
    found = last_ended(rhythm, date.fromisoformat(today))
    assert found is not None
    assert (found.name, found.ends) == (name, date.fromisoformat(ends))


def test_the_clock_opens_each_period_once(here: Village) -> None:
    morning = at("2026-04-01 00:05")
    assert open_due(morning, 1000) > 0
    opened = list(PublicationDue.objects.filter(village=VILLAGE))
    # Seven classes of a community, the accounts and the four lists: not the village's.
    assert {one.period for one in opened} == {"2026-Q1", "2026-03"}
    assert len(opened) == 9
    assert not [one for one in opened if one.publication.startswith("village-")]
    assert open_due(morning + timedelta(days=3), 1000) == 0
    matter = Matter.objects.get(number=here_due("community-relief").matter)
    assert (matter.playbook.key, matter.state) == ("open-affairs", "preparing")
    assert matter.fields["masking"] == "names"
    held = Responsibility.objects.get(matter=matter)
    assert held.person_id == here.stage.people["clerk"]
    assert held.due_at == at("2026-04-15 18:00")
    act = Act.objects.get(subject=matter.number)
    assert (act.actor, act.channel, act.detail) == (None, "clock", "prepare")


def test_the_clock_looks_once_a_day_and_goes_on_until_all_is_open(
    here: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PUBLICATIONS_PER_TICK_MAX", 4)
    moment = at("2026-04-01 00:05")
    for _ in range(20):
        if not jobs.tick(moment):
            break
    whole = PublicationDue.objects.count()
    assert whole > 4
    assert jobs.tick(moment) == 0
    assert PublicationDue.objects.count() == whole


def test_what_was_due_before_the_product_came_is_nobody_s_lateness(
    here: Village,
) -> None:
    assert open_due(at("2026-04-20 09:00"), 1000) == 0
    assert open_due(at("2026-07-01 09:00"), 1000) > 0
    # The next one is opened even if the clock stood still over its day.
    assert open_due(at("2026-11-20 09:00"), 1000) > 0
    assert PublicationDue.objects.filter(village=VILLAGE, period="2026-Q3").exists()


def periods(publication: str) -> list[str]:
    mine = PublicationDue.objects.filter(village=VILLAGE, publication=publication)
    return list(mine.order_by("id").values_list("period", flat=True))


def test_a_clock_that_stood_still_opens_every_period_once_oldest_first(
    here: Village,
) -> None:
    open_due(at("2026-04-01 00:05"), 1000)
    # It is broken off again and again, and begins anew each time.
    while open_due(at("2026-11-20 09:00"), 3):
        pass
    assert periods("finance") == [f"2026-{month:02}" for month in range(3, 11)]
    assert periods("community-funds") == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert open_due(at("2026-11-20 09:05"), 1000) == 0
    # Of the half years none was opened before: what was due in summer is nobody's.
    assert periods("projects") == []


def test_the_days_are_those_of_the_charter_s_zone(here: Village) -> None:
    open_due(at("2026-04-01 00:05"), 1000)
    due = here_due("community-funds")
    clerk = here.acting("clerk", at("2026-04-16 07:30"))
    acts.do(due.matter, "publish", {"lines": LINES}, clerk)
    one = here.charter.publication("community-funds")
    assert one is not None
    found = {}
    for zone in ("Asia/Shanghai", "Asia/Urumqi"):
        year = looked(date(2026, 4, 20), zone)
        (item,) = timetable.timetable(VILLAGE, [one], year, VISITOR)
        found[zone] = [cell.state for cell in item.cells.values()]
    assert found == {"Asia/Shanghai": ["late"], "Asia/Urumqi": ["late"]}
    Notice.objects.filter(matter=due.matter).update(shown_at=at("2026-04-16 01:30"))
    (item,) = timetable.timetable(
        VILLAGE, [one], looked(date(2026, 4, 20), "Asia/Urumqi"), VISITOR
    )
    assert [cell.state for cell in item.cells.values()] == ["done"]


def test_a_charter_without_a_calendar_opens_nothing(here: Village) -> None:
    reading = here.charter.model_copy(update={"publications": ()})
    load(reading, at("2026-03-02 09:00"))
    assert open_due(at("2026-04-01 00:05"), 1000) == 0


def states(moment: str) -> dict[str, str]:
    from yuanluo.territory import charters

    found = timetable.timetable(
        VILLAGE,
        charters.charter("pingtang").publications,
        looked(at(moment).date()),
        VISITOR,
    )
    return {item.publication.id: c.state for item in found for c in item.cells.values()}


def test_green_amber_and_red_are_worked_out_when_somebody_asks(here: Village) -> None:
    open_due(at("2026-04-01 00:05"), 1000)
    prompt, late = here_due("community-funds"), here_due("community-relief")
    before = states("2026-04-15 23:59")
    # The accounts have ten days, everything else has fifteen.
    assert before.pop("finance") == timetable.MISSED
    assert set(before.values()) == {timetable.DUE}
    assert set(states("2026-04-16 00:00").values()) == {timetable.MISSED}
    for due, moment in ((prompt, "2026-04-15 17:00"), (late, "2026-04-18 09:00")):
        clerk = here.acting("clerk", at(moment))
        acts.do(due.matter, "publish", {"lines": LINES}, clerk)
    found = states("2026-04-20 09:00")
    assert found["community-funds"] == timetable.DONE
    assert found["community-relief"] == timetable.LATE
    assert found["finance"] == timetable.MISSED
    assert Notice.objects.get(matter=late.matter).masking == "names"
    missed = timetable.missed(VILLAGE, date(2026, 4, 20))
    assert late.matter not in [one.matter for one in missed]
    assert {"finance"} <= {one.publication for one in missed}


def test_who_is_late_is_seen_to_be_late(here: Village) -> None:
    open_due(at("2026-04-01 00:05"), 1000)
    matter = Matter.objects.get(number=here_due("finance").matter)
    assert advance(matter.pk, at("2026-04-10 17:59")) is False
    assert advance(matter.pk, at("2026-04-10 18:00")) is True
    assert Act.objects.filter(subject=matter.number, verb="matter.late").exists()
    assert Responsibility.objects.get(matter=matter).late_at is not None
    # The supervisors of the community find it among what is late.
    wei = visitor(here, "wei")
    assert matter.number in text_of(wei.get("/supervise/list?what=late"))


def test_who_answers_is_reminded_once_before_the_day(here: Village) -> None:
    open_due(at("2026-04-01 00:05"), 1000)
    finance, funds = here_due("finance"), here_due("community-funds")
    # Ten days for the accounts, fifteen for the rest: too early for either.
    assert remind(at("2026-04-06 09:00"), 100) == 0
    assert remind(at("2026-04-07 09:00"), 100) > 0
    assert remind(at("2026-04-08 09:00"), 100) == 0
    act = Act.objects.get(subject=finance.matter, verb=SOON)
    assert (act.actor, act.channel) == (None, "clock")
    clerk = here.acting("clerk", at("2026-04-09 09:00"))
    acts.do(funds.matter, "publish", {"lines": LINES}, clerk)
    # What is on show already needs no reminder; the other eight or so do.
    assert remind(at("2026-04-13 09:00"), 100) > 0
    assert not Act.objects.filter(subject=funds.matter, verb=SOON).exists()
    while sequence():
        pass
    while tell(at("2026-04-13 09:05")):
        pass
    reminded = Act.objects.filter(verb=SOON)
    positions = list(reminded.values_list("position", flat=True))
    told = Notification.objects.filter(position__in=positions, channel="page")
    mine = told.filter(person=here.stage.people["clerk"])
    assert mine.count() == reminded.filter(place=VILLAGE).count() > 1
    assert not told.filter(person=here.stage.people["tclerk"]).exists()


def test_a_year_is_read_by_two_statements_however_much_is_due(here: Village) -> None:
    reading = here.charter.publications
    counts = []
    for moment in ("2026-04-01 00:05", "2026-07-01 00:05", "2026-10-01 00:05"):
        open_due(at(moment), 1000)
        with CaptureQueriesContext(connection) as asked:
            found = timetable.timetable(
                VILLAGE, reading, looked(date(2026, 11, 1)), VISITOR
            )
        counts.append((len(asked), sum(len(item.cells) for item in found)))
    assert [count for count, _ in counts] == [2, 2, 2]
    cells = [cell for _, cell in counts]
    assert cells == sorted(set(cells)), "there was more to read each time"


def test_the_page_says_it_in_words_and_leads_to_the_notice(here: Village) -> None:
    now = at("2026-04-01 00:05")
    open_due(now, 1000)
    due = here_due("community-funds")
    clerk = here.acting("clerk", at("2026-04-10 17:00"))
    acts.do(due.matter, "publish", {"lines": LINES}, clerk)
    page = text_of(Client().get(f"/p/{VILLAGE}/publication?year=2026"))
    notice = Notice.objects.get(matter=due.matter)
    assert f'href="/n/{notice.code}"' in page
    assert "按时公开" in page
    # Whoever reads it later this year sees the others as missed.
    assert "没公开，晚了" in page
    assert "期到了日子还没公开" in page
    assert 'class="missed"' in page
    # Who answers, by post and never by name; for how long at least, by which law.
    assert "专干负责" in page
    assert "至少挂满15天：" in page
    assert "村民委员会组织法第三十五条" in page
    assert "下一期：" in page
    assert "clerk" not in page.split("<main")[1]
    other = text_of(Client().get(f"/p/{VILLAGE}/publication?year=2025"))
    assert "没公开，晚了" not in other
    for wrong in ("?year=1999", "?year=2999"):
        answer = Client().get(f"/p/{VILLAGE}/publication{wrong}")
        assert answer.status_code == 404
    assert Client().get("/p/110101001001/publication").status_code == 404
