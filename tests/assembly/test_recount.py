"""A thousand random elections counted again by a script that knows nothing of us."""

import ast
import copy
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.assembly.hall import Hall
from tests.cast import MONDAY, VILLAGE
from yuanluo.assembly import recount as script
from yuanluo.assembly.actions.closing import adjourn, close
from yuanluo.assembly.actions.convening import rule_of
from yuanluo.assembly.actions.voting import cast, receipt_hash
from yuanluo.assembly.bundle import NotDecided, bundle
from yuanluo.assembly.models import (
    CHOICES,
    WAYS,
    Attendance,
    Ballot,
    HandCount,
    Mark,
    Meeting,
    Recusal,
    Roll,
    RollEntry,
    SecretVote,
    Vote,
)
from yuanluo.assembly.rolls import sha256_of
from yuanluo.config import cli, exits
from yuanluo.people.models import Household, Person
from yuanluo.territory.models import Home

ELECTIONS = 1_000
SCRIPT = Path(script.__file__)
BODIES = (("council", "seats"), ("everybody", "persons"), ("everybody", "households"))


class Lottery:
    """Elections as luck has them: written as rows, closed by the real act."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall = hall
        self.luck = random.Random(seed)
        self.people = [
            Person.objects.create(name=f"选民{n}", generated=True) for n in range(16)
        ]
        home = Home.objects.create(village_id=VILLAGE, address="1号", generated=True)
        self.households = [
            Household.objects.create(home=home, name=f"{n}家", generated=True)
            for n in range(16)
        ]

    def held(self) -> Ballot:
        """Hold one election; give it decided."""
        body, unit = self.luck.choice((*BODIES, ("collective", "persons")))
        ballot = self.hall.ask(body)
        meeting = self.meeting(body, unit)
        rows = self.enrolled(meeting, unit)
        ballot.meeting = meeting
        ballot.save(update_fields=["meeting"])
        out = [row for row in rows if self.luck.random() < 0.1]
        for row in out:
            Recusal.objects.create(ballot=ballot, entry=row, ground="自家", at=MONDAY)
        share = self.luck.choice((0.3, 0.6, 0.7, 0.9, 1.0))
        there = [row for row in rows if self.luck.random() < share]
        self.come(meeting, there, unit)
        if self.luck.random() < 0.2:
            adjourn(meeting.pk, "散会", self.hall.by("chair"))
            if (again := Ballot.objects.get(pk=ballot.pk)).certificate:
                return again
            Ballot.objects.filter(pk=ballot.pk).update(meeting=meeting)
        self.vote(ballot, [row for row in there if row not in out])
        close(ballot.pk, self.hall.by("chair"))
        return Ballot.objects.get(pk=ballot.pk)

    def meeting(self, body: str, unit: str) -> Meeting:
        rule = rule_of(self.hall.village.charter, body, VILLAGE, MONDAY)
        assert rule is not None
        return Meeting.objects.create(
            charter=self.hall.village.charter.id,
            village=VILLAGE,
            body=body,
            title="会 / Meeting",
            unit=unit,
            rule=rule.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            venue="院坝",
            code=uuid4().hex,
            convened_at=MONDAY,
            convened_by=self.people[0],
            held_at=MONDAY,
            notice_days=10,
        )

    def enrolled(self, meeting: Meeting, unit: str) -> list[RollEntry]:
        size = self.luck.randint(0, 15)
        rows = [
            RollEntry(number=n + 1, name=f"选民{n}", person=self.people[n])
            if unit != "households"
            else RollEntry(number=n + 1, name=f"{n}家", household=self.households[n])
            for n in range(size)
        ]
        roll = Roll.objects.create(
            meeting=meeting,
            as_of=MONDAY.date(),
            frozen_at=MONDAY,
            size=size,
            sha256=sha256_of(rows),
            objections_until=MONDAY,
        )
        for row in rows:
            row.roll = roll
        return RollEntry.objects.bulk_create(rows)

    def come(self, meeting: Meeting, rows: list[RollEntry], unit: str) -> None:
        own = "representative" if unit == "households" else "self"
        Attendance.objects.bulk_create(
            Attendance(
                meeting=meeting,
                entry=row,
                person=self.people[row.number - 1],
                kind=(kind := "proxy" if self.luck.random() < 0.2 else own),
                evidence="委托书" if kind == "proxy" else "",
                at=MONDAY,
                by=self.people[0],
                channel="web",
            )
            for row in rows
        )

    def vote(self, ballot: Ballot, rows: list[RollEntry]) -> None:
        # Only elections are on paper alone; `test_elections` counts those again.
        way = self.luck.choice([one for one in WAYS if one != "paper"])
        Ballot.objects.filter(pk=ballot.pk).update(way=way, polling_at=MONDAY)
        weights = self.luck.choice(((8, 1, 1), (1, 1, 0), (1, 3, 1)))
        given = [
            (row, self.luck.choices(CHOICES, weights)[0])
            for row in rows
            if self.luck.random() < 0.95
        ]
        told = Counter(choice for _, choice in given)
        if way == "hands":
            hands = {choice: told[choice] for choice in CHOICES}
            for teller in self.people[:2]:
                HandCount.objects.create(
                    ballot=ballot, teller=teller, at=MONDAY, **hands
                )
        elif way == "open":
            Vote.objects.bulk_create(
                Vote(ballot=ballot, entry=row, choice=c, at=MONDAY, channel="web")
                for row, c in given
            )
        else:
            Mark.objects.bulk_create(Mark(ballot=ballot, entry=row) for row, _ in given)
            SecretVote.objects.bulk_create(
                SecretVote(
                    ballot=ballot,
                    choice=choice,
                    receipt=receipt_hash(ballot.pk, uuid4().hex),
                )
                for _, choice in given
            )


def test_a_thousand_elections_come_to_the_same(council: Hall) -> None:
    lottery = Lottery(council, seed=2026)
    outcomes: Counter[str] = Counter()
    for _ in range(ELECTIONS):
        one = lottery.held()
        # As a file has it.
        found = json.loads(json.dumps(bundle(one.pk)))
        again, wrong = script.recount(found)
        assert (again, wrong) == (one.outcome, []), one.pk
        outcomes[again] += 1
    assert min(outcomes[name] for name in ("carried", "rejected", "inquorate")) > 50


def changes() -> dict[str, Callable[[dict[str, Any]], object]]:
    """Ways in which somebody could change a bundle, each to be found."""
    return {
        "a vote": lambda b: b["votes"]["open"][0].__setitem__(1, "no"),
        "a vote more": lambda b: b["votes"]["open"].append([9, "yes"]),
        "a vote twice": lambda b: b["votes"]["open"].append(b["votes"]["open"][0]),
        "a vote less": lambda b: b["votes"]["open"].pop(),
        "one who came": lambda b: b["attendance"].pop(),
        "one who did not": lambda b: b["attendance"].append([9, "self"]),
        "a name": lambda b: b["roll"]["rows"][0].__setitem__(1, "别人"),
        "the roll": lambda b: b["roll"]["rows"].pop(),
        "who keeps out": lambda b: b["recused"].append(9),
        "the outcome": lambda b: b["certificate"].__setitem__("outcome", "rejected"),
        "a figure": lambda b: b["certificate"]["count"].__setitem__("yes", 5),
        "the rule": lambda b: b["certificate"]["rule"]["pack"].__setitem__(
            "pass", ["at least 1/9 of present"]
        ),
        "the title": lambda b: b["certificate"]["about"].__setitem__("title", "别的"),
    }


@pytest.mark.parametrize("what", sorted(changes()))
def test_a_changed_bundle_is_found(council: Hall, what: str) -> None:
    ballot, came = council.polling(7)
    for entry in came:
        cast(ballot.pk, "yes", council.voter(entry))
    close(ballot.pk, council.by("chair"))
    sound = json.loads(json.dumps(bundle(ballot.pk)))
    assert script.recount(sound)[1] == []
    changed = copy.deepcopy(sound)
    changes()[what](changed)
    assert changed != sound
    assert script.recount(changed)[1] != []
    # Whoever writes the certificate's hash anew is found by the numbers.
    if what not in {"the title", "the rule"}:
        changed["sha256"] = script.sha256(changed["certificate"])
        assert script.recount(changed)[1] != []


def test_the_command_writes_a_file_that_the_script_counts(
    council: Hall, tmp_path: Path
) -> None:
    ballot, came = council.polling(7, way="secret")
    for entry in came[:5]:
        cast(ballot.pk, "yes", council.voter(entry), receipt=uuid4().hex)
    file = tmp_path / "ballot.json"
    words = ["ballot", "bundle", str(ballot.pk), "-o", str(file)]
    with pytest.raises(NotDecided):
        bundle(ballot.pk)
    assert cli.main(words) == exits.UNKNOWN
    assert not file.exists()
    close(ballot.pk, council.by("chair"))
    assert cli.main(words) == exits.OK
    # Alone, without this product on its path.
    alone = [sys.executable, "-I", str(SCRIPT), str(file)]
    done = subprocess.run(alone, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "counted again: carried\n")
    text = file.read_text("utf-8").replace('"carried"', '"rejected"')
    file.write_text(text, "utf-8")
    done = subprocess.run(alone, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "published as rejected, counted as carried" in done.stdout


@pytest.mark.parametrize("name", ["recount.py", "recheck.py"])
def test_the_script_is_short_and_imports_the_standard_library_only(name: str) -> None:
    text = SCRIPT.with_name(name).read_text("utf-8")
    assert len(text.splitlines()) <= 300
    imported: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    assert imported <= {"__future__", "hashlib", "json", "sys", "typing"}
