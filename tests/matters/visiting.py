"""Walking through the pages as somebody would, with forms and without JavaScript."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.cast import Village
from yuanluo.matters.models import Matter

REQUEST_ID = re.compile(r'name="request_id" value="([0-9a-f-]{36})"')


def now() -> datetime:
    """Give a moment shortly ago, for acts before the visit."""
    return timezone.now() - timedelta(hours=1)


def visitor(small: Village, name: str | None = None) -> Client:
    """Give a browser in which somebody of the cast has signed in, or nobody."""
    client = Client()
    if name is not None:
        client.force_login(
            small.account(name), backend=settings.AUTHENTICATION_BACKENDS[0]
        )
    return client


def text_of(answer: object) -> str:
    """Give the page as text."""
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def photo(name: str = "lamp.jpg") -> SimpleUploadedFile:
    """Take a small photo that says where it was taken."""
    drawn = BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (25.0, 42.0, 32.0), 3: "E", 4: (106.0, 56.0, 42.0)}
    Image.new("RGB", (64, 48), "navy").save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def begin(
    client: Client, words: str = "路灯不亮", at: str = "", **more: object
) -> UUID:
    """Write the first screen; give the draft."""
    page = client.get("/report" + (f"?at={at}" if at else ""))
    found = REQUEST_ID.search(text_of(page))
    assert found is not None
    told = {"request_id": found[1], "village": at, "words": words, **more}
    answer = client.post("/report", told)
    assert answer.status_code == 302, text_of(answer)
    assert answer["Location"] == f"/report/{found[1]}/place"
    return UUID(found[1])


def say_where(client: Client, draft: UUID, **where: object) -> None:
    """Write the second screen."""
    told = {"do": "next", "where": "home", **where}
    answer = client.post(f"/report/{draft}/place", told)
    assert answer.status_code == 302, text_of(answer)
    assert answer["Location"] == f"/report/{draft}/check"


def send(client: Client, draft: UUID, **more: object) -> Matter:
    """Send the third screen; give the matter."""
    told = {"do": "send", "category": "light", **more}
    answer = client.post(f"/report/{draft}/check", told)
    assert answer.status_code == 302, text_of(answer)
    assert answer["Location"] == f"/report/{draft}/sent"
    number = client.session["reports"][str(draft)]["number"]
    assert number in text_of(client.get(answer["Location"]))
    return Matter.objects.get(number=number)
