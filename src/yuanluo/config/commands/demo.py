"""`yuanluo demo [PACK…]`: load packs with their demonstration data.

Without a name every pack that has a demonstration is loaded. Doing it again changes
nothing; a demonstration that was broken off goes on where it stopped.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from yuanluo.config import demo, exits
from yuanluo.config.charters import Faulty
from yuanluo.config.demo.plan import Unplanned


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the packs."""
    parser.add_argument("packs", nargs="*", metavar="PACK", help="as in charters/")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Make the demonstrations and say what is in them."""
    folder = Path(settings.CHARTERS)
    known = demo.packs(folder)
    missing = [name for name in arguments.packs if name not in known]
    if missing:
        print(
            f"yuanluo demo: there is no demonstration of {', '.join(missing)}; "
            f"there is one of {', '.join(known)}.",
            file=sys.stderr,
        )
        return exits.UNKNOWN
    for name in arguments.packs or known:
        begun = time.monotonic()
        try:
            made = demo.make(folder / name, timezone.now())
        except (Faulty, Unplanned) as faulty:
            print(faulty, file=sys.stderr)
            return exits.FAULTS
        except demo.Inhabited as inhabited:
            print(
                f"yuanluo demo: real people live in {inhabited}; use a database of "
                "its own (YUANLUO_VAR or DATABASE_URL).",
                file=sys.stderr,
            )
            return exits.REFUSED
        _tell(made, time.monotonic() - begun, as_json=arguments.json)
    return exits.OK


def _tell(made: demo.Made, seconds: float, *, as_json: bool) -> None:
    if as_json:
        told = asdict(made) | {"seconds": round(seconds, 1)}
        print(json.dumps(told, ensure_ascii=False))
        return
    how = f"made in {seconds:.1f} s" if made.fresh else "there already"
    print(
        f"{made.pack}: {made.homes:,} homes, {made.people:,} people, "
        f"{made.appointments:,} appointments, {made.matters} matters "
        f"({made.still_open} open); {how}."
    )
    if made.figures:
        hold = made.figures - len(made.wrong)
        print(f"  {hold} of {made.figures} figures of the source hold")
    for line in made.wrong:
        print(f"  not as the source: {line}")
    for line in made.refused:
        print(f"  not as planned: {line}")
