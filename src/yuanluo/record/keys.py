"""The key that signs checkpoints, made on its first use and kept in the data folder.

The file has the one line of a C2SP signer key and only its owner can read it. Its name
is the installation's, chosen when the key was made, and is the first part of the name
of every log. Refuses to make a new key where a damaged one stands: old checkpoints
would no longer be ours.
"""

from __future__ import annotations

import base64
import os
import secrets
import tempfile
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from yuanluo.kernel.checkpoint import ED25519, KEY_LENGTH, BadNote, SigningKey

if TYPE_CHECKING:
    from pathlib import Path

KIND = "PRIVATE+KEY"
#: The log of acts that belong to no village.
INSTALLATION = "installation"


def signing_key() -> SigningKey:
    """Give the key of this installation, making it where there is none."""
    path = settings.SECRETS / "record"
    return _read(path, _made(path))


def origin(log: str, key: SigningKey) -> str:
    """Name a log for the world: the installation and the code of the village."""
    return f"{key.name}/{log or INSTALLATION}"


def _made(path: Path) -> int:
    if not path.exists():
        _make(path)
    return path.stat().st_mtime_ns


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> SigningKey:
    words = path.read_text(encoding="utf-8").strip()
    try:
        name, key_hash, encoded = words.removeprefix(KIND + "+").split("+", 2)
        material = base64.b64decode(encoded, validate=True)
        key = SigningKey(name, material[1:])
        if material[:1] != ED25519 or len(key.seed) != KEY_LENGTH:
            raise BadNote("not an Ed25519 key")
        if key.verifying.key_hash.hex() != key_hash:
            raise BadNote("the key does not match its own hash")
    except ValueError as error:
        raise BadNote(f"{path} is damaged; restore it from the backup") from error
    return key


def _make(path: Path) -> None:
    name = urlsplit(settings.ORIGIN).netloc or "yuanluo"
    key = SigningKey(name, secrets.token_bytes(KEY_LENGTH))
    encoded = base64.b64encode(ED25519 + key.seed).decode()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Born readable by its owner only.
    draft, draft_path = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(draft, "w", encoding="utf-8") as file:
        file.write(f"{KIND}+{name}+{key.verifying.key_hash.hex()}+{encoded}\n")
    # Two processes may start at once; the first link wins and both read it.
    try:
        os.link(draft_path, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft_path)
