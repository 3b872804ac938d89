"""The pages of an election: who finds them, what they say, and what they never say."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.assembly.electing import Poll, poll
from tests.assembly.hall import Hall
from tests.cast import MONDAY
from yuanluo.assembly.actions.convening import object_to_roll
from yuanluo.assembly.following import answer_due
from yuanluo.assembly.models import Ballot, Candidate, SecretVote
from yuanluo.people.models import Account


def came_in(one: Poll, person: int) -> Client:
    client = Client()
    account = Account.objects.create_user(f"voter{person}", person_id=person)
    client.force_login(account, backend="yuanluo.people.backends.Backend")
    return client


def chair(one: Poll) -> Client:
    client = Client()
    account = one.hall.village.account("chair")
    client.force_login(account, backend="yuanluo.people.backends.Backend")
    return client


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', text)
    assert found is not None, name
    return found[1]


def test_a_resident_is_nominated_and_agrees(council: Hall) -> None:
    one = poll(council)
    election = one.nominated(1)
    address = f"/elections/{election.ballot_id}"
    page = came_in(one, one.people[0])
    text = page.get(address).content.decode()
    assert "居民0" in text
    assert "抽签种子的指纹" in text
    assert election.sealed in text
    assert election.seed not in text
    told = {"act": "nominate", "name": "居民4", "words": "人公道"}
    told["request_id"] = hidden(text, "request_id")
    assert page.post(address, told).status_code == 302
    again = page.post(address, told | {"request_id": "0" * 32, "name": "外乡人"})
    assert again.status_code == 422
    assert "名册上没有这个名字" in again.content.decode()
    assert 'value="外乡人"' in again.content.decode()
    theirs = came_in(one, one.people[4])
    asked = theirs.get(address).content.decode()
    assert "有人提了您的名" in asked
    row = Candidate.objects.get(name="居民4")
    yes = {"act": "answer", "candidate": row.pk, "answer": "accepted"}
    yes["request_id"] = hidden(asked, "request_id")
    assert theirs.post(address, yes).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.words) == ("accepted", "人公道")


def test_a_sheet_is_marked_up_to_the_seats_without_scripts(council: Hall) -> None:
    one = poll(council, rules="seats-election", seats=2)
    ballot = one.opened(3)
    voter = came_in(one, one.people[0])
    # The page for questions leads on to the sheet.
    assert voter.get(f"/vote/{ballot.pk}").headers["Location"].endswith("/sheet")
    address = f"/elections/{ballot.pk}/sheet"
    text = voter.get(address).content.decode()
    assert "最多选2个" in text
    assert text.count('type="checkbox"') == 3
    told = {
        "request_id": hidden(text, "request_id"),
        "receipt": hidden(text, "receipt"),
        "mark": ["1", "2", "3"],
    }
    over = voter.post(address, told)
    assert over.status_code == 422
    assert "最多选2个，再看看" in over.content.decode()
    assert over.content.decode().count(" checked") == 3
    assert not SecretVote.objects.exists()
    told["mark"] = ["3", "1"]
    done = voter.post(address, told | {"request_id": "1" * 32}).content.decode()
    assert "投好了" in done
    assert told["receipt"] in done
    assert SecretVote.objects.get().choice == "1+3"
    # Nothing on any page says so.
    for page in (voter.get(address), voter.get(f"/elections/{ballot.pk}")):
        assert page.content.decode().count(" checked") == 0


def test_a_blank_sheet_is_a_vote(council: Hall) -> None:
    one = poll(council)
    ballot = one.opened(2)
    voter = came_in(one, one.people[0])
    address = f"/elections/{ballot.pk}/sheet"
    text = voter.get(address).content.decode()
    assert text.count('type="radio"') == 2
    told = {name: hidden(text, name) for name in ("request_id", "receipt")}
    assert voter.post(address, told).status_code == 422
    told |= {"blank": "yes", "request_id": "2" * 32}
    assert "投好了" in voter.post(address, told).content.decode()
    assert SecretVote.objects.get().choice == "abstain"


@pytest.mark.parametrize("who", ["nobody", "voter"])
def test_tellers_pages_are_for_those_who_mind_it(council: Hall, who: str) -> None:
    one = poll(council)
    ballot = one.opened(2)
    for page in ("tellers", "tally"):
        client = Client() if who == "nobody" else came_in(one, one.people[0])
        found = client.get(f"/elections/{ballot.pk}/{page}")
        assert found.status_code in {302, 404}
        assert chair(one).get(f"/elections/{ballot.pk}/{page}").status_code == 200
        Account.objects.filter(person=one.people[0]).delete()


def test_tellers_give_paper_and_count_it_apart(council: Hall) -> None:
    one = poll(council, rules="village-election")
    ballot = one.opened(2, way="paper")
    desk = chair(one)
    address = f"/elections/{ballot.pk}/tellers"
    found = desk.get(address, {"q": "居民1"}).content.decode()
    entry = one.entry(one.people[1]).pk
    assert f'name="entry" value="{entry}"' in found
    told = {"act": "paper", "entry": entry, "request_id": hidden(found, "request_id")}
    assert desk.post(address, told).status_code == 302
    pile = {"act": "pile", "request_id": "3" * 32, "votes-1": "1", "votes-2": "1"}
    wrong = desk.post(address, pile | {"blank": "0", "spoiled": "0", "sheets": "1"})
    assert wrong.status_code == 422
    assert "加起来要对" in wrong.content.decode()
    pile |= {"votes-2": "0", "blank": "0", "spoiled": "0", "sheets": "1"}
    assert desk.post(address, pile | {"request_id": "4" * 32}).status_code == 302
    # The other teller sees that somebody counted, and not what.
    other = Client()
    account = council.village.account("m1")
    other.force_login(account, backend="yuanluo.people.backends.Backend")
    text = other.get(address).content.decode()
    assert re.search(r'name="votes-1"[^>]* value=""', text)


def test_the_result_is_a_table_in_words_and_figures(council: Hall) -> None:
    one = poll(council, rules="seats-election", seats=2)
    ballot = one.opened(3)
    one.vote(ballot, ["1+2", "1+3", "1", "1", "1", "abstain"])
    done = one.closed(ballot)
    Ballot.objects.filter(pk=done.pk).update(openness=3)
    text = Client().get(f"/decided/{done.pk}").content.decode()
    for row in one.standing:
        assert row.name in text
    assert "当选" in text
    assert "没当选" in text
    assert "赞成" not in text
    assert "有效票" in text


@pytest.mark.parametrize("rules", ["village-election", "courtyard-election"])
def test_whoever_objects_to_a_roll_is_told_until_when_they_are_answered(
    council: Hall, rules: str
) -> None:
    one, said = poll(council, rules=rules), rules == "village-election"
    meeting = one.announced().ballot.meeting
    assert meeting is not None
    object_to_roll(meeting.pk, "漏了一个人", one.as_(one.people[0], MONDAY))
    (objection,) = meeting.roll.objections.all()
    due = (MONDAY + timedelta(days=3)).date() if said else None
    assert answer_due(meeting, objection) == due
    shown = came_in(one, one.people[0]).get(f"/meetings/{meeting.pk}").content.decode()
    assert "还没答复" in shown
    assert ("最晚" in shown) == said
