"""Eight clients that keep their connections and ask again as soon as they are answered.

One thread over plain sockets, so that asking costs little of the machine that answers.
Refuses to count an answer that is not the one expected.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

CLIENTS = 8
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
WAIT_S = 30
EXPECTED = frozenset({200, 201})


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody who has signed in: the cookies and the token that writes carry."""

    cookies: str
    token: str

    def asks(
        self, path: str, body: Mapping[str, Any] | None = None, *, gzip: bool = False
    ) -> bytes:
        """Write a request down; one with a body is a POST."""
        content = b"" if body is None else json.dumps(body).encode()
        lines = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: {self.cookies}",
            *(["Accept-Encoding: gzip"] if gzip else []),
        ]
        if body is not None:
            lines += [
                f"X-CSRFToken: {self.token}",
                "Content-Type: application/json",
                f"Content-Length: {len(content)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + content

    def sends(self, path: str, form: Mapping[str, str]) -> bytes:
        """Write down a form that is sent."""
        content = urlencode(form).encode()
        lines = [
            f"POST {path} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: {self.cookies}",
            f"X-CSRFToken: {self.token}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(content)}",
        ]
        return "\r\n".join([*lines, "", ""]).encode() + content


@dataclass(slots=True)
class Client:
    """A connection that is kept, and what it asks next."""

    socket: socket.socket
    requests: Iterator[bytes]
    heard: bytearray = field(default_factory=bytearray)

    def ask(self) -> bool:
        """Send the next request; False if there is none."""
        wanted = next(self.requests, None)
        if wanted is not None:
            self.heard.clear()
            self.socket.sendall(wanted)
        return wanted is not None

    def answer(self) -> tuple[int, bytes] | None:
        """Take in what came; the status and the body once the answer is whole."""
        came = self.socket.recv(1 << 18)
        if not came:
            raise RuntimeError("the server hung up")
        self.heard += came
        head = self.heard.find(b"\r\n\r\n")
        if head < 0:
            return None
        long = LENGTH.search(self.heard, 0, head)
        assert long is not None, bytes(self.heard[:head])
        if len(self.heard) < head + 4 + int(long[1]):
            return None
        return int(self.heard[9:12]), bytes(self.heard[head + 4 :])


def rate(
    port: int,
    asked: Sequence[Iterator[bytes]],
    seconds: float,
    expected: Container[int] = EXPECTED,
) -> float:
    """Let each client ask for some seconds, and give the answers a second.

    A client that runs out of requests stops early.
    """
    selector, statuses = selectors.DefaultSelector(), Counter[int]()
    begun = time.perf_counter()
    for requests in asked:
        one = _client(port, requests)
        if one.ask():
            selector.register(one.socket, selectors.EVENT_READ, one)
    while selector.get_map():
        for one, status in _answers(selector, expected):
            statuses[status] += 1
            if time.perf_counter() - begun >= seconds or not one.ask():
                selector.unregister(one.socket)
                one.socket.close()
    return statuses.total() / (time.perf_counter() - begun)


def _answers(
    selector: selectors.BaseSelector, expected: Container[int]
) -> Iterator[tuple[Client, int]]:
    """Give the clients whose answers are whole by now; a wrong answer ends it all."""
    ready = selector.select(WAIT_S)
    if not ready:
        raise RuntimeError("the server does not answer")
    for key, _ in ready:
        answer = key.data.answer()
        if answer is None:
            continue
        status, body = answer
        if status not in expected:
            raise RuntimeError(f"answered {status}: {body.decode()[:2000]}")
        yield key.data, status


def _client(port: int, requests: Iterator[bytes]) -> Client:
    made = socket.create_connection(("127.0.0.1", port), timeout=WAIT_S)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Client(made, requests)


def once(port: int, request: bytes) -> tuple[int, bytes]:
    """Ask once and give the status and the body as it came over the wire."""
    one = _client(port, iter([request]))
    one.ask()
    while (answer := one.answer()) is None:
        pass
    one.socket.close()
    return answer
