"""Files that somebody may send in place of a photo, made here so that none is kept."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, PngImagePlugin

if TYPE_CHECKING:
    from collections.abc import Callable

#: Marks that must not be found in anything we keep.
SECRETS = (
    b"SECRETMAKER",
    b"<script>",
    b"PK\x03\x04",
    b"Exif",
    b"http://ns.adobe",
    b"ICC_",
)


def picture(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    noise = Image.effect_noise((64, 48), 80).resize(size)
    return noise.convert(mode)


def saved(one: Image.Image, form: str, **more: Any) -> bytes:
    out = BytesIO()
    one.save(out, form, **more)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F] = "SECRETMAKER"
    place = notes.get_ifd(0x8825)
    place[1], place[2] = "N", (26.0, 30.0, 15.0)
    place[3], place[4] = "E", (106.0, 50.0, 45.0)
    return notes


def png_header(width: int, height: int) -> bytes:
    """Claim a size and hold next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checked)


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("../../evil.txt", "SECRETMAKER")
    return out.getvalue()


def png_text_bomb() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("bomb", "A" * 30_000_000, zip=True)
    return saved(picture((8, 8)), "PNG", pnginfo=notes)


def scans() -> bytes:
    whole = saved(picture((64, 64)), "JPEG", progressive=True)
    start = whole.index(b"\xff\xda")
    return whole[:-2] + whole[start:-2] * 100 + whole[-2:]


def damaged(content: bytes) -> bytes:
    start = content.index(b"IDAT") + 4
    return content[:start] + b"\xff" * 200 + content[start + 200 :]


