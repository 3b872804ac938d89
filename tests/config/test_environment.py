"""What comes from outside is read or refused; keys stay with their owner."""

import stat
from pathlib import Path

import pytest

from yuanluo.config import environment, keys
from yuanluo.config.mail import mail


def test_a_flag_that_cannot_be_read_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("YUANLUO_DEMO", "perhaps")
    with pytest.raises(ValueError, match="YUANLUO_DEMO"):
        environment.flag("YUANLUO_DEMO")


def test_a_number_that_cannot_be_read_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("YUANLUO_SMS_PER_DAY", "-1")
    with pytest.raises(ValueError, match="YUANLUO_SMS_PER_DAY"):
        environment.number("YUANLUO_SMS_PER_DAY", 10)


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "secret"
    key = keys.secret(folder, "django")
    assert key == keys.secret(folder, "django")
    assert len(key) > 80
    assert stat.S_IMODE((folder / "django").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["django"]


def test_a_retired_key_still_opens(tmp_path: Path) -> None:
    (tmp_path / "django.retired").write_text("old\nolder\n", encoding="ascii")
    assert keys.retired(tmp_path, "django") == ["old", "older"]
    assert keys.retired(tmp_path, "other") == []


def test_mail_without_a_server_is_a_file(tmp_path: Path) -> None:
    read = mail("", folder=tmp_path)
    assert read["EMAIL_FILE_PATH"] == str(tmp_path / "mail")


def test_a_mail_server_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="YUANLUO_SMTP"):
        mail("mail.example:25", folder=Path("var"))
