"""Acts every playbook has that say or show something and move nothing.

A comment, a question to the requester and its answer, evidence, thanks, a supervisor's
question: none of them resets a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.text import TextFault, clean
from yuanluo.matters.actions import clockwork, moves
from yuanluo.matters.actions.carrying import attach
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.matters.queries.holders import run
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from uuid import UUID

    from yuanluo.people.queries import Acting

WORDS_MOST = 2000
#: How long a holder has for a supervisor's question, and a requester for a question.
INQUIRY_DUE = "3 working days"
QUESTION_DUE = "7 days"

Body = Callable[[Dossier, str], dict[str, Any]]


def act_on(number: str, verb: str, acting: Acting, body: Body, **asked: Any) -> Answer:
    """Do a built-in act on a matter the person may see: once, under lock, recorded."""
    payload = {"act": verb, "number": number, **asked}

    def act(request_hash: str) -> dict[str, Any]:
        dossier = moves.take_up(number, acting)
        name = verb.removeprefix("matter.")
        if name in dossier.playbook.without:
            raise Refused([Refusal("NOT_IN_THIS_PLAYBOOK", name)])
        answer = body(dossier, request_hash)
        clockwork.set_free(dossier)
        return answer

    return once(acting.request_id, payload, act)


def cleaned(text: str, field: str, most: int = WORDS_MOST) -> str:
    """Take a text, or refuse by name."""
    if not isinstance(text, str) or not text.strip():
        raise Refused([Refusal("MISSING", field)])
    try:
        return clean(text, most)
    except TextFault as fault:
        raise Refused([Refusal("BAD", field)], says=str(fault)) from fault


def comment(
    number: str,
    text: str,
    acting: Acting,
    *,
    internal: bool = False,
    photos: Sequence[UUID] = (),
) -> Answer:
    """Add words to a matter: for everybody who sees it, or internal to handlers."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless(
            (dossier.is_own or dossier.is_handler, "WRONG_POST"),
            (not internal or dossier.is_handler, "WRONG_POST"),
        )
        words = cleaned(text, "text")
        attach(dossier, "comment", photos, acting)
        return moves.write(
            dossier, acting, "matter.comment", request_hash,
            payload={"text": words}, seen="handlers" if internal else "parties",
        )  # fmt: skip

    return act_on(
        number, "matter.comment", acting, body,
        text=text, internal=internal, photos=[str(photo) for photo in photos],
    )  # fmt: skip


def thank(number: str, text: str, acting: Acting) -> Answer:
    """Let the requester thank those who settled the matter."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless((dossier.is_own, "WRONG_POST"))
        words = cleaned(text, "text", 500) if text else ""
        return moves.write(
            dossier, acting, "matter.thank", request_hash,
            payload={"text": words}, seen="parties",
        )  # fmt: skip

    return act_on(number, "matter.thank", acting, body, text=text)


def add_photos(number: str, photos: Sequence[UUID], acting: Acting) -> Answer:
    """Attach pictures that this person uploaded."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless(
            (dossier.is_own or dossier.is_handler, "WRONG_POST"),
            (bool(photos), "MISSING:photos"),
        )
        attach(dossier, "attach", photos, acting)
        return moves.write(
            dossier, acting, "matter.attach", request_hash,
            payload={"photos": [str(p) for p in photos]}, seen="parties",
        )  # fmt: skip

    asked = [str(photo) for photo in photos]
    return act_on(number, "matter.attach", acting, body, photos=asked)


def ask(number: str, question: str, acting: Acting) -> Answer:
    """Let the holder ask the requester something; the clock runs on."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        matter = dossier.matter
        moves.refuse_unless((dossier.is_holder, "WRONG_POST"))
        asked = matter.requester_id or matter.reporter_id
        moves.refuse_unless(
            (matter.ended_at is None, "NOT_FROM_HERE"), (bool(asked), "NOBODY_TO_ASK")
        )
        words = cleaned(question, "question")
        due = run(dossier, QUESTION_DUE, dossier.at, "question")
        moves.pending(
            dossier, "question", person_id=asked, reason=words[:500],
            due_at=due.due_at,
        )  # fmt: skip
        moves.keep(dossier, moved=False)
        return moves.write(
            dossier, acting, "matter.ask", request_hash,
            payload={"text": words}, seen="parties",
        )  # fmt: skip

    return act_on(number, "matter.ask", acting, body, question=question)


def reply(number: str, text: str, acting: Acting) -> Answer:
    """Let the requester answer the holder's question."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless((dossier.is_own, "WRONG_POST"))
        return _answered(
            dossier,
            "question",
            text,
            acting,
            verb="matter.reply",
            hashed=request_hash,
        )

    return act_on(number, "matter.reply", acting, body, answer=text)


def inquire(number: str, question: str, acting: Acting) -> Answer:
    """Let a supervisor put a question that the holder must answer."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless((dossier.may("supervise"), "WRONG_POST"))
        words = cleaned(question, "question")
        held = dossier.held
        due = run(dossier, INQUIRY_DUE, dossier.at, "inquiry")
        moves.pending(
            dossier, "inquiry", reason=words[:500], due_at=due.due_at,
            post=held.post, place=held.place, person_id=held.person_id,
        )  # fmt: skip
        moves.keep(dossier, moved=False)
        return moves.write(
            dossier, acting, "matter.inquire", request_hash,
            payload={"text": words}, seen="handlers",
        )  # fmt: skip

    return act_on(number, "matter.inquire", acting, body, question=question)


def respond(number: str, text: str, acting: Acting) -> Answer:
    """Let the holder answer a supervisor's question."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        asked = dossier.pendings.get("inquiry")
        person = acting.who.person
        named = asked is not None and person is not None and asked.person_id == person
        moves.refuse_unless((dossier.is_holder or named, "WRONG_POST"))
        return _answered(
            dossier,
            "inquiry",
            text,
            acting,
            verb="matter.respond",
            hashed=request_hash,
        )

    return act_on(number, "matter.respond", acting, body, answer=text)


def _answered(
    dossier: Dossier, kind: str, text: str, acting: Acting, *, verb: str, hashed: str
) -> dict[str, Any]:
    """Settle a question with its answer."""
    asked = dossier.pendings.get(kind)
    if asked is None:
        raise Refused([Refusal("NOTHING_ASKED")])
    words = cleaned(text, "answer")
    moves.settle(asked, "answered", dossier.at, dossier)
    moves.keep(dossier, moved=False)
    seen = "handlers" if kind == "inquiry" else "parties"
    return moves.write(
        dossier, acting, verb, hashed, payload={"text": words}, seen=seen
    )
