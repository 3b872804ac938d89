"""A number of the supervisors' page is its list; ranks have their denominators."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.cast import Village
from tests.matters.visiting import now, text_of, visitor
from tests.matters.working import act, due, offered, passed_up, statements, who
from yuanluo.insight.queries import ranking, watched
from yuanluo.insight.queries.watched import Drill, Watched
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.people.models import Person


def looking(small: Village, days: int = 90) -> Watched:
    return Watched(who(small, "sup"), now() + timedelta(hours=2), days)


def listed(small: Village, name: str, **more: Any) -> list[str]:
    found = watched.page_of(looking(small), Drill(name, **more), most=500)
    return [line.number for line in found.lines]


def assigned_to_lee(small: Village, **more: Any) -> Matter:
    matter = passed_up(small, **more)
    lee = f"{small.stage.people['lee']}:electrician"
    act(small, "clerk", matter.number, "assign", to=lee)
    return matter


def finished(small: Village, matter: Matter, by: str = "lee") -> None:
    act(small, by, matter.number, "finish", result="好了")


def handled(
    matter: Matter, since: datetime, until: datetime, due_at: datetime | None
) -> None:
    """Say when a matter was in Lee's hands, and until when it should have been."""
    rows = Responsibility.objects.filter(matter=matter, how="assigned")
    before = Responsibility.objects.filter(matter=matter, until=rows.get().since)
    before.update(until=since)
    rows.update(since=since, until=until, due_at=due_at)


def village_of_everything(small: Village) -> None:
    late = passed_up(small, title="晚了")
    due(late, now() - timedelta(days=1))
    act(small, "sup", late.number, "inquire", question="怎么还没办")
    refused = offered(small, title="退回")
    act(small, "clerk", refused.number, "refuse", reason="网格的事")
    empty = passed_up(small, title="没人")
    Responsibility.objects.filter(matter=empty, until=None).update(
        vacant=True, person=None
    )
    back = assigned_to_lee(small, title="重办")
    finished(small, back)
    act(small, "yang", back.number, "reopen", reason="还是不亮")
    Matter.objects.filter(pk=back.pk).update(
        reopened=1, barred=[small.stage.people["lee"]]
    )
    done = assigned_to_lee(small, title="办好", category="light")
    finished(small, done)
    act(small, "yang", done.number, "agree")
    small.open(at=now(), title="吵架", category="quarrel")


def test_each_number_is_the_length_of_its_list(small: Village) -> None:
    village_of_everything(small)
    found = watched.numbers(looking(small))
    for name, number in found.items():
        assert number == len(listed(small, name)), name
    assert found == {
        "open": 4,
        "late": 1,
        "refused": 1,
        "reopened": 1,
        "inquiries": 1,
        "vacant": 1,
        "assisted": 0,
        "opened": len(listed(small, "opened")),
    }


def test_what_was_reported_for_somebody_is_counted_among_all(small: Village) -> None:
    own = small.open(at=now())
    helper = replace(small.acting("zhou", now()), consent="phone")
    told = open_matter(
        "plain",
        {"title": "水龙头没水"},
        small.spot(),
        helper,
        requester=small.stage.people["yang"],
    )
    found = watched.numbers(looking(small))
    assert (found["assisted"], found["opened"]) == (1, 2)
    number = told.content["number"]
    assert listed(small, "assisted") == [number]
    page = text_of(visitor(small, "sup").get("/supervise"))
    assert "替人报的" in page
    listing = text_of(visitor(small, "sup").get("/supervise/list?what=assisted"))
    assert number in listing
    assert own.number not in listing


def test_what_is_private_is_neither_listed_nor_counted(small: Village) -> None:
    private = small.open(at=now(), category="quarrel")
    due(private, now() - timedelta(days=3))
    assert watched.numbers(looking(small))["late"] == 0
    assert listed(small, "late") == []
    page = text_of(visitor(small, "sup").get("/supervise"))
    assert private.number not in page


def test_a_supervisor_sees_the_own_village_alone(small: Village) -> None:
    matter = passed_up(small)
    due(matter, now() - timedelta(days=1))
    Responsibility.objects.filter(matter=matter).update(village="659901001002")
    Matter.objects.filter(pk=matter.pk).update(village="659901001002")
    assert watched.numbers(looking(small))["late"] == 0


