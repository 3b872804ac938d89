"""Running matters move to a newer version of their playbook: all of them, or none."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import MONDAY, VILLAGE, Village
from tests.matters.visiting import now, text_of, visitor
from tests.matters.working import act
from yuanluo.config import cli, exits
from yuanluo.matters.models import Matter, PlaybookVersion, Responsibility
from yuanluo.publicity.models import Notice, ShownSpell
from yuanluo.record.models import Act

pytestmark = pytest.mark.django_db(transaction=True)

COMMAND = ("charter", "migrate", "small", "plain")


def second_version(change: Any = None) -> PlaybookVersion:
    """Load a second version by hand, in which something may be called otherwise."""
    first = PlaybookVersion.objects.get(charter="small", key="plain")
    document = copy.deepcopy(first.document)
    document["version"] = 2
    text = json.dumps(document, ensure_ascii=False)
    if change is not None:
        text = change(text)
    return PlaybookVersion.objects.create(
        charter="small",
        key="plain",
        version=2,
        document=json.loads(text),
        sha256="2" * 64,
        loaded_at=MONDAY,
    )


def renamed(text: str) -> str:
    return text.replace('"open"', '"waiting"')


def test_states_of_the_same_name_are_equals(small: Village) -> None:
    running, ended = small.open(at=now()), small.open(at=now())
    Matter.objects.filter(pk=ended.pk).update(
        ended_at=timezone.now(), result="settled", state="settled"
    )
    before = Responsibility.objects.get(matter=running, until=None)
    newest = second_version()
    assert cli.main([*COMMAND]) == exits.OK
    running.refresh_from_db()
    ended.refresh_from_db()
    assert running.playbook_id == newest.pk
    assert ended.playbook_id != newest.pk, "what has ended keeps its rules"
    after = Responsibility.objects.get(matter=running, until=None)
    assert (after.pk, after.due_at, after.person_id) == (
        before.pk,
        before.due_at,
        before.person_id,
    )
    written = Act.objects.get(verb="matter.migrated")
    assert (written.payload["before"], written.payload["version"]) == (1, 2)
    page = text_of(visitor(small, "yang").get(f"/m/{running.number}"))
    assert "改按新一版工作法办" in page
    # By the new rules it goes on as before.
    act(small, "zhou", running.number, "finish", result="换了灯泡")
    assert cli.main([*COMMAND]) == exits.OK
    assert Act.objects.filter(verb="matter.migrated").count() == 1


def test_a_state_without_an_equal_stops_everything(
    small: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    matter, other = small.open(at=now()), small.open(at=now())
    act(small, "zhou", other.number, "finish", result="好了")
    second_version(renamed)
    assert cli.main([*COMMAND]) == exits.REFUSED
    assert "'open' of version 1" in capsys.readouterr().out
    for one in (matter, other):
        assert Matter.objects.get(pk=one.pk).playbook.version == 1
    assert cli.main([*COMMAND, "--map", "open=waiting"]) == exits.OK
    assert Matter.objects.get(pk=matter.pk).state == "waiting"
    assert Matter.objects.get(pk=other.pk).playbook.version == 2


def test_a_dry_run_says_what_would_move_and_moves_nothing(
    small: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = small.open(at=now())
    second_version(renamed)
    asked = [*COMMAND, "--map", "open=waiting", "--dry-run", "--json"]
    assert cli.main(asked) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert told["groups"] == [
        {"version": 1, "state": "open", "to": "waiting", "matters": 1}
    ]
    assert told["moved"] == 0
    assert Matter.objects.get(pk=matter.pk).state == "open"


def test_while_a_notice_is_live_nothing_moves(
    small: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = small.open(at=now())
    second_version()
    shown = Notice.objects.create(
        code="abc123def456",
        matter=matter.number,
        visit=matter.visit,
        ident="result",
        village=VILLAGE,
        title="路灯",
        content={},
        sha256="0" * 64,
        shown_at=now(),
        ends_at=now() + timedelta(days=15),
    )
    ShownSpell.objects.create(notice=shown, since=shown.shown_at)
    assert cli.main([*COMMAND]) == exits.REFUSED
    assert f"{matter.number}: its notice is live" in capsys.readouterr().out
    assert Matter.objects.get(pk=matter.pk).playbook.version == 1
    shown.spells.update(since=now() - timedelta(days=20))
    assert cli.main([*COMMAND]) == exits.OK


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--map", "open"], exits.USAGE),
        (["--map", "open=nowhere"], exits.REFUSED),
        (["--map", "nobody=open"], exits.REFUSED),
    ],
)
def test_a_map_that_cannot_be_followed_is_refused(
    small: Village, more: list[str], code: int
) -> None:
    matter = small.open(at=now())
    second_version()
    assert cli.main([*COMMAND, *more]) == code
    assert Matter.objects.get(pk=matter.pk).playbook.version == 1


def test_a_playbook_that_is_not_loaded_is_unknown(small: Village) -> None:
    assert cli.main(["charter", "migrate", "small", "nothing"]) == exits.UNKNOWN


def test_a_level_that_the_new_ladder_lacks_stops_everything(
    small: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    small.open(at=now())

    def without_grid(text: str) -> str:
        document = json.loads(text)
        document["ladder"] = [r for r in document["ladder"] if r["level"] != "grid"]
        return json.dumps(document)

    second_version(without_grid)
    assert cli.main([*COMMAND]) == exits.REFUSED
    assert "level 'grid'" in capsys.readouterr().out
