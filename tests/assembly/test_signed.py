"""Photos of what was signed at a meeting: drawn anew, seen by who reads the minutes."""

import hashlib
import io
import zipfile
from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.assembly.hall import Hall
from tests.assembly.test_door import signed_in, text
from tests.cast import MONDAY, Village
from tests.matters.visiting import photo
from tests.publicity.conftest import here
from tests.publicity.test_archive import HERE, finished
from yuanluo.assembly.actions.closing import adjourn
from yuanluo.assembly.actions.keeping import SHEETS_MOST, subject_of
from yuanluo.assembly.models import Ballot, Meeting, Roll
from yuanluo.matters.models import Matter
from yuanluo.record.actions import attach
from yuanluo.record.models import Act, Attachment
from yuanluo.record.pictures import prepare
from yuanluo.web.archive import archive

__all__ = ["here"]


def sat(council: Hall) -> Meeting:
    meeting = council.call(council.ask())
    council.come(meeting, 7)
    adjourn(meeting.pk, "人到了，时间不够", council.by("chair"))
    return Meeting.objects.get(pk=meeting.pk)


def sending(kind: str) -> dict[str, object]:
    return {"kind": kind, "photos": photo(), "request_id": str(uuid4())}


def test_a_photo_of_a_signed_sheet_is_drawn_anew_and_seen_by_its_circle(
    council: Hall,
) -> None:
    meeting = sat(council)
    page = f"/meetings/{meeting.pk}/signed"
    clerk = signed_in(council, "clerk")
    assert "还没有照片" in text(clerk, page)
    assert clerk.post(page, sending("attendance")).status_code == 302
    one = Attachment.objects.get(subject=subject_of(meeting))
    assert (one.step, one.seen, one.kind) == ("attendance", "handlers", "photo")
    kept = one.file.read()
    sent = photo().read()
    assert kept != sent
    assert hashlib.sha256(kept).hexdigest() == one.sha256
    act = Act.objects.get(verb="meeting.sheet")
    assert act.payload == {"kind": "attendance", "sha256": [one.sha256]}
    # On the page of the meeting, for who is on the roll or serves there.
    address = f"{page}/{one.pk}"
    for name in ("clerk", "m3", "chair"):
        client = signed_in(council, name)
        assert address in text(client, f"/meetings/{meeting.pk}")
        assert "签了字的签到表" in text(client, page)
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert "private" in answer["Cache-Control"]
        assert client.get(f"{address}?size=small").status_code == 200
    # A resident who is not on the roll finds nothing, as with what was never there.
    stranger = signed_in(council, "yang")
    assert address not in text(stranger, f"/meetings/{meeting.pk}")
    missing = f"{page}/{uuid4()}"
    for path in (page, address, missing):
        assert stranger.get(path).status_code == 404
        assert Client().get(path).status_code == 302
    assert clerk.get(missing).status_code == 404
    # A photo of another meeting is not found under this one.
    other = sat(council)
    assert clerk.get(f"/meetings/{other.pk}/signed/{one.pk}").status_code == 404


def test_what_cannot_be_kept_is_told_and_nothing_is_written(council: Hall) -> None:
    meeting = sat(council)
    page = f"/meetings/{meeting.pk}/signed"
    chair = signed_in(council, "chair")
    broken = SimpleUploadedFile("a.jpg", b"no picture at all")
    for told, says in (
        (sending("attendance") | {"photos": broken}, "这不是照片"),
        (sending("attendance") | {"photos": []}, "照片"),
        (sending("passport"), "拍的是什么"),
        (sending("tally") | {"photos": [photo() for _ in range(4)]}, "最多3张"),
    ):
        answer = chair.post(page, told)
        assert answer.status_code == 422, says
        assert says in answer.content.decode()
    # A member of the roll who does not serve there may look, and not send.
    assert not Attachment.objects.exists()
    assert not Act.objects.filter(verb="meeting.sheet").exists()
    # The same request twice keeps one.
    told = sending("minutes")
    assert chair.post(page, told).status_code == 302
    assert chair.post(page, told | {"photos": photo()}).status_code == 302
    assert Attachment.objects.count() == 1
    one = Attachment.objects.get()
    Attachment.objects.bulk_create(
        Attachment(subject=one.subject, at=one.at, sha256=str(n))
        for n in range(SHEETS_MOST - 1)
    )
    assert chair.post(page, sending("minutes")).status_code == 422


def test_minutes_are_photographed_once_there_are_some(council: Hall) -> None:
    meeting = council.call(council.ask())
    council.come(meeting, 7)
    page = f"/meetings/{meeting.pk}/signed"
    chair = signed_in(council, "chair")
    early = chair.post(page, sending("minutes"))
    assert early.status_code == 422
    assert "散会以后才有纪要" in early.content.decode()
    assert chair.post(page, sending("attendance")).status_code == 302
    Meeting.objects.update(
        convened_at=timezone.now(), held_at=timezone.now() + timedelta(days=1)
    )
    assert chair.post(page, sending("attendance")).status_code == 422


def test_the_staff_package_has_them_and_the_public_one_never(here: Village) -> None:
    notice = finished(here)
    matter = Matter.objects.get(number=notice.matter)
    assert matter.ended_at is not None
    meeting = Meeting.objects.create(
        charter="pingtang",
        village=matter.village,
        body="council",
        title="会",
        unit="seats",
        rule={},
        venue="村部",
        code="abc",
        convened_at=MONDAY,
        convened_by_id=here.stage.people["clerk"],
        held_at=MONDAY,
        notice_days=0,
    )
    Roll.objects.create(
        meeting=meeting,
        as_of=MONDAY.date(),
        frozen_at=MONDAY,
        size=0,
        sha256="",
        objections_until=MONDAY,
    )
    Ballot.objects.create(
        matter=matter.number,
        visit=1,
        ident="poll",
        charter="pingtang",
        village=matter.village,
        body="council",
        title="会",
        openness=3,
        opened_at=MONDAY,
        meeting=meeting,
    )
    during, later = (matter.ended_at + timedelta(days=d) for d in (-1, 1))
    before = archive(matter.number, "public", timezone.now(), HERE)
    one = attach(prepare(photo()), subject_of(meeting), at=during, step="minutes")
    attach(prepare(photo()), subject_of(meeting), at=later, step="tally")
    packed = archive(matter.number, "staff", timezone.now(), HERE)
    names = zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    inside = [name for name in names if name.startswith("meetings/")]
    assert inside == [f"meetings/{meeting.pk}/minutes-{one.sha256[:16]}.jpg"]
    after = archive(matter.number, "public", timezone.now(), HERE)
    assert before.content == after.content
