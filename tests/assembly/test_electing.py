"""Elections: who stands, how it is voted, what a tie comes to, who may not decide."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.assembly.electing import POLL_DAY, poll
from tests.assembly.hall import Hall
from tests.assembly.test_meeting import refusals
from tests.cast import MONDAY
from yuanluo.assembly import recount as script
from yuanluo.assembly import rounds
from yuanluo.assembly.actions.attending import check_in
from yuanluo.assembly.actions.convening import object_to_roll
from yuanluo.assembly.actions.nominating import answer_nomination, nominate
from yuanluo.assembly.actions.polling import count_pile, give_paper
from yuanluo.assembly.actions.voting import cast, put
from yuanluo.assembly.bundle import bundle
from yuanluo.assembly.models import (
    Ballot,
    Candidate,
    Election,
    Mark,
    RollEntry,
    SecretVote,
)
from yuanluo.kernel.deciding.elected import election_faults
from yuanluo.kernel.deciding.electing import sealed
from yuanluo.people.models import Person
from yuanluo.record.actions import Refused


def sound(ballot: Ballot) -> dict[str, Any]:
    """Give a certificate that holds, and that the script counts again alike."""
    document: dict[str, Any] = ballot.certificate or {}
    assert election_faults(document, ballot.sha256) == []
    assert script.recount(bundle(ballot.pk)) == (ballot.outcome, [])
    return document


def test_an_election_is_counted_certified_and_counted_again(council: Hall) -> None:
    one = poll(council)
    ballot = one.opened(3)
    one.vote(ballot, ["1", "1", "1", "1", "2", "3", "abstain"])
    done = one.closed(ballot)
    document = sound(done)
    assert (done.outcome, document["elected"]) == ("elected", [1])
    assert document["tally"] == {
        "votes": [4, 1, 1],
        "sheets": 7,
        "blank": 1,
        "spoiled": 0,
    }
    assert document["names"] == [row.name for row in one.standing]
    # Nobody checked in: whoever voted took part by it.
    assert (document["count"]["due"], document["count"]["present"]) == (9, 7)


def test_exactly_half_elects_nobody_and_the_two_first_stand_again(
    council: Hall,
) -> None:
    one = poll(council)
    ballot = one.opened(3)
    one.vote(ballot, ["1", "1", "1", "2", "2", "3"])
    done = one.closed(ballot)
    assert (done.outcome, sound(done)["elected"]) == ("unfilled", [])
    again = one.round_opened()
    assert [row.name for row in one.standing] == sound(done)["names"][:2]
    one.vote(again, ["2", "2", "1", "2", "2"])
    assert sound(one.closed(again))["elected"] == [2]
    assert [c.name for c in rounds.elected(one.matter)] == [one.standing[1].name]


def test_a_tie_goes_by_the_rule_declared_before(council: Hall) -> None:
    """First another round among those alike; there, alike again, the sealed lot."""
    one = poll(council, people=8)
    ballot = one.opened(2)
    assert ballot.election.ties == ["run-off", "lot"]
    one.vote(ballot, ["1", "2"] * 4)
    first = one.closed(ballot)
    # Half is no majority, so both stand again whatever the rule for a tie.
    assert first.outcome == "unfilled"
    again = one.round_opened()
    before = Election.objects.get(ballot=again)
    assert before.ties == ["lot"]
    assert before.sealed == sealed(before.seed)
    one.vote(again, ["1", "2"] * 4)
    second = one.closed(again)
    document = sound(second)
    assert second.outcome == "elected"
    assert document["draw"]["seed"] == before.seed
    assert document["draw"]["sealed"] == before.sealed
    forged = document | {"draw": document["draw"] | {"seed": "0" * 64}}
    assert election_faults(forged) != []


def test_the_older_has_the_last_seat(council: Hall) -> None:
    one = poll(council, rules="seats-election", seats=2)
    ballot = one.opened(3)
    by_age = sorted(one.standing, key=lambda row: str(row.person.born))
    youngest = by_age[-1].number
    others = [row.number for row in by_age[:-1]]
    one.vote(ballot, ["+".join(map(str, sorted((youngest, n)))) for n in others * 3])
    # All three alike would be one thing; here two stand alike behind the first.
    document = sound(one.closed(ballot))
    assert document["elected"] == [youngest, by_age[0].number]
    # Birthdays are on no certificate, only who is older than whom.
    assert str(by_age[0].person.born) not in str(document)


def test_one_mark_too_many_is_refused_on_the_page_and_spoiled_in_the_pile(
    council: Hall,
) -> None:
    one = poll(council)
    ballot = one.opened(3)
    for choice, reason in (
        ("1+2", "TOO_MANY_MARKS:1"),
        ("4", "BAD:choice"),
        ("yes", "BAD:choice"),
        ("", "MISSING:choice"),
    ):
        with pytest.raises(Refused) as not_so:
            cast(ballot.pk, choice, one.as_(one.people[0]), receipt="0" * 32)
        assert refusals(not_so) == [reason]
    assert not SecretVote.objects.exists()
    assert not Mark.objects.exists()


# Who stands ---------------------------------------------------------------------------


def test_only_those_on_the_roll_nominate_and_are_nominated(council: Hall) -> None:
    one = poll(council)
    election = one.announced()
    at = MONDAY + timedelta(days=8)
    first = one.as_(one.people[0], at)
    with pytest.raises(Refused) as early:
        nominate(election.ballot_id, "居民1", "", first)
    assert refusals(early) == ["NOT_NOMINATING"]
    rounds.open_nominations(election, at)
    with pytest.raises(Refused) as stranger:
        nominate(election.ballot_id, "居民1", "", council.by("m1", at))
    assert refusals(stranger) == ["NOT_ON_THE_ROLL"]
    with pytest.raises(Refused) as nobody:
        nominate(election.ballot_id, "外乡人", "", one.as_(one.people[0], at))
    assert refusals(nobody) == ["NOBODY_OF_THE_NAME"]
    nominate(election.ballot_id, "居民1", "肯帮忙", one.as_(one.people[0], at))
    with pytest.raises(Refused) as twice:
        nominate(election.ballot_id, "居民1", "", one.as_(one.people[2], at))
    assert refusals(twice) == ["ALREADY_NOMINATED"]
    row = Candidate.objects.get()
    with pytest.raises(Refused) as other:
        answer_nomination(row.pk, "accepted", one.as_(one.people[2], at))
    assert refusals(other) == ["WRONG_POST"]
    assert rounds.not_to_be_slated(election)[0].detail == "2"
    answer_nomination(row.pk, "declined", one.as_(one.people[1], at))
    nominate(election.ballot_id, "居民3", "", one.as_(one.people[3], at))
    assert Candidate.objects.get(name="居民3").answer == "accepted"
    # One seat, contested: two must stand.
    short = rounds.not_to_be_slated(election)
    assert [str(reason) for reason in short] == ["TOO_FEW_CANDIDATES:1"]


def test_two_of_a_name_are_told_apart_by_their_number(council: Hall) -> None:
    one = poll(council)
    Person.objects.filter(pk=one.people[2]).update(name="居民1")
    election = one.announced()
    at = MONDAY + timedelta(days=8)
    rounds.open_nominations(election, at)
    with pytest.raises(Refused) as which:
        nominate(election.ballot_id, "居民1", "", one.as_(one.people[0], at))
    assert refusals(which) == ["SEVERAL_OF_THE_NAME"]
    number = one.entry(one.people[2]).number
    nominate(election.ballot_id, f"居民1 {number}", "", one.as_(one.people[0], at))
    assert Candidate.objects.get().person_id == one.people[2]


def test_the_roll_is_settled_before_anybody_is_nominated(council: Hall) -> None:
    one = poll(council)
    election = one.announced()
    meeting = election.ballot.meeting
    assert meeting is not None
    object_to_roll(meeting.pk, "漏了我家老大", one.as_(one.people[0], MONDAY))
    told = rounds.roll_unsettled(election, MONDAY)
    assert [reason.code for reason in told] == ["ROLL_OPEN", "ROLL_OBJECTED"]
    later = rounds.roll_unsettled(election, MONDAY + timedelta(days=8))
    assert [reason.code for reason in later] == ["ROLL_OBJECTED"]


def test_age_is_asked_of_the_day_of_the_vote(council: Hall) -> None:
    one = poll(council)
    day = POLL_DAY.date()
    for person, born in (
        (one.people[0], day.replace(year=day.year - 18)),
        (one.people[1], day.replace(year=day.year - 18) + timedelta(days=1)),
    ):
        Person.objects.filter(pk=person).update(born=born)
    one.announced()
    there = set(RollEntry.objects.values_list("person", flat=True))
    assert one.people[0] in there
    assert one.people[1] not in there


def test_too_short_a_notice_and_a_rule_that_is_none_are_refused(council: Hall) -> None:
    one = poll(council)
    told = rounds.not_to_be_announced(one.subject(MONDAY), one.wanted(3), MONDAY)
    assert [str(reason) for reason in told] == ["NOTICE_SHORT:4"]
    one.rules = "villagers-assembly"
    told = rounds.not_to_be_announced(one.subject(MONDAY), one.wanted(), MONDAY)
    assert [str(reason) for reason in told] == ["NO_RULE:villagers-assembly"]
    one.rules, one.seats = "seats-election", 100
    told = rounds.not_to_be_announced(one.subject(MONDAY), one.wanted(), MONDAY)
    assert [str(reason) for reason in told] == ["BAD:seats"]


# Paper --------------------------------------------------------------------------------


def statutory(council: Hall, candidates: int = 2) -> Any:
    one = poll(council, rules="village-election")
    return one, one.opened(candidates, way="paper")


def pile(*votes: int, blank: int = 0, spoiled: int = 0, sheets: int = 0) -> Any:
    told = {f"votes-{n}": many for n, many in enumerate(votes, start=1)}
    whole = sheets or sum(votes) + blank + spoiled
    return told | {"blank": blank, "spoiled": spoiled, "sheets": whole}


def test_a_statutory_election_is_refused_on_line_with_the_citation(
    council: Hall,
) -> None:
    one = poll(council, rules="village-election")
    election = one.nominated(2)
    rounds.slate(election, MONDAY)
    rounds.open_round(one.subject(POLL_DAY), POLL_DAY)
    for way in ("secret", "open"):
        with pytest.raises(Refused) as no:
            put(election.ballot_id, way, council.by("chair", POLL_DAY))
        assert "PAPER_ONLY" in refusals(no)[0]
        assert "村民委员会组织法" in refusals(no)[0]
    put(election.ballot_id, "paper", council.by("chair", POLL_DAY))
    with pytest.raises(Refused) as phone:
        cast(election.ballot_id, "1", one.as_(one.people[0]), receipt="0" * 32)
    assert refusals(phone) == ["ON_PAPER"]


def test_a_pile_counts_only_where_two_tellers_count_the_same(council: Hall) -> None:
    one, ballot = statutory(council)
    chair = council.by("chair", POLL_DAY)
    for person in one.people[:7]:
        give_paper(ballot.pk, one.entry(person).pk, council.by("m1", POLL_DAY))
    again = one.entry(one.people[0]).pk
    with pytest.raises(Refused) as twice:
        give_paper(ballot.pk, again, council.by("m1", POLL_DAY))
    assert refusals(twice) == ["HAS_VOTED"]
    with pytest.raises(Refused) as more:
        count_pile(ballot.pk, pile(5, 3), council.by("m1", POLL_DAY))
    assert refusals(more) == ["MORE_SHEETS_THAN_TAKEN:7"]
    with pytest.raises(Refused) as wrong:
        count_pile(ballot.pk, pile(9, 0, sheets=7), council.by("m1", POLL_DAY))
    assert refusals(wrong) == ["BAD:counts"]
    count_pile(ballot.pk, pile(5, 1, spoiled=1), council.by("m1", POLL_DAY))
    count_pile(ballot.pk, pile(4, 2, spoiled=1), council.by("m2", POLL_DAY))
    with pytest.raises(Refused) as differ:
        one.closed(ballot)
    assert refusals(differ) == ["TWO_TELLERS"]
    count_pile(ballot.pk, pile(5, 1, spoiled=1), council.by("m2", POLL_DAY))
    document = sound(one.closed(ballot))
    assert document["elected"] == [1]
    assert document["tally"]["spoiled"] == 1
    assert chair.who.person is not None


def test_where_phones_vote_too_no_pile_is_counted(council: Hall) -> None:
    one = poll(council)
    ballot = one.opened(2)
    entry = one.entry(one.people[4]).pk
    with pytest.raises(Refused) as unnumbered:
        give_paper(ballot.pk, entry, council.by("m1", POLL_DAY))
    assert refusals(unnumbered) == ["NUMBERED_SHEETS"]
    with pytest.raises(Refused) as piled:
        count_pile(ballot.pk, pile(0, 0), council.by("m1", POLL_DAY))
    assert refusals(piled) == ["NUMBERED_SHEETS"]
    # What was begun before sheets had numbers is counted as it was begun.
    Election.objects.filter(ballot=ballot).update(papers=1)
    give_paper(ballot.pk, entry, council.by("m1", POLL_DAY))
    for teller in ("m1", "m2"):
        count_pile(ballot.pk, pile(1, 0), council.by(teller, POLL_DAY))


def test_who_stands_counts_nothing_and_stands_in_for_nobody(council: Hall) -> None:
    one, ballot = statutory(council)
    assert ballot.meeting is not None
    standing = one.standing[0].person_id
    absent = next(p for p in one.people[2:] if p != standing)
    entry = one.entry(absent).pk
    with pytest.raises(Refused) as candidate:
        check_in(
            entry,
            council.by("chair", POLL_DAY),
            person=standing,
            evidence="委托书",
        )
    assert refusals(candidate) == ["CANDIDATE_IS_NO_PROXY"]
    proxy = one.people[-1]
    for person in one.people[2:5]:
        by = council.by("chair", POLL_DAY)
        check_in(one.entry(person).pk, by, person=proxy, evidence="委托书")
    by, entry = council.by("chair", POLL_DAY), one.entry(one.people[5]).pk
    with pytest.raises(Refused) as fourth:
        check_in(entry, by, person=proxy, evidence="委托书")
    assert refusals(fourth) == ["TOO_MANY_PROXIES:3"]


def test_a_candidate_without_consent_cannot_have_a_number(council: Hall) -> None:
    one = poll(council)
    election = one.nominated(2)
    Candidate.objects.filter(election=election).update(answer="", answered_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(election=election).update(number=1)


def test_less_than_half_of_the_roll_elects_nobody(council: Hall) -> None:
    one = poll(council, people=8)
    ballot = one.opened(2)
    one.vote(ballot, ["1"] * 4)
    done = one.closed(ballot)
    assert done.outcome == "inquorate"
    assert sound(done)["reasons"] == ["QUORUM_SHORT:1"]
    assert rounds.elected(one.matter) == []
    assert date(2026, 3, 2) == MONDAY.date()
