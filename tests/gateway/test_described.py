"""The interface does what its OpenAPI document says, whatever is thrown at it."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.test import Client
from hypothesis import settings
from schemathesis.checks import CHECKS

from tests.cast import VILLAGE, Village
from yuanluo.config.wsgi import application

described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
# The session is what a test brings; without it there is a test of its own.
described.config.generation.update(with_security_parameters=False)
EXAMPLES = 8
NAMES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
)
#: What stands in the place of a made-up number or code, so that it leads somewhere.
known: dict[str, str] = {"code": VILLAGE, "name": "comment"}


@described.hook("map_path_parameters")
def lead_somewhere(context: Any, path_parameters: Any) -> Any:
    """Half of the made-up addresses become those of something that is there."""
    del context
    for name, value in (path_parameters or {}).items():
        if name in known and len(str(value)) % 2:
            path_parameters[name] = known[name]
    return path_parameters


@pytest.fixture
def signed_in(small: Village, program: Callable[[str], Client]) -> dict[str, Any]:
    """What somebody with work to do sends along, and something to do it on."""
    known["number"] = small.open().number
    client = program("clerk")
    token = client.get("/api/v1/me").json()["csrf_token"]
    return {
        "headers": {"X-CSRFToken": token},
        "cookies": {name: one.value for name, one in client.cookies.items()},
    }


@described.parametrize()
@settings(max_examples=EXAMPLES)
def test_an_operation_answers_as_described(
    case: schemathesis.Case, signed_in: dict[str, Any]
) -> None:
    case.call_and_validate(checks=CHECKS.get_by_names(NAMES), **signed_in)


def operations() -> Iterator[tuple[str, str]]:
    """Give each operation, with an address that has the right shape."""
    for path, methods in described.raw_schema["paths"].items():
        for method in methods:
            yield (
                method.upper(),
                path.format(
                    number="2603-ABCDEF", name="comment", code=VILLAGE, photo=uuid4()
                ),
            )


@pytest.mark.django_db
def test_no_operation_answers_whom_it_does_not_know() -> None:
    for method, path in operations():
        for cookies in ({}, {"session": "made-up"}):
            client = Client()
            client.cookies.load(cookies)
            answer = client.generic(method, path)
            found = (answer.status_code, answer.json()["code"])
            assert found == (401, "signed-out"), path


def test_no_write_is_taken_without_the_token(small: Village) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(small.account("clerk"))
    for method, path in operations():
        answer = client.generic(method, path)
        refused = answer.status_code == 403 and answer.json()["code"] == "csrf"
        assert refused is (method in {"POST", "PUT"}), path
