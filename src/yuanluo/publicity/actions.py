"""What is done to a notice: taken down, put up again, amended, hung on a board.

Each is one act in the record of the matter it belongs to. A notice cannot be ended
early: taken off show or amended, its days begin anew; blown down, they go on counting
when it hangs again. Refuses all of it once the days have run: what was published
stays as it was, and a correction is a notice of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.onshow import full_at
from yuanluo.kernel.text import TextFault, clean
from yuanluo.publicity.effects import fingerprint
from yuanluo.publicity.masking import masked, without_numbers
from yuanluo.publicity.models import Channel, Notice, NoticeVersion, ShownSpell
from yuanluo.publicity.queries import run_of, spells_of
from yuanluo.record.actions import Answer, Inscription, Refused, inscribe, once
from yuanluo.record.models import Attachment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from uuid import UUID

    from yuanluo.people.queries import Acting

#: Whoever may do something to a notice that is up.
POWER = "publish"
#: Whoever may say that it hung on a board: they look after it or looked at it.
SEEING = ("publish", "supervise", "report")
REASON_MOST = 500
FIELD_MOST = 5000


def take_down(code: str, ending: str, reason: str, acting: Acting) -> Answer:
    """Take a notice off show, or say that it fell; only what fell goes on counting."""

    def body(notice: Notice, acting: Acting) -> dict[str, Any]:
        if ending not in {"fell", "taken-down"}:
            raise Refused([Refusal("BAD" if ending else "MISSING", "ending")])
        _end_spell(notice, ending, _cleaned(reason, "reason", REASON_MOST), acting)
        _keep_end(notice)
        return {"reason": reason}

    told = {"ending": ending, "reason": reason}
    return _act(_Deed("notice.take-down", code, told), acting, body)


def put_up(code: str, acting: Acting) -> Answer:
    """Put a notice up again; after a taking down its days begin anew."""

    def body(notice: Notice, acting: Acting) -> dict[str, Any]:
        last = notice.spells.order_by("-since", "-id").first()
        if last is None or last.until is None:
            raise Refused([Refusal("NOTICE_IS_UP")])
        ShownSpell.objects.create(
            notice=notice, since=acting.at, anew=last.ending != "fell"
        )
        _keep_end(notice)
        return {}

    return _act(_Deed("notice.put-up", code, {}), acting, body)


def amend(
    code: str, title: str, fields: Mapping[str, str], reason: str, acting: Acting
) -> Answer:
    """Change what a notice says; the old text stays readable, its days begin anew."""

    def body(notice: Notice, acting: Acting) -> dict[str, Any]:
        words = _cleaned(reason, "reason", REASON_MOST)
        content = _amended(notice, title, fields)
        if content == notice.content:
            raise Refused([Refusal("NOTHING_CHANGED")])
        _end_spell(notice, "amended", words, acting)
        NoticeVersion.objects.create(
            notice=notice,
            version=notice.version,
            title=notice.title,
            content=notice.content,
            sha256=notice.sha256,
            until=acting.at,
            reason=words,
        )
        notice.version += 1
        notice.title, notice.content = content["title"], content
        notice.sha256 = fingerprint(content)
        notice.save(update_fields=["version", "title", "content", "sha256"])
        ShownSpell.objects.create(notice=notice, since=acting.at, anew=True)
        _keep_end(notice)
        return {"reason": words, "sha256": notice.sha256}

    told = {"title": title, "fields": dict(fields), "reason": reason}
    return _act(_Deed("notice.amend", code, told), acting, body)


def photo_subject(code: str) -> str:
    """Give the subject under which the photos of a notice are kept."""
    return f"notice:{code}"


def hang(code: str, on: date, where: str, photo: UUID | None, acting: Acting) -> Answer:
    """Keep that a notice was sent to a group, or hung on a board as a photo shows."""

    def body(notice: Notice, acting: Acting) -> dict[str, Any]:
        shown = notice.shown_at.astimezone(SHANGHAI).date()
        today = acting.at.astimezone(SHANGHAI).date()
        if not shown <= on <= today:
            raise Refused([Refusal("BAD", "on")])
        if photo is not None:
            mine = Attachment.objects.filter(pk=photo, by=acting.who.person, subject="")
            if not mine.update(subject=photo_subject(notice.code), seen="public"):
                raise Refused([Refusal("UNKNOWN_PHOTO")])
        Channel.objects.create(
            notice=notice,
            kind="board" if photo else "group",
            on=on,
            where=_cleaned(where, "where", 120),
            photo=photo,
            by=acting.who.person,
            at=acting.at,
        )
        return {"on": str(on), "where": where}

    told = {"on": str(on), "where": where, "photo": str(photo or "")}
    return _act(_Deed("notice.hang", code, told, SEEING, after=True), acting, body)


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is done to which notice: the verb, what was told, who may, and until when.

    `after` is whether it may be done when its days have run.
    """

    verb: str
    code: str
    told: Mapping[str, Any]
    powers: tuple[str, ...] = (POWER,)
    after: bool = False


