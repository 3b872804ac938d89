"""What is kept of a finished matter that was on show, as one ZIP for the files.

It has each notice as PDF and as data, the certificate of every question that was voted
on, the proof that each act is in the signed record, and an index with the hash of every
file. The same matter gives the same bytes, whoever asks and whenever. Two audiences:
`public` has what anybody may read, `staff` what the office keeps. Refuses a matter that
has not ended, because more may still come, and one whose minutes wait for signatures
that the rules of the bodies that decided name.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import translation

from yuanluo.assembly.actions.keeping import sheets_of
from yuanluo.assembly.actions.signing import waiting_for
from yuanluo.assembly.models import Ballot, Meeting
from yuanluo.matters.models import OPENNESS, Matter
from yuanluo.people.queries import VISITOR
from yuanluo.publicity.masking import without_numbers
from yuanluo.publicity.models import Notice
from yuanluo.record import keys, queries
from yuanluo.record.models import Act, Checkpoint, Entry
from yuanluo.web.views.notices import shown_at
from yuanluo.web.views.noticing_print import sheet_of

if TYPE_CHECKING:
    from datetime import datetime

    from yuanluo.web.views.notices import Shown

AUDIENCES = ("public", "staff")
LANGUAGE = "zh-hans"
#: A ZIP knows no zone and begins in 1980; every file has this day.
DAY = (1980, 1, 1, 0, 0, 0)
READ_ME = """本包由系统生成，内容相同则字节相同。
index.json：这件事、每份公示、每个文件的 SHA-256。
notices/：公示原文（PDF 和数据）。certificates/：表决的有效性证书。
meetings/：会上签了字的签到表、计票单、纪要的照片（只在内部的包里）。
proof/：每一步在村级存证里的证明，用 proof/key.txt 里的公钥核对。
"""


class Unfinished(Exception):
    """There is no such matter, or it has not ended, or it never was on show."""


class Unsigned(Unfinished):
    """The minutes of a body that decided on it are not signed by all who must."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The bytes, their hash, and what a file of it may be called."""

    content: bytes
    sha256: str
    name: str


def archive(number: str, audience: str, at: datetime, base: str) -> Archive:
    """Pack a finished matter for an audience; `base` is where its pages are."""
    assert audience in AUDIENCES, audience
    matter = Matter.objects.filter(number=number, ended_at__isnull=False).first()
    if matter is None:
        raise Unfinished(number)
    hung = Notice.objects.filter(matter=number, withdrawn_at=None)
    if audience == "public":
        hung = hung.visible_to(VISITOR)
    rows = list(hung.order_by("shown_at", "id"))
    if not rows:
        raise Unfinished(number)
    if waiting_for(number):
        raise Unsigned(number)
    with translation.override(LANGUAGE):
        files = _files(matter, rows, audience, at, base)
    content = _packed(files)
    digest = hashlib.sha256(content).hexdigest()
    return Archive(content, digest, f"{number}-{audience}.zip")


def _files(
    matter: Matter, rows: list[Notice], audience: str, at: datetime, base: str
) -> dict[str, bytes]:
    acts = Act.objects.filter(subject=matter.number, position__isnull=False)
    if audience == "public":
        acts = acts.filter(seen="public")
    steps = list(acts.order_by("position"))
    files: dict[str, bytes] = {"README.txt": READ_ME.encode()}
    files |= _proofs(matter.village, steps)
    signed = _signed(steps)
    told = []
    for row in rows:
        shown = shown_at(row, at, VISITOR)
        told.append(_notice(shown))
        if not shown.is_expired:
            files[f"notices/{row.code}.pdf"] = _pdf(shown, base, signed)
        files[f"notices/{row.code}.json"] = _written(told[-1])
    files |= _certificates(matter, audience)
    if audience == "staff":
        files |= _signed_sheets(matter)
    index = {
        "matter": _matter(matter, audience),
        "audience": audience,
        "notices": [one["code"] for one in told],
        "acts": [_act(one) for one in steps],
        "unproven": [
            one.position for one in steps if f"proof/{one.position}.txt" not in files
        ],
        "files": {
            name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)
        },
    }
    return files | {"index.json": _written(index)}


