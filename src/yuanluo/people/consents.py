"""Consent to one purpose, in words of one version: given by one act, withdrawn by one.

The purposes and their words stand here and are closed; words that change get a new
version, and an older consent does not count for them. Nothing is agreed to by silence,
and a withdrawn consent stays only as a trace that it was there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.people.inscribing import About, write
from yuanluo.people.models import Consent, Person
from yuanluo.record.actions import Answer, once, refused

if TYPE_CHECKING:
    from datetime import datetime

    from yuanluo.people.queries import Acting


@dataclass(frozen=True, slots=True)
class Wording:
    """What one agrees to: a purpose, its title, its words and their version."""

    purpose: str
    version: int
    title: str
    text: str

    @property
    def sha256(self) -> str:
        """The hash by which the very words can be shown later."""
        return hashlib.sha256(self.text.encode()).hexdigest()


WORDINGS = {
    one.purpose: one
    for one in (
        Wording(
            "photo",
            1,
            "公示里用我的照片 / My photo in notices",
            "我同意村、社区在公示和宣传里用有我的照片。随时可以撤回，撤回以后不再用。 "
            "/ I agree that my village uses photos of me in notices. I can withdraw it "
            "at any time, and they are used no more.",
        ),
        Wording(
            "neighbours",
            1,
            "让邻居看到我的名字 / My name among neighbours",
            "我同意同一院落的邻居在积分、值日这些名单里看到我的名字。随时可以撤回。 "
            "/ I agree that neighbours of my courtyard read my name in lists of points "
            "and duties. I can withdraw this at any time.",
        ),
        Wording(
            "care",
            1,
            "把我列入上门看望 / Visits to me",
            "我同意网格员知道我需要看望，定期上门或打电话。随时可以撤回。 "
            "/ I agree that my grid member knows I want visits, and calls or rings me. "
            "I can withdraw this at any time.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """A purpose as it stands for somebody."""

    wording: Wording
    since: datetime | None

    @property
    def given(self) -> bool:
        """Whether it is agreed to now, in these words."""
        return self.since is not None


def consents_of(person: int) -> list[Agreed]:
    """Give every purpose with whether somebody agrees to it now; one statement."""
    running = Consent.objects.filter(person=person, withdrawn_at=None)
    since = {
        (purpose, version): at
        for purpose, version, at in running.values_list(
            "purpose", "version", "given_at"
        )
    }
    return [
        Agreed(one, since.get((one.purpose, one.version))) for one in WORDINGS.values()
    ]


def agrees(person: int, purpose: str) -> bool:
    """Whether somebody agrees to a purpose now: asked before every such use."""
    one = WORDINGS[purpose]
    running = Consent.objects.filter(person=person, withdrawn_at=None)
    return running.filter(purpose=purpose, version=one.version).exists()


def give(acting: Acting, purpose: str, version: int) -> Answer:
    """Agree to a purpose in the words that were shown; only for oneself."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        person, one = _self(acting), WORDINGS.get(purpose)
        if one is None:
            raise refused("UNKNOWN_PURPOSE", purpose)
        if one.version != version:
            raise refused("WORDS_CHANGED", purpose)
        running = Consent.objects.filter(
            person=person, purpose=purpose, withdrawn_at=None
        )
        if running.filter(version=version).exists():
            raise refused("ALREADY")
        # Agreed to in older words: those end where the new ones begin.
        running.update(withdrawn_at=acting.at)
        Consent.objects.create(
            person=person,
            purpose=purpose,
            version=version,
            text_sha256=one.sha256,
            channel=acting.channel,
            given_at=acting.at,
        )
        told = {**asked, "text": one.sha256}
        about = About(f"person:{person.pk}", "people.consent", acting.who.home_village)
        write(acting, about, request_hash, told, {})
        return {}

    asked = {"consent": purpose, "version": version}
    return once(acting.request_id, asked, carry_out)


def withdraw(acting: Acting, purpose: str) -> Answer:
    """Take a consent back: as easy as it was given, and without a reason."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        person = _self(acting)
        running = Consent.objects.filter(
            person=person, purpose=purpose, withdrawn_at=None
        )
        if not running.update(withdrawn_at=acting.at):
            raise refused("ALREADY")
        verb = "people.consent-withdrawn"
        about = About(f"person:{person.pk}", verb, acting.who.home_village)
        write(acting, about, request_hash, asked, {})
        return {}

    asked = {"withdraw": purpose}
    return once(acting.request_id, asked, carry_out)


def _self(acting: Acting) -> Person:
    found = Person.objects.select_for_update().filter(pk=acting.who.person or 0).first()
    if found is None:
        raise refused("UNKNOWN_PERSON")
    return found