def test_a_post_that_nobody_holds_is_named(small: Village) -> None:
    village_of_everything(small)
    (found,) = watched.vacancies(looking(small))
    assert (found.post, found.place_name, found.count) == ("clerk", "小村", 1)
    where = {"post": "clerk", "at_place": "659901001001"}
    assert len(listed(small, "vacant", **where)) == 1
    assert listed(small, "vacant", post="clerk", at_place="659901001") == []


# Settled at a level


def test_holding_a_matter_down_shows_beside_what_was_settled(small: Village) -> None:
    for n in range(3):
        matter = small.open(at=now(), title=f"网格{n}", category="light")
        act(small, "zhou", matter.number, "finish", result="好了")
        act(small, "yang", matter.number, "agree")
    Matter.objects.filter(title="网格0").update(reopened=1)
    # The same person reports the same kind of trouble again a day after it was settled.
    Matter.objects.update(ended_at=now() - timedelta(days=2))
    Matter.objects.filter(title="网格2").update(
        ended_at=now() + timedelta(hours=1), opened_at=now() - timedelta(days=1)
    )
    (rung,) = watched.ladder(looking(small))
    assert (rung.level, rung.settled, rung.reopened, rung.again) == ("grid", 3, 1, 2)
    assert len(listed(small, "settled", level="grid")) == 3
    assert len(listed(small, "settled-reopened", level="grid")) == 1
    assert len(listed(small, "settled-again", level="grid")) == 2
    assert listed(small, "settled", level="village") == []


def test_what_was_withdrawn_is_not_settled(small: Village) -> None:
    matter = small.open(at=now())
    act(small, "yang", matter.number, "withdraw", reason="不用了")
    assert watched.ladder(looking(small)) == []


def test_a_period_ends_where_it_ends(small: Village) -> None:
    matter = small.open(at=now(), category="light")
    act(small, "zhou", matter.number, "finish", result="好了")
    act(small, "yang", matter.number, "agree")
    Matter.objects.update(ended_at=now() - timedelta(days=40))
    assert watched.ladder(looking(small, days=30)) == []
    assert len(watched.ladder(looking(small, days=90))) == 1


# Ranking


def test_a_handlers_figures_are_their_lists(small: Village) -> None:
    begin = now() - timedelta(days=20)
    for n, (days, late) in enumerate([(1, False), (2, False), (3, True), (9, False)]):
        matter = assigned_to_lee(small, title=f"第{n}件", category="light")
        finished(small, matter)
        until = begin + timedelta(days=days)
        kept = until - timedelta(hours=1) if late else until + timedelta(hours=1)
        handled(matter, begin, until, kept)
    free = assigned_to_lee(small, title="没有期限", category="light")
    finished(small, free)
    handled(free, begin, begin + timedelta(days=2), None)
    Matter.objects.filter(title="第0件").update(stars=5)
    Matter.objects.filter(title="第1件").update(stars=2)
    lee = small.stage.people["lee"]
    # Reopened under somebody else, who got the stars.
    Matter.objects.filter(title="第2件").update(reopened=1, barred=[lee], stars=4)
    (one,) = [h for h in ranking.ranking(looking(small)) if h.person == lee]
    assert (one.handled, one.due, one.on_time, one.reopened) == (5, 4, 3, 1)
    assert one.median_days == 2
    assert (one.mean_stars, one.ratings) == (Fraction(7, 2), 2)
    assert one.rank == 1
    lengths = {
        "person": one.handled,
        "person-on-time": one.on_time,
        "person-late": one.due - one.on_time,
        "person-reopened": one.reopened,
        "person-rated": one.ratings,
    }
    for name, length in lengths.items():
        assert len(listed(small, name, person=lee)) == length, name


def test_who_handled_few_is_listed_without_a_rank(small: Village) -> None:
    for n in range(4):
        finished(small, assigned_to_lee(small, title=f"第{n}件"))
    found = {h.name: h for h in ranking.ranking(looking(small))}
    assert found["lee"].handled == 4
    assert {h.rank for h in found.values()} == {0}
    page = text_of(visitor(small, "sup").get("/supervise"))
    assert re.search(r'<tr class="few">\s*<td[^>]*>—</td>\s*<th scope="row">lee', page)


