"""Charter folders on disk: found, opened and read.

What is in them is read by the kernel, which opens no file; `config.loading` writes the
rows. Refuses to guess: a charter with a fault is told, never half used.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yuanluo.config.loading import Faulty, Loaded, load
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.charterfiles import FRONT, Pack, builds_on
from yuanluo.kernel.charterfolder import read_charter
from yuanluo.kernel.fault import Fault
from yuanluo.kernel.locality import Locality, locality_of
from yuanluo.kernel.tomllines import lines_of
from yuanluo.matters import registry

__all__ = [
    "Faulty",
    "Loaded",
    "check_folder",
    "load",
    "load_folder",
    "pack_folder",
    "read_folder",
    "world_of",
]

#: What a charter folder may hold that is text.
TEXTS = (".toml", ".csv")
#: No file of a charter is larger; a larger one is no charter.
MOST_BYTES = 4 * 1024 * 1024


def pack_folder(name: str) -> Path:
    """Give the folder of a pack by its name."""
    return Path(settings.CHARTERS) / name


def read_folder(folder: Path) -> Charter:
    """Read a charter folder; `Faulty` with every fault."""
    charter, faults = check_folder(folder)
    if charter is None:
        raise Faulty(faults)
    return charter


def check_folder(folder: Path) -> tuple[Charter | None, tuple[Fault, ...]]:
    """Read a charter folder with what it builds on, and tell every fault."""
    pack, unreadable = _pack(folder)
    if FRONT not in pack.files and unreadable:
        return None, tuple(unreadable)
    on = builds_on(pack.files)
    beneath = None
    if on is not None and (below := _beneath(folder, on)) is not None:
        beneath, more = _pack(below)
        unreadable += more
    charter, faults = read_charter(
        pack, beneath, tuple(registry.effects().values()), registry.facts()
    )
    faults = tuple(sorted({*faults, *unreadable}))
    return (None if faults else charter), faults


def load_folder(folder: Path, at: datetime) -> tuple[Charter, Loaded]:
    """Read a charter folder and load it; `Faulty` with every fault."""
    charter = read_folder(folder)
    try:
        return charter, load(charter, at)
    except Faulty as faulty:
        raise Faulty(_located(folder, fault) for fault in faulty.faults) from None


def _located(folder: Path, fault: Fault) -> Fault:
    """Find the file and the line that a fault found while loading is about."""
    beneath = _beneath(folder, builds_on(_pack(folder)[0].files) or "")
    name = "roots" if fault.file == FRONT else "version"
    for place in filter(None, (folder, beneath)):
        if (path := place / fault.file).is_file():
            line = lines_of(_text(path)).of((name,))
            return Fault(str(path), line, fault.text)
    return fault


def world_of(charter: Charter) -> Locality:
    """Give what the playbooks of a charter may refer to."""
    return locality_of(charter, tuple(registry.effects().values()), registry.facts())


def _beneath(folder: Path, on: str) -> Path | None:
    """Find the charter beneath: beside this one, or among those of the product."""
    for place in (folder.resolve().parent, Path(settings.CHARTERS)):
        if on and (place / on / "charter.toml").is_file():
            return place / on
    return None


def _pack(folder: Path) -> tuple[Pack, list[Fault]]:
    shown = str(folder)
    files, faults = {}, []
    for path, text in _texts(folder).items():
        if isinstance(text, str):
            files[path] = text
        else:
            faults.append(Fault(f"{shown}/{path}", 1, str(text)))
    return Pack(shown, files), faults


def _texts(folder: Path) -> Mapping[str, str | Exception]:
    found: dict[str, str | Exception] = {}
    for path in sorted(_text_files(folder)):
        name = path.relative_to(folder).as_posix()
        try:
            found[name] = _text(path)
        except (OSError, ValueError) as unreadable:
            found[name] = unreadable
    return found


def _text_files(folder: Path) -> Iterator[Path]:
    for pattern in ("*", "playbooks/*", "rules/*"):
        for path in folder.glob(pattern):
            if path.is_file() and path.suffix in TEXTS:
                yield path


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"larger than {MOST_BYTES:,} bytes: this is no charter file")
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as broken:
        raise ValueError(
            f"byte {broken.start + 1} is no UTF-8: save the file as UTF-8"
        ) from None
