"""Operations on photos and documents: sent first, attached to a matter by an act."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, UploadedFile

from yuanluo.gateway.actions import uploads
from yuanluo.gateway.api.answering import answer
from yuanluo.gateway.api.interface import api
from yuanluo.gateway.api.matters import acting_of
from yuanluo.gateway.schemas.around import Kept


@api.post(
    "/attachments",
    response={201: Kept, 200: Kept},
    tags=["attachments"],
    summary="传一张照片 / Send a photo or a PDF",
)
def keep_attachment(
    request: HttpRequest,
    file: Annotated[UploadedFile, File(description="JPEG, PNG, WebP, GIF or PDF.")],
    request_id: Annotated[UUID | None, Form()] = None,
) -> HttpResponse:
    """Send a photo, which is drawn anew and then yours to attach by its id."""
    kept, replayed = uploads.keep(file, acting_of(request, request_id))
    document = {
        "id": kept.pk,
        "kind": kept.kind,
        "width": kept.width,
        "height": kept.height,
        "size": kept.size,
        "replayed": replayed,
    }
    return answer(document, HTTPStatus.OK if replayed else HTTPStatus.CREATED)
