"""Operations on matters: open one, read it, act on it.

Every act goes by its name: a step of the matter's playbook, or one of those that all
playbooks have. The same functions answer pages and stories.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query

from yuanluo.gateway import documents
from yuanluo.gateway.api.answering import answer, language, refused, stale
from yuanluo.gateway.api.interface import api
from yuanluo.gateway.api.reading import request_id
from yuanluo.gateway.queries.changes import (
    changes_since,
    is_stale,
    names_for,
    names_in,
)
from yuanluo.gateway.schemas.seen import Done, MatterSeen
from yuanluo.gateway.schemas.sent import NAME, NUMBER, ActSent, OpeningSent
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.queries.photos import photo_of
from yuanluo.matters.queries.showing import find, shown
from yuanluo.matters.queries.spots import Spot
from yuanluo.matters.refusal_words import names_of
from yuanluo.paper.clock import moment
from yuanluo.people.queries import Acting, standing_of
from yuanluo.record import downloads
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from yuanluo.record.actions import Answer

NumberPath = Annotated[str, Path(..., pattern=NUMBER, max_length=20)]
NamePath = Annotated[str, Path(..., pattern=NAME, max_length=60)]

ASKED = "\n".join(
    f"| `{name}` | {', '.join(f'`{ask}`' for ask in found.asks) or '–'} |"
    for name, found in acts.BUILT_INS.items()
)
ACT_WORDS = f"""Take a step of the matter's playbook, or an act that every playbook has.

The steps that may be taken now, and what each asks, stand in `offers` of the matter;
the other acts in `acts`. What those ask:

| name | answers |
|---|---|
{ASKED}

`photos` go with steps, with `comment` and with `attach`. With `revision`, a step is
refused as `STALE`, together with what changed, where the matter was moved meanwhile.
"""


def acting_of(
    request: HttpRequest,
    given: UUID | None,
    consent: str | None = None,
    on_behalf: int | None = None,
) -> Acting:
    """Say who acts, when, by which request, and for whom, who agreed to it how."""
    return Acting(
        standing_of(request),
        moment(request),
        request_id(request, given),
        on_behalf,
        channel="api",
        consent=consent or "",
    )


def done(found: Answer, status: int) -> HttpResponse:
    """Answer with what an act did, or had done."""
    content: dict[str, Any] = {
        **found.content,
        "replayed": found.replayed,
        "url": documents.address_of(found.content["number"]),
    }
    return answer(content, HTTPStatus.OK if found.replayed else status)


@api.post(
    "/matters",
    response={201: Done, 200: Done},
    tags=["matters"],
    summary="报一件事 / Open a matter",
)
def open_one(request: HttpRequest, sent: OpeningSent) -> HttpResponse:
    """Open a matter under a playbook of the place; 200 if it had been opened before."""
    acting = acting_of(request, sent.request_id, sent.consent)
    spot = Spot(sent.home, sent.place or "", sent.address, sent.lon, sent.lat)
    try:
        found = open_matter(
            sent.playbook,
            sent.answers,
            spot,
            acting,
            photos=sent.photos,
            anonymous=sent.anonymous,
            requester=sent.on_behalf,
        )
    except Refused as why:
        return refused(request, why, names_for(sent.playbook, spot, acting.at))
    return done(found, HTTPStatus.CREATED)


@api.get(
    "/matters/{number}",
    response=MatterSeen,
    tags=["matters"],
    summary="看一件事 / Show a matter",
)
def show_matter(request: HttpRequest, number: NumberPath) -> HttpResponse:
    """Show a matter: where it stands, who holds it, until when, and what one may do."""
    spoken = language()
    dossier = find(number, standing_of(request), moment(request))
    names = names_of(dossier.playbook, dossier.charter)
    return answer(documents.matter(shown(dossier, spoken), spoken, names))


@api.post(
    "/matters/{number}/acts/{name}",
    response=Done,
    tags=["matters"],
    summary="办一步 / Act on a matter",
    description=ACT_WORDS,
)
def act_on_matter(
    request: HttpRequest, number: NumberPath, name: NamePath, sent: ActSent
) -> HttpResponse:
    """Take a step or do one of the acts that every playbook has."""
    acting = acting_of(request, sent.request_id, sent.consent, sent.on_behalf)
    try:
        found = acts.do(
            number,
            name,
            sent.answers,
            acting,
            revision=sent.revision,
            photos=sent.photos,
        )
    except Refused as why:
        return _not_done(request, number, sent, acting, why)
    return done(found, HTTPStatus.OK)


def _not_done(
    request: HttpRequest, number: str, sent: ActSent, acting: Acting, why: Refused
) -> HttpResponse:
    """Say why an act was not done; who was second hears what changed meanwhile."""
    if is_stale(why):
        since, spoken = sent.revision or 0, language()
        later = changes_since(number, since, acting.who, acting.at, spoken)
        return stale(request, why, [documents.act(one) for one in later])
    return refused(request, why, names_in(number, acting.who, acting.at))


@api.get(
    "/matters/{number}/photos/{photo}",
    tags=["matters"],
    summary="取一张照片 / Fetch a photo of a matter",
    url_name="photo",
    openapi_extra={
        "responses": {
            200: {
                "description": "The photo, or the document as a download",
                "content": {
                    "image/jpeg": {"schema": {"type": "string", "format": "binary"}},
                    "application/pdf": {
                        "schema": {"type": "string", "format": "binary"}
                    },
                },
            }
        }
    },
)
def photo(
    request: HttpRequest,
    number: NumberPath,
    photo: UUID,
    thumbnail: Annotated[bool, Query()] = False,  # noqa: FBT002 -- a query, by name
) -> HttpResponse:
    """Fetch a photo, for whom the matter's page would show it to."""
    dossier = find(number, standing_of(request), moment(request))
    found = photo_of(dossier, photo)
    if found is None:
        raise Http404
    return downloads.serve(found, thumbnail=thumbnail)  # type: ignore[return-value]
