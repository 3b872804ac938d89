"""Bodies decide by fractions of integers: each threshold at its edge, with controls."""

import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanluo.kernel.charterfiles import Pack, read_pack
from yuanluo.kernel.deciding.binding import Rule, binding, weaker
from yuanluo.kernel.deciding.certificate import certify, faults
from yuanluo.kernel.deciding.counting import Count, Miscounted, Verdict, judge
from yuanluo.kernel.deciding.rulepack import RulePack
from yuanluo.kernel.deciding.threshold import Threshold, reduced

NATIONAL = Path(__file__).parents[2] / "charters" / "national"
VILLAGE = "522727104001"
DAY = date(2026, 3, 2)
BASES = ("cast", "present", "all_members")

fractions = st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(
    lambda pair: pair[0] < pair[1]
)
thresholds = st.builds(
    lambda relation, part, base: f"{relation} {part[0]}/{part[1]} of {base}",
    st.sampled_from(("at least", "more than")),
    fractions,
    st.sampled_from(BASES),
)


def shipped() -> dict[str, RulePack]:
    files = {
        f"rules/{path.name}": path.read_text("utf-8")
        for path in (NATIONAL / "rules").glob("*.toml")
    }
    parts = read_pack(Pack("", files))
    return {item.value.id: item.value for item in parts.of("rule")}


PACKS = shipped()


def rule(name: str) -> Rule:
    found = binding(PACKS.values(), name, VILLAGE, DAY)
    assert found is not None
    return found


# Thresholds ---------------------------------------------------------------------------


@given(thresholds, st.integers(0, 5_000))
def test_needed_is_the_smallest_number_that_is_enough(text: str, of: int) -> None:
    one = Threshold.parse(text)
    needed = one.needed(of)
    if of == 0:
        assert not one.met(needed, of)
        return
    assert one.met(needed, of)
    assert not one.met(needed - 1, of)
    assert one.met(needed + 1, of)


def at_edges(needed: Callable[[int], int]) -> list[int]:
    """Give the sizes at which a way of counting two thirds is wrong."""
    two_thirds = Threshold.parse("at least 2/3 of present")
    return [n for n in range(1, 10_000) if needed(n) != two_thirds.needed(n)]