def test_the_order_is_kept_promises_first(small: Village) -> None:
    people = [ranking.Ranked(n, f"p{n}", handled=5, due=5) for n in range(4)]
    best, back, stars, late = people
    best.on_time = back.on_time = stars.on_time = 5
    late.on_time, late.stars, late.ratings = 4, 25, 5
    back.reopened = 1
    best.stars, best.ratings = 10, 2
    stars.stars, stars.ratings = 8, 2
    assert sorted([late, back, stars, best], key=lambda h: h.order) == [
        best,
        stars,
        back,
        late,
    ]


def test_seats_and_requesters_are_not_ranked(small: Village) -> None:
    for n in range(6):
        matter = small.open(at=now(), title=f"第{n}件")
        act(small, "zhou", matter.number, "finish", result="好了")
        act(small, "yang", matter.number, "agree")
    names = {h.name for h in ranking.ranking(looking(small))}
    assert names == {"zhou"}


def test_handing_on_is_not_handling(small: Village) -> None:
    for n in range(5):
        finished(small, assigned_to_lee(small, title=f"第{n}件"))
    found = {h.name: h.handled for h in ranking.ranking(looking(small))}
    assert found == {"lee": 5}  # Neither the grid nor the clerk, who passed it on.


# The page


def test_every_number_of_the_page_opens_its_list(small: Village) -> None:
    village_of_everything(small)
    visit = visitor(small, "sup")
    page = text_of(visit.get("/supervise"))
    links = re.findall(
        r'href="(/supervise/list\?[^"]+)"(?:[^<0-9]|<(?!/a>|strong)[^>]*>)*(?:<strong>)?(\d+)',
        page,
    )
    assert len(links) >= 9
    for address, number in links:
        answer = text_of(visit.get(address.replace("&amp;", "&")))
        rows = answer.count("data-row")
        assert rows == int(number), (address, number, rows)


def test_a_question_is_put_from_the_list(small: Village) -> None:
    late = passed_up(small, title="晚了")
    due(late, now() - timedelta(days=1))
    visit = visitor(small, "sup")
    page = text_of(visit.get("/supervise/list?what=late"))
    assert f'href="/work/{late.number}?do=inquire"' in page
    form = text_of(visit.get(f"/work/{late.number}?do=inquire"))
    assert 'name="inquire.question"' in form
    visit.post(
        f"/work/{late.number}/do/inquire", {"inquire.question": "为什么还没办？"}
    )
    assert watched.numbers(looking(small))["inquiries"] == 1


@pytest.mark.parametrize(
    "address",
    [
        "/supervise?days=-1&place=%27",
        "/supervise?days=99999999999999999999&place=11",
        "/supervise/list?what=person&person=99999999999999999999999",
        "/supervise/list?what=settled&level=%00",
        "/supervise/list?what=late&after=zz",
    ],
)
def test_an_address_that_makes_no_sense_still_opens(
    small: Village, address: str
) -> None:
    assert visitor(small, "sup").get(address).status_code == 200


def test_a_list_that_does_not_exist(small: Village) -> None:
    assert (
        visitor(small, "sup").get("/supervise/list?what=everybody").status_code == 404
    )


def test_the_page_costs_the_same_whatever_happened(small: Village) -> None:
    visit = visitor(small, "sup")
    matter = assigned_to_lee(small, category="light")
    finished(small, matter)
    act(small, "yang", matter.number, "agree")
    few = statements(visit, "/supervise")
    for n in range(12):
        more = assigned_to_lee(small, title=f"第{n}件", category="light")
        finished(small, more)
        act(small, "yang", more.number, "agree")
        due(passed_up(small), now() - timedelta(days=1))
    assert statements(visit, "/supervise") == few
    assert few <= 12
    for name in ("late", "settled", "open"):
        assert statements(visit, f"/supervise/list?what={name}") <= 5


def test_people_are_named_as_they_are_called(small: Village) -> None:
    Person.objects.filter(pk=small.stage.people["lee"]).update(name="<b>李</b>")
    for _ in range(5):
        finished(small, assigned_to_lee(small))
    page = text_of(visitor(small, "sup").get("/supervise"))
    assert "&lt;b&gt;李&lt;/b&gt;" in page
