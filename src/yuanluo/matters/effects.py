"""What a step may do with the matter itself, as the words of playbooks.

Each effect answers with changes; `actions.steps` applies them inside the step's
transaction. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from yuanluo.kernel.effect import (
    AddParty,
    Assign,
    BarHandlers,
    CancelChildren,
    Change,
    Deed,
    Effect,
    Fact,
    OfferUp,
    OpenChild,
    ReturnToFirstLevel,
    SetReview,
    World,
)
from yuanluo.kernel.playbook import Playbook, Step

#: What children may be opened for, one each.
EACH = ("rows", "households")
#: A title of a child is cut where the answer it is taken from is longer.
TITLE_MOST = 200
Problems = Callable[[Mapping[str, Any], Step, Playbook, World], Iterable[str]]


def _fields(deed: Deed) -> list[Any]:
    """Give the answers that the effect's `with` names."""
    return [deed.fields.get(name) for name in deed.parameters.get("with", ())]


def with_asked(*types: str) -> Problems:
    """Make a check that `with` names one question of this step, of certain types."""

    def problems(
        parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
    ) -> Iterable[str]:
        del playbook, world
        names = parameters.get("with")
        if not isinstance(names, list | tuple) or len(names) != 1:
            yield 'needs with = ["FIELD"], one question of this step'
            return
        ask = next((ask for ask in step.ask if ask.id == names[0]), None)
        if ask is None or ask.type not in types:
            yield f"with names {names[0]!r}: ask for it here, type {' or '.join(types)}"

    return problems


def _children_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del playbook
    if parameters.get("playbook") not in world.playbooks:
        yield f"opens under playbook {parameters.get('playbook')!r}, which is not here"
    each = parameters.get("each")
    title = parameters.get("title")
    if title is not None and title not in {a.id for a in step.ask if a.type == "text"}:
        yield f"title names {title!r}: ask for it here, type text"
    if each is not None and each not in {a.id for a in step.ask if a.type in EACH}:
        yield f"each names {each!r}: ask for it here, type {' or '.join(EACH)}"


def _assign(deed: Deed) -> Iterable[Change]:
    (to,) = _fields(deed)
    return [Assign(to["person"], to["post"], to["place"])]


def _offer_up(deed: Deed) -> Iterable[Change]:
    return [OfferUp(str(deed.answers.get("reason", "")))]


def _open_child(deed: Deed) -> Iterable[Change]:
    names = deed.parameters.get("with", ())
    answers = {n: deed.fields[n] for n in names if n in deed.fields}
    named = deed.fields.get(deed.parameters.get("title", ""))
    answers.setdefault("title", str(named or deed.subject.title)[:TITLE_MOST])
    return [OpenChild(deed.parameters["playbook"], answers)]


def _open_children(deed: Deed) -> Iterable[Change]:
    """Open a child for each row, or for each household that was named."""
    given = deed.answers.get(deed.parameters.get("each", ""), [])
    title = {"title": deed.subject.title}
    rows = [
        row if isinstance(row, dict) else title | {"household": row} for row in given
    ]
    return [OpenChild(deed.parameters["playbook"], row) for row in rows]


def _add_party(deed: Deed) -> Iterable[Change]:
    (found,) = _fields(deed)
    return [AddParty(one) for one in (found if isinstance(found, list) else [found])]


def _set_review(deed: Deed) -> Iterable[Change]:
    (on,) = _fields(deed)
    return [SetReview(date.fromisoformat(on))]


def _simply(change: Change) -> Callable[[Deed], Iterable[Change]]:
    def carry_out(deed: Deed) -> Iterable[Change]:
        del deed
        return [change]

    return carry_out


EFFECTS = (
    Effect("assign", _assign, with_asked("holder")),
    Effect("offer-up", _offer_up),
    Effect("return-to-first-level", _simply(ReturnToFirstLevel())),
    Effect("bar-handlers", _simply(BarHandlers())),
    Effect("open-child", _open_child, _children_problems),
    Effect("open-children", _open_children, _children_problems),
    Effect("cancel-children", _simply(CancelChildren())),
    Effect("add-party", _add_party, with_asked("household", "households")),
    Effect("set-review", _set_review, with_asked("date")),
)
FACTS: tuple[Fact, ...] = ()