def _matter(matter: Matter, audience: str) -> dict[str, Any]:
    """Tell what the matter was; its words only where anybody may read them."""
    book = matter.playbook
    told: dict[str, Any] = {
        "number": matter.number,
        "village": matter.village,
        "playbook": f"{book.key} {book.version}",
        "result": matter.result,
        "opened_at": matter.opened_at.isoformat(),
        "ended_at": matter.ended_at.isoformat() if matter.ended_at else "",
    }
    if audience == "staff" or matter.openness == OPENNESS["public"]:
        told["title"] = without_numbers(matter.title)
    return told


def _act(act: Act) -> dict[str, Any]:
    return {
        "position": act.position,
        "at": act.at.isoformat(),
        "verb": act.verb,
        "detail": act.detail,
        "post": act.post,
    }


def _notice(shown: Shown) -> dict[str, Any]:
    """Tell a notice as its page tells it: what is not shown any more is not here."""
    row = shown.notice
    return {
        "code": row.code,
        "title": row.title,
        "version": row.version,
        "sha256": row.sha256,
        "days": row.days,
        "citation": row.citation,
        "shown_at": row.shown_at.isoformat(),
        "full_at": shown.run.full_at.isoformat() if shown.run.full_at else "",
        "content": {} if shown.is_expired else row.content,
        "versions": [
            {"version": one.version, "sha256": one.sha256, "reason": one.reason}
            for one in shown.versions
        ],
        "channels": [
            {"kind": one.kind, "on": one.on.isoformat(), "where": one.where}
            for one in shown.channels
        ],
        "remarks": [
            {
                "kind": one.kind,
                "at": one.at.isoformat(),
                "words": one.words,
                "reply": one.reply,
                "outcome": one.outcome,
                "assisted": one.assisted,
            }
            for one in shown.remarks
        ],
    }


def _pdf(shown: Shown, base: str, signed: str) -> bytes:
    from yuanluo.paper.noticepaper import drawn  # slow to load, and rarely asked for

    address = f"{base.rstrip('/')}/n/{shown.notice.code}"
    return drawn(sheet_of(shown, address, signed), "A4")


def _certificates(matter: Matter, audience: str) -> dict[str, bytes]:
    """Give the certificate of every question of the matter that was counted."""
    asked = Ballot.objects.filter(matter=matter.number, certificate__isnull=False)
    if audience == "public":
        asked = asked.visible_to(VISITOR)
    return {
        f"certificates/{one.pk}.json": _written(
            {"sha256": one.sha256, "certificate": one.certificate}
        )
        for one in asked.order_by("pk")
    }


def _signed_sheets(matter: Matter) -> dict[str, bytes]:
    """Give photos of what was signed at its meetings, as kept when the matter ended.

    What is sent in later stays with the meeting: the package is the same each time.
    """
    asked = Ballot.objects.filter(matter=matter.number, meeting__isnull=False)
    sat = Meeting.objects.filter(pk__in=asked.values("meeting")).order_by("pk")
    found = {}
    for meeting in sat:
        for one in sheets_of(meeting):
            if matter.ended_at is None or one.at > matter.ended_at:
                continue
            suffix = "jpg" if one.kind == "photo" else "pdf"
            name = f"meetings/{meeting.pk}/{one.step}-{one.sha256[:16]}.{suffix}"
            with one.file.open("rb") as content:
                found[name] = content.read()
    return found


def _proofs(village: str, steps: list[Act]) -> dict[str, bytes]:
    """Prove each act by the first checkpoint that has it; none where none has."""
    found: dict[str, bytes] = {}
    for one in steps:
        proof = queries.receipt(one.position) if one.position is not None else None
        if proof is not None:
            found[f"proof/{one.position}.txt"] = proof.text.encode()
    if found:
        key = keys.signing_key()
        origin = keys.origin(village, key)
        found["proof/key.txt"] = f"{key.verifying}\n{origin}\n".encode()
    return found


def _signed(steps: list[Act]) -> str:
    """Give the first signed state of the record that has every act; it stays so."""
    last = steps[-1].position if steps else None
    if last is None:
        return ""
    entry = Entry.objects.filter(position=last).first()
    if entry is None:
        return ""
    covering = Checkpoint.objects.filter(log=entry.log_id, size__gt=entry.index)
    first = covering.order_by("size").first()
    return first.note.strip() if first is not None else ""


def _written(document: dict[str, Any]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def _packed(files: dict[str, bytes]) -> bytes:
    """Pack files in the order of their names, each with the same day and rights."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as pack:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, DAY)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            pack.writestr(info, files[name])
    return kept.getvalue()
