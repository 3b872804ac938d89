"""Secrets of one installation, made on its first start and kept in its data folder.

Each is a file that only its owner can read. Refuses to take a secret from the
environment, where every child process and crash report would carry it.
"""

import os
import secrets
import tempfile
from pathlib import Path

KEY_BYTES = 64


def secret(folder: Path, name: str) -> str:
    """Read the secret of this name, making it where there is none."""
    path = folder / name
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def retired(folder: Path, name: str) -> list[str]:
    """Read secrets that still open old sessions but sign nothing new, one a line."""
    path = folder / f"{name}.retired"
    return path.read_text(encoding="ascii").split() if path.exists() else []


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft, draft_path = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(draft, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES) + "\n")
    # Two processes may start at once; the first link wins and both read it.
    try:
        os.link(draft_path, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft_path)
