"""What carries notices out of the product: mail, group robots, and a folder.

A carrier is given one message under a key that stays the same however often it is sent,
and raises `Undelivered` where it did not arrive. Refuses to keep addresses, to log what
it carries, and to drop anything: a robot without a key writes into a folder.
"""

from __future__ import annotations

import hashlib
import smtplib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: How each kind of robot is addressed.
ROBOTS = {
    "wecom": "wecombot://{key}",
    "dingtalk": "dingtalk://{key}",
    "feishu": "feishu://{key}",
}
REFUSED_FOR_GOOD = 500


@dataclass(frozen=True, slots=True)
class Message:
    """What is carried: the same key means the same message."""

    key: str
    to: str
    title: str
    body: str
    link: str
    robot: str = ""

    @property
    def text(self) -> str:
        """The whole of it, for carriers that know no title."""
        return "\n".join(part for part in (self.title, self.body, self.link) if part)


class Undelivered(Exception):
    """A message did not arrive; `final` if trying again is of no use."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.final = final


class Carrier(Protocol):
    """Carries a message, or raises `Undelivered`."""

    def carry(self, message: Message) -> None:
        """Carry one message."""


class Mail:
    """Carries by the mail server that the settings name."""

    def carry(self, message: Message) -> None:
        """Send one mail; its number stays the same when it is sent again."""
        host = settings.ORIGIN.partition("://")[2].partition(":")[0]
        mail = EmailMessage(
            subject=message.title,
            body=f"{message.body}\n\n{message.link}\n".lstrip(),
            to=[message.to],
            headers={
                "Message-ID": f"<{message.key}@{host}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = {code for code, _ in error.recipients.values()}
            final = min(codes, default=0) >= REFUSED_FOR_GOOD
            raise Undelivered("the address was refused", final=final) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Undelivered(type(error).__name__) from error


class Robot:
    """Carries to a group robot by apprise."""

    def carry(self, message: Message) -> None:
        """Speak in the group once."""
        # Knows two hundred carriers; only whoever sends pays for loading them.
        import apprise

        carrier = apprise.Apprise()
        address = ROBOTS[message.robot].format(key=quote(message.to, safe="@"))
        if not carrier.add(address):
            raise Undelivered("the key of the robot cannot be read", final=True)
        if not carrier.notify(body=message.text, body_format="text"):
            raise Undelivered("the robot did not answer")


class Folder:
    """Writes each message into a file under its key: for trying out, and for tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, message: Message) -> None:
        """Write one file; sent again, it is written over."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"{message.key}.txt"
        try:
            path.write_text(message.text + "\n", encoding="utf-8")
        except OSError as error:
            raise Undelivered(type(error).__name__) from error


class Robots:
    """Carries to robots that have a key, and writes for those that have none."""

    def __init__(self, folder: Path) -> None:
        self._written = Folder(folder)
        self._spoken = Robot()

    def carry(self, message: Message) -> None:
        """Carry by whichever there is."""
        carrier: Carrier = self._spoken if message.to else self._written
        carrier.carry(message)


def key_of(notification: int) -> str:
    """Give the key of a notification's message: it tells nothing and never changes."""
    secret = f"{settings.SECRET_KEY}:notice:{notification}"
    return "notice-" + hashlib.sha256(secret.encode()).hexdigest()[:32]


def carriers() -> Mapping[str, Carrier]:
    """Give the carrier of each channel, as this installation is set up."""
    return {"mail": Mail(), "robot": Robots(settings.VAR / "robots")}
