"""`yuanluo figures WHAT --place CODE`: figures worked out of a register or of matters.

`cadres` is the table of the cadre roster of a place and all in it: counts, whole per
cents, mean age. `solved` counts the problems that people brought there, and how many
were solved, by kind. It reads lines and prints numbers, never a name.
"""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone

from yuanluo.config import exits
from yuanluo.insight.queries import solved
from yuanluo.kernel.place import PlaceCodeError, normalise
from yuanluo.kernel.roster import in_hundredths
from yuanluo.people import cadres
from yuanluo.territory.models import Place


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which figures, where and on which day."""
    parser.add_argument("what", choices=["cadres", "solved"], help="which figures")
    parser.add_argument("--place", required=True, help="code, as 500152123")
    parser.add_argument("--on", type=date.fromisoformat, help="day; today if left out")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    try:
        code = normalise(arguments.place)
    except PlaceCodeError as fault:
        print(f"yuanluo figures: {fault}", file=sys.stderr)
        return exits.USAGE
    place = Place.objects.filter(code=code).first()
    if place is None:
        print(f"yuanluo figures: there is no place {code}", file=sys.stderr)
        return exits.UNKNOWN
    if arguments.what == "solved":
        return _solved(place, as_json=arguments.json)
    day = arguments.on or timezone.localtime().date()
    table = cadres.table_of(code, day)
    if arguments.json:
        print(json.dumps(cadres.as_document(code, day, table), ensure_ascii=False))
        return exits.OK
    print(
        f"{place.name} {day}: {table.count}, mean age {in_hundredths(table.mean_age)}"
    )
    for group, bands in table.groups.items():
        for band in bands:
            print(f"  {group:<10} {band.id:<14} {band.count:>5} {band.percent:>4}%")
    return exits.OK


def _solved(place: Place, *, as_json: bool) -> int:
    """Print how many problems were brought and solved, by kind."""
    rows = solved.of(place.code)
    brought, done = sum(one.brought for one in rows), sum(one.solved for one in rows)
    if as_json:
        told: dict[str, Any] = {"place": place.code, "brought": brought, "solved": done}
        told["kinds"] = {one.category: asdict(one) for one in rows}
        print(json.dumps(told, ensure_ascii=False))
        return exits.OK
    print(f"{place.name}: {done} of {brought} problems solved")
    for one in rows:
        left = f", {one.still_open} open" if one.still_open else ""
        print(f"  {one.category:<16} {one.solved:>5} of {one.brought:>5}{left}")
    return exits.OK
