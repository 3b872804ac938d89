"""The Merkle tree: published vectors, and that nothing false is ever proved."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.samples import some
from yuanluo.kernel.log import (
    EMPTY_ROOT,
    ConsistencyProof,
    Frontier,
    InclusionProof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root_of,
)

# The tree of eight leaves by which implementations of RFC 6962 are compared.
REFERENCE = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(leaf) for leaf in REFERENCE]
MANY = [leaf_hash(str(n).encode()) for n in range(70)]


def hexes(path: tuple[bytes, ...]) -> list[str]:
    return [part.hex() for part in path]


def grown(leaves: list[bytes]) -> Frontier:
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier


@pytest.mark.parametrize("size", range(1, 9))
def test_reference_roots(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]
    assert grown(LEAVES[:size]).root().hex() == ROOTS[size - 1]


def test_the_empty_log() -> None:
    assert root_of([]) == Frontier().root() == EMPTY_ROOT
    assert EMPTY_ROOT.hex().startswith("e3b0c44298fc1c149afbf4c8996fb924")


def test_reference_inclusion() -> None:
    assert hexes(prove_inclusion(LEAVES, 0).path) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert hexes(prove_inclusion(LEAVES, 5).path) == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert hexes(prove_inclusion(LEAVES[:3], 2).path) == [ROOTS[1]]
    assert prove_inclusion(LEAVES[:1], 0).path == ()


def test_reference_consistency() -> None:
    assert prove_consistency(LEAVES[:1], 1).path == ()
    assert hexes(prove_consistency(LEAVES, 6).path) == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        ROOTS[3],
    ]
    assert hexes(prove_consistency(LEAVES[:5], 2).path) == [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]


def test_every_proof_of_small_logs_holds_and_only_for_what_it_proves() -> None:
    for size in range(1, 34):
        leaves, root = MANY[:size], root_of(MANY[:size])
        for index in range(size):
            proof = prove_inclusion(leaves, index)
            assert is_included(proof, MANY[index], root)
            assert not is_included(proof, MANY[index + 1], root)
            assert not is_included(proof, MANY[index], root_of(MANY[: size + 1]))
            if size > 1:
                elsewhere = replace(proof, index=(index + 1) % size)
                assert not is_included(elsewhere, MANY[index], root)


def test_every_log_is_consistent_with_what_it_was() -> None:
    for size in range(34):
        for old in range(size + 1):
            proof = prove_consistency(MANY[:size], old)
            old_root, root = root_of(MANY[:old]), root_of(MANY[:size])
            assert is_consistent(proof, old_root, root)
            other = root_of([MANY[-1], *MANY[1:old]])
            assert not is_consistent(proof, other, root)
            if old:
                assert not is_consistent(proof, old_root, other)


def test_a_rewritten_past_cannot_be_proved_consistent() -> None:
    signed = root_of(MANY[:20])
    rewritten = [*MANY[:7], MANY[-1], *MANY[8:30]]
    proof = prove_consistency(rewritten, 20)
    assert not is_consistent(proof, signed, root_of(rewritten))
    # Cutting off the last leaves is a smaller log, which proves nothing.
    cut = ConsistencyProof(20, 19, ())
    assert not is_consistent(cut, signed, root_of(MANY[:19]))


def test_malformed_proofs_are_false_and_raise_nothing() -> None:
    root, hashes = root_of(MANY[:9]), tuple(MANY[:3])
    for path in ((), hashes, hashes * 30, (b"",)):
        for index, size in ((-1, 9), (9, 8), (1, 0), (8, 9), (5, 2**70)):
            assert not is_included(InclusionProof(index, size, path), MANY[-1], root)
            assert not is_consistent(ConsistencyProof(index, size, path), root, root)
    with pytest.raises(IndexError):
        prove_inclusion(MANY[:3], 3)
    with pytest.raises(IndexError):
        prove_consistency(MANY[:3], 4)
    with pytest.raises(ValueError, match="2 subtrees"):
        Frontier(3, (b"",))


def test_a_leaf_never_passes_for_a_node() -> None:
    left, right = MANY[:2]
    assert leaf_hash(left + right) != node_hash(left, right)


@some
@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_frontier_grows_to_the_same_root(leaves: list[bytes]) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves]
    frontier = grown(hashes)
    assert frontier.size == len(leaves)
    assert frontier.root() == root_of(hashes)


@some
@given(st.integers(1, 70), st.data())
def test_a_proof_with_one_bit_changed_is_false(size: int, data: st.DataObject) -> None:
    leaves = MANY[:size]
    index = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(leaves, index)
    parts = [*proof.path, leaves[index], root_of(leaves)]
    which = data.draw(st.integers(0, len(parts) - 1))
    bit = data.draw(st.integers(0, 255))
    changed = int.from_bytes(parts[which]) ^ (1 << bit)
    parts[which] = changed.to_bytes(32)
    *path, leaf, root = parts
    assert not is_included(replace(proof, path=tuple(path)), leaf, root)
