"""Charter folders on disk: found, read, and brought into the database.

Reading is the kernel's; here files are opened and rows written. Loading is one
transaction and can be repeated; a loaded version of a playbook never changes, because
matters run along it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from yuanluo.config import registry
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.charterfiles import Pack, builds_on
from yuanluo.kernel.charterfolder import read_charter
from yuanluo.kernel.fault import Fault
from yuanluo.kernel.locality import Locality, locality_of

#: What a charter folder may hold that is text.
TEXTS = (".toml", ".csv")
#: No file of a charter is larger; a larger one is no charter.
MOST_BYTES = 4 * 1024 * 1024


class Faulty(Exception):
    """A charter has faults; each is told with file and line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


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
    on = builds_on(pack.files)
    beneath = None
    if on is not None and (below := _beneath(folder, on)) is not None:
        beneath, more = _pack(below)
        unreadable += more
    charter, faults = read_charter(pack, beneath, registry.effects(), registry.facts())
    faults = tuple(sorted({*faults, *unreadable}))
    return (None if faults else charter), faults


def world_of(charter: Charter) -> Locality:
    """Give what the playbooks of a charter may refer to."""
    return locality_of(charter, registry.effects(), registry.facts())


def _beneath(folder: Path, on: str) -> Path | None:
    """Find the charter beneath: beside this one, or among those of the product."""
    for place in (folder.resolve().parent, Path(settings.CHARTERS)):
        if (place / on / "charter.toml").is_file():
            return place / on
    return None


def _pack(folder: Path) -> tuple[Pack, list[Fault]]:
    shown = str(folder)
    files, faults = {}, []
    for path, text in _texts(folder).items():
        if isinstance(text, str):
            files[path] = text
        else:
            files[path] = ""
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
    for pattern in ("*", "playbooks/*"):
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
