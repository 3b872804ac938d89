"""The documents say what is so: files exist, settings and commands are named."""

import re
import subprocess
import sys
from pathlib import Path

from yuanluo.config import cli, environment

ROOT = Path(__file__).parents[2]
OUTSIDE = {".venv", "node_modules", "var", "build"}


def pages() -> list[Path]:
    return sorted(
        path
        for path in ROOT.rglob("*.md")
        if not OUTSIDE & set(path.relative_to(ROOT).parts)
    )


def test_generated_documents_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.docs", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_links_between_documents_lead_somewhere() -> None:
    lost = []
    for page in pages():
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            elsewhere = "://" in target or target.startswith("mailto:")
            if not elsewhere and not (page.parent / target).exists():
                lost.append(f"{page.relative_to(ROOT)}: {target}")
    assert lost == []


def test_files_that_documents_name_are_there() -> None:
    """A path with a placeholder, such as `src/yuanluo/<app>/`, is not looked up."""
    lost = []
    for page in pages():
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"`((?:src|tests|tools|charters|docs)/[\w./-]+)`", text)
        lost += [
            f"{page.relative_to(ROOT)}: {name}"
            for name in named
            if not (ROOT / name).exists()
        ]
    assert lost == []


def test_every_setting_is_documented() -> None:
    page = ROOT / "docs" / "operations" / "install.md"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    assert [name for name in environment.SETTINGS if f"`{name}`" not in text] == []


def test_every_setting_that_is_read_is_in_the_table() -> None:
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(
            r"[\"'](YUANLUO_[A-Z_]+)[\"']", path.read_text(encoding="utf-8")
        )
    }
    assert sorted(read - environment.SETTINGS.keys()) == []


def test_every_command_is_there_and_documented() -> None:
    folder = ROOT / "src" / "yuanluo" / "config" / "commands"
    assert {path.stem for path in folder.glob("[a-z]*.py")} == set(cli.COMMANDS)
    page = ROOT / "docs" / "operations" / "commands.md"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    assert [name for name in cli.COMMANDS if f"yuanluo {name}" not in text] == []
