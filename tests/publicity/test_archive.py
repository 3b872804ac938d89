"""The package of a finished matter: the same bytes again, masked by its audience."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Village
from tests.matters.visiting import text_of, visitor
from tests.publicity.stage import VILLAGE, shown
from yuanluo.assembly.models import Ballot, Meeting, MinutesSignature
from yuanluo.config.cli import main
from yuanluo.kernel.deciding.binding import Rule
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.models import Matter
from yuanluo.publicity.models import Notice
from yuanluo.record.actions import checkpoint, sequence
from yuanluo.web.archive import Unfinished, Unsigned, archive

HERE = "https://here"
CANARY = "核过"


def finished(here: Village) -> Notice:
    """Publish something long ago, run its days, and sign the record."""
    begun = timezone.now() - timedelta(days=20)
    notice = shown(here, begun)
    matter = Matter.objects.get(number=notice.matter)
    assert advance(matter.pk, timezone.now())
    while sequence():
        pass
    assert checkpoint(VILLAGE, timezone.now()) is not None
    return notice


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def test_a_second_run_gives_the_same_hash(here: Village) -> None:
    notice = finished(here)
    now = timezone.now()
    first = archive(notice.matter, "staff", now, HERE)
    # Later, when more has been written and signed.
    shown(here, now - timedelta(days=1))
    while sequence():
        pass
    assert checkpoint(VILLAGE, now + timedelta(days=1)) is not None
    second = archive(notice.matter, "staff", now + timedelta(days=2), HERE)
    assert first.sha256 == second.sha256
    assert first.content == second.content
    assert hashlib.sha256(first.content).hexdigest() == first.sha256
    # A control: another audience is another package.
    assert archive(notice.matter, "public", now, HERE).sha256 != first.sha256


def test_the_index_names_every_file_by_its_hash(here: Village) -> None:
    notice = finished(here)
    found = files(archive(notice.matter, "staff", timezone.now(), HERE).content)
    index = json.loads(found.pop("index.json"))
    told = {name: hashlib.sha256(one).hexdigest() for name, one in found.items()}
    assert index["files"] == told
    assert found[f"notices/{notice.code}.pdf"].startswith(b"%PDF-")
    assert index["unproven"] == []
    proofs = [f"proof/{one['position']}.txt" for one in index["acts"]]
    assert len(proofs) == 3
    assert set(proofs) < set(found)
    kept = json.loads(found[f"notices/{notice.code}.json"])
    assert kept["sha256"] == notice.sha256
    assert kept["content"]["fields"]["remark"] == CANARY


def test_what_is_not_shown_any_more_is_in_no_package(here: Village) -> None:
    notice = finished(here)
    before = archive(notice.matter, "public", timezone.now(), HERE).content
    assert any(CANARY.encode() in one for one in files(before).values())
    Notice.objects.filter(pk=notice.pk).update(masking="names")
    for audience in ("public", "staff"):
        found = files(archive(notice.matter, audience, timezone.now(), HERE).content)
        assert f"notices/{notice.code}.pdf" not in found
        for name, one in found.items():
            assert CANARY.encode() not in one, name
    Notice.objects.filter(pk=notice.pk).update(masking="numbers", audience="village")
    assert archive(notice.matter, "staff", timezone.now(), HERE)
    with pytest.raises(Unfinished):
        archive(notice.matter, "public", timezone.now(), HERE)


def test_supervisors_have_a_button_and_nobody_else_an_answer(here: Village) -> None:
    notice = finished(here)
    address = f"/n/{notice.code}/archive.zip"
    wei = visitor(here, "wei")
    assert "archive.zip" in text_of(wei.get(f"/n/{notice.code}"))
    answer = wei.get(f"{address}?for=staff")
    assert answer["Content-Type"] == "application/zip"
    assert "index.json" in files(answer.content)
    assert wei.get(f"{address}?for=all").status_code == 404
    for who in ("yang", "far"):
        assert visitor(here, who).get(address).status_code == 404, who
    assert Client().get(address).status_code in {302, 404}
    running = shown(here, timezone.now() - timedelta(days=1))
    assert wei.get(f"/n/{running.code}/archive.zip").status_code == 404
    assert "archive.zip" not in text_of(wei.get(f"/n/{running.code}"))


def test_what_bodies_decided_is_packed_when_their_minutes_are_signed(
    here: Village, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = finished(here)
    (pack,) = [p for p in here.charter.rules if p.id == "residents-representatives"]
    rule = Rule(pack=pack).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    sat = Meeting.objects.create(
        charter=here.charter.id,
        village=VILLAGE,
        body="village-assembly",
        title="代表会议 / Meeting",
        unit="seats",
        rule=rule,
        venue="村部",
        code="a" * 8,
        convened_at=notice.shown_at,
        convened_by_id=here.stage.people["clerk"],
        held_at=notice.shown_at,
        notice_days=0,
        closed_at=notice.shown_at,
        minutes="都同意",
    )
    Ballot.objects.create(
        matter=notice.matter,
        visit=1,
        ident="poll",
        charter=here.charter.id,
        village=VILLAGE,
        body="village-assembly",
        title="定了",
        opened_at=notice.shown_at,
        meeting=sat,
        outcome="carried",
        decided_at=notice.shown_at,
        certificate={},
        sha256="b" * 64,
    )
    with pytest.raises(Unsigned):
        archive(notice.matter, "staff", timezone.now(), HERE)
    kept = tmp_path / "a.zip"
    assert main(["matter", "archive", notice.matter, "-o", str(kept)]) != 0
    assert "not signed by all" in capsys.readouterr().err
    wei = visitor(here, "wei")
    assert "纪要签齐了才能存档" in text_of(wei.get(f"/n/{notice.code}"))
    assert wei.get(f"/n/{notice.code}/archive.zip").status_code == 404
    # Whoever supervises reads the minutes; whoever only lives there does not.
    assert wei.get(f"/meetings/{sat.pk}/minutes").status_code == 200
    assert visitor(here, "yang").get(f"/meetings/{sat.pk}/minutes").status_code == 404
    MinutesSignature.objects.create(
        meeting=sat,
        person_id=here.stage.people["clerk"],
        role="chair",
        sha256="c" * 64,
        at=notice.shown_at,
    )
    assert archive(notice.matter, "staff", timezone.now(), HERE).content
    assert "archive.zip" in text_of(wei.get(f"/n/{notice.code}"))


def test_a_command_packs_it(
    here: Village, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = finished(here)
    hashes = []
    for name in ("a.zip", "b.zip"):
        kept = tmp_path / name
        assert main(["matter", "archive", notice.matter, "-o", str(kept)]) == 0
        told = capsys.readouterr().out.split()[0]
        assert told == hashlib.sha256(kept.read_bytes()).hexdigest()
        hashes.append(told)
    assert hashes[0] == hashes[1]
    assert main(["matter", "archive", notice.matter]) != 0
    running = shown(here, timezone.now() - timedelta(days=1))
    out = tmp_path / "c.zip"
    assert main(["matter", "archive", running.matter, "-o", str(out)]) != 0
    assert not out.exists()
