"""Undoing a list: whatever names somebody keeps them, whichever app it is of."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import models, transaction

from tests.people.lists import book
from tests.people.locality import MORNING, VILLAGE, Locality, settle
from yuanluo.assembly.models import RollEntry
from yuanluo.people import importing, taking, undoing
from yuanluo.people.importing import ToRead, read_file
from yuanluo.people.models import (
    Household,
    ImportedHousehold,
    Person,
    RegisterImport,
    Residency,
)
from yuanluo.territory.models import Home, Place

#: What a row must say so that its table takes it.
SAID: dict[str, dict[str, Any]] = {
    "people.Cadre": {"education": "college"},
    "people.Reserve": {"source": "local"},
    "people.BodyMakeUp": {"women": 0},
    "assembly.Meeting": {"unit": "persons"},
    "assembly.Attendance": {"kind": "self"},
    "gateway.Notification": {"state": "sent"},
}
KINDS = (Person, Household, Home)


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    return settle()


def keys() -> list[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Give every foreign key to what a list brings, asked of all apps anew."""
    return [
        (field.remote_field.model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.model in KINDS
    ]


def name(number: int) -> str:
    """Name one of a list; nobody is called so."""
    return f"示例{chr(ord('一') + number)}"


def taken(locality: Locality, households: int) -> UUID:
    rows = [
        (n + 1, "户主", name(n), None, "1960-01-02", None, f"一组{n}号", None)
        for n in range(households)
    ]
    file = ToRead(VILLAGE, "名单.xlsx", book(rows))
    told = read_file(locality.acting("陈专干"), file).content
    number = UUID(told["import"])
    taking.accept(locality.acting("陈专干"), number)
    assert taking.finish(number, MORNING)
    return number


serial = count(1)


def value(field: models.Field[Any, Any]) -> Any:
    """Give any value that a column takes, and make the row that a key needs."""
    if isinstance(field, models.ForeignKey):
        known = {Place: VILLAGE}
        target = field.remote_field.model
        if target in known:
            return known[target]
        first = None if field.unique else target._default_manager.first()
        return first.pk if first else row(target).pk
    number = next(serial)
    plain = next((one for kind, one in PLAIN if isinstance(field, kind)), None)
    if isinstance(field, models.IntegerField | models.FloatField):
        return number
    return f"t{number}"[: field.max_length] if plain is None else plain()


#: What goes into a column of a kind, the narrower kinds first.
PLAIN: tuple[tuple[type[models.Field[Any, Any]], Callable[[], Any]], ...] = (
    (models.UUIDField, uuid4),
    (models.DateTimeField, lambda: datetime(2026, 3, 1, tzinfo=UTC)),
    (models.DateField, lambda: date(2026, 3, 1)),
    (models.JSONField, dict),
    (models.BooleanField, bool),
    (models.BinaryField, lambda: b"x" * 16),
)


def row(model: type[models.Model], **given: Any) -> models.Model:
    """Add a row of any table, as bare as it may be."""
    fields = dict(SAID.get(model._meta.label, {}))
    if model is RollEntry and not given:
        given = {"person_id": row(Person).pk}
    for field in model._meta.local_concrete_fields:
        bare = field.has_default() or field.null or field.blank
        auto = isinstance(field, models.AutoField) or getattr(
            field, "auto_now_add", False
        )
        if field.attname in given or field.name in fields or bare or auto:
            continue
        fields[field.attname] = value(field)
    made = model(**{**fields, **given})
    made.save(force_insert=True)
    return made


def brought(kind: type[models.Model], made: dict[str, Any]) -> int:
    """Give the person, the household or the door that a row of the list brought."""
    if kind is Person:
        return int(made["people"][0])
    return int(made["household" if kind is Household else "home"])


def test_whatever_names_somebody_keeps_them(locality: Locality) -> None:
    asked = keys()
    number = taken(locality, len(asked) + 1)
    lines = list(ImportedHousehold.objects.filter(source=number).order_by("row"))
    named: dict[int, str] = {}
    for (kind, field), line in zip(asked, lines, strict=False):
        if (kind, field.model) in OWN:
            continue
        pk = brought(kind, line.made)
        row(field.model, **{field.attname: pk})
        named[line.pk] = f"{field.model._meta.label}.{field.name}"
    assert {"matters.Pending.by", "people.RegisterCopy.second"} <= set(named.values())
    assert len(named) >= 30
    taking.undo(locality.acting("陈专干"), number)
    assert taking.finish(number, MORNING)
    assert RegisterImport.objects.get(pk=number).state == importing.UNDONE
    lost = [
        named[line.pk]
        for (kind, _field), line in zip(asked, lines, strict=False)
        if line.pk in named
        and not kind._default_manager.filter(pk=brought(kind, line.made)).exists()
    ]
    assert lost == []
    # And whoever nothing names is gone, with household and door.
    free = lines[-1].made
    assert not Person.objects.filter(pk__in=free["people"]).exists()
    assert not Household.objects.filter(pk=free["household"]).exists()
    assert not Home.objects.filter(pk=free["home"]).exists()
    _nobody_is_hidden(lines, named)


#: What a list writes itself: where people live, households behind their doors.
OWN = {(Person, Residency), (Household, Residency), (Home, Household)}


def _nobody_is_hidden(lines: list[ImportedHousehold], named: dict[int, str]) -> None:
    """Whoever stays lives where the list said, so that the register still has them."""
    for line in lines:
        for person in Person.objects.filter(pk__in=line.made["people"]):
            lives = Residency.objects.get(person=person)
            assert lives.household_id == line.made["household"], named[line.pk]


def test_the_walk_finds_what_a_way_back_does_not(locality: Locality) -> None:
    """The control: the relations of the model alone miss keys without a way back."""
    with_a_way_back = {
        one.field for one in Person._meta.related_objects if not one.hidden
    }
    missed = {
        f"{field.model._meta.label}.{field.name}"
        for kind, field in keys()
        if kind is Person and field not in with_a_way_back
    }
    assert "matters.Pending.by" in missed
    found = {f"{f.model._meta.label}.{f.name}" for f in undoing.keys_to(Person)}
    assert missed <= found
    assert found == {
        f"{field.model._meta.label}.{field.name}"
        for kind, field in keys()
        if kind is Person
    }


def test_who_moved_on_since_keeps_both_homes(locality: Locality) -> None:
    number = taken(locality, 2)
    moved = Person.objects.get(name=name(0))
    first = Residency.objects.get(person=moved)
    first.until = MORNING.date()
    first.save(update_fields=["until"])
    elsewhere = locality.households["3栋101号"]
    Residency.objects.create(person=moved, household=elsewhere, since=MORNING.date())
    taking.undo(locality.acting("陈专干"), number)
    assert taking.finish(number, MORNING)
    assert Residency.objects.filter(person=moved).count() == 2
    assert not Person.objects.filter(name=name(1)).exists()


def test_undoing_goes_on_where_it_was_broken_off(
    locality: Locality, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = taken(locality, 5)
    taking.undo(locality.acting("陈专干"), number)
    assert taking.carry_on(number, MORNING, 2) == 2
    assert taking.parts(RegisterImport.objects.get(pk=number)) == {
        "undone": 2,
        "made": 3,
    }

    def broken(*_: object, **__: object) -> None:
        raise OSError("no disk")

    # A stop in the middle of a batch leaves nothing half undone.
    with monkeypatch.context() as patch:
        patch.setattr(taking, "write", broken)
        with pytest.raises(OSError, match="no disk"):
            taking.carry_on(number, MORNING, 2)
    assert not transaction.get_connection().in_atomic_block
    assert Person.objects.filter(name__startswith="示例").count() == 3
    assert taking.finish(number, MORNING)
    assert not Person.objects.filter(name__startswith="示例").exists()


def test_a_page_goes_on_for_a_while_and_no_longer(
    locality: Locality, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "HOUSEHOLDS_A_PAGE", 2)
    number = taken(locality, 7)
    taking.undo(locality.acting("陈专干"), number)
    taking.carry_on_for(number, MORNING, 0)
    one = RegisterImport.objects.get(pk=number)
    assert (one.state, taking.parts(one)) == ("undoing", {"undone": 2, "made": 5})
    taking.carry_on_for(number, MORNING, 60)
    assert RegisterImport.objects.get(pk=number).state == "undone"
