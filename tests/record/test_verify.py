"""What an insider changes is found and named; what nobody changed raises no alarm."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.record.writing import MAAN, MORNING, XINXING, insider, stand, write
from yuanluo.kernel.canonical import canonical
from yuanluo.kernel.checkpoint import BadNote
from yuanluo.kernel.leaf import leaf_document, utc_text
from yuanluo.kernel.log import Frontier, leaf_hash
from yuanluo.record import leaves, queries
from yuanluo.record.actions import (
    Inscription,
    Refused,
    checkpoint,
    erase,
    sequence,
)
from yuanluo.record.models import Act, Checkpoint, Cursor, Entry, Log

FLIPS = 200


@pytest.fixture
def record(db: None) -> Iterator[None]:
    """Forty acts of two villages; half of them under a checkpoint."""
    for number in range(20):
        write(number, log=MAAN if number % 4 else XINXING)
    sequence()
    checkpoint(MAAN, MORNING)
    for number in range(20, 40):
        write(number, log=MAAN if number % 4 else XINXING)
    sequence()
    return


def flipped(value: Any, dice: random.Random) -> Any:
    """Give a value of which one bit is different."""
    match value:
        case None | "":
            return "1"
        case int():
            return value ^ 1 << dice.randrange(8, 16)
        case str():
            at = dice.randrange(len(value))
            return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
        case UUID():
            return UUID(int=value.int ^ 1 << dice.randrange(128))
        case datetime():
            return value + timedelta(microseconds=1)
        case dict():
            return {**value, "title": flipped(value.get("title", "x"), dice)}
    kept = bytearray(value)
    kept[dice.randrange(len(kept))] ^= 1 << dice.randrange(8)
    return bytes(kept)


@pytest.mark.usefixtures("record")
def test_every_flipped_bit_is_found_and_its_act_named() -> None:
    dice = random.Random(20260302)
    columns = [f.attname for f in Act._meta.concrete_fields]
    columns.remove("erased_at")
    columns.remove("commitments")
    found = 0
    for _ in range(FLIPS):
        act = dice.choice(list(Act.objects.filter(log=MAAN)))
        column = dice.choice(columns)
        before = getattr(act, column)
        with transaction.atomic():
            Act.objects.filter(pk=act.pk).update(**{column: flipped(before, dice)})
            fault = queries.verify(MAAN).fault
            found += fault is not None and fault.position == act.position
            transaction.set_rollback(True)
    assert found == FLIPS
    assert queries.verify(MAAN).holds


@pytest.mark.usefixtures("record")
def test_an_act_cannot_hide_by_calling_itself_erased() -> None:
    act = Act.objects.get(subject="M6")
    for change in (
        {"erased_at": MORNING},
        {"erased_at": MORNING, "commitments": leaves.commitments_of(act)},
    ):
        with transaction.atomic():
            Act.objects.filter(pk=act.pk).update(payload={"title": "无"}, **change)
            fault = queries.verify(MAAN).fault
            assert fault is not None
            assert fault.subject == "M6"
            transaction.set_rollback(True)


DAMAGE = {
    "leaf": lambda: Entry.objects.filter(position=11).update(leaf=bytes(32)),
    "index": lambda: Entry.objects.filter(position=11).update(index=999),
    "moved": lambda: Entry.objects.filter(position=11).update(log=XINXING, index=999),
    "entry gone": lambda: Entry.objects.filter(position=11).delete(),
    "act gone": lambda: Act.objects.filter(position=11).delete(),
    "act moved": lambda: Act.objects.filter(position=11).update(log=XINXING),
    "last entry gone": lambda: Entry.objects.filter(position=40).delete(),
    "head": lambda: Log.objects.filter(code=MAAN).update(size=29),
    "frontier": lambda: Log.objects.filter(code=MAAN).update(frontier=[]),
    "note": lambda: Checkpoint.objects.update(note="nothing"),
    "root": lambda: Checkpoint.objects.update(root=bytes(32)),
    "size": lambda: Checkpoint.objects.update(size=3),
    "swapped": lambda: _swap(11, 13),
    "act without entry": lambda: _slip_in(),
}


def _swap(one: int, other: int) -> None:
    for start, end in ((one, 900), (other, one), (900, other)):
        Act.objects.filter(position=start).update(position=end)


def _slip_in() -> None:
    slipped = write(77)
    Act.objects.filter(pk=slipped.pk).update(position=41)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_to_entries_heads_and_checkpoints_is_found(damage: str) -> None:
    with insider():
        DAMAGE[damage]()
    assert queries.verify(MAAN).fault is not None


@pytest.mark.usefixtures("record")
def test_control_the_undamaged_record_holds() -> None:
    with insider():
        pass
    for log in (MAAN, XINXING):
        assert queries.verify(log).fault is None
    assert queries.verify(MAAN).checkpoints == 1


def cut_tail(keep: int) -> None:
    """Do what a skilled insider does: cut the tail and mend every head."""
    with insider():
        Checkpoint.objects.filter(log=MAAN, size__gt=keep).delete()
        last = Entry.objects.filter(log=MAAN, index=keep - 1).get().position
        Entry.objects.filter(position__gt=last).delete()
        Act.objects.filter(position__gt=last).delete()
        mend(MAAN)
        mend(XINXING)
        Cursor.objects.filter(reader="sequencer").update(position=last)


def mend(log: str) -> None:
    tree = Frontier()
    for entry in Entry.objects.filter(log=log).order_by("index"):
        tree = tree.append(bytes(entry.leaf))
    frontier = [one.hex() for one in tree.hashes]
    Log.objects.filter(code=log).update(size=tree.size, frontier=frontier)


@pytest.mark.usefixtures("record")
def test_a_cut_tail_is_found_with_a_checkpoint_kept_outside() -> None:
    kept = checkpoint(MAAN, MORNING)
    assert kept is not None
    assert queries.verify(MAAN, kept.note).holds
    cut_tail(keep=20)
    fault = queries.verify(MAAN, kept.note).fault
    assert fault is not None
    assert fault.kind == "the tail was cut off"


@pytest.mark.usefixtures("record")
def test_control_without_it_the_same_cut_is_not_found() -> None:
    checkpoint(MAAN, MORNING)
    cut_tail(keep=20)
    assert queries.verify(MAAN).holds


@pytest.mark.usefixtures("record")
def test_a_history_written_anew_is_found_with_a_kept_checkpoint() -> None:
    kept = checkpoint(MAAN, MORNING)
    assert kept is not None
    with insider():
        Checkpoint.objects.filter(log=MAAN).delete()
        act = Act.objects.get(subject="M6")
        act.payload = {"title": "从未报过"}
        act.save(update_fields=["payload"])
        Entry.objects.filter(position=act.position).update(leaf=leaves.leaf_of(act))
        mend(MAAN)
    assert queries.verify(MAAN).holds  # A hash chain alone proves nothing.
    fault = queries.verify(MAAN, kept.note).fault
    assert fault is not None
    assert fault.kind == "the log was written anew"


@pytest.mark.usefixtures("record")
def test_a_kept_note_of_another_log_or_key_is_refused() -> None:
    kept = checkpoint(XINXING, MORNING)
    assert kept is not None
    with pytest.raises(BadNote):
        queries.verify(MAAN, kept.note)
    with pytest.raises(BadNote):
        queries.verify(XINXING, kept.note.replace("\n10\n", "\n11\n"))


@pytest.mark.usefixtures("record")
def test_one_checkpoint_for_each_size() -> None:
    first, again = checkpoint(MAAN, MORNING), checkpoint(MAAN, MORNING)
    assert first is not None
    assert again is not None
    assert first.pk == again.pk
    assert checkpoint("522727104208", MORNING) is None


@pytest.mark.usefixtures("record")
def test_erasing_takes_what_is_personal_and_leaves_the_leaf() -> None:
    told = Inscription(
        "", "", MORNING, UUID(int=9000), actor=1, payload={"law": "PIPL 47"}
    )
    position = Act.objects.get(subject="M6").position
    assert position is not None
    first = erase(position, told)
    assert erase(position, told).replayed
    assert first.content == {"position": position}
    gone = Act.objects.get(position=position)
    assert (gone.actor, gone.actor_name, gone.payload, gone.answer) == (
        None,
        "",
        {},
        {},
    )
    assert gone.request_hash == ""
    assert not bytes(gone.salt)
    sequence()
    verdict = queries.verify(MAAN)
    assert verdict.holds
    assert verdict.erased == 1
    Act.objects.filter(pk=gone.pk).update(verb="matter.stop")
    fault = queries.verify(MAAN).fault
    assert fault is not None
    assert fault.position == position


@pytest.mark.usefixtures("record")
def test_what_is_not_in_the_log_cannot_be_erased() -> None:
    told = Inscription("", "", MORNING, UUID(int=9001))
    with pytest.raises(Refused, match="UNKNOWN_ACT"):
        erase(4711, told)


@pytest.mark.usefixtures("record")
def test_a_leaf_is_the_one_that_the_kernel_writes() -> None:
    act = Act.objects.get(subject="M6")
    plain = {name: getattr(act, name) for name in leaves.PLAIN}
    plain |= {"at": utc_text(act.at), "request_id": str(act.request_id)}
    personal = {name: leaves.provable(getattr(act, name)) for name in leaves.PERSONAL}
    document = leaf_document(plain, personal, bytes(act.salt))
    assert leaves.document_of(act) == document
    entry = Entry.objects.get(position=act.position)
    assert bytes(entry.leaf) == leaf_hash(document)
    assert "杨" not in document.decode()
    assert "路灯" not in document.decode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON | st.text(st.characters(categories=["Cs", "Co", "So", "Cc"])))
def test_what_is_written_quickly_is_the_canonical_form(value: object) -> None:
    assert leaves.written(leaves.provable(value)) == canonical(leaves.provable(value))


@pytest.mark.usefixtures("record")
def test_a_receipt_proves_one_act_without_naming_anybody() -> None:
    early = Act.objects.get(subject="M6").position or 0
    late = Act.objects.get(subject="M39").position or 0
    found = queries.receipt(early)
    assert found is not None
    assert found.text.startswith("c2sp.org/tlog-proof@v1\nextra ")
    assert found.size == 15
    assert "杨" not in found.document
    assert queries.receipt(late) is None
    checkpoint(MAAN, MORNING)
    assert queries.receipt(late) is not None


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(deed: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name, statement in stand.STATEMENTS["sqlite"].items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(statement)
    entries = Entry.objects.filter(position=11)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        entries.update(index=999) if deed == "update" else entries.delete()
    assert entries.get().index == 7
