"""The manual of the interface, read out of its own OpenAPI document.

Drawn by us on the server, because the usual pages run scripts that our policy refuses.
What the document says is shown, whole; nothing is written twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JSON = "application/json"
FORM = "multipart/form-data"
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of something sent or answered; `shape` leads to where that is told."""

    name: str
    type: str
    shape: str
    required: bool
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table of cells; its parts alternate between words and code."""

    parts: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: what it asks and what it answers."""

    id: str
    method: str
    path: str
    title: str
    blocks: tuple[Block, ...]
    asks: tuple[Field, ...]
    kind: str
    sends: tuple[Field, ...]
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A named shape and its fields."""

    name: str
    words: str
    fields: tuple[Field, ...]


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """Read every operation, in the order in which they are declared."""
    shapes = document["components"]["schemas"]
    return [
        _operation(path, method, told, shapes)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def shapes(document: Mapping[str, Any]) -> list[Shape]:
    """Read every named shape."""
    known = document["components"]["schemas"]
    return [
        Shape(name, _first(told.get("description", "")), tuple(_fields(told)))
        for name, told in sorted(known.items())
    ]


def _operation(
    path: str, method: str, told: Mapping[str, Any], shapes: Mapping[str, Any]
) -> Operation:
    kind, body = _body(told, shapes)
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        title=told["summary"],
        blocks=tuple(blocks(told.get("description", ""))),
        asks=tuple(_asked(told)),
        kind=kind,
        sends=tuple(_fields(body)),
        answers=tuple(_answers(told)),
    )


def _asked(told: Mapping[str, Any]) -> Iterator[Field]:
    for one in told.get("parameters", ()):
        name, shape = _type(one["schema"])
        words = one["schema"].get("description", "")
        yield Field(one["name"], name, shape, bool(one.get("required")), words)


def _body(
    told: Mapping[str, Any], shapes: Mapping[str, Any]
) -> tuple[str, Mapping[str, Any]]:
    contents = told.get("requestBody", {}).get("content", {})
    for kind in (JSON, FORM):
        if kind in contents:
            schema = contents[kind]["schema"]
            name = _shape(schema)
            return kind, shapes[name] if name else schema
    return "", {}


def _answers(told: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for status, one in told["responses"].items():
        content: Mapping[str, Any] = next(iter(one.get("content", {}).values()), {})
        yield str(status), one.get("description", ""), _shape(content.get("schema", {}))


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    required = set(schema.get("required", ()))
    for name, told in schema.get("properties", {}).items():
        type_, shape = _type(told)
        yield Field(name, type_, shape, name in required, told.get("description", ""))


def _shape(schema: Mapping[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _type(schema: Mapping[str, Any]) -> tuple[str, str]:
    """Say of what type a value is, and which shape it has.

    >>> _type({"type": "array", "items": {"$ref": "#/components/schemas/AskSeen"}})
    ('list of AskSeen', 'AskSeen')
    >>> _type({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]})
    ('uuid or nothing', '')
    """
    if name := _shape(schema):
        return name, name
    if "anyOf" in schema:
        found = [_type(one) for one in schema["anyOf"]]
        shape = next((shape for _, shape in found if shape), "")
        return " or ".join(name for name, _ in found), shape
    if "enum" in schema:
        return " · ".join(map(str, schema["enum"])), ""
    if schema.get("type") == "array":
        name, shape = _type(schema.get("items", {}))
        return f"list of {name}", shape
    if schema.get("type") == "null":
        return "nothing", ""
    return str(schema.get("format") or schema.get("type") or "anything"), ""


def blocks(text: str) -> Iterator[Block]:
    """Read a description: paragraphs and tables.

    >>> [block.parts for block in blocks("Send `a`.")]
    [('Send ', 'a', '.')]
    >>> list(blocks("| a |\\n|---|\\n| `b` |"))[0].rows
    ((('a',),), (('', 'b', ''),))
    """
    for part in text.strip().split("\n\n"):
        lines = part.splitlines()
        if lines and lines[0].startswith("|"):
            told = [line for line in lines if not line.startswith("|--")]
            cells = [line.strip("| ").split(" | ") for line in told]
            yield Block(rows=tuple(tuple(map(_parts, row)) for row in cells))
        elif part.strip():
            yield Block(parts=_parts(" ".join(lines)))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(CODE.split(text.strip()))


def _first(text: str) -> str:
    return text.strip().partition("\n\n")[0].replace("\n", " ")
