"""`yuanluo matter show NUMBER`: where a matter stands, who holds it, and why that date.

For the operator of the machine, who answers a caller: it shows what a handler sees, and
no words of the people in it. `archive NUMBER -o FILE` packs a finished matter that was
on show for the files; doing it again gives the same bytes.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from yuanluo.config import exits
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.matters.queries.showing import Shown, shown
from yuanluo.people.queries import VISITOR
from yuanluo.web.archive import AUDIENCES, Unfinished, Unsigned, archive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the words of this command."""
    parser.add_argument(
        "what", choices=["show", "archive"], help="show: explain one; archive: pack one"
    )
    parser.add_argument("number", help="the matter's number, as on its slip")
    parser.add_argument("--lang", default="en", help="zh-hans for Chinese")
    parser.add_argument("-o", "--output", type=Path, help="archive: the file")
    parser.add_argument(
        "--for", choices=AUDIENCES, default="public", dest="audience", help="for whom"
    )
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print where it stands, or pack it."""
    if arguments.what == "archive":
        return _archive(arguments)
    matter = Matter.objects.filter(number=arguments.number.strip().upper()).first()
    if matter is None:
        told = f"yuanluo matter: there is no matter {arguments.number}"
        print(told, file=sys.stderr)
        return exits.UNKNOWN
    dossier = Dossier(matter, VISITOR, timezone.now())
    found = shown(dossier, arguments.lang)
    if arguments.json:
        print(json.dumps(_document(found), ensure_ascii=False, default=_iso))
        return exits.OK
    for line in _lines(found):
        print(line)
    return exits.OK


def _archive(arguments: argparse.Namespace) -> int:
    number = arguments.number.strip().upper()
    if arguments.output is None:
        print("yuanluo matter: name the file with -o", file=sys.stderr)
        return exits.USAGE
    try:
        packed = archive(number, arguments.audience, timezone.now(), settings.ORIGIN)
    except Unsigned:
        told = f"yuanluo matter: the minutes of {number} are not signed by all who must"
        print(told, file=sys.stderr)
        return exits.REFUSED
    except Unfinished:
        told = f"yuanluo matter: {number} is not a finished matter that was on show"
        print(told, file=sys.stderr)
        return exits.REFUSED
    arguments.output.write_bytes(packed.content)
    if arguments.json:
        print(json.dumps({"sha256": packed.sha256, "bytes": len(packed.content)}))
    else:
        print(f"{packed.sha256}  {arguments.output}")
    return exits.OK


def _iso(moment: date) -> str:
    """Write a day or a moment as programs read it."""
    return moment.isoformat()


def _document(found: Shown) -> dict[str, Any]:
    kept = ("number", "category", "way", "place", "playbook", "playbook_version")
    more = ("state", "state_title", "result", "ended", "opened_at", "ended_at")
    document = {name: getattr(found, name) for name in (*kept, *more, "revision")}
    document["holder"] = asdict(found.holder) if found.holder else None
    document["due"] = asdict(found.due) if found.due else None
    document["history"] = [
        {"at": act.at, "verb": act.verb, "step": act.step, "who": act.who}
        for act in found.timeline
    ]
    return document


def _lines(found: Shown) -> Iterator[str]:
    yield f"{found.number}  {found.playbook_title} (version {found.playbook_version})"
    yield f"  {found.place} {found.place_name}, {found.category_title or 'no category'}"
    yield f"  state: {found.state} — {found.state_title}"
    if found.ended:
        yield f"  ended {found.ended_at:%Y-%m-%d}: {found.result}"
    if found.holder:
        nobody = "nobody holds this post" if found.holder.vacant else ""
        yield f"  held by: {found.holder.title or 'the requester'} {nobody}".rstrip()
        yield f"  since {found.holder.since:%Y-%m-%d %H:%M} UTC ({found.holder.how})"
    if found.due:
        late = "  LATE" if found.due.late else ""
        kind = "review" if found.due.review else "due"
        yield f"  {kind}: {found.due.on}{late}"
        yield from (f"    {line}" for line in found.due.why)
        yield f"    if late: {found.due.then} {found.due.level}".rstrip()
    for pending in found.pendings:
        whom = f"{pending.title} {pending.level}".strip()
        yield f"  awaits a word: {pending.kind} {whom}".rstrip()
    for act in found.timeline:
        yield f"  {act.at:%Y-%m-%d %H:%M}  {act.title} ({act.who})"
