"""A tamper-evident log: the Merkle tree of RFC 6962 over the leaves of the record.

Appending needs only the frontier, one hash for each bit of the size. Whoever holds an
old root can prove that a newer log still begins with the old one, and whoever holds
an act can prove that it is in the log. Leaves are told here as hashes or bytes; where
they are stored and who signs the root (`yuanluo.kernel.checkpoint`) is not known here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Hash a leaf; the prefix keeps it from passing for a node."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees into the one above them."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The roots of the complete subtrees of a log, largest first.

    >>> Frontier().append(leaf_hash(b"")).root().hex()[:16]
    '6e340b9cffb37a98'
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if len(self.hashes) != self.size.bit_count():
            raise ValueError(
                f"a log of {self.size} leaves has {self.size.bit_count()} subtrees, "
                f"not {len(self.hashes)}"
            )

    def append(self, leaf: bytes) -> Frontier:
        """Add the hash of a leaf."""
        hashes, size = self.hashes, self.size
        while size & 1:
            *rest, left = hashes
            hashes, leaf = tuple(rest), node_hash(left, leaf)
            size >>= 1
        return Frontier(self.size + 1, (*hashes, leaf))

    def root(self) -> bytes:
        """Give the root of the log as it stands."""
        if not self.hashes:
            return EMPTY_ROOT
        *rest, root = self.hashes
        for left in reversed(rest):
            root = node_hash(left, root)
        return root


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """The hashes that lead from one leaf to the root of a log of some size."""

    index: int
    size: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """The hashes that show a log of one size to be the beginning of a larger one."""

    old_size: int
    new_size: int
    path: tuple[bytes, ...]


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Give the root of a log from the hashes of all its leaves."""
    return _root(leaves, 0, len(leaves)) if leaves else EMPTY_ROOT


def prove_inclusion(leaves: Sequence[bytes], index: int) -> InclusionProof:
    """Prove that the leaf with an index is in the log of these leaf hashes."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a log of {len(leaves)}")
    path: list[bytes] = []
    first, last = 0, len(leaves)
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            path.append(_root(leaves, middle, last))
            last = middle
        else:
            path.append(_root(leaves, first, middle))
            first = middle
    return InclusionProof(index, len(leaves), tuple(reversed(path)))


def prove_consistency(leaves: Sequence[bytes], old_size: int) -> ConsistencyProof:
    """Prove that the log of these leaf hashes begins with its first `old_size`."""
    if not 0 <= old_size <= len(leaves):
        raise IndexError(f"a log of {len(leaves)} was never {old_size} leaves long")
    path: list[bytes] = []
    first, last, whole = 0, len(leaves), True
    while old_size and first < old_size < last:
        middle = first + _split(last - first)
        if old_size <= middle:
            path.append(_root(leaves, middle, last))
            last = middle
        else:
            path.append(_root(leaves, first, middle))
            first, whole = middle, False
    if old_size and not whole:
        path.append(_root(leaves, first, last))
    return ConsistencyProof(old_size, len(leaves), tuple(reversed(path)))


def is_included(proof: InclusionProof, leaf: bytes, root: bytes) -> bool:
    """Check that a leaf hash is where the proof says, under a root (RFC 9162)."""
    if not 0 <= proof.index < proof.size:
        return False
    index, last, found = proof.index, proof.size - 1, leaf
    for sibling in proof.path:
        if not last:
            return False
        if index & 1 or index == last:
            found = node_hash(sibling, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        index, last = index >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(proof: ConsistencyProof, old_root: bytes, new_root: bytes) -> bool:
    """Check that the log of the old root is the beginning of that of the new one."""
    old, new, path = proof.old_size, proof.new_size, list(proof.path)
    if old > new or old < 0:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    if not old & (old - 1):
        path.insert(0, old_root)
    return _climb(old - 1, new - 1, path) == (old_root, new_root)


def _climb(node: int, last: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    while node & 1:
        node, last = node >> 1, last >> 1
    if not path:
        return None
    old = new = path[0]
    for sibling in path[1:]:
        if not last:
            return None
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return None if last else (old, new)


def _split(length: int) -> int:
    """Give the largest power of two below a length."""
    return 1 << ((length - 1).bit_length() - 1)


def _root(leaves: Sequence[bytes], first: int, last: int) -> bytes:
    row = list(leaves[first:last])
    # Pairing level by level, an odd one out goes up alone: the same tree, no recursion.
    while len(row) > 1:
        pairs = [node_hash(a, b) for a, b in zip(row[::2], row[1::2], strict=False)]
        row = pairs + row[len(pairs) * 2 :]
    return row[0]
