"""Operations on places, and on who is signed in: what one may open, where, as whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Path, Query

from yuanluo.gateway import documents
from yuanluo.gateway.api.answering import answer, language
from yuanluo.gateway.api.interface import api
from yuanluo.gateway.queries import places as found_places
from yuanluo.gateway.schemas.around import (
    CategoriesSeen,
    MeSeen,
    PlacesSeen,
    PlaybooksSeen,
)
from yuanluo.gateway.schemas.sent import NAME, PLACE
from yuanluo.kernel.place import normalise
from yuanluo.kernel.playbook import title_in
from yuanluo.matters.actions.opening import opening_asks
from yuanluo.paper.clock import moment
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from yuanluo.kernel.playbook import Playbook
    from yuanluo.matters.queries.spots import Found

WORDS = r"^[^\x00-\x1f\x7f]*$"
CodePath = Annotated[str, Path(..., pattern=PLACE, max_length=17)]


@api.get("/me", response=MeSeen, tags=["me"], summary="我是谁 / Who is signed in")
def me(request: HttpRequest) -> HttpResponse:
    """Say who is signed in, by which posts, and the token that writes must carry."""
    who = standing_of(request)
    return answer(
        {
            "person": who.person,
            "name": who.name,
            "posts": [
                {"post": post.key, "place": post.place, "powers": sorted(post.powers)}
                for post in who.posts
            ],
            "home": who.home,
            "home_village": who.home_village,
            "csrf_token": get_token(request),
        }
    )


@api.get(
    "/places", response=PlacesSeen, tags=["places"], summary="找地方 / Find places"
)
def places(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=40, pattern=WORDS)] = "",
    within: Annotated[str, Query(max_length=17, pattern=rf"({PLACE})|^$")] = "",
    level: Annotated[str, Query(max_length=40, pattern=rf"({NAME})|^$")] = "",
    after: Annotated[str, Query(max_length=17, pattern=rf"({PLACE})|^$")] = "",
) -> HttpResponse:
    """Find places by a part of their name, or by their code."""
    inside = normalise(within) if within else ""
    found = found_places.places(q.strip(), inside, level, after)
    shown, rest = found[: found_places.PAGE], found[found_places.PAGE :]
    return answer(
        {
            "items": [
                {
                    "code": one.code,
                    "name": one.name,
                    "level": one.level,
                    "parent": one.parent,
                    "charter": one.charter,
                }
                for one in shown
            ],
            "next": shown[-1].code if rest else None,
        }
    )


@api.get(
    "/places/{code}/playbooks",
    response=PlaybooksSeen,
    tags=["places"],
    summary="这里能报什么 / What can be opened at a place",
)
def playbooks(request: HttpRequest, code: CodePath) -> HttpResponse:
    """Give the playbooks of a village or a division, with what opening asks."""
    found = _found(request, code)
    held = found_places.capacities(standing_of(request), found)
    spoken = language()
    items = [_playbook(book, held, spoken) for book in found_places.playbooks(found)]
    return answer({"items": items})


def _found(request: HttpRequest, code: str) -> Found:
    found = found_places.found_at(normalise(code), moment(request))
    if found is None:
        raise Http404
    return found


def _playbook(book: Playbook, held: frozenset[str], spoken: str) -> dict[str, Any]:
    step = book.opening
    return {
        "id": book.id,
        "version": book.version,
        "title": title_in(book.title, spoken),
        "about": title_in(book.about, spoken) if book.about else "",
        "kind": book.kind,
        "step": step.id,
        "mine": bool(held.intersection(step.by)),
        "asks": documents.asks(opening_asks(step), spoken),
        "photo": step.needs.evidence == "photo",
    }


@api.get(
    "/places/{code}/categories",
    response=CategoriesSeen,
    tags=["places"],
    summary="这里分哪些类 / What a matter can be about at a place",
)
def categories(request: HttpRequest, code: CodePath) -> HttpResponse:
    """Give the categories of the charter that holds at a place."""
    found = _found(request, code)
    spoken = language()
    items = [
        {
            "id": one.id,
            "title": title_in(one.title, spoken),
            "parent": one.parent or "",
            "way": one.way,
            "public": one.public,
            "anonymous": one.anonymous,
        }
        for one in found.charter.categories
    ]
    return answer({"items": items})