def _act(
    deed: _Deed, acting: Acting, body: Callable[[Notice, Acting], dict[str, Any]]
) -> Answer:
    """Do something to a notice, once."""
    verb, code = deed.verb, deed.code

    def act(request_hash: str) -> dict[str, Any]:
        notice = Notice.objects.select_for_update().filter(code=code).first()
        able = notice is not None and any(
            acting.who.may(power, notice.village) for power in deed.powers
        )
        if notice is None or not able:
            raise Refused([Refusal("WRONG_POST")])
        over = run_of(notice, acting.at).is_full(acting.at)
        if notice.withdrawn_at is not None or (over and not deed.after):
            raise Refused([Refusal("NOTICE_OVER")])
        payload = body(notice, acting)
        answer = {"notice": notice.code, "version": notice.version}
        inscribe(
            Inscription(
                subject=notice.matter,
                verb=verb,
                at=acting.at,
                request_id=acting.request_id,
                actor=acting.who.person,
                actor_name=acting.who.name,
                on_behalf=acting.on_behalf,
                place=notice.village,
                log=notice.village,
                detail=notice.code,
                visit=notice.visit,
                seen="public",
                payload=payload,
                channel=acting.channel,
            ),
            request_hash,
            answer,
        )
        return answer

    return once(acting.request_id, {"act": verb, "code": code, **deed.told}, act)


def _end_spell(notice: Notice, ending: str, reason: str, acting: Acting) -> None:
    spell = notice.spells.filter(until=None).first()
    if spell is None:
        raise Refused([Refusal("NOTICE_IS_DOWN")])
    spell.until, spell.ending = max(acting.at, spell.since), ending
    spell.reason = reason
    spell.save(update_fields=["until", "ending", "reason"])


def _keep_end(notice: Notice) -> None:
    """Keep by which rows are found when the notice is full, as things stand."""
    spells = spells_of(ShownSpell.objects.filter(notice=notice))
    notice.ends_at = full_at(spells, notice.days, SHANGHAI)
    notice.save(update_fields=["ends_at"])


def _amended(notice: Notice, title: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Give the content with the words that were changed; rows of figures stay."""
    kept = dict(notice.content.get("fields", {}))
    for name, value in fields.items():
        if isinstance(kept.get(name), str):
            words = _cleaned(value, name, FIELD_MOST)
            kept[name] = masked(words, notice.masking, name)
    words = without_numbers(_cleaned(title, "title", 200))
    return {"title": words, "fields": kept}


def _cleaned(text: str, name: str, most: int) -> str:
    if not text.strip():
        raise Refused([Refusal("MISSING", name)])
    try:
        return clean(text, most)
    except TextFault as fault:
        raise Refused([Refusal("BAD", name)], says=str(fault)) from fault
