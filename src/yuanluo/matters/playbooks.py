"""Playbooks as loaded: which version is current, and what a matter's version says.

A loaded version never changes, so what was read once is kept for the life of the
process under its key. Which version is current is asked of the database each time.
"""

from __future__ import annotations

from typing import NamedTuple

from yuanluo.kernel.playbook import Playbook
from yuanluo.matters.models import PlaybookVersion


class _Loaded(NamedTuple):
    charter: str
    playbook: Playbook


_read: dict[int, _Loaded] = {}
_rows: dict[tuple[str, str, int], int] = {}


def of(pk: int) -> Playbook:
    """Give the playbook of a version; no statement once it has been read."""
    return _loaded(pk).playbook


def charter_of(pk: int) -> str:
    """Give the charter for which a version was loaded."""
    return _loaded(pk).charter


def current(charter_id: str, key: str) -> tuple[int, Playbook]:
    """Give the newest version of a playbook; `PlaybookVersion.DoesNotExist` if none."""
    versions = PlaybookVersion.objects.filter(charter=charter_id, key=key)
    newest = versions.order_by("-version").values_list("pk", flat=True).first()
    if newest is None:
        raise PlaybookVersion.DoesNotExist(f"{charter_id} has no playbook {key!r}")
    return newest, of(newest)


def version_of(charter_id: str, playbook: Playbook) -> int:
    """Give the row of a playbook that a charter in force holds; kept once found."""
    named = (charter_id, playbook.id, playbook.version)
    if named not in _rows:
        _rows[named] = PlaybookVersion.objects.values_list("pk", flat=True).get(
            charter=charter_id, key=playbook.id, version=playbook.version
        )
    return _rows[named]


def forget() -> None:
    """Forget what was read: a test's database is gone, and its keys come again."""
    _read.clear()
    _rows.clear()


def _loaded(pk: int) -> _Loaded:
    kept = _read.get(pk)
    if kept is None:
        row = PlaybookVersion.objects.values("charter", "document").get(pk=pk)
        kept = _Loaded(row["charter"], Playbook.model_validate(row["document"]))
        _read[pk] = kept
    return kept
