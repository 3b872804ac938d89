"""The questions of a step as fields of a form, and what was sent as answers.

Every kind of question that a playbook may ask has its field here. What people can
choose from is looked up only for the kinds that are asked. Whether an answer can be
used is not judged here: `queries.answers` reads it, and its refusals come back beside
the field they are about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.playbook import Ask, Option, title_in
from yuanluo.matters.queries.choosing import (
    Choice,
    day_of,
    households_in,
    people_here,
    residents_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from yuanluo.kernel.charter import Charter
    from yuanluo.matters.queries.dossier import Dossier

ANSWER_MOST = 20_000
#: Rows shown empty, to be filled in; more are added where JavaScript runs.
ROWS_SHOWN = 3
ROWS_MOST = 200
#: Dates that may not lie in the past.
AHEAD = ("promised", "next", "until")
SHORT = frozenset({"title", "citation"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question as a field: its name, what may be chosen, what stands in it.

    `kind` says how it is drawn: text, line, choice, list, several, date, number,
    money, stars, rows or tick.
    """

    name: str
    label: str
    kind: str
    hint: str = ""
    required: bool = True
    #: Whether the one who asked will read the answer.
    told: bool = True
    value: Any = ""
    error: str = ""
    groups: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    earliest: str = ""
    columns: tuple[Question, ...] = ()
    rows: tuple[tuple[Question, ...], ...] = ()

    @property
    def pairs(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """The choices as the component for long lists takes them."""
        return [
            (heading, [(one.value, one.label, one.note) for one in some])
            for heading, some in self.groups
        ]


@dataclass(slots=True)
class Asking:
    """Makes the questions about one matter, looking each kind of choice up once."""

    dossier: Dossier
    language: str
    _people: list[tuple[str, Choice]] | None = None
    _households: list[Choice] | None = None
    _residents: list[Choice] | None = None
    faults: Mapping[str, str] = field(default_factory=dict)

    def questions(
        self, asks: Sequence[Ask], prefix: str, given: Mapping[str, Any]
    ) -> list[Question]:
        """Make the fields of a step's questions, with what was answered before."""
        return [
            self.question(ask, f"{prefix}.{ask.id}", given.get(ask.id)) for ask in asks
        ]

    def question(self, ask: Ask, name: str, given: Any) -> Question:
        """Make the field of one question."""
        return Question(
            name=name,
            label=title_in(ask.title, self.language),
            kind=self._kind(ask),
            hint=title_in(ask.hint, self.language) if ask.hint else "",
            required=not ask.optional,
            told=ask.seen is None or not ask.seen.startswith("handlers"),
            value=given if given is not None else self._suggested(ask),
            error=self.faults.get(name.partition(".")[2], ""),
            groups=self._groups(ask),
            earliest=self._earliest(ask),
            columns=tuple(self.question(c, c.id, None) for c in ask.columns),
            rows=self._rows(ask, name, given),
        )

    @staticmethod
    def _kind(ask: Ask) -> str:
        if ask.type == "text":
            return "line" if ask.id in SHORT else "text"
        kinds = {
            "citation": "line",
            "category": "list",
            "holder": "list",
            "person": "list",
            "household": "list",
            "households": "several",
        }
        return kinds.get(ask.type, ask.type)

    def _suggested(self, ask: Ask) -> str:
        """Choose beforehand where there is hardly a choice."""
        if ask.type == "category":
            return self.dossier.matter.category
        if ask.type != "holder" or ask.optional:
            return ""
        people = self._those(ask)
        category = self.dossier.category
        unit = category.unit if category else None
        fitting = [one for one in people if one.value.endswith(f":{unit}")]
        if len(people) == 1 or fitting:
            return (fitting or people)[0].value
        return ""

    def _groups(self, ask: Ask) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        match ask.type:
            case "choice":
                return (("", tuple(map(self._option, ask.options))),)
            case "category":
                return category_groups(self.dossier.charter, self.language)
            case "holder":
                return (("", tuple(self._those(ask))),)
            case "person":
                if self._residents is None:
                    village = self.dossier.matter.village
                    self._residents = residents_of(village, day_of(self.dossier))
                return (("", tuple(self._residents)),)
            case "household" | "households":
                if self._households is None:
                    self._households = households_in(self.dossier.matter.village)
                return (("", tuple(self._households)),)
        return ()

    def _option(self, option: Option) -> Choice:
        return Choice(option.id, title_in(option.title, self.language))

    def _those(self, ask: Ask) -> list[Choice]:
        """Give the people who can hold the matter by one of the posts asked for."""
        if self._people is None:
            self._people = people_here(self.dossier, self.language)
        return [one for post, one in self._people if not ask.of or post in ask.of]

    def _earliest(self, ask: Ask) -> str:
        if ask.type != "date" or not ask.id.startswith(AHEAD):
            return ""
        return day_of(self.dossier).isoformat()

    def _rows(
        self, ask: Ask, name: str, given: Any
    ) -> tuple[tuple[Question, ...], ...]:
        if ask.type != "rows":
            return ()
        filled = given if isinstance(given, list) else []
        shown = [*filled, *({} for _ in range(max(1, ROWS_SHOWN - len(filled))))]
        return tuple(
            tuple(
                self.question(column, f"{name}.{index}.{column.id}", row.get(column.id))
                for column in ask.columns
            )
            for index, row in enumerate(shown)
        )


def category_groups(
    charter: Charter, language: str
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Give the categories under the headings they belong to."""
    parents = {c.parent for c in charter.categories if c.parent}
    found: dict[str, list[Choice]] = {}
    for category in charter.categories:
        if category.id in parents:
            continue
        above = charter.category(category.parent) if category.parent else None
        heading = title_in(above.title, language) if above else ""
        choice = Choice(category.id, title_in(category.title, language))
        found.setdefault(heading, []).append(choice)
    return tuple((heading, tuple(some)) for heading, some in found.items())


def given_of(posted: QueryDict, prefix: str, asks: Sequence[Ask]) -> dict[str, Any]:
    """Take the answers of an act out of what was sent."""
    found: dict[str, Any] = {}
    for ask in asks:
        name = f"{prefix}.{ask.id}"
        if ask.type == "households":
            found[ask.id] = [one[:20] for one in posted.getlist(name)][:1000]
        elif ask.type == "rows":
            found[ask.id] = _rows_given(posted, name, ask)
        elif name in posted:
            found[ask.id] = posted[name][:ANSWER_MOST]
    return {key: value for key, value in found.items() if value not in ([], None)}


def _rows_given(posted: QueryDict, name: str, ask: Ask) -> list[dict[str, str]]:
    rows = []
    for index in range(ROWS_MOST):
        row = {
            column.id: posted.get(f"{name}.{index}.{column.id}", "")[:ANSWER_MOST]
            for column in ask.columns
        }
        if any(value.strip() for value in row.values()):
            rows.append(row)
        elif f"{name}.{index}.{ask.columns[0].id}" not in posted:
            break
    return rows
