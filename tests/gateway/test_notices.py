"""Who is told what, once, whatever dies meanwhile, and never what is personal."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import MONDAY, Village
from tests.gateway.carrying import Fickle, Killed, killed_at
from yuanluo.gateway import jobs
from yuanluo.gateway.actions import sending, telling
from yuanluo.gateway.carriers import Mail
from yuanluo.gateway.models import Notification, Preference
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.models import Matter
from yuanluo.record import actions as record

Program = Callable[[str], Client]
HOUR = timedelta(hours=1)


def act(small: Village, number: str, name: str, by: str, **given: Any) -> None:
    at = given.pop("at", MONDAY + HOUR)
    acts.do(number, name, given, small.acting(by, at))


def tell(at: Any = MONDAY + HOUR) -> None:
    record.sequence()
    jobs.tell(at)


def told(small: Village, name: str) -> list[tuple[str, str]]:
    """Give what somebody has on the page of notices: kind and title, oldest first."""
    mine = Notification.objects.filter(person=small.stage.people[name], channel="page")
    return list(mine.order_by("pk").values_list("kind", "title"))


def by_clock(number: str, days: int) -> None:
    pk = Matter.objects.values_list("pk", flat=True).get(number=number)
    at = MONDAY + timedelta(days=days)
    while advance(pk, at):
        pass
    tell(at)


def test_the_holder_hears_of_new_work_and_the_requester_of_each_move(
    small: Village,
) -> None:
    number = small.open().number
    tell()
    assert told(small, "zhou") == [("given", f"{number} 交给您办")]
    assert told(small, "yang") == []
    act(small, number, "finish", "zhou", result="换了灯泡")
    tell()
    assert told(small, "yang") == [("question", f"{number}：待认可，轮到您了")]
    act(small, number, "agree", "yang")
    tell()
    assert told(small, "zhou")[1:] == []
    assert told(small, "yang")[1:] == []


def test_an_end_is_told_to_those_it_concerns(small: Village) -> None:
    number = small.open().number
    act(small, number, "withdraw", "yang", reason="不用了")
    tell()
    assert told(small, "zhou")[-1] == ("ended", f"{number} 结束了：撤回")


def test_an_offer_a_refusal_and_a_ruling_reach_those_who_must_answer(
    small: Village,
) -> None:
    number = small.open().number
    act(small, number, "escalate", "zhou", reason="要村里办")
    tell()
    assert told(small, "clerk") == [("given", f"{number} 请您接手")]
    assert told(small, "yang")[-1][0] == "moved"
    act(small, number, "refuse", "clerk", reason="格里能办")
    tell()
    assert told(small, "tclerk") == [("given", f"{number} 有人不接，请您定由谁办")]
    act(small, number, "adjudicate", "tclerk", to="village")
    tell()
    assert told(small, "clerk")[-1] == ("given", f"{number} 交给您办")


def test_questions_and_their_answers(small: Village) -> None:
    number = small.open().number
    act(small, number, "ask", "zhou", question="哪一盏?")
    tell()
    assert told(small, "yang") == [("question", f"{number} 有一句话问您")]
    act(small, number, "reply", "yang", answer="门口那盏")
    tell()
    assert told(small, "zhou")[-1] == ("said", f"{number} 您问的、提的有答复了")
    act(small, number, "inquire", "sup", question="为什么还没修?")
    tell()
    assert told(small, "zhou")[-1] == ("question", f"{number} 监督提问，请答复")
    act(small, number, "respond", "zhou", answer="在等配件")
    tell()
    assert told(small, "sup") == [("said", f"{number} 您问的、提的有答复了")]
    act(small, number, "comment", "yang", text="快一点")
    tell()
    assert told(small, "zhou")[-1] == ("said", f"{number} 有新留言")


def test_who_was_acted_for_is_told_at_once(small: Village) -> None:
    number = small.open().number
    act(small, number, "ask", "zhou", question="哪一盏?")
    by = replace(
        small.acting("clerk", MONDAY + timedelta(hours=1)),
        on_behalf=small.stage.people["yang"],
        consent="phone",
    )
    acts.do(number, "reply", {"answer": "门口那盏"}, by)
    tell()
    kind, title = told(small, "yang")[-1]
    assert (kind, title.startswith(f"{number}：有人替您办了一步")) == ("question", True)


def test_lateness_climbs_and_reaches_the_supervisors_at_the_top(
    small: Village,
) -> None:
    number = small.open().number
    for days in range(4, 40, 2):
        by_clock(number, days)
    assert ("late", f"{number} 逾期了") in told(small, "zhou")
    assert ("given", f"{number} 请您接手") in told(small, "clerk")
    assert ("late", f"{number} 在最上一级逾期了") in told(small, "sup")


def test_a_matter_between_its_parties_is_told_to_nobody_by_power(
    small: Village,
) -> None:
    number = small.open(category="quarrel").number
    Matter.objects.filter(number=number).update(openness=0)
    for days in range(4, 40, 2):
        by_clock(number, days)
    assert told(small, "sup") == []


def test_reading_twice_tells_once(small: Village) -> None:
    small.open()
    tell()
    before = Notification.objects.count()
    tell()
    # A second reader that lost its cursor: the constraint holds.
    telling.Cursor.objects.filter(reader=telling.READER).update(position=0)
    tell()
    assert Notification.objects.count() == before == 1


def test_nothing_is_lost_or_doubled_wherever_the_reader_is_killed(
    small: Village,
) -> None:
    for _ in range(3):
        small.open()
    record.sequence()
    died = 0
    for statement in range(1, 40):
        try:
            with killed_at(statement):
                telling.tell(MONDAY + HOUR)
        except Killed:
            died += 1
            assert Notification.objects.count() == 0
    assert died >= 8
    assert Notification.objects.count() == 3


def test_a_batch_costs_the_same_for_one_act_and_for_many(small: Village) -> None:
    def statements(count: int) -> int:
        for _ in range(count):
            small.open()
        record.sequence()
        with CaptureQueriesContext(connection) as asked:
            assert telling.tell(MONDAY + HOUR) == count
        return len(asked)

    statements(1)  # The cursor is made.
    assert statements(1) == statements(30)


# Sending ------------------------------------------------------------------------------


@pytest.fixture
def mailed(small: Village) -> Village:
    """A village whose grid worker has an address."""
    account = small.account("zhou")
    account.email = "zhou@example.org"
    account.save(update_fields=["email"])
    return small


def pending(small: Village, count: int = 1) -> list[str]:
    numbers = [small.open().number for _ in range(count)]
    tell()
    return numbers


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in Notification.objects.filter(channel="mail").values_list(
        "state", flat=True
    ):
        found[state] = found.get(state, 0) + 1
    return found


def deliver(carrier: Fickle, rounds: int) -> None:
    """Let workers come by for as long as it takes, each killed where the plan says."""
    at = MONDAY + HOUR
    for _ in range(rounds):
        with suppress(Killed):
            jobs.deliver(lambda: at, {"mail": carrier})  # noqa: B023
        at += sending.LEASE + sending.FIRST_WAIT


def test_a_mail_says_where_it_stands_and_nothing_personal(mailed: Village) -> None:
    secret = ["路灯不亮", "杨大山", "13812345678", "yang", "zhou家"]
    number = mailed.open(text="我是杨大山，电话13812345678").number
    act(mailed, number, "comment", "yang", text="13812345678 打给我")
    tell()
    jobs.deliver(lambda: MONDAY + HOUR, {"mail": Mail()})
    assert [one.subject for one in mail.outbox] == [
        f"{number} 交给您办",
        f"{number} 有新留言",
    ]
    for one in mail.outbox:
        whole = f"{one.subject}\n{one.body}"
        assert [word for word in secret if word in whole] == []
        assert reverse("matters:matter", args=[number]) in one.body
        assert one.to == ["zhou@example.org"]
    kept = Notification.objects.values_list("title", "body")
    assert [w for w in secret for row in kept if w in "".join(row)] == []


def test_what_fails_is_tried_again_under_the_same_key(mailed: Village) -> None:
    pending(mailed)
    carrier = Fickle("refuse", "refuse", "carry")
    deliver(carrier, rounds=6)
    assert states() == {"sent": 1}
    assert len(carrier.seen) == 3
    assert len({message.key for message in carrier.seen}) == 1


def test_a_lost_answer_doubles_at_most_that_one(mailed: Village) -> None:
    pending(mailed, 4)
    carrier = Fickle("carry", "lost", "carry", "killed-after", "killed")
    deliver(carrier, rounds=10)
    assert states() == {"sent": 4}
    assert sorted(carrier.carried.values()) == [1, 1, 2, 2]


def test_nothing_is_lost_wherever_the_worker_is_killed(mailed: Village) -> None:
    pending(mailed, 3)
    carrier = Fickle()
    at, died = MONDAY + HOUR, 0
    for statement in range(1, 30):
        try:
            with killed_at(statement):
                jobs.deliver(lambda: at, {"mail": carrier})  # noqa: B023
        except Killed:
            died += 1
        at += sending.LEASE
    assert died >= 5
    assert states() == {"sent": 3}
    assert set(carrier.carried) == {message.key for message in carrier.seen}
    assert len(carrier.carried) == 3


def test_what_is_given_up_is_seen_and_can_be_sent_again(
    mailed: Village, program: Program
) -> None:
    number, *_ = pending(mailed)
    deliver(Fickle("wrong"), rounds=1)
    assert states() == {"failed": 1}
    page = program("zhou").get("/notices").content.decode()
    assert "有通知没能发到您的邮箱" in page
    assert f"{number} 交给您办" in page
    failed = Notification.objects.filter(state="failed")
    assert failed.get().error == "nobody lives there"
    assert sending.send_again(failed, MONDAY + HOUR) == 1
    deliver(Fickle(), rounds=1)
    assert states() == {"sent": 1}


def test_a_carrier_that_never_answers_is_given_up_after_a_day(
    mailed: Village,
) -> None:
    pending(mailed)
    carrier = Fickle(*["refuse"] * 100)
    at = MONDAY + HOUR
    while states() == {"pending": 1}:
        jobs.deliver(lambda: at, {"mail": carrier})  # noqa: B023
        at += sending.LONGEST_WAIT
    assert states() == {"failed": 1}
    assert len(carrier.seen) == sending.TRIES_MAX
    assert at - MONDAY < timedelta(days=1)


def test_an_outage_of_an_hour_is_made_up_for(mailed: Village) -> None:
    pending(mailed, 30)
    at, back = MONDAY + HOUR, MONDAY + 2 * HOUR
    out, working = Fickle(*["refuse"] * 10_000), Fickle()
    while at < back:
        jobs.deliver(lambda: at, {"mail": out})  # noqa: B023
        at += timedelta(minutes=1)
    assert states() == {"pending": 30}
    while states() != {"sent": 30}:
        jobs.deliver(lambda: at, {"mail": working})  # noqa: B023
        at += timedelta(minutes=1)
    assert at - back <= sending.LONGEST_WAIT


def test_who_switched_it_off_gets_none(mailed: Village, program: Program) -> None:
    zhou = program("zhou")
    wanted = {"wanted": ["mail:late", "mail:nonsense"]}
    assert zhou.post("/notices/preferences", wanted).status_code == 302
    assert Preference.objects.filter(on=True).count() == 1
    pending(mailed)
    assert states() == {}
    assert told(mailed, "zhou") != []
    # Switched off between the making and the sending.
    Preference.objects.all().delete()
    pending(mailed)
    zhou.post("/notices/preferences", {})
    carrier = Fickle()
    deliver(carrier, rounds=1)
    assert (states(), carrier.seen) == ({"skipped": 1}, [])


def test_old_acts_are_told_in_the_product_only(mailed: Village) -> None:
    mailed.open()
    tell(MONDAY + timedelta(days=2))
    assert states() == {}
    assert len(told(mailed, "zhou")) == 1


def test_the_clock_asks_the_worker_once(
    mailed: Village, run_tasks: Callable[[], None]
) -> None:
    pending(mailed)
    assert jobs.ask_to_deliver(MONDAY + HOUR) is True
    assert jobs.ask_to_deliver(MONDAY + HOUR) is False
    Notification.objects.filter(channel="mail").update(at=timezone.now())
    run_tasks()
    assert states() == {"sent": 1}
    assert len(mail.outbox) == 1
    assert jobs.ask_to_deliver(MONDAY + HOUR) is False


# Pages --------------------------------------------------------------------------------


def test_the_page_shows_marks_and_parts(small: Village, program: Program) -> None:
    numbers = pending(small, 32)
    zhou = program("zhou")
    page = zhou.get("/notices").content.decode()
    assert page.count('class="told-one unread"') == 30
    assert f'href="{reverse("matters:matter", args=[numbers[-1]])}"' in page
    assert "路灯不亮" in page
    older = page.partition('rel="next" href="')[2].partition('"')[0]
    assert zhou.get(older).content.decode().count('class="told-one unread"') == 2
    newest = Notification.objects.latest("pk").pk
    assert zhou.post("/notices/read", {"up_to": newest}).status_code == 302
    assert 'class="told-one unread"' not in zhou.get("/notices").content.decode()


def test_nobody_reads_or_marks_what_another_was_told(
    small: Village, program: Program
) -> None:
    pending(small)
    lin = program("lin")
    assert 'class="told-one' not in lin.get("/notices").content.decode()
    lin.post("/notices/read", {"up_to": Notification.objects.latest("pk").pk})
    assert Notification.objects.unread().count() == 1
    assert program("").get("/notices").status_code == 302


def test_programs_read_the_same(small: Village, program: Program) -> None:
    number, *_ = pending(small)
    zhou = program("zhou")
    told_now = zhou.get("/api/v1/notices").json()
    assert told_now["unread"] == 1
    assert told_now["items"][0]["title"] == f"{number} 交给您办"
    read = zhou.put(
        "/api/v1/notices/read",
        {"up_to": told_now["items"][0]["id"]},
        content_type="application/json",
    )
    assert read.json() == {"unread": 0}
    assert zhou.get("/api/v1/notices?unread=true").json()["items"] == []
