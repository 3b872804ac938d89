"""`yuanluo figures cadres --place CODE`: figures worked out of a register.

The table of the cadre roster of a place and all in it: counts, whole per cents, mean
age. It reads lines and prints numbers, never a name.
"""

import argparse
import json
import sys
from datetime import date

from django.utils import timezone

from yuanluo.config import exits
from yuanluo.kernel.place import PlaceCodeError, normalise
from yuanluo.kernel.roster import in_hundredths
from yuanluo.people import cadres
from yuanluo.territory.models import Place


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which figures, where and on which day."""
    parser.add_argument("what", choices=["cadres"], help="which register")
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
