"""`yuanluo charter check DIR`, `charter load DIR`, `charter migrate CHARTER PLAYBOOK`.

`check` tells every fault with file and line and writes nothing. `load` refuses a
charter with a fault; loading the same charter again changes nothing. `migrate` moves
running matters to the newest loaded version of their playbook, all of them or none.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.utils import timezone

from yuanluo.config import charters, exits
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.fault import Fault
from yuanluo.matters.actions import migrating
from yuanluo.matters.models import PlaybookVersion


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and where the charter is."""
    does = parser.add_subparsers(
        dest="does", required=True, metavar="check|load|migrate"
    )
    for word, about in (
        ("check", "tell every fault, with file and line"),
        ("load", "bring a charter without faults into the database"),
    ):
        one = does.add_parser(word, help=about, description=about)
        one.add_argument("folder", type=Path, metavar="DIR")
        one.add_argument("--json", action="store_true", help="for a program to read")
    about = "move running matters to the newest loaded version of their playbook"
    move = does.add_parser("migrate", help=about, description=about)
    move.add_argument("charter", metavar="CHARTER", help="as it is loaded")
    move.add_argument("playbook", metavar="PLAYBOOK")
    move.add_argument(
        "--map", action="append", default=[], metavar="OLD=NEW",
        help="the equal of a state whose name changed; may be given several times",
    )  # fmt: skip
    move.add_argument("--dry-run", action="store_true", help="only say what would move")
    move.add_argument("--json", action="store_true", help="for a program to read")


def run(arguments: argparse.Namespace) -> int:
    """Check a charter, and load it when asked to."""
    if arguments.does == "migrate":
        return _migrate(arguments)
    folder: Path = arguments.folder
    if not folder.is_dir():
        print(f"yuanluo: there is no folder {folder}.", file=sys.stderr)
        return exits.UNKNOWN
    try:
        if arguments.does == "load":
            charter, loaded = charters.load_folder(folder, timezone.now())
        else:
            charter, loaded = charters.read_folder(folder), None
    except charters.Faulty as faulty:
        return _told(faulty.faults, as_json=arguments.json)
    _fine(charter, loaded, as_json=arguments.json)
    return exits.OK


def _migrate(arguments: argparse.Namespace) -> int:
    """Move running matters, unless a reason stands against it."""
    pairs = [one.partition("=") for one in arguments.map]
    if any(not (old and equals and new) for old, equals, new in pairs):
        print("yuanluo: --map takes OLD=NEW.", file=sys.stderr)
        return exits.USAGE
    states = {old: new for old, _, new in pairs}
    charter, playbook, now = arguments.charter, arguments.playbook, timezone.now()
    try:
        planned = migrating.plan(charter, playbook, states, now)
    except PlaybookVersion.DoesNotExist as missing:
        print(f"yuanluo: {missing}.", file=sys.stderr)
        return exits.UNKNOWN
    refused = bool(planned.problems)
    moved = 0
    if not (refused or arguments.dry_run):
        moved = migrating.migrate(planned, charter, playbook, now)
    if arguments.json:
        told = {
            "version": planned.version,
            "groups": [asdict(group) for group in planned.groups],
            "problems": planned.problems,
            "moved": moved,
        }
        print(json.dumps(told, ensure_ascii=False))
    else:
        _tell(planned, moved, dry=arguments.dry_run)
    return exits.REFUSED if refused else exits.OK


def _tell(planned: migrating.Plan, moved: int, *, dry: bool) -> None:
    for one in planned.groups:
        here, there = f"{one.version} {one.state}", f"{planned.version} {one.to}"
        print(f"{one.matters} matters: {here} -> {there}")
    for problem in planned.problems:
        print(f"refused: {problem}")
    if planned.problems:
        print("Nothing was moved.")
    elif dry:
        print(f"{planned.matters} matters would move to version {planned.version}.")
    else:
        print(f"{moved} matters moved to version {planned.version}.")


def _told(faults: tuple[Fault, ...], *, as_json: bool) -> int:
    if as_json:
        some = [{"file": f.file, "line": f.line, "text": f.text} for f in faults]
        print(json.dumps({"faults": some}, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            print(fault)
        print(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}")
    return exits.FAULTS


def _fine(charter: Charter, loaded: charters.Loaded | None, *, as_json: bool) -> None:
    counts = {
        "playbooks": len(charter.playbooks),
        "categories": len(charter.categories),
        "posts": len(charter.posts),
        "bodies": len(charter.bodies),
        "places": len(charter.places),
    }
    changed = asdict(loaded) if loaded else None
    if as_json:
        answer = {"charter": charter.id, "faults": [], **counts}
        print(json.dumps(answer | ({"changed": changed} if changed else {})))
        return
    print(f"{charter.id}: no fault. {_listed(counts)}.")
    if changed is not None:
        changes = {what: count for what, count in changed.items() if count}
        changes.pop("charter", None)
        fresh = loaded is not None and any(changed.values())
        print(
            f"Loaded: {_listed(changes) or 'the charter'} new or changed."
            if fresh
            else "Loaded: nothing new."
        )


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.items())
