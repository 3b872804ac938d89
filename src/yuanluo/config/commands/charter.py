"""`yuanluo charter check DIR` and `yuanluo charter load DIR`.

`check` tells every fault with file and line and writes nothing. `load` refuses a
charter with a fault; loading the same charter again changes nothing.
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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and where the charter is."""
    does = parser.add_subparsers(dest="does", required=True, metavar="check|load")
    for word, about in (
        ("check", "tell every fault, with file and line"),
        ("load", "bring a charter without faults into the database"),
    ):
        one = does.add_parser(word, help=about, description=about)
        one.add_argument("folder", type=Path, metavar="DIR")
        one.add_argument("--json", action="store_true", help="for a program to read")


def run(arguments: argparse.Namespace) -> int:
    """Check a charter, and load it when asked to."""
    folder: Path = arguments.folder
    if not folder.is_dir():
        print(f"yuanluo: there is no folder {folder}.", file=sys.stderr)
        return exits.USAGE
    try:
        if arguments.does == "load":
            charter, loaded = charters.load_folder(folder, timezone.now())
        else:
            charter, loaded = charters.read_folder(folder), None
    except charters.Faulty as faulty:
        return _told(faulty.faults, as_json=arguments.json)
    _fine(charter, loaded, as_json=arguments.json)
    return exits.OK


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
