"""The documents that are made and not written: `write` makes them, `check` compares.

    python -m tools.docs write|check

Made are the index of decisions and one page for each playbook. Refuses to leave a
page of something that is gone.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADR = ROOT / "docs" / "adr"

Made = dict[Path, str]


def decisions() -> Made:
    """Make the index of decisions from their first lines."""
    lines = [
        "# Decisions",
        "",
        "One page each: context, decision, consequences, status. Made by `make docs`.",
        "",
    ]
    for page in sorted(ADR.glob("[0-9]*.md")):
        text = page.read_text(encoding="utf-8")
        title = text.splitlines()[0].lstrip("# ").strip()
        lines.append(f"- [{title}]({page.name}) ({status(page, text)})")
    return {ADR / "README.md": "\n".join(lines) + "\n"}


def status(page: Path, text: str) -> str:
    """Find whether a decision holds, after `Status:` or under its heading."""
    found = re.search(r"(?im)^\W*status\W*\n*\s*([a-z].*)$", text)
    if found is None:
        sys.exit(f"docs: {page.name} does not say its status")
    return found.group(1).strip(" .*").lower()


MAKERS: tuple[Callable[[], Made], ...] = (decisions,)
# Folders where every page is made.
WHOLE = (ROOT / "docs" / "playbooks",)


def made() -> Made:
    """Make everything, in memory."""
    pages: Made = {}
    for maker in MAKERS:
        pages |= maker()
    return pages


def left_over(pages: Made) -> list[Path]:
    """Find pages of what is gone."""
    return [
        path
        for folder in WHOLE
        for path in folder.rglob("*")
        if path.is_file() and path not in pages
    ]


def write(pages: Made) -> int:
    """Put every page where it belongs."""
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in left_over(pages):
        path.unlink()
    return 0


def check(pages: Made) -> int:
    """Name every page that is not as it would be made."""
    faults = [
        path
        for path, text in pages.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in [*faults, *left_over(pages)]:
        print(f"docs: {path.relative_to(ROOT)} is not current; run `make docs`")
    return 1 if faults or left_over(pages) else 0


if __name__ == "__main__":
    sys.exit({"write": write, "check": check}[sys.argv[1]](made()))
