"""The documents that are made and not written: `write` makes them, `check` compares.

    python -m tools.docs write|check

Made are the index of decisions and one page for each playbook. Refuses to leave a
page of something that is gone.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.playbook import Playbook

ROOT = Path(__file__).resolve().parent.parent
ADR = ROOT / "docs" / "adr"
PLAYBOOKS = ROOT / "docs" / "playbooks"
LANGUAGES = ("zh-hans", "en")

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


def playbooks() -> Made:
    """Make a page and two pictures of each playbook, and their index."""
    pages: Made = {}
    lines = [
        "# 工作法 / Playbooks",
        "",
        "Made from the charters by `make docs`; a change is made there.",
    ]
    for pack, charter, shown in packs():
        lines += ["", f"## {charter.title}", ""]
        for playbook in shown:
            name = f"{pack}-{playbook.id}"
            lines.append(f"- [{playbook.title}]({name}.md)")
            pages |= pages_of(name, charter, playbook)
    pages[PLAYBOOKS / "README.md"] = "\n".join(lines) + "\n"
    return pages


def packs() -> "Iterator[tuple[str, Charter, list[Playbook]]]":
    """Read each charter and the playbooks that stand in its own folder."""
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanluo.config.settings")
    django.setup()
    from yuanluo.config import charters

    for front in sorted(Path(settings.CHARTERS).glob("*/charter.toml")):
        charter = charters.read_folder(front.parent)
        own = {path.stem for path in front.parent.glob("playbooks/*.toml")}
        shown = [one for one in charter.playbooks if one.id in own]
        yield front.parent.name, charter, shown


def pages_of(name: str, charter: "Charter", playbook: "Playbook") -> Made:
    """Make one playbook's page, in both languages, and its pictures."""
    from yuanluo.config.commands.playbook import LETTERS
    from yuanluo.kernel.picture import svg, table
    from yuanluo.kernel.plaintable import heads
    from yuanluo.kernel.plainwords import Words

    pages: Made = {}
    lines = [f"# {playbook.title}", "", f"`{playbook.id}` {playbook.version}"]
    for language in LANGUAGES:
        words = Words(playbook, language, charter)
        picture = svg(playbook, language, charter=charter)
        drawn = picture.replace("<svg ", f"<svg {LETTERS} ", 1)
        pages[PLAYBOOKS / f"{name}.{language}.svg"] = drawn + "\n"
        title = words.say(playbook.title)
        lines += ["", f"## {title}", ""]
        if playbook.about:
            lines += [words.say(playbook.about), ""]
        lines += [f"![{title}]({name}.{language}.svg)", ""]
        rows = [astuple(row) for row in table(playbook, language, charter)]
        lines += [line_of(heads(language)), line_of(["---"] * len(heads(language)))]
        lines += [line_of(row) for row in rows]
    pages[PLAYBOOKS / f"{name}.md"] = "\n".join(lines) + "\n"
    return pages


def line_of(cells: "tuple[str, ...] | list[str]") -> str:
    """Write one line of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


MAKERS: tuple[Callable[[], Made], ...] = (decisions, playbooks)
# Folders where every page is made.
WHOLE = (PLAYBOOKS,)


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
