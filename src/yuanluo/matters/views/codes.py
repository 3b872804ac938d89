"""Short addresses of matters and the squares on paper that lead to them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import segno
from django.urls import reverse
from markupsafe import Markup

if TYPE_CHECKING:
    from django.http import HttpRequest


def matter_address(request: HttpRequest, number: str) -> str:
    """Give the whole address of a matter."""
    return request.build_absolute_uri(reverse("matters:matter", args=[number]))


def qr_of(address: str) -> Markup:
    """Draw an address as a QR code, as SVG that stands in the page."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, nl=False
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 -- drawn out of squares
