"""Signed notes and checkpoints, by the vectors of their reference implementation."""

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.samples import some, texts
from yuanluo.kernel.checkpoint import (
    BadNote,
    Checkpoint,
    SigningKey,
    VerifyingKey,
    add_signature,
    open_checkpoint,
    open_note,
    sign,
)

# The example of golang.org/x/mod/sumdb/note.
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
NOTE = (
    f"{TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FF"
    "YC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

VILLAGE = SigningKey("yuanluo.example/522727104001", sha256(b"village").digest())
TOWNSHIP = SigningKey("yuanluo.example/522727104", sha256(b"township").digest())
HEAD = Checkpoint(VILLAGE.name, 12, sha256(b"root").digest())


def test_the_reference_key_and_note() -> None:
    key = VerifyingKey.parse(PUBLIC)
    assert str(key) == PUBLIC
    signer = SigningKey("PeterNeumann", SEED)
    assert signer.verifying == key
    assert sign(TEXT, [signer]) == NOTE
    assert open_note(NOTE, [key]) == (TEXT, ("PeterNeumann",))
    assert repr(SEED) not in repr(signer)


def test_the_example_checkpoint_of_the_standard_is_read() -> None:
    text = (
        "example.com/behind-the-sofa\n20852163\n"
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )
    head = Checkpoint.parse(text)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert head.text == text
    assert Checkpoint.parse(text + "an extension\n") == head


def test_a_checkpoint_is_signed_witnessed_and_read() -> None:
    note = add_signature(sign(HEAD.text, [VILLAGE]), TOWNSHIP)
    assert open_checkpoint(note, VILLAGE.verifying) == HEAD
    _, names = open_note(note, [TOWNSHIP.verifying, VILLAGE.verifying])
    assert names == (VILLAGE.name, TOWNSHIP.name)
    # It still fits a QR code that prints well.
    assert len(sign(HEAD.text, [VILLAGE]).encode()) < 300


def test_unknown_signatures_are_passed_over_and_false_ones_refuse_the_note() -> None:
    note = sign(HEAD.text, [TOWNSHIP, VILLAGE])
    namesake = SigningKey(VILLAGE.name, sha256(b"stranger").digest())
    assert open_checkpoint(add_signature(note, namesake), VILLAGE.verifying) == HEAD
    with pytest.raises(BadNote, match="no known key"):
        open_note(note, [namesake.verifying])
    with pytest.raises(BadNote, match="no known key"):
        open_note(note, [])
    forged = note.replace("\n12\n", "\n11\n")
    with pytest.raises(BadNote, match="is false"):
        open_checkpoint(forged, VILLAGE.verifying)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name AAAA\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n—  AAAAAAAA\n",
        "text\n\n— name AAAAAAAA AAAA\n",
        "text\n\n— name !!!!\n",
        "text\n\n— name AAAAAAAA",
        "te\rxt\n\n— name AAAAAAAA\n",
        "te\ud800xt\n\n— name AAAAAAAA\n",
        "text\n\n" + "— name AAAAAAAA\n" * 65,
    ],
)
def test_malformed_notes_are_refused(note: str) -> None:
    with pytest.raises(BadNote):
        open_note(note, [VILLAGE.verifying])


@pytest.mark.parametrize(
    "text",
    [
        "origin\n1\n",
        "origin\n01\nAAAA\n",
        "origin\n1\nAAAA\n",
        "origin\n-1\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "origin\n" + "9" * 5000 + "\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "\n1\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "origin\n1\n" + base64.b64encode(bytes(32)).decode(),
        "origin\n1\n" + base64.b64encode(bytes(32)).decode() + "\n\n",
    ],
)
def test_malformed_checkpoints_are_refused(text: str) -> None:
    with pytest.raises(BadNote):
        Checkpoint.parse(text)


def test_what_could_be_read_as_another_checkpoint_is_not_signed() -> None:
    with pytest.raises(BadNote):
        _ = Checkpoint("evil\n999", 1, bytes(32)).text
    with pytest.raises(BadNote):
        sign("no newline", [VILLAGE])
    for name in ("", "a b", "a+b", "a\u3000b", " a"):
        with pytest.raises(BadNote):
            VerifyingKey(name, bytes(32))


@pytest.mark.parametrize(
    "text",
    [
        "", "PeterNeumann", "a+b", PUBLIC[:-4], PUBLIC.replace("c74f", "c74e"),
        PUBLIC.replace("Peter", "Petra"), PUBLIC.replace("+AR", "+BR"),
    ],
)  # fmt: skip
def test_keys_that_do_not_match_their_hash_are_refused(text: str) -> None:
    with pytest.raises(BadNote):
        VerifyingKey.parse(text)


@some
@given(st.integers(0, 10**17), st.binary(min_size=32, max_size=32))
def test_every_checkpoint_comes_back(size: int, root: bytes) -> None:
    head = Checkpoint(VILLAGE.name, size, root)
    assert open_checkpoint(sign(head.text, [VILLAGE]), VILLAGE.verifying) == head


@some
@given(texts(60), st.integers(0, len(NOTE)))
def test_nothing_slips_into_a_signed_note(inserted: str, at: int) -> None:
    changed = NOTE[:at] + inserted + NOTE[at:]
    try:
        text, _ = open_note(changed, [VerifyingKey.parse(PUBLIC)])
    except BadNote:
        return
    assert text == TEXT
