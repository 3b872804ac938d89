"""The clock sequences what is there, signs once a day, and says how much it did."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as ours

from tests.record.writing import MAAN, MORNING, XINXING, write
from yuanluo.config.cli import main
from yuanluo.kernel.checkpoint import BadNote
from yuanluo.record import jobs, keys, queries
from yuanluo.record.models import Act, Checkpoint, Log


@pytest.mark.django_db
def test_a_village_has_one_checkpoint_a_day_and_none_while_nothing_happens() -> None:
    def signed() -> list[int]:
        return [*Checkpoint.objects.filter(log=MAAN).values_list("size", flat=True)]

    write(1)
    write(2, log=XINXING)
    assert jobs.tick(MORNING) == 4
    write(3)
    assert jobs.tick(MORNING + timedelta(hours=5)) == 1
    assert signed() == [1]
    assert jobs.tick(MORNING + timedelta(days=1)) == 1
    assert signed() == [1, 2]
    assert jobs.tick(MORNING + timedelta(days=2)) == 0
    assert queries.verify(MAAN).checkpoints == 2


@pytest.mark.django_db
def test_a_backlog_is_worked_off_in_bounded_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(25):
        write(number)
    monkeypatch.setattr(jobs, "BATCH", 5)
    monkeypatch.setattr(jobs, "BATCHES_PER_TICK_MAX", 2)
    assert [jobs.sequence() for _ in range(4)] == [10, 10, 5, 0]


@pytest.mark.django_db
def test_the_command_verifies_and_names_what_was_altered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(1)
    write(2)
    assert main(["record", "sequence"]) == 0
    assert main(["record", "verify"]) == 0
    assert "2 acts" in capsys.readouterr().out
    Act.objects.filter(subject="M2").update(post="chair")
    assert main(["record", "verify", MAAN]) == 1
    assert "the act was altered (entry 1, position 2, M2)" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_signs_and_proves(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(1)
    jobs.sequence()
    assert main(["record", "receipt", "1"]) == 3
    assert main(["record", "checkpoint", MAAN]) == 0
    note = capsys.readouterr().out
    assert f"/{MAAN}\n1\n" in note
    assert main(["record", "receipt", "1"]) == 0
    assert note in capsys.readouterr().out
    assert main(["record", "checkpoint", "nowhere"]) == 3
    assert Log.objects.get(code=MAAN).noted_size == 1


def test_the_key_is_made_once_and_only_its_owner_reads_it() -> None:
    first = keys.signing_key()
    assert keys.signing_key() == first
    path = ours.SECRETS / "record"
    assert path.stat().st_mode & 0o777 == 0o600
    assert str(first.seed) not in repr(first)


@pytest.mark.django_db
def test_acts_that_belong_to_no_village_have_a_log_as_well() -> None:
    write(1, log="")
    assert jobs.sequence() == 1
    verdict = queries.verify("")
    assert verdict.holds
    assert verdict.size == 1
    assert main(["record", "checkpoint"]) == 0
    assert main(["record", "verify"]) == 0


def test_a_damaged_key_is_not_replaced(tmp_path: Path, settings: Any) -> None:
    settings.SECRETS = tmp_path
    (tmp_path / "record").write_text("PRIVATE+KEY+here+00000000+AAAA\n")
    with pytest.raises(BadNote, match="damaged"):
        keys.signing_key()
    assert (tmp_path / "record").read_text().startswith("PRIVATE+KEY+here+00000000")
