"""`yuanluo playbook show ID`: a work method as a table, or as a picture.

It reads the folders of charters, not the database, so that a playbook can be looked at
while it is being written. Refuses a charter with faults: its picture would mislead.
"""

import argparse
import json
import sys
from dataclasses import asdict, astuple
from pathlib import Path

from django.conf import settings

from yuanluo.config import charters, exits
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.fault import unknown
from yuanluo.kernel.picture import svg, table
from yuanluo.kernel.plaintable import heads
from yuanluo.kernel.plainwords import Words
from yuanluo.kernel.playbook import Playbook

#: A picture that stands alone has no page to take its letters from.
LETTERS = (
    "font-family=\"-apple-system, 'PingFang SC', 'HarmonyOS Sans SC', "
    "'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif\" color=\"#1F2421\""
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which playbook to show, and how."""
    does = parser.add_subparsers(dest="does", required=True, metavar="show")
    about = "print a playbook as a table that can be read aloud, or draw it"
    show = does.add_parser("show", help=about, description=about)
    show.add_argument("id", metavar="ID")
    show.add_argument("--pack", help="name or folder of the charter it is in")
    show.add_argument("--svg", type=Path, metavar="FILE", help="draw it into a file")
    show.add_argument("--here", metavar="STATE", help="mark a state in the picture")
    show.add_argument("--lang", default="zh-hans", choices=["zh-hans", "en"])
    show.add_argument("--json", action="store_true", help="for a program to read")


def run(arguments: argparse.Namespace) -> int:
    """Show a playbook."""
    try:
        found = _find(arguments.id, arguments.pack)
    except charters.Faulty as faulty:
        print(faulty, file=sys.stderr)
        return exits.FAULTS
    if isinstance(found, str):
        print(f"yuanluo: {found}", file=sys.stderr)
        return exits.UNKNOWN
    charter, playbook = found
    if arguments.svg:
        return _draw(charter, playbook, arguments)
    if arguments.json:
        rows = [asdict(row) for row in table(playbook, arguments.lang, charter)]
        answer = {"id": playbook.id, "version": playbook.version, "steps": rows}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print(charter, playbook, arguments.lang)
    return exits.OK


def _find(name: str, pack: str | None) -> tuple[Charter, Playbook] | str:
    """Find a playbook in one charter or in all, or say that it is unknown."""
    known: list[str] = []
    for folder in _folders(pack):
        if not (folder / "charter.toml").is_file():
            return f"there is no charter in {folder}"
        charter = charters.read_folder(folder)
        playbook = charter.playbook(name)
        if playbook is not None:
            return charter, playbook
        known += [one.id for one in charter.playbooks]
    return unknown("playbook", name, known)


def _folders(pack: str | None) -> list[Path]:
    if pack is None:
        whole = Path(settings.CHARTERS)
        return sorted(path.parent for path in whole.glob("*/charter.toml"))
    folder = Path(pack)
    return [folder if folder.is_dir() else charters.pack_folder(pack)]


def _draw(charter: Charter, playbook: Playbook, arguments: argparse.Namespace) -> int:
    known = {state.id for state in playbook.states} | playbook.end.keys()
    if arguments.here is not None and arguments.here not in known:
        text = unknown("state", arguments.here, known)
        print(f"yuanluo: {text}", file=sys.stderr)
        return exits.UNKNOWN
    picture = svg(playbook, arguments.lang, arguments.here, charter=charter)
    picture = picture.replace("<svg ", f"<svg {LETTERS} ", 1)
    arguments.svg.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{picture}\n')
    return exits.OK


def _print(charter: Charter, playbook: Playbook, language: str) -> None:
    """Print one step after the other: a terminal is narrower than seven columns."""
    words = Words(playbook, language, charter)
    print(f"{words.say(playbook.title)}  ({playbook.id} {playbook.version})")
    if playbook.about:
        print(words.say(playbook.about))
    names = heads(language)
    colon = "：" if language.startswith("zh") else ": "
    for row in table(playbook, language, charter):
        cells = astuple(row)
        print(f"\n{cells[0]}")
        for head, cell in zip(names[1:], cells[1:], strict=True):
            if cell:
                print(f"  {head}{colon}{cell}")
