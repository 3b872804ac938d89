"""Whatever is sent is refused by name or drawn anew; nothing of it is handed out."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404
from PIL import Image

from tests.record import hostile
from tests.record.writing import MORNING
from yuanluo.record import jobs, queries
from yuanluo.record.actions import attach
from yuanluo.record.downloads import serve
from yuanluo.record.pictures import SIDE_MAX, THUMBNAIL_SIDE_MAX, prepare
from yuanluo.record.refused import Refused


def sent(content: bytes) -> ContentFile[bytes]:
    return ContentFile(content, name="../../etc/photo\u202egpj.exe")


# Pillow warns of a bomb before we refuse it.
@pytest.mark.filterwarnings("ignore:Image size")
@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_hostile_file_is_refused_by_name(name: str) -> None:
    make, code = hostile.REFUSED[name]
    with pytest.raises(Refused) as refusal:
        prepare(sent(make()))
    assert [reason.code for reason in refusal.value.reasons] == [code]


@pytest.mark.parametrize("name", hostile.CLEANED)
def test_nothing_hidden_survives(name: str) -> None:
    prepared = prepare(sent(hostile.CLEANED[name]()))
    for content, most in (
        (prepared.content, SIDE_MAX),
        (prepared.thumbnail, THUMBNAIL_SIDE_MAX),
    ):
        assert not [mark for mark in hostile.SECRETS if mark in content]
        with Image.open(BytesIO(content)) as kept:
            assert (kept.format, kept.mode) == ("JPEG", "RGB")
            assert max(kept.size) <= most
            assert not kept.getexif()
            assert set(kept.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
            }
        # Nothing stands behind the end of the picture.
        assert content.endswith(b"\xff\xd9")


def test_control_the_files_did_hold_what_must_not_survive() -> None:
    whole = b"".join(make() for make in hostile.CLEANED.values())
    assert not [mark for mark in hostile.SECRETS if mark not in whole]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(orientation: int) -> None:
    """A light left half and a dark right one, as eight ways of holding the phone."""
    upright = Image.new("L", (40, 20), 20)
    upright.paste(235, (0, 0, 20, 20))
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = upright.transpose(turns[orientation]) if orientation > 1 else upright
    content = hostile.saved(held, "JPEG", exif=hostile.exif(orientation))
    prepared = prepare(sent(content))
    assert (prepared.width, prepared.height) == (40, 20)
    with Image.open(BytesIO(prepared.content)) as kept:
        grey = kept.convert("L")
        assert grey.getpixel((5, 10)) > 200
        assert grey.getpixel((35, 10)) < 60


def test_sixteen_bits_of_grey_stay_grey() -> None:
    content = hostile.saved(Image.new("I;16", (50, 40), 0x8000), "PNG")
    with Image.open(BytesIO(prepare(sent(content)).content)) as kept:
        assert 120 < kept.convert("L").getpixel((20, 20)) < 136


def test_the_same_file_has_the_same_source() -> None:
    one, other = prepare(sent(hostile.JPEG)), prepare(sent(hostile.JPEG))
    assert one.source == other.source
    assert one.content == other.content


@pytest.mark.django_db
def test_a_kept_photo_is_handed_out_as_a_picture_and_no_more() -> None:
    kept = attach(prepare(sent(hostile.JPEG)), "M1", at=MORNING, by=1)
    assert queries.attachments_of("M1") == [kept]
    assert re.fullmatch(r"attachments/\d{4}/\d\d/[0-9a-f-]{36}\.jpg", kept.file.name)
    for thumbnail in (False, True):
        answer = serve(kept, thumbnail=thumbnail)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"].startswith("private")
        assert answer["Content-Disposition"] == f'inline; filename="{kept.id}.jpg"'
        assert body(answer) != hostile.JPEG


@pytest.mark.django_db
def test_a_pdf_is_a_download() -> None:
    kept = attach(prepare(sent(hostile.pdf())), "M1", at=MORNING)
    assert kept.kind == "document"
    answer = serve(kept, thumbnail=True)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert body(answer) == hostile.pdf()


@pytest.mark.django_db
def test_a_lost_file_is_unknown() -> None:
    kept = attach(prepare(sent(hostile.JPEG)), "M1", at=MORNING)
    Path(kept.file.path).unlink()
    with pytest.raises(Http404):
        serve(kept)


@pytest.mark.django_db
def test_the_original_is_nowhere() -> None:
    original = hostile.CLEANED["jpeg with its place"]()
    attach(prepare(sent(original)), "M1", at=MORNING)
    files = [path for path in Path(settings.VAR).rglob("*") if path.is_file()]
    assert not [path for path in files if b"SECRETMAKER" in path.read_bytes()]


@pytest.mark.django_db
def test_files_of_acts_that_were_undone_are_taken_away() -> None:
    kept = attach(prepare(sent(hostile.JPEG)), "M1", at=MORNING)
    undone = attach(prepare(sent(hostile.PNG)), "M2", at=MORNING)
    lost = [Path(undone.file.path), Path(undone.thumbnail.path)]
    undone.delete()
    assert isinstance(kept.id, UUID)
    at = kept.file.storage.get_modified_time(kept.file.name)
    assert jobs.sweep(at) == 0
    assert jobs.sweep(at + timedelta(days=2)) >= 2
    assert not [path for path in lost if path.exists()]
    assert Path(kept.file.path).exists()
    assert jobs.sweep(at + timedelta(days=2)) == 0


def body(answer: FileResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]