def test_two_thirds_by_decimals_is_wrong_and_by_integers_is_not() -> None:
    assert at_edges(lambda n: -(-2 * n // 3)) == []
    # Controls: how others count two thirds; each is found to be wrong.
    assert at_edges(lambda n: math.ceil(n * 0.67))
    assert at_edges(lambda n: round(n * 2 / 3))
    assert at_edges(lambda n: 2 * n // 3 + 1)
    assert at_edges(lambda n: math.ceil(n * (1 - 1 / 3)))


@pytest.mark.parametrize(
    ("text", "of", "needed"),
    [
        ("at least 2/3 of present", 1, 1),
        ("at least 2/3 of present", 2, 2),
        ("at least 2/3 of present", 3, 2),
        ("at least 2/3 of present", 30, 20),
        ("at least 2/3 of present", 31, 21),
        ("more than 1/2 of present", 1, 1),
        ("more than 1/2 of present", 2, 2),
        ("more than 1/2 of present", 20, 11),
        ("more than 1/2 of present", 21, 11),
        ("at least 1/2 of present", 20, 10),
        ("at least 3/4 of present", 5, 4),
        ("more than 2/3 of present", 30, 21),
    ],
)
def test_odd_and_even_bodies(text: str, of: int, needed: int) -> None:
    assert Threshold.parse(text).needed(of) == needed


def test_of_nobody_nothing_is_ever_met() -> None:
    for text in ("at least 1/2 of present", "more than 1/2 of present"):
        assert not any(Threshold.parse(text).met(found, 0) for found in range(3))


@pytest.mark.parametrize(
    "text",
    [
        *("2/3 of present", "at least 3/2 of present", "more than 1/1 of present"),
        *("at least 0/3 of present", "at least 2/3 of all", "at least 2/0 of cast"),
    ],
)
def test_what_is_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        Threshold.parse(text)


@given(thresholds, thresholds, st.lists(st.integers(0, 300), min_size=4, max_size=4))
def test_what_implies_another_is_never_met_without_it(
    one: str, other: str, numbers: list[int]
) -> None:
    yes, cast, present, all_members = sorted(numbers)
    of = {"cast": cast, "present": present, "all_members": all_members}
    a, b = Threshold.parse(one), Threshold.parse(other)
    if a.implies(b) and a.met(yes, of[a.base]):
        assert b.met(yes, of[b.base])


@given(
    st.lists(thresholds, min_size=1, max_size=4),
    st.lists(st.integers(0, 90), min_size=4, max_size=4),
)
def test_thresholds_left_out_change_nothing(
    texts: list[str], numbers: list[int]
) -> None:
    yes, cast, present, all_members = sorted(numbers)
    of = {"cast": cast, "present": present, "all_members": all_members}

    def all_met(some: tuple[str, ...]) -> bool:
        read = map(Threshold.parse, some)
        return all(one.met(yes, of[one.base]) for one in read)

    assert all_met(reduced(tuple(texts))) == all_met(tuple(texts))


# Bodies of the law at their edges -----------------------------------------------------


@pytest.mark.parametrize(
    ("name", "unit", "of", "quorum", "passing"),
    [
        ("villagers-assembly", "persons", 1000, 501, 251),
        ("villagers-assembly", "households", 300, 200, 101),
        ("village-representatives", "seats", 31, 21, 11),
        ("villager-group", "persons", 90, 60, 31),
        ("villager-group", "households", 40, 27, 14),
        ("collective-assembly", "persons", 300, 200, 200),
        ("collective-board", "seats", 7, 5, 4),
        ("residents-assembly", "persons", 1000, 501, 251),
        ("residents-assembly", "households", 301, 151, 76),
        ("residents-representatives", "seats", 45, 30, 16),
        ("party-members", "seats", 36, 24, 18),
    ],
)
def test_a_body_at_its_edge(
    name: str, unit: str, of: int, quorum: int, passing: int
) -> None:
    """Quorum exactly there and one short; carried exactly there and one short."""
    short = judge(rule(name), Count(unit, of, quorum - 1, yes=quorum - 1))
    assert (short.outcome, short.valid) == ("inquorate", False)
    assert "QUORUM_SHORT:1" in short.reasons
    there = judge(rule(name), Count(unit, of, quorum, yes=passing))
    assert (there.outcome, there.valid) == ("carried", True)
    lost = judge(rule(name), Count(unit, of, quorum, yes=passing - 1))
    assert (lost.outcome, lost.valid) == ("rejected", True)
    assert lost.reasons == ("VOTES_SHORT:1",)


@pytest.mark.parametrize("name", sorted(PACKS))
def test_nobody_never_decides(name: str) -> None:
    for way in PACKS[name].electorates:
        for due in (0, 5):
            verdict = judge(rule(name), Count(way.unit, due, 0))
            assert verdict.outcome == "inquorate"


def test_persons_and_households_are_never_counted_together() -> None:
    """500 of 1000 persons is one short; 200 of 300 households is enough by itself."""
    by_person = judge(rule("villagers-assembly"), Count("persons", 1000, 500, yes=500))
    assert by_person.reasons == ("QUORUM_SHORT:1",)
    assert [line.of for line in by_person.lines if line.what == "quorum"] == [1000]
    mixed = judge(rule("villagers-assembly"), Count("both", 1300, 700, yes=700))
    assert mixed.reasons == ("NO_SUCH_COUNT:both",)


def owners(
    due: int, whole: int, cast: int, part: int, yes: int, area: int, item: str = ""
) -> Verdict:
    """Judge owners of whom so many voted with so much, and so many were in favour."""
    areas = {"all_area": whole, "participating_area": part, "yes_area": area}
    counted = Count("owners", due, cast, yes=yes, no=cast - yes, **areas)
    return judge(rule("owners-assembly"), counted, item)


def test_owners_need_both_area_and_number() -> None:
    assert owners(30, 90_000, 20, 60_000, 11, 30_001).outcome == "carried"
    half = owners(30, 90_000, 20, 60_000, 11, 30_000)
    assert half.reasons == ("VOTES_AREA_SHORT:1",)
    few = owners(30, 90_000, 20, 60_000, 10, 30_001)
    assert few.reasons == ("VOTES_SHORT:1",)
    little = owners(30, 90_000, 20, 59_999, 20, 59_999)
    assert little.reasons == ("QUORUM_AREA_SHORT:1",)
    short = owners(30, 90_000, 19, 60_000, 19, 60_000)
    assert short.reasons == ("QUORUM_SHORT:1",)
    both = owners(30, 90_000, 19, 59_999, 19, 59_999)
    assert both.reasons == ("QUORUM_AREA_SHORT:1", "QUORUM_SHORT:1")
    # Without areas there is nothing to hold them against: never valid.
    bare = judge(rule("owners-assembly"), Count("owners", 30, 30, yes=30))
    assert bare.valid is False


def test_owners_who_came_and_did_not_vote_take_no_part() -> None:
    areas = {"all_area": 90_000, "participating_area": 57_000, "yes_area": 57_000}
    silent = Count("owners", 30, 30, yes=19, **areas)
    verdict = judge(rule("owners-assembly"), silent)
    assert verdict.reasons == ("QUORUM_AREA_SHORT:3000", "QUORUM_SHORT:1")


def test_items_six_to_eight_take_three_quarters_by_both() -> None:
    enough = owners(40, 80_000, 40, 80_000, 30, 60_000, "six-to-eight")
    assert enough.outcome == "carried"
    few = owners(40, 80_000, 40, 80_000, 29, 60_000, "six-to-eight")
    assert few.reasons == ("VOTES_SHORT:1",)
    little = owners(40, 80_000, 40, 80_000, 30, 59_999, "six-to-eight")
    assert little.reasons == ("VOTES_AREA_SHORT:1",)
    # An ordinary question is carried by as many.
    assert owners(40, 80_000, 40, 80_000, 29, 59_999).outcome == "carried"


@given(st.integers(1, 4_000), st.integers(1, 40_000_000), st.data())
def test_owners_at_every_edge(due: int, whole: int, data: st.DataObject) -> None:
    """Exactly two thirds and more than half carry, by both; one less of any does not.

    The bar is worked out here by cross-multiplying, as the law says it.
    """
    cast = data.draw(st.integers(-(-2 * due // 3), due))
    part = data.draw(st.integers(-(-2 * whole // 3), whole))
    yes, area = cast // 2 + 1, part // 2 + 1
    assert owners(due, whole, cast, part, yes, area).outcome == "carried"
    assert owners(due, whole, cast, part, yes - 1, area).reasons == ("VOTES_SHORT:1",)
    less = owners(due, whole, cast, part, yes, area - 1)
    assert less.reasons == ("VOTES_AREA_SHORT:1",)
    least, edge = -(-2 * due // 3), -(-2 * whole // 3)
    if least > 1:
        few = owners(due, whole, least - 1, part, 0, 0)
        assert few.reasons == ("QUORUM_SHORT:1",)
    little = owners(due, whole, cast, edge - 1, 0, 0)
    assert "QUORUM_AREA_SHORT:1" in little.reasons
    weighty = owners(due, whole, cast, part, -(-3 * cast // 4), -(-3 * part // 4))
    again = owners(
        due, whole, cast, part, -(-3 * cast // 4), -(-3 * part // 4), "six-to-eight"
    )
    assert again.outcome == "carried"
    # Three quarters are more than half, but of one or two they need not be.
    assert weighty.outcome == "carried"


def test_a_question_with_a_rule_of_its_own() -> None:
    members = Count("persons", 300, 300, yes=224)
    assert judge(rule("collective-assembly"), members).outcome == "carried"
    benefit = judge(rule("collective-assembly"), members, "benefit-for-outsiders")
    assert benefit.reasons == ("VOTES_SHORT:1",)
    seats = Count("seats", 31, 31, yes=31)
    covenant = judge(rule("village-representatives"), seats, "village-covenant")
    assert covenant.reasons == ("NOT_DELEGABLE:village-covenant",)
    everyone = Count("persons", 31, 31, yes=31)
    assert judge(rule("villagers-assembly"), everyone, "village-covenant").valid
    unknown = judge(rule("villagers-assembly"), everyone, "nothing-known")
    assert unknown.reasons == ("NO_RULE:nothing-known",)


def test_in_an_election_those_who_voted_are_counted_not_those_who_came() -> None:
    came = Count("persons", 100, 60, yes=40, no=10)
    assert judge(rule("village-election"), came).reasons == ("QUORUM_SHORT:1",)
    voted = Count("persons", 100, 60, yes=26, no=25)
    assert judge(rule("village-election"), voted).outcome == "carried"


def test_where_the_law_is_silent_on_what_carries_nothing_does() -> None:
    verdict = judge(rule("appraisal"), Count("persons", 10, 10, yes=10))
    assert verdict.reasons == ("NO_RULE:pass",)


@pytest.mark.parametrize(
    "numbers",
    [
        {"due": 3, "in_person": 4},
        {"due": 3, "in_person": 2, "yes": 3},
        {"due": -1, "in_person": 0},
        {"due": 3, "in_person": 2, "yes_area": 1},
    ],
)
def test_a_count_that_does_not_add_up_is_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(Miscounted):
        Count("seats", **numbers)


# Certificates -------------------------------------------------------------------------


def one_certificate() -> tuple[dict[str, Any], str]:
    count = Count("seats", 31, 22, by_proxy=1, yes=12, no=9, abstain=1)
    told = {"title": "修路", "body": "村民代表会议"}
    certificate = certify(rule("village-representatives"), count, told)
    return dict(certificate.document), certificate.sha256


def test_a_certificate_says_every_number_and_where_it_is_written() -> None:
    document, _ = one_certificate()
    count = document["count"]
    assert (count["due"], count["in_person"]) == (31, 22)
    assert (count["by_proxy"], count["absent"]) == (1, 8)
    quorum, passing = document["lines"]
    assert quorum["fraction"] == [2, 3]
    assert (quorum["of"], quorum["needed"], quorum["found"]) == (31, 21, 23)
    assert (passing["base"], passing["of"], passing["needed"]) == ("present", 23, 12)
    assert "第二十九条" in document["citations"][0]
    assert document["outcome"] == "carried"


def test_an_altered_certificate_is_found_out() -> None:
    document, sha256 = one_certificate()
    assert faults(document, sha256) == []
    for key, other in (("outcome", "rejected"), ("valid", False), ("lines", [])):
        assert key in faults(document | {key: other})
    more = document | {"count": document["count"] | {"yes": 11}}
    assert "hash" in faults(more, sha256)
    # Whoever also writes the hash anew is still found: the numbers do not agree.
    assert faults(more) == ["count", "lines", "outcome", "reasons"]
    assert faults({"form": "x"}) == ["unreadable"]
    named = document | {"about": {"title": "别的"}}
    assert faults(named, sha256) == ["hash"]


# Packs put together -------------------------------------------------------------------

LOCAL: dict[str, Any] = {
    "id": "villagers-assembly",
    "version": 1,
    "title": "本县的规定 / What the county adds",
    "region": "522727",
    "since": "2026-02-01",
    "citation": "本县办法第三条",
    "kind": "local-law",
}
BY_PERSON = {"unit": "persons", "who": "村民 / Villagers", "least_age": 18}


def local(**clauses: Any) -> RulePack:
    return RulePack.model_validate(LOCAL | clauses)


def test_the_stricter_text_wins_clause_by_clause_and_keeps_its_citation() -> None:
    packs = [*PACKS.values(), local(notice="15 days", **{"pass": MORE})]
    both = binding(packs, "villagers-assembly", VILLAGE, DAY)
    assert both is not None
    assert (both.pack.notice, both.cites("notice")) == ("15 days", "本县办法第三条")
    assert both.passing() == ("at least 2/3 of present",)
    assert both.cites("quorum").startswith("《中华人民共和国村民委员会组织法》")
    assert [source.region for source in both.sources] == ["", "522727"]
    elsewhere = binding(packs, "villagers-assembly", "440704005201", DAY)
    earlier = binding(packs, "villagers-assembly", VILLAGE, date(2026, 1, 31))
    for one in (elsewhere, earlier):
        assert one is not None
        assert one.pack.notice == "10 days"


MORE = ["at least 2/3 of present"]


def test_the_newer_text_of_a_region_wins_and_a_weaker_one_never_binds() -> None:
    older = local(notice="30 days", since="2026-01-01")
    newer = local(notice="5 days", version=2)
    packs = [*PACKS.values(), older, newer]
    found = binding(packs, "villagers-assembly", VILLAGE, DAY)
    assert found is not None
    # The newer one is below the law, so that the law holds, and not the older one.
    assert found.pack.notice == "10 days"
    assert binding(packs, "villagers-assembly", VILLAGE, date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("clauses", "clause"),
    [
        ({"notice": "9 days"}, "notice"),
        ({"notice": "6 working days"}, "notice"),
        ({"pass": ["at least 1/2 of present"]}, "pass"),
        ({"pass": ["more than 1/2 of cast"]}, "pass"),
        ({"pass": ["more than 2/5 of present"]}, "pass"),
        ({"electorate": [BY_PERSON | {"quorum": []}]}, "quorum"),
        (
            {"electorate": [BY_PERSON | {"quorum": ["at least 1/2 of all_members"]}]},
            "quorum",
        ),
        ({"electorate": [{"unit": "seats", "who": "代表 / Some"}]}, "quorum"),
        ({"on_demand": ["at least 1/5 of all_members"]}, "on_demand"),
        ({"meets": "2 years"}, "meets"),
        ({"prior": ["something-else"]}, "prior"),
        ({"item": [{"id": "village-covenant", "title": "约 / Covenant"}]}, "item"),
    ],
)
def test_a_local_pack_that_asks_less_is_found(
    clauses: dict[str, Any], clause: str
) -> None:
    assert weaker(local(**clauses), PACKS["villagers-assembly"]) == [clause]


@pytest.mark.parametrize(
    "clauses",
    [
        {},
        {"notice": "10 days"},
        {"notice": "240 hours"},
        {"notice": "8 working days"},
        {"pass": ["more than 2/4 of present"]},
        {"pass": ["more than 1/2 of all_members"]},
        {"pass": ["at least 2/3 of present"]},
        {"electorate": [BY_PERSON | {"quorum": ["more than 1/2 of all_members"]}]},
        {"proxies": {"allowed": True, "most": 1}},
        {"meets": "6 months"},
        {
            "on_demand": [
                "at least 1/20 of all_members",
                "at least 1/3 of representatives",
            ]
        },
        {"prior": ["party-discussion", "reading-aloud"]},
    ],
)
def test_a_local_pack_that_asks_as_much_or_more_is_not(clauses: dict[str, Any]) -> None:
    assert weaker(local(**clauses), PACKS["villagers-assembly"]) == []


def test_proxies_on_which_the_law_set_limits_keep_them() -> None:
    looser = local(id="village-election", proxies={"allowed": True, "most": 4})
    assert weaker(looser, PACKS["village-election"]) == ["proxies"]
    allowed = local(id="urban-election-representatives", proxies={"allowed": True})
    assert weaker(allowed, PACKS["urban-election-representatives"]) == ["proxies"]
    none = local(id="village-election", proxies={"allowed": False}, online="forbidden")
    assert weaker(none, PACKS["village-election"]) == []
    online = local(id="village-election", online="binding")
    assert weaker(online, PACKS["village-election"]) == ["online"]


@given(thresholds, thresholds)
def test_what_is_not_weaker_never_carries_what_the_law_would_not(
    law: str, here: str
) -> None:
    """Whatever a local pack may say, nothing is carried that fails the national one."""
    base = PACKS["villager-group"].model_copy(update={"passing": (law,)})
    own = RulePack.model_validate(LOCAL | {"id": "villager-group", "pass": [here]})
    both = binding([base, own], "villager-group", VILLAGE, DAY)
    only = binding([base], "villager-group", VILLAGE, DAY)
    assert both is not None
    assert only is not None
    for yes in range(31):
        count = Count("persons", 42, 31, yes=yes, no=min(3, 31 - yes))
        if judge(both, count).outcome == "carried":
            assert judge(only, count).outcome == "carried"
    if not weaker(own, base):
        alone = Threshold.parse(here)
        assert alone.implies(Threshold.parse(law))
