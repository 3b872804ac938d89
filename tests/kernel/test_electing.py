"""Electing at the edge: one vote more or less, ties by each rule, and nobody chosen."""

import itertools
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.test_deciding import DAY, PACKS, VILLAGE, rule
from yuanluo.kernel.deciding.binding import Rule, binding, weaker
from yuanluo.kernel.deciding.counting import Count
from yuanluo.kernel.deciding.elected import Round, certify_election, election_faults
from yuanluo.kernel.deciding.electing import (
    ELECTED,
    TIED,
    UNFILLED,
    Draw,
    Mistallied,
    Tally,
    elect,
    seniority,
    standing_again,
    tally,
    ties_of,
)
from yuanluo.kernel.deciding.threshold import Threshold

HEAD = rule("courtyard-election")
SEATS = rule("seats-election")
RUN_OFF = Draw(("run-off",))


def counted(sheets: int, due: int, blank: int = 0, spoiled: int = 0) -> Count:
    return Count(
        "persons",
        due=due,
        in_person=sheets,
        yes=sheets - blank - spoiled,
        abstain=blank,
        spoiled=spoiled,
    )


def held(
    votes: tuple[int, ...],
    *,
    seats: int = 1,
    sheets: int | None = None,
    due: int | None = None,
    by: Rule = HEAD,
    draw: Draw = RUN_OFF,
    round_number: int = 1,
) -> Any:
    """Hold a round in which each candidate has so many votes, of so many sheets."""
    whole = sum(votes) if sheets is None else sheets
    # What names nobody is blank; several seats need not all be marked.
    least = max(max(votes), -(-sum(votes) // seats))
    blank = max(0, whole - sum(votes)) if seats == 1 else 0
    assert whole >= least
    pile = Tally(votes, seats, whole, blank)
    count = counted(whole, due or whole, blank)
    return elect(by, count, pile, draw, round_number), pile


@given(st.integers(1, 4_000))
def test_more_than_half_of_the_votes_and_not_exactly_half(n: int) -> None:
    """Of 2n votes n elect nobody and n+1 do; of 2n+1 votes n+1 do and n do not."""
    for whole, needed in ((2 * n, n + 1), (2 * n + 1, n + 1)):
        just, _ = held((needed, whole - needed))
        assert (just.outcome, just.elected) == (ELECTED, (1,))
        short, _ = held((needed - 1, 0), sheets=whole)
        assert (short.outcome, short.elected, short.seats_left) == (UNFILLED, (), 1)
        assert short.lines[0][0].short == 1


@given(st.integers(1, 4_000))
def test_a_third_is_enough_in_a_further_round_and_one_less_is_not(n: int) -> None:
    third = -(-n // 3)
    for votes, outcome in ((third, ELECTED), (third - 1, UNFILLED)):
        found, _ = held((votes, 0), sheets=n, round_number=2)
        assert found.outcome == outcome, (n, votes)


@given(st.integers(1, 4_000))
def test_more_than_half_of_the_roll_must_vote(due: int) -> None:
    needed = due // 2 + 1
    enough, _ = held((needed, 0), due=due)
    assert enough.valid
    if needed > 1:
        short, _ = held((needed - 1, 0), due=due)
        assert (short.outcome, short.reasons) == ("inquorate", ("QUORUM_SHORT:1",))


@pytest.mark.parametrize("due", [0, 1])
def test_nobody_elects_nobody(due: int) -> None:
    found = elect(HEAD, counted(0, due), Tally((0, 0), 1, 0), RUN_OFF)
    assert (found.outcome, found.elected, found.valid) == ("inquorate", (), False)


def test_one_voter_can_elect() -> None:
    found, _ = held((1, 0))
    assert (found.outcome, found.elected) == (ELECTED, (1,))


def test_most_votes_have_the_seats_where_no_majority_is_asked() -> None:
    found, _ = held((4, 9, 1, 7, 0), seats=3, by=SEATS)
    assert found.elected == (2, 4, 1)
    # Nobody is elected without a vote.
    few, _ = held((4, 0, 0, 7, 0), seats=3, by=SEATS)
    assert (few.outcome, few.elected, few.seats_left) == (UNFILLED, (4, 1), 1)


def test_a_tie_is_only_at_the_last_seat() -> None:
    clear, _ = held((5, 5, 2), seats=2, by=SEATS)
    assert (clear.outcome, clear.elected) == (ELECTED, (1, 2))
    alike, pile = held((5, 3, 3, 3), seats=3, by=SEATS)
    assert (alike.outcome, alike.elected, alike.tied) == (TIED, (1,), (2, 3, 4))
    assert alike.seats_left == 2
    assert standing_again(alike, pile) == [2, 3, 4]


def test_too_few_with_a_majority_stand_again_with_one_more_than_seats() -> None:
    short, pile = held((40, 30, 20, 10))
    assert short.outcome == UNFILLED
    assert standing_again(short, pile) == [1, 2]
    alike, pile = held((40, 30, 30))
    assert standing_again(alike, pile) == [1, 2, 3]


def test_the_older_first_and_a_lot_where_a_birthday_is_missing() -> None:
    born = {1: "1980-05-01", 2: "1961-01-09", 3: "1975-03-03"}
    older = Draw(("older", "lot"), seniority(born), "seed")
    found, _ = held((3, 3, 3), seats=2, by=SEATS, draw=older)
    assert found.elected == (2, 3)
    unknown = Draw(("older", "lot"), seniority(born | {3: ""}), "seed")
    drawn, _ = held((3, 3, 3), seats=2, by=SEATS, draw=unknown)
    assert drawn.outcome == ELECTED
    assert len(drawn.elected) == 2


def test_a_lot_favours_nobody_and_is_drawn_the_same_again() -> None:
    """Of 3,000 seeds each of three wins about a third: within five deviations."""
    wins = dict.fromkeys((1, 2, 3), 0)
    for number in range(3_000):
        draw = Draw(("lot",), seed=f"{number:064x}")
        one, _ = held((5, 5, 5), by=SEATS, draw=draw)
        again, _ = held((5, 5, 5), by=SEATS, draw=draw)
        assert one == again
        wins[one.elected[0]] += 1
    assert all(abs(many - 1_000) < 130 for many in wins.values()), wins


def test_a_lot_turns_on_the_sheets_that_were_cast() -> None:
    """Who keeps the seed cannot choose it for a winner: one sheet more draws anew."""
    seeds = [f"{number:064x}" for number in range(64)]
    first = [held((5, 5), by=SEATS, draw=Draw(("lot",), seed=s))[0] for s in seeds]
    more = [
        held((5, 5), by=SEATS, sheets=11, due=11, draw=Draw(("lot",), seed=s))[0]
        for s in seeds
    ]
    assert [one.elected for one in first] != [one.elected for one in more]


def test_rules_for_a_tie_go_on_after_each_run_off() -> None:
    assert ties_of(("run-off", "run-off", "lot"), 2) == ("run-off", "lot")
    assert ties_of(("run-off", "run-off", "lot"), 9) == ("lot",)
    assert ties_of(("older", "lot"), 2) == ("older", "lot")


def test_a_sheet_with_too_many_marks_is_spoiled_and_was_cast() -> None:
    sheets = [("1", 3), ("1+2", 2), ("abstain", 1), ("9", 1), ("", 1)]
    pile = tally(sheets, candidates=2, seats=1)
    assert pile == Tally((3, 0), 1, 8, blank=1, spoiled=4)
    # Three of eight are not more than half of those cast.
    assert elect(HEAD, counted(8, 8, 1, 4), pile, RUN_OFF).outcome == UNFILLED


@pytest.mark.parametrize(
    "wrong",
    [
        {"votes": ()},
        {"votes": (1,), "seats": 0},
        {"votes": (-1, 1)},
        {"votes": (11, 0)},
        {"votes": (6, 6)},
        {"votes": (3, 3)},
        {"votes": (9, 0), "blank": 2},
        {"votes": (0, 0), "blank": 8, "spoiled": 3},
    ],
)
def test_a_tally_that_does_not_add_up_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Mistallied):
        Tally(**({"seats": 1, "sheets": 10} | wrong))


def test_sheets_that_are_not_those_that_were_cast_are_refused() -> None:
    with pytest.raises(Mistallied):
        elect(HEAD, counted(9, 9), Tally((10, 0), 1, 10), RUN_OFF)


def test_every_outcome_is_what_a_plain_reading_says() -> None:
    """Against a second way of saying it, over all small elections of three."""
    seen = set()
    for votes in itertools.product(range(5), repeat=3):
        for seats in (1, 2, 3):
            whole = sum(votes)
            if not whole:
                continue
            sheets = max(*votes, -(-whole // seats))
            found = elect(
                SEATS, counted(sheets, sheets), Tally(votes, seats, sheets), RUN_OFF
            )
            better = {
                n: sum(other > votes[n - 1] for other in votes) for n in (1, 2, 3)
            }
            level = {n: votes.count(votes[n - 1]) for n in (1, 2, 3)}
            sure = {
                n for n in (1, 2, 3) if votes[n - 1] and better[n] + level[n] <= seats
            }
            assert set(found.elected) == sure, (votes, seats)
            maybe = {
                n
                for n in (1, 2, 3)
                if votes[n - 1] and n not in sure and better[n] < seats
            }
            assert set(found.tied) == maybe, (votes, seats)
            seen.add(found.outcome)
    assert seen == {ELECTED, TIED, UNFILLED}


# Certificates -------------------------------------------------------------------------


def test_a_certificate_of_an_election_can_be_worked_out_again() -> None:
    luck = random.Random(4)
    for _ in range(200):
        votes = tuple(luck.randint(0, 9) for _ in range(luck.randint(2, 5)))
        sheets = max(1, sum(votes))
        pile = Tally(votes, 1, sheets, sheets - sum(votes))
        count = counted(sheets, luck.randint(sheets, 2 * sheets), pile.blank)
        draw = Draw(("run-off", "lot"), seed="ab" * 32)
        one = Round(tuple(f"候选人{n}" for n in range(len(votes))), draw)
        made = certify_election(HEAD, count, pile, one, {"title": "推选"})
        assert election_faults(made.document, made.sha256) == []
        spoilt = dict(made.document)
        spoilt["elected"] = [*made.document["elected"], 9]
        assert "elected" in election_faults(spoilt)
        assert "hash" in election_faults(spoilt, made.sha256)


def test_statutory_elections_ask_more_than_half_and_go_again_with_a_third() -> None:
    for name in ("village-election", "urban-election-representatives"):
        pack = rule(name).pack
        assert pack.online == "forbidden"
        assert pack.election is not None
        assert pack.election.again == ("at least 1/3 of cast",)
        assert pack.passing == ("more than 1/2 of cast",)


def test_a_local_pack_cannot_make_an_election_open_or_uncontested() -> None:
    law = PACKS["village-election"]
    assert law.election is not None
    for change in ({"secret": False}, {"contested": False}, {"objections": "2 days"}):
        form = law.election.model_copy(update=change)
        local = law.model_copy(update={"election": form, "region": VILLAGE[:6]})
        assert weaker(local, law) == ["election"]
    more = law.election.model_copy(update={"again": ("at least 1/2 of cast",)})
    local = law.model_copy(update={"election": more, "region": VILLAGE[:6]})
    assert weaker(local, law) == []
    bound = binding([law, local], "village-election", VILLAGE, DAY)
    assert bound is not None
    assert bound.pack.election == more
    assert Threshold.parse(more.again[0]).needed(10) == 5
