"""`yuanluo matter show`: what the operator answers a caller from."""

import json
from datetime import datetime

import pytest

from tests.cast import Village
from tests.matters.visiting import now
from yuanluo.config import cli, exits


def test_a_program_reads_moments_as_programs_write_them(
    small: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = small.open(at=now(), title="三号路灯")
    assert cli.main(["matter", "show", matter.number, "--json"]) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert datetime.fromisoformat(told["opened_at"]) == matter.opened_at
    assert "T" in told["due"]["at"]
    assert told["due"]["why"]
    assert "三号路灯" not in json.dumps(told, ensure_ascii=False)  # Somebody's words.
