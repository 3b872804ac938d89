"""How a program of the tests sends and asks."""

from typing import Any
from uuid import uuid4

import orjson
from django.test import Client

from tests.cast import Village

ROOT = "/api/v1"


def opening(small: Village, **answers: Any) -> dict[str, Any]:
    """Give what opens a matter at the home of Yang."""
    given = {"title": "路灯不亮", "category": "light", **answers}
    return {"playbook": "plain", "home": small.stage.homes["yang"], "answers": given}


def send(
    client: Client,
    path: str,
    document: Any,
    *,
    key: str | None = None,
    named: bool = True,
    language: str = "zh-hans",
) -> Any:
    """Send a write; it gets a name of its own unless it has one."""
    headers = {"Accept-Language": language}
    inside = isinstance(document, dict) and "request_id" in document
    if key or (named and not inside):
        headers["Idempotency-Key"] = key or str(uuid4())
    return client.post(
        ROOT + path,
        orjson.dumps(document),
        content_type="application/json",
        headers=headers,
    )


def get(client: Client, path: str) -> Any:
    """Ask for a document."""
    return client.get(ROOT + path)
