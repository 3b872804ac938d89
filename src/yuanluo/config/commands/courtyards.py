"""`yuanluo courtyards propose HOMES.csv -o OUT.csv`: divide a village into courtyards.

Everything is read, and every fault told with its line, before anything is written; the
output appears whole or not at all. What is printed is measured anew from the homes, not
taken from the search that made the courtyards.
"""

import argparse
import csv
import io
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from yuanluo.config import exits
from yuanluo.kernel.courtyards.village import Impossible, Limits
from yuanluo.kernel.fault import Fault

if TYPE_CHECKING:
    import shapely

    from yuanluo.kernel.courtyards.measuring import Measured
    from yuanluo.kernel.courtyards.reading import Table

FAULTS_SHOWN = 20
HELP = """\
HOMES.csv has the columns id, lon, lat and households (or id, x, y and households, with
--metres), in any order, in UTF-8 or GB18030, with commas, semicolons or tabs between
them. Two more may be there: homes with the same word in `together` come into one
courtyard and count as neighbours; homes with the same word in `fixed` are a courtyard
that stands as it is. A table has 100,000 homes at most. OUT.csv has id and courtyard.

A courtyard is connected when its homes hang together over this graph: two homes are
neighbours when an edge of the Delaunay triangulation of all distinct points joins
theirs and its inside meets no barrier (a line, or a polygon with its inside); homes at
one point are neighbours; homes on one line are neighbours in their order. No partition
is said not to exist unless none exists over this graph. Courtyards are made over fewer
neighbours where that is possible: those edges that have no third point in the circle
over them (Gabriel), and the shortest ones that keep the village together.

Walking distance is the sum over all households of the straight way, in metres, to the
centre (the mean of its households' points) of their courtyard.

exit code: 0 done; 2 the input is not understood, each fault is told with its line and
nothing is written; 3 no partition exists (or none was found: then that is said), each
reason is told and nothing is written.
"""


class BadInput(Exception):
    """What was given cannot be used; each fault says where and why."""

    def __init__(self, faults: Sequence[Fault | str]) -> None:
        super().__init__(faults)
        self.faults = list(faults)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was read: homes, limits and barriers."""

    table: "Table"
    limits: Limits
    barriers: tuple["shapely.Geometry", ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the words of this command."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = HELP
    parser.add_argument("deed", choices=["propose"], help="propose: make a partition")
    parser.add_argument("homes", metavar="HOMES.csv", type=Path)
    parser.add_argument("--barriers", metavar="FILE.geojson", type=Path)
    parser.add_argument(
        "--boundary", metavar="FILE.geojson", type=Path, help="no home lies outside"
    )
    parser.add_argument("--min", type=int, default=20, help="households, at least")
    parser.add_argument("--max", type=int, default=40, help="households, at most")
    parser.add_argument("--metres", action="store_true", help="x and y, not degrees")
    parser.add_argument("-o", "--output", metavar="OUT.csv", type=Path, required=True)
    parser.add_argument("--lang", default="en", help="zh-hans for Chinese reasons")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Divide the homes, write the table and say what it is worth."""
    # Matrices are small: threads would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from yuanluo.kernel.courtyards.measuring import measure
    from yuanluo.kernel.courtyards.proposing import propose

    begun = time.perf_counter()
    try:
        asked = _read(arguments)
        homes = asked.table.homes
        proposal = propose(homes, asked.limits, asked.barriers)
        if proposal.reasons:
            return _refuse(proposal.reasons, arguments)
        _write(arguments.output, proposal.courtyards)
    except BadInput as bad:
        for fault in bad.faults[:FAULTS_SHOWN]:
            print(f"yuanluo courtyards: {fault}", file=sys.stderr)
        if len(bad.faults) > FAULTS_SHOWN:
            left = len(bad.faults) - FAULTS_SHOWN
            print(f"yuanluo courtyards: and {left} more", file=sys.stderr)
        return exits.USAGE
    measured = measure(homes, proposal.courtyards, asked.limits, asked.barriers)
    _say(measured, len(homes), time.perf_counter() - begun, as_json=arguments.json)
    return exits.OK