def heic(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" + bytes(200)


def pdf(inside: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog" + inside + b">>endobj\ntrailer<<>>\n%%EOF\n"
    )


JPEG = saved(picture(), "JPEG")
PNG = saved(picture(), "PNG")
GIF = saved(picture(mode="P"), "GIF")
WEBP = saved(picture(), "WEBP")

#: name: the file, and the code it is refused with.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "EMPTY_FILE"),
    "one byte": (lambda: b"\xff", "NOT_A_PICTURE"),
    "zeros": (lambda: bytes(5000), "NOT_A_PICTURE"),
    "words": (lambda: "路灯不亮".encode() * 100, "NOT_A_PICTURE"),
    "html": (lambda: b"<html><script>alert(1)</script></html>", "NOT_A_PICTURE"),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "NOT_A_PICTURE"),
    "zip": (zipped, "NOT_A_PICTURE"),
    "gzip": (lambda: zlib.compress(bytes(100_000)), "NOT_A_PICTURE"),
    "program": (lambda: b"\x7fELF" + bytes(500), "NOT_A_PICTURE"),
    "windows program": (lambda: b"MZ" + bytes(500), "NOT_A_PICTURE"),
    "php": (lambda: b"<?php system($_GET['c']);", "NOT_A_PICTURE"),
    "tiff": (lambda: saved(picture(), "TIFF"), "NOT_A_PICTURE"),
    "bmp": (lambda: saved(picture(), "BMP"), "NOT_A_PICTURE"),
    "ico": (lambda: saved(picture((64, 64)), "ICO"), "NOT_A_PICTURE"),
    "jpeg 2000": (lambda: saved(picture(), "JPEG2000"), "NOT_A_PICTURE"),
    "photoshop": (lambda: b"8BPS\0\1" + bytes(500), "NOT_A_PICTURE"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n" + bytes(500), "NOT_A_PICTURE"),
    "heic": (lambda: heic(b"heic"), "HEIC"),
    "heix": (lambda: heic(b"heix"), "HEIC"),
    "heif": (lambda: heic(b"mif1"), "HEIC"),
    "avif": (lambda: saved(picture(), "AVIF"), "HEIC"),
    "mp4": (lambda: heic(b"isom"), "NOT_A_PICTURE"),
    "png of 20000 x 20000": (lambda: png_header(20_000, 20_000), "TOO_MANY_PIXELS"),
    "png of 10000 x 10000": (lambda: png_header(10_000, 10_000), "TOO_MANY_PIXELS"),
    "png just too large": (lambda: png_header(10_000, 5_001), "TOO_MANY_PIXELS"),
    "png of 2 billion": (lambda: png_header(2**31 - 1, 1), "TOO_MANY_PIXELS"),
    "png of no size": (lambda: png_header(0, 0), "NOT_A_PICTURE"),
    "png that lies": (lambda: png_header(600, 600), "BROKEN_FILE"),
    "png text bomb": (png_text_bomb, "BROKEN_FILE"),
    "gif of 65535 x 65535": (
        lambda: GIF[:6] + b"\xff\xff\xff\xff" + GIF[10:],
        "TOO_MANY_PIXELS",
    ),
    "webp of 4100 x 3000": (
        lambda: saved(Image.new("RGB", (4100, 3000)), "WEBP"),
        "TOO_MANY_PIXELS",
    ),
    "progressive jpeg of 17 megapixels": (
        lambda: saved(Image.new("RGB", (4250, 4000)), "JPEG", progressive=True),
        "TOO_MANY_PIXELS",
    ),
    "jpeg of a hundred scans": (scans, "BROKEN_FILE"),
    "half a jpeg": (lambda: JPEG[: len(JPEG) // 2], "BROKEN_FILE"),
    "half a png": (lambda: PNG[: len(PNG) // 2], "BROKEN_FILE"),
    "half a webp": (lambda: WEBP[: len(WEBP) // 2], "BROKEN_FILE"),
    "head of a gif": (lambda: GIF[:13], "NOT_A_PICTURE"),
    "jpeg head alone": (lambda: b"\xff\xd8\xff\xe0", "NOT_A_PICTURE"),
    "damaged png": (lambda: damaged(PNG), "BROKEN_FILE"),
    "16 MB": (lambda: JPEG + bytes(16 * 1024 * 1024), "TOO_LARGE"),
    "pdf with a script": (
        lambda: pdf(b"/OpenAction<</S/JavaScript/JS(x)>>"),
        "ACTIVE_CONTENT",
    ),
    "pdf that launches": (lambda: pdf(b"/Launch"), "ACTIVE_CONTENT"),
    "pdf with files": (lambda: pdf(b"/EmbeddedFiles"), "ACTIVE_CONTENT"),
    "half a pdf": (lambda: b"%PDF-1.7\n1 0 obj", "BROKEN_FILE"),
    "pdf before a zip": (lambda: pdf() + zipped() + bytes(2000), "BROKEN_FILE"),
}

#: Files that are photos and something besides: taken, and cleaned of it.
CLEANED: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: JPEG,
    "png": lambda: PNG,
    "gif": lambda: GIF,
    "webp": lambda: WEBP,
    "jpeg with its place": lambda: saved(picture(), "JPEG", exif=exif()),
    "png with its place": lambda: saved(picture(), "PNG", exif=exif()),
    "webp with its place": lambda: saved(picture(), "WEBP", exif=exif()),
    "jpeg with xmp": lambda: saved(
        picture(), "JPEG", xmp=b"<x:xmpmeta xmlns:x='http://ns.adobe'>SECRETMAKER"
    ),
    "jpeg with a profile": lambda: saved(
        picture(), "JPEG", icc_profile=b"SECRETMAKER" * 50
    ),
    "jpeg with a comment": lambda: saved(picture(), "JPEG", comment=b"SECRETMAKER"),
    "png with words": lambda: _png_words(),
    "gif with a comment": lambda: saved(
        picture(mode="P"), "GIF", comment=b"SECRETMAKER"
    ),
    "jpeg and html": lambda: JPEG + b"<script>alert(1)</script>",
    "jpeg and zip": lambda: JPEG + zipped(),
    "png and html": lambda: PNG + b"<script>alert(1)</script>",
    "gif and script": lambda: GIF + b"/*<script>*/",
    "jpeg and pdf": lambda: JPEG + pdf(b"/JavaScript"),
    "damaged notes": lambda: _damaged_notes(),
    "see-through": lambda: saved(picture(mode="RGBA"), "PNG"),
    "see-through grey": lambda: saved(picture(mode="LA"), "PNG"),
    "sixteen bits": lambda: saved(Image.new("I;16", (50, 40), 40_000), "PNG"),
    "one bit": lambda: saved(picture(mode="1"), "PNG"),
    "for print": lambda: saved(picture(mode="CMYK"), "JPEG"),
    "one pixel": lambda: saved(Image.new("RGB", (1, 1)), "PNG"),
    "one row": lambda: saved(Image.new("RGB", (60_000, 1)), "PNG"),
    "50 megapixels": lambda: saved(Image.new("L", (10_000, 5_000), 90), "JPEG"),
    "many frames": lambda: saved(
        picture(mode="P"), "GIF", save_all=True, append_images=[picture(mode="P")] * 30
    ),
    "progressive": lambda: saved(picture(), "JPEG", progressive=True),
}


def _png_words() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRETMAKER")
    return saved(picture(), "PNG", pnginfo=notes)


def _damaged_notes() -> bytes:
    whole = saved(picture(), "JPEG", exif=exif())
    at = whole.index(b"Exif\0\0") + 6
    return whole[:at] + b"\xff" * 40 + whole[at + 40 :]
