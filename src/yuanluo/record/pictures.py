"""Photos as they arrive from strangers, decoded with care and written anew.

What leaves here was drawn by us pixel by pixel: no location, no maker notes, no
profile, no comment and no byte behind the picture survives. A PDF is the one other
thing taken; it is kept as it came and only ever handed out as a download. Refuses
everything else before decoding it, and never answers a hostile file with a fault.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps, UnidentifiedImageError

from yuanluo.record.refused import Refused, refused

if TYPE_CHECKING:
    from django.core.files import File

BYTES_MAX = 15 * 1024 * 1024
PIXELS_MAX = 50_000_000
#: Decoders that keep several copies get less; so does a progressive JPEG, of which all
#: coefficients are held. The worst photo then costs about 200 MB of memory.
FEWER_PIXELS_MAX = {"WEBP": 12_000_000, "progressive": 16_000_000}
#: Every scan of a progressive JPEG is work; a camera writes about ten.
SCANS_MAX = 60
SIDE_MAX = 1600
THUMBNAIL_SIDE_MAX = 320
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

#: Brands of the ISO container that phones use for HEIC and AVIF.
HEIC_BRANDS = (b"hei", b"hev", b"mif", b"msf", b"avi")
PDF_MARK = b"%PDF-"
PDF_TAIL = 1024
#: What makes a PDF act instead of being read.
PDF_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b"
)
ORIENTATION = 0x0112
WHITE = (255, 255, 255)
STRIP_ROWS = 64


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture or document fit to be kept; `source` is the hash of what was sent."""

    kind: str
    content: bytes
    thumbnail: bytes
    width: int
    height: int
    source: str

    @property
    def suffix(self) -> str:
        """The ending of its file name."""
        return "jpg" if self.kind == "photo" else "pdf"


def prepare(sent: File[Any]) -> Prepared:
    """Make what somebody sent fit to be kept, or refuse with the reason.

    Takes a second of the processor for a large photo, so it is called before the
    transaction that keeps it.
    """
    content = _read(sent)
    if content.startswith(PDF_MARK):
        return _document(content)
    return _photo(content)


def _read(sent: File[Any]) -> bytes:
    if (sent.size or 0) > BYTES_MAX:
        raise refused("TOO_LARGE", f"{BYTES_MAX // 1024 // 1024} MB")
    sent.seek(0)
    content = bytes(sent.read(BYTES_MAX + 1))
    # The stated size is the sender's word.
    if len(content) > BYTES_MAX:
        raise refused("TOO_LARGE", f"{BYTES_MAX // 1024 // 1024} MB")
    if not content:
        raise refused("EMPTY_FILE")
    return content


def _document(content: bytes) -> Prepared:
    if b"%%EOF" not in content[-PDF_TAIL:]:
        raise refused("BROKEN_FILE", "pdf")
    if PDF_ACTIVE.search(content):
        raise refused("ACTIVE_CONTENT", "pdf")
    return Prepared("document", content, b"", 0, 0, hashlib.sha256(content).hexdigest())


def _photo(content: bytes) -> Prepared:
    if content[4:8] == b"ftyp" and content[8:11] in HEIC_BRANDS:
        raise refused("HEIC")
    try:
        drawn = _drawn(content)
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise refused("TOO_MANY_PIXELS", str(PIXELS_MAX)) from None
    except UnidentifiedImageError:
        raise refused("NOT_A_PICTURE") from None
    except Exception as error:  # noqa: BLE001 -- decoders raise whatever they meet
        raise refused("BROKEN_FILE", type(error).__name__) from None
    thumbnail = drawn.copy()
    thumbnail.thumbnail((THUMBNAIL_SIDE_MAX, THUMBNAIL_SIDE_MAX))
    source = hashlib.sha256(content).hexdigest()
    return Prepared("photo", _written(drawn), _written(thumbnail), *drawn.size, source)


def _written(picture: Image.Image) -> bytes:
    """Write a picture that carries nothing but its pixels."""
    assert not picture.info, picture.info
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _drawn(content: bytes) -> Image.Image:
    """Decode a photo into new pixels, upright and no larger than we keep."""
    near, turned = _near_size(content)
    near.getexif()[ORIENTATION] = turned
    ImageOps.exif_transpose(near, in_place=True)
    near.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", near.size, WHITE)
    bare.paste(near)
    return bare


def _near_size(content: bytes) -> tuple[Image.Image, int]:
    """Decode a photo to less than twice the size we keep, and tell which way is up."""
    with Image.open(BytesIO(content), formats=FORMATS) as sent:
        _check_size(sent, content)
        if sent.format == "JPEG":
            # Decodes at a fraction of the size, and of the memory.
            sent.draft("RGB", (SIDE_MAX, SIDE_MAX))
        sent.load()
        # Only now: asking a PNG for its notes would load it and hide what is broken.
        return _reduced(sent), _orientation(sent)


def _check_size(sent: Image.Image, content: bytes) -> None:
    """Refuse by what the header says, before a pixel is decoded."""
    kind = "progressive" if sent.info.get("progressive") else sent.format or ""
    most = FEWER_PIXELS_MAX.get(kind, PIXELS_MAX)
    if sent.width * sent.height > most:
        raise refused("TOO_MANY_PIXELS", str(most))
    if kind == "progressive" and content.count(b"\xff\xda") > SCANS_MAX:
        raise refused("BROKEN_FILE", "scans")


def _orientation(sent: Image.Image) -> int:
    """Read which way is up; damaged notes of a camera do not make a photo bad."""
    try:
        value = sent.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001 -- decoders raise whatever they meet
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _reduced(sent: Image.Image) -> Image.Image:
    """Bring a picture near the size we keep, strip by strip to spare memory."""
    factor = max(1, max(sent.size) // SIDE_MAX)
    width, height = sent.size
    drawn = Image.new("RGB", (-(-width // factor), -(-height // factor)), WHITE)
    rows = STRIP_ROWS * factor
    for top in range(0, height, rows):
        strip = _on_white(sent.crop((0, top, width, min(top + rows, height))))
        drawn.paste(strip.reduce(factor), (0, top // factor))
    return drawn


def _on_white(strip: Image.Image) -> Image.Image:
    """Give a strip in plain colours; what was see-through lies on white."""
    if strip.mode.startswith("I"):
        # Sixteen bits of grey; a plain conversion would turn them all white.
        return (
            strip.convert("F").point(lambda grey: grey * (1 / 256) + 0).convert("RGB")
        )
    if "A" in strip.getbands() or "transparency" in strip.info:
        clear = strip.convert("RGBA")
        white = Image.new("RGB", strip.size, WHITE)
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return strip.convert("RGB")
