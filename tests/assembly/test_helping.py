"""Help at a ballot: said as everywhere, kept once, counted by whoever supervises."""

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import get_args
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.assembly.electing import poll
from tests.assembly.hall import Hall
from tests.assembly.test_door import notices, signed_in, text
from tests.assembly.test_meeting import refusals
from tests.cast import MONDAY
from yuanluo.assembly import rounds
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.nominating import answer_nomination, nominate
from yuanluo.assembly.actions.voting import cast
from yuanluo.assembly.alongside import share_helped
from yuanluo.assembly.models import Assistance, Ballot, Candidate
from yuanluo.assembly.myself import DoneForMe, done_for
from yuanluo.gateway.schemas.sent import Consent
from yuanluo.insight.queries.helped import helped_votes
from yuanluo.insight.queries.watched import Watched
from yuanluo.people.helping import CONSENTS
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act

DURING = ("assembly", "0006_kinds_of_questions")


def test_there_is_one_list_of_how_somebody_agreed() -> None:
    assert tuple(CONSENTS) == get_args(Consent)
    assert import_module("yuanluo.assembly.migrations.0007_help_in_one_way").CONSENTS


def test_who_helped_is_said_by_the_record_and_how_by_the_row(council: Hall) -> None:
    ballot, came = council.polling(7)
    old, other = (e for e in came if e.name in {"m3", "m4"})
    by = replace(council.by("m1"), consent="phone")
    cast(ballot.pk, "yes", by, entry=old.pk)
    assert {f.name for f in Assistance._meta.fields} == {
        "id", "ballot", "entry", "consent",
    }  # fmt: skip
    act = Act.objects.get(verb="ballot.mark")
    assert (act.actor, act.on_behalf) == (by.who.person, old.person_id)
    assert act.payload == {
        "number": old.number, "ballot": ballot.pk, "consent": "phone",
    }  # fmt: skip
    helped = DoneForMe("helped", "m1", "phone", ballot.title)
    assert helped in done_for(old, old.person_id)
    assert helped not in done_for(other, other.person_id)
    # An act of the first versions does not name its question.
    Act.objects.filter(pk=act.pk).update(
        payload={"number": old.number, "assisted": True}
    )
    assert helped in done_for(old, old.person_id)


def test_nobody_helps_themself(council: Hall) -> None:
    """Control of the share: a chair who enters their own vote at the desk."""
    ballot, came = council.polling(7)
    own, old = (e for e in came if e.name in {"m1", "m2"})
    by = replace(council.by("m1"), consent="present")
    cast(ballot.pk, "yes", by, entry=own.pk)
    assert share_helped([ballot]) == (0, 1)
    cast(ballot.pk, "yes", by.again(1), entry=old.pk)
    assert share_helped([ballot]) == (1, 2)


def test_the_share_of_helped_votes_is_a_figure_of_who_supervises(
    council: Hall,
) -> None:
    for way in ("open", "secret"):
        ballot, came = council.polling(7, way=way)
        by = replace(council.by("m1"), consent="present")
        told = {"receipt": uuid4().hex}
        cast(ballot.pk, "yes", by.again(way), entry=came[-1].pk, **told)
        for entry in came[:3]:
            cast(ballot.pk, "no", council.voter(entry), receipt=uuid4().hex)
        if way == "open":
            # What is still being voted on is in no figure.
            assert helped_votes(watching(council)).voters == 0
        close(ballot.pk, council.by("chair"))
    running, there = council.polling(7)
    cast(running.pk, "yes", by.again("x"), entry=there[-1].pk)
    # What was told in confidence is counted for nobody who may not read it.
    Ballot.objects.update(openness=0)
    assert helped_votes(watching(council)).voters == 0
    Ballot.objects.update(openness=3)
    found = helped_votes(watching(council))
    assert (found.helped, found.voters) == (2, 8)
    assert [(one.helped, one.voters) for one in found.questions] == [(1, 4)] * 2
    assert helped_votes(watching(council, days=-1)).voters == 0
    assert helped_votes(replace(watching(council), place="659901001002")).voters == 0
    shown = text(signed_in(council, "sup"), "/supervise?days=365")
    assert "替人填的票" in shown


def watching(council: Hall, days: int = 30) -> Watched:
    at = MONDAY + timedelta(hours=1)
    return Watched(council.by("sup").who, at, days)


def test_a_chair_who_writes_an_answer_down_says_how_they_agreed(
    council: Hall,
) -> None:
    one = poll(council)
    election = one.announced()
    at = MONDAY + timedelta(days=8)
    rounds.open_nominations(election, at)
    nominate(election.ballot_id, "居民0", "", one.as_(one.people[1], at))
    row = Candidate.objects.get()
    chair = council.by("chair", at)
    with pytest.raises(Refused) as unsaid:
        answer_nomination(row.pk, "accepted", chair)
    assert refusals(unsaid) == ["MISSING:consent"]
    answer_nomination(row.pk, "accepted", replace(chair, consent="phone").again(1))
    act = Act.objects.get(verb="election.answer")
    assert (act.on_behalf, act.payload["consent"]) == (one.people[0], "phone")
    council.village.stage.people["居民0"] = one.people[0]
    assert notices(council) == {"居民0": ["推选：有人替您答复了愿不愿意参选"]}


def test_help_in_free_words_is_carried_over(council: Hall) -> None:
    """The newest of each voter stays, read for how it was said."""
    ballot, came = council.polling(7)
    words = {
        "本人当面说的，女儿在旁边": "present",
        "电话里说的": "phone",
        "按了手印": "paper",
        "": "present",
    }
    chair = council.by("chair").who.person
    back = MigrationExecutor(connection)
    back.migrate([DURING])
    try:
        old = back.loader.project_state([DURING]).apps.get_model(
            "assembly", "Assistance"
        )
        made = {"ballot_id": ballot.pk, "helper_id": chair, "at": MONDAY}
        old.objects.create(entry_id=came[0].pk, evidence="电话里说的", **made)
        for entry, said in zip(came, words, strict=False):
            old.objects.create(entry_id=entry.pk, evidence=said, **made)
    finally:
        forth = MigrationExecutor(connection)
        forth.migrate(forth.loader.graph.leaf_nodes())
    kept = dict(Assistance.objects.values_list("entry", "consent"))
    pairs = zip(came, words.values(), strict=False)
    assert kept == {entry.pk: consent for entry, consent in pairs}
