"""Reading a table of a charter file into its value, with every flaw told at once.

pydantic says what is wrong with each part; this module says it in words that tell what
to do. So that one flaw does not hide the next, a flawed part is replaced by a stand-in
and reading goes on: whoever checks the value afterwards leaves what was `mended` alone.
A value with a flaw is never loaded.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from yuanluo.kernel.fault import Problem, Where, listed, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

#: Stands for a name that could not be read; what is said about it is not told.
STAND_IN = "missing-in-the-file"
STAND_INS: dict[str, Any] = {
    "title": "缺 / Missing",
    "because": "缺 / Missing",
    "remit": "缺 / Missing",
    "reason": "缺 / Missing",
    "holder": "requester",
    "by": ["holder"],
    "type": "text",
    "kind": "missing",
    "way": "small",
    "version": 1,
    "seats": 1,
    "accept": "1 day",
    "end": {"missing": "missing"},
    "levels": [STAND_IN],
    "day": "2026-01-01",
    "since": "2026-01-01",
    "works": True,
    "due": "1 day",
    "review": "30 days",
}
#: What stands in for any key of these tables.
INSIDE: dict[str, Any] = {
    "due": "1 day",
    "ends": STAND_INS["title"],
    "seen": "handlers",
    "taken": 1,
}
#: Keys on which the ways through a playbook hang: without one of them a problem of the
#: whole may only follow from the flaw.
BEARING = frozenset(
    {"id", "from", "to", "by", "needs", "do", "most", "fails", "overdue", "start"}
    | {"end", "type", "options", "optional", "without", "state", "step"}
)
QUOTED = re.compile(r"'([^']*)'")
#: Each round mends what the one before made visible; more rounds were never needed.
ROUNDS = 5
PLAIN = {
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "tuple_type": "must be a list: write [ … ]",
    "dict_type": "must be a table: write { … }",
    "model_type": "must be a table: write { … }",
    "model_attributes_type": "must be a table: write { … }",
}


@dataclass(slots=True)
class Reading(Generic[Model]):
    """What was read: the value, as far as it could be, and what is wrong with it."""

    value: Model | None
    flaws: list[Problem] = field(default_factory=list)
    mended: list[Where] = field(default_factory=list)
    #: Whether something the ways hang on could not even be guessed.
    shaken: bool = False

    def leaves_alone(self, problem: Problem) -> bool:
        """Say whether a problem of the value is only due to what was mended."""
        if STAND_IN in problem.text:
            return True
        if problem.whole and self.shaken:
            return True
        return any(problem.where[: len(part)] == part for part in self.mended)


def _bears(part: Where) -> bool:
    """Say whether the ways through a playbook hang on a part."""
    return part[-1:] == () or part[-1] in BEARING or bool({"needs", "do"} & set(part))


def read(model: type[Model], raw: dict[str, Any]) -> Reading[Model]:
    """Read a table, mending as often as needed to see every flaw."""
    reading: Reading[Model] = Reading(None)
    mended = copy.deepcopy(raw)
    for _ in range(ROUNDS):
        try:
            reading.value = model.model_validate(mended, by_alias=True, by_name=False)
        except ValidationError as invalid:
            _mend(model, mended, invalid.errors(include_url=False), reading)
        else:
            break
    return reading


def _mend(
    model: type[BaseModel],
    raw: dict[str, Any],
    errors: list[ErrorDetails],
    reading: Reading[Model],
) -> None:
    # Places are those of the table as it was before anything is mended.
    placed = [(error, _place(raw, error)) for error in errors]
    lacking = {where for error, where in placed if error["type"] == "missing"}
    misspelt: set[Where] = set()
    for error, where in placed:
        if error["type"] == "extra_forbidden":
            misspelt |= _rename(model, raw, where, lacking, reading)
    for error, where in placed:
        if error["type"] == "extra_forbidden" or where in misspelt:
            continue
        if where in reading.mended:
            continue
        reading.mended.append(where)
        reading.flaws.append(Problem(where, _words(error, where)))
        if error["loc"][-1] == "[key]":
            _get(raw, where[:-1]).pop(where[-1])
        elif (guess := _guessed(error)) is not None:
            _get(raw, where[:-1])[where[-1]] = guess
        else:
            reading.shaken = reading.shaken or _bears(where)
            _stand_in(model, raw, where)


def _rename(
    model: type[BaseModel],
    raw: dict[str, Any],
    where: Where,
    lacking: set[Where],
    reading: Reading[Model],
) -> set[Where]:
    """Take a misspelt key for the one that was meant; give the key, if it lacked."""
    *above, last = where
    table = _get(raw, tuple(above))
    known = _keys(_model_at(model, tuple(above)))
    lacks = {key for *_, key in lacking if (*above, key) in lacking}
    meant = nearest(str(last), map(str, lacks)) or nearest(str(last), known)
    hint = f"did you mean {meant!r}? " if meant else ""
    reading.flaws.append(
        Problem(
            (*above, last),
            f"{last!r} is not known here: {hint}known are {listed(known)}",
        )
    )
    value = table.pop(last)
    if meant not in lacks:
        return set()
    # What lacked is there after all, under another name.
    table[meant] = value
    return {(*above, str(meant))}


def _place(raw: Any, error: ErrorDetails) -> Where:
    """Give the path that is in the file: pydantic also names branches of unions."""
    here, path = raw, []
    for word in error["loc"]:
        if not _holds(here, word):
            continue
        here = here[word]
        path.append(word)
    if error["type"] == "missing":
        path.append(error["loc"][-1])
    return tuple(path)


def _holds(here: Any, word: str | int) -> bool:
    if isinstance(here, list):
        return isinstance(word, int) and word < len(here)
    return isinstance(here, dict) and word in here


def _get(raw: Any, path: Where) -> Any:
    for word in path:
        raw = raw[word]
    return raw


def _guessed(error: ErrorDetails) -> str | None:
    """Give the word that was probably meant, where only some are allowed."""
    if error["type"] != "literal_error":
        return None
    return nearest(str(error["input"]), _allowed(error))


def _allowed(error: ErrorDetails) -> list[str]:
    return QUOTED.findall(error.get("ctx", {}).get("expected", ""))


def _stand_in(model: type[BaseModel], raw: Any, where: Where) -> None:
    if not where:
        return
    table, last = _get(raw, where[:-1]), where[-1]
    above = str(where[-2]) if len(where) > 1 else ""
    inside = _model_at(model, where[:-1])
    fields = _fields(inside)
    if isinstance(table, list):
        table[int(last)] = _filled(_model_at(model, where))
    elif above in INSIDE:
        table[last] = INSIDE[above]
    elif last in STAND_INS:
        table[last] = STAND_INS[str(last)]
    elif last in fields and not fields[str(last)].is_required():
        table.pop(last, None)
    else:
        table[last] = STAND_IN


def _filled(model: type[BaseModel] | None) -> Any:
    """Give an element that can be read: a name, or a table of stand-ins."""
    if model is None:
        return STAND_IN
    needed = {name for name, one in _fields(model).items() if one.is_required()}
    return {name: STAND_INS.get(name, STAND_IN) for name in needed}


def _fields(model: type[BaseModel] | None) -> dict[str, Any]:
    if model is None:
        return {}
    return {one.alias or name: one for name, one in model.model_fields.items()}


def _keys(model: type[BaseModel] | None) -> set[str]:
    return set(_fields(model))


def _model_at(model: type[BaseModel], path: Where) -> type[BaseModel] | None:
    """Give the model of the table at a path."""
    here: type[BaseModel] | None = model
    for word in path:
        if isinstance(word, int):
            continue
        found = _fields(here).get(word)
        here = _model_in(found.annotation) if found else None
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in get_args(annotation))
    return next((found for found in inner if found is not None), None)


def _words(error: ErrorDetails, where: Where) -> str:
    kind, message = error["type"], error["msg"]
    last = where[-1] if where else "the file"
    name = f"element {last + 1}" if isinstance(last, int) else repr(last)
    if kind == "missing":
        return f"{name} is missing: add it"
    if kind == "value_error":
        text = message.removeprefix("Value error, ")
        return text if text.startswith(("'", '"')) else f"{name}: {text}"
    if kind == "literal_error":
        return _choice(name, error)
    if kind == "string_pattern_mismatch":
        return f"{name} is {error['input']!r}, which is not written as it should be"
    if kind in PLAIN:
        return f"{name} {PLAIN[kind]}, not {_shown(error['input'])}"
    return f"{name}: {message[0].lower()}{message[1:]}"


def _choice(name: str, error: ErrorDetails) -> str:
    known = _allowed(error)
    given = error["input"]
    meant = nearest(str(given), known)
    hint = f" did you mean {meant!r}?" if meant else ""
    return f"{name} cannot be {given!r}:{hint} known are {listed(known)}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