def _read(arguments: argparse.Namespace) -> Asked:
    from yuanluo.kernel.courtyards.obstructing import (
        homes_inside,
        homes_outside,
        read_shapes,
    )
    from yuanluo.kernel.courtyards.reading import read_homes

    _look_at(arguments)
    name, metres = str(arguments.homes), arguments.metres
    content = _content(arguments.homes)
    table = read_homes(name, content, metres=metres)
    if table.faults:
        raise BadInput(table.faults)
    barriers: tuple[shapely.Geometry, ...] = ()
    faults: list[Fault] = []
    for file, lines, look in (
        (arguments.barriers, True, homes_inside),
        (arguments.boundary, False, homes_outside),
    ):
        if file is None:
            continue
        read = read_shapes(
            str(file), _content(file), table.plane, metres=metres, lines=lines
        )
        faults += read.faults or look(name, table, read)
        if lines:
            barriers = read.shapes
    if faults:
        raise BadInput(faults)
    return Asked(table, Limits(arguments.min, arguments.max), barriers)


def _look_at(arguments: argparse.Namespace) -> None:
    """Refuse what cannot go well, before anything is read."""
    if not 1 <= arguments.min <= arguments.max:
        words = f"--min {arguments.min} --max {arguments.max}: give 1 <= min <= max"
        raise BadInput([words])
    for file in (arguments.homes, arguments.barriers, arguments.boundary):
        if file and arguments.output.exists() and _is_same(arguments.output, file):
            raise BadInput([f"the output would overwrite {file}"])
    if not arguments.output.parent.is_dir():
        raise BadInput([f"{arguments.output.parent}: there is no such folder"])


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput([f"{file}: {error.strerror}"]) from None


def _write(output: Path, courtyards: Sequence[Sequence[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "courtyard"])
    for number, part in enumerate(courtyards, start=1):
        writer.writerows([home, number] for home in part)
    try:
        if output.exists() and not output.is_file():
            # A pipe or a device is written to, never replaced.
            output.write_text(text.getvalue(), encoding="utf-8")
            return
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=output.parent, delete=False
        ) as file:
            file.write(text.getvalue())
        # A temporary file is for its owner only; a table is for whoever may read here.
        os.chmod(file.name, 0o644)
        os.replace(file.name, output)
    except OSError as error:
        raise BadInput([f"{output}: {error.strerror}"]) from None


def _refuse(reasons: Sequence[Impossible], arguments: argparse.Namespace) -> int:
    if arguments.json:
        told: dict[str, Any] = {
            "courtyards": None,
            "reasons": [
                {
                    "reason": one.obstacle.value,
                    "households": one.households,
                    "homes": list(one.homes),
                    "text": one.in_words(arguments.lang),
                }
                for one in reasons
            ],
        }
        print(json.dumps(told, ensure_ascii=False))
    for one in reasons:
        print(f"yuanluo courtyards: {one.in_words(arguments.lang)}", file=sys.stderr)
    return exits.UNKNOWN


def _say(measured: "Measured", homes: int, seconds: float, *, as_json: bool) -> None:
    number, mean = measured.courtyards, measured.walk / measured.households
    if as_json:
        told = {
            "courtyards": number,
            "in_limits": measured.within_limits,
            "connected": measured.connected,
            "homes": homes,
            "households": measured.households,
            "walking_metres": round(measured.walk, 1),
            "walking_metres_per_household": round(mean, 2),
            "seconds": round(seconds, 3),
        }
        print(json.dumps(told))
        return
    print(f"courtyards        {number} of {homes} homes")
    print(f"in limits         {measured.within_limits} of {number}")
    print(f"connected         {measured.connected} of {number}")
    print(
        f"walking distance  {measured.walk:.0f} m by {measured.households} households"
        f" ({mean:.1f} m each)"
    )
    print(f"seconds           {seconds:.2f}")
