"""`yuanluo registers`: a clerk's list into the register, out again; whose copy it was.

`import` reads XLSX or CSV and prints every fault by its cell; nothing is registered
without `--accept`. Exit codes: 0 nothing wrong; 1 faults, each printed, and with
`--accept` the sound households registered all the same; 4 the file was refused whole.
`trace` reads a copy that turned up and says who took it: 0 known again, 1 not known.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

from django.utils import timezone

from yuanluo.config import exits
from yuanluo.people import importing, taking, tracing
from yuanluo.people.models import RegisterCopy, RegisterImport
from yuanluo.people.queries import Acting, Held, Standing
from yuanluo.people.refusal_words import WORDS
from yuanluo.people.roster_words import CELL_WORDS, FILE_WORDS, in_words
from yuanluo.people.rosterfile import FILE_MOST
from yuanluo.record.actions import Answer
from yuanluo.record.refused import Refused
from yuanluo.territory.models import Place

SHOWN_MOST = 200
Step = Callable[[Acting, UUID], Answer]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file and the village, or a list's id."""
    words = parser.add_subparsers(dest="word", required=True)
    read = words.add_parser("import", help="read a list, and with --accept register it")
    read.add_argument("file", type=Path, help="XLSX or CSV")
    read.add_argument("--place", required=True, help="code of the village")
    read.add_argument("--accept", action="store_true", help="register what is sound")
    resume = words.add_parser(
        "accept", help="accept a list that was read, or resume it"
    )
    resume.add_argument("id", type=UUID)
    back = words.add_parser("undo", help="take out again what a list brought")
    back.add_argument("id", type=UUID)
    copy = words.add_parser("trace", help="say whose copy of a register a file was")
    copy.add_argument("file", type=Path, help="XLSX, CSV, or lines of text")
    for word in (read, resume, back, copy):
        word.add_argument("--lang", default="zh-hans", help="en for English")
        word.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; a refusal is printed with its reasons."""
    deeds = {"import": _import, "accept": _accept, "undo": _undo, "trace": _trace}
    try:
        return deeds[arguments.word](arguments)
    except Refused as no:
        words = {**WORDS, **FILE_WORDS}
        for reason in no.reasons:
            said = in_words(words, reason.code, reason.detail, arguments.lang)
            print(f"yuanluo: {said}", file=sys.stderr)
        return exits.REFUSED


def _operator(place: str) -> Acting:
    """Act as whoever holds this machine, which the record says."""
    held = Held("operator", place, frozenset({"people"}), "")
    who = Standing(name="operator", posts=(held,))
    return Acting(who, timezone.now(), uuid4(), channel="command")


def _import(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        print(f"yuanluo: there is no file {arguments.file}", file=sys.stderr)
        return exits.UNKNOWN
    if not Place.objects.filter(code=arguments.place).exists():
        print(f"yuanluo: there is no place {arguments.place}", file=sys.stderr)
        return exits.UNKNOWN
    begun = time.monotonic()
    acting = _operator(arguments.place)
    # One byte more than is taken tells that there is more.
    with arguments.file.open("rb") as file:
        content = file.read(FILE_MOST + 1)
    wanted = importing.ToRead(arguments.place, arguments.file.name, content)
    told = importing.read_file(acting, wanted).content
    number = UUID(told["import"])
    if arguments.accept and told["ready"]:
        _through(taking.accept, number, arguments.place)
    seconds = time.monotonic() - begun
    _say(number, told, seconds, arguments)
    return exits.FAULTS if told["faults"] else exits.OK


def _through(act: Step, number: UUID, place: str) -> None:
    """Do an act upon a list, or what is left of it, to the end."""
    one = RegisterImport.objects.get(pk=number)
    if one.state not in {importing.TAKING, importing.UNDOING}:
        act(_operator(place), number)
    taking.finish(number, timezone.now())


def _accept(arguments: argparse.Namespace) -> int:
    return _resume(taking.accept, arguments)


def _undo(arguments: argparse.Namespace) -> int:
    return _resume(taking.undo, arguments)


def _resume(act: Step, arguments: argparse.Namespace) -> int:
    one = RegisterImport.objects.filter(pk=arguments.id).first()
    if one is None:
        print(f"yuanluo: there is no list {arguments.id}", file=sys.stderr)
        return exits.UNKNOWN
    _through(act, one.pk, one.place_id)
    state = RegisterImport.objects.get(pk=one.pk).state
    print(
        json.dumps({"import": str(one.pk), "state": state}) if arguments.json else state
    )
    return exits.OK


def _trace(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        print(f"yuanluo: there is no file {arguments.file}", file=sys.stderr)
        return exits.UNKNOWN
    with arguments.file.open("rb") as file:
        content = file.read(FILE_MOST + 1)
    found = tracing.trace(tracing.rows_of(content), RegisterCopy.objects.all())
    told = [_traced(one) for one in found]
    if arguments.json:
        print(json.dumps({"copies": told}, ensure_ascii=False))
    for one in () if arguments.json else told:
        sure = "all" if one["sure"] else "some"
        print(
            f"{one['copy']}: {one['place']}, taken by {one['by']}, agreed by "
            f"{one['second']}, {one['at']}, for {one['purpose']}: {one['reason']} "
            f"({sure} made-up rows found, in rows {one['rows']})"
        )
    if not found and not arguments.json:
        print("no made-up row of any copy is in it")
    return exits.OK if found else exits.FAULTS


def _traced(one: tracing.Traced) -> dict[str, object]:
    copy = one.copy
    return {
        "copy": str(copy.pk),
        "place": copy.place_id,
        "by": copy.by.name,
        "second": copy.second.name if copy.second else "",
        "at": copy.at.isoformat(),
        "purpose": copy.purpose,
        "reason": copy.reason,
        "taken": copy.taken,
        "rows": list(one.rows),
        "sure": one.is_sure,
    }


def _say(
    number: UUID, told: dict[str, int], seconds: float, arguments: argparse.Namespace
) -> None:
    one = RegisterImport.objects.get(pk=number)
    faults = [{**fault, "words": _words(fault, arguments.lang)} for fault in one.faults]
    if arguments.json:
        document = {
            **told,
            "state": one.state,
            "unread": one.unread,
            "seconds": round(seconds, 2),
            "found": faults,
        }
        print(json.dumps(document, ensure_ascii=False))
        return
    for fault in faults[:SHOWN_MOST]:
        mark = "" if fault["grave"] else "(note) "
        cell = f"{fault['cell']}: " if fault["cell"] else ""
        print(f"{mark}{cell}{fault['words']}")
    left = len(faults) - SHOWN_MOST + one.more_faults
    if left > 0:
        print(f"… and {left:,} more; --json has them")
    print(
        f"{told['rows']:,} rows, {told['households']:,} households: "
        f"{told['ready']:,} to register with {told['people']:,} people, "
        f"{told['same']:,} registered already, {told['faulty']:,} with faults"
    )
    print(f"{one.state} {number} in {seconds:.1f} s")


def _words(fault: dict[str, str], language: str) -> str:
    return in_words(CELL_WORDS, fault["code"], fault["detail"], language)
