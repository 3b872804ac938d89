"""What the workbench shows of a matter: what can be done first, then what is known.

Sorts the acts into the one this person is here for, the others at hand, and those that
are rarely needed; opens one form at a time. Internal notes stand apart from what the
one who asked will read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.forms import builtins
from yuanluo.matters.forms.asking import Asking, Question
from yuanluo.matters.queries import showing
from yuanluo.matters.queries.helping import concerns
from yuanluo.matters.refusal_words import all_in_words, names_of
from yuanluo.matters.views import standing_words
from yuanluo.paper import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.matters.queries.dossier import Dossier
    from yuanluo.matters.queries.showing import Shown, ShownOffer

#: Acts whose words are no answer to a resident; ready-made replies do not fit.
UNANSWERED = {builtins.NOTE, "inquire"}
BODY = ("seat:", "chair:")


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that was refused: which, with which words, and why."""

    name: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    request_id: str = ""
    #: How much of the history had been read when the words were written.
    told: int | None = None


NOTHING_TRIED = Tried()


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it is offered: a button, or why it is grey."""

    name: str
    title: str
    icon: str
    kind: str = "quiet"
    key: str = ""
    why: str = ""
    hint: str = ""
    asks: bool = True
    photo: bool = False
    needs_photo: bool = False
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one act, opened."""

    act: Act
    questions: tuple[Question, ...]
    request_id: str
    #: Ready-made replies, and the name of the one field that they are for.
    replies: tuple[str, ...] = ()
    replying: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks the detail to open: a form, a ready-made reply in it."""

    act: str = ""
    reply: int = 0


def pane(
    dossier: Dossier,
    language: str,
    asked: Asked | None = None,
    tried: Tried = NOTHING_TRIED,
) -> dict[str, Any]:
    """Give all that the detail shows, with one form open."""
    asked = asked or Asked()
    shown = showing.shown(dossier, language)
    names = names_of(dossier.playbook, dossier.charter)
    steps = [_step(offer, language, names) for offer in shown.offers]
    others = [_built_in(name, language) for name in builtins.offered(shown.built_ins)]
    acts = {act.name: act for act in [*steps, *others]}
    name = _which(tried.name or asked.act, shown, acts)
    history = [standing_words.event(one) for one in shown.timeline]
    since = tried.told if "STALE" in tried.codes else None
    return {
        "shown": shown,
        "first": [a for a in others if a.name in builtins.FIRST],
        "steps": steps,
        "said": [a for a in others if a.name in builtins.SAID],
        "others": [
            a
            for a in others
            if a.name not in builtins.FIRST and a.name not in builtins.SAID
        ],
        "form": _replied(
            _form(dossier, shown, acts.get(name), language, tried), asked.reply
        ),
        "callable": can_be_called(dossier),
        "may_help": concerns(dossier),
        "tried": tried,
        "faults": _faults(tried, language, names),
        "changes": [] if since is None else history[since:],
        "told": len(history),
        "history": [one for one in history if not one["inner"]],
        "notes": [one for one in history if one["inner"]],
        "waiting": [_waits(one, language) for one in shown.pendings],
        "photos": standing_words.photos(shown),
        "path": standing_words.path(dossier, shown.visited, language),
        "path_said": standing_words.said(dossier, language),
        "fresh_id": fresh_id,
    }


def can_be_called(dossier: Dossier) -> bool:
    """Whether this person may open the number of who asked, and there is one."""
    requester = dossier.matter.requester
    return requester is not None and bool(requester.phone) and dossier.may("people")


def fresh_id() -> str:
    """Make the id of a request that a form will bring."""
    return str(uuid4())


def _step(offer: ShownOffer, language: str, names: Mapping[str, str]) -> Act:
    why = " ".join(all_in_words(offer.refusals, language, names))
    return Act(
        name=offer.id,
        title=offer.title,
        icon="arrow-right",
        kind="primary" if offer.primary else "quiet",
        key="d" if offer.primary else "",
        why=why,
        asks=bool(offer.asks),
        photo=offer.photo,
        needs_photo=offer.needs_photo,
        moves=True,
    )


def _built_in(name: str, language: str) -> Act:
    found = builtins.BUILT_INS[name]
    return Act(
        name=name,
        title=title_in(found.title, language),
        icon=found.icon,
        kind=found.kind,
        key=found.key,
        hint=title_in(found.hint, language) if found.hint else "",
        asks=bool(found.asks) or name in {"adjudicate", "divide"},
        photo=found.photos,
    )


def _which(asked: str, shown: Shown, acts: Mapping[str, Act]) -> str:
    """Say which form is open: the one asked for, else what the person is here for."""
    if asked in acts:
        return asked
    for name in ("accept", "approve", "adjudicate", "respond"):
        if name in acts:
            return name if acts[name].asks else ""
    return next((o.id for o in shown.offers if o.primary and not o.refusals), "")


def _form(
    dossier: Dossier, shown: Shown, act: Act | None, language: str, tried: Tried
) -> Form | None:
    if act is None or act.why:
        return None
    mine = act.name == tried.name
    given = tried.given if mine else {}
    faults = _field_faults(tried, language) if mine else {}
    asking = Asking(dossier, language, faults=faults)
    asks = builtins.asks_of(act.name, dossier)
    reused = "REQUEST_REUSED" in tried.codes
    kept = tried.request_id if mine and not reused else ""
    questions = tuple(asking.questions(asks, act.name, given))
    field = _reply_field(dossier, act.name, questions)
    return Form(
        act=act,
        questions=questions,
        request_id=kept or fresh_id(),
        replies=shown.replies if field else (),
        replying=field,
    )


def _reply_field(dossier: Dossier, name: str, questions: tuple[Question, ...]) -> str:
    """Name the field that answers the resident: the first words which are told.

    Reasons are everybody's own, and who checks for a body does not speak with the words
    of whoever did the work.
    """
    step = dossier.playbook.step(name)
    checks = step is not None and all(one.startswith(BODY) for one in step.by)
    if checks or name in UNANSWERED:
        return ""
    words = [q.name for q in questions if q.kind == "text" and q.told]
    return next((one for one in words if not one.endswith(".reason")), "")


def _replied(form: Form | None, reply: int) -> Form | None:
    """Put a ready-made reply into the form, for browsers without scripts."""
    if form is None or not 0 < reply <= len(form.replies):
        return form
    ready = form.replies[reply - 1]
    filled = tuple(
        replace(one, value=one.value or ready) if one.name == form.replying else one
        for one in form.questions
    )
    return replace(form, questions=filled)


def _field_faults(tried: Tried, language: str) -> dict[str, str]:
    """Say what is wrong with each field, beside the field."""
    short = {"MISSING": _("这一项要填。"), "BAD": _("这样填不行，请改一下。")}
    found = {}
    for code in tried.codes:
        what, _colon, name = code.partition(":")
        if what in short and name:
            found[name] = short[what]
    return found


def _faults(
    tried: Tried, language: str, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Pair each refusal in words with the field it is about."""
    found = []
    for code in tried.codes:
        what, _colon, name = code.partition(":")
        field_id = f"f-{tried.name}.{name}" if what in {"MISSING", "BAD"} else ""
        if what == "NO_EVIDENCE":
            field_id = "f-photos"
        found += [(field_id, said) for said in all_in_words([code], language, names)]
    return list(dict.fromkeys(found))


def _waits(one: showing.ShownPending, language: str) -> dict[str, Any]:
    """Say what awaits whose word, and until when."""
    whom = one.level or one.title
    said = {
        ("handover", "open"): _("已请%(whom)s接手，没有回音就算接了"),
        ("handover", "refused"): _("%(whom)s没有收，等上一级定由谁办"),
        ("suspension", "open"): _("申请暂停到%(until)s，等另一个人同意"),
        ("extension", "open"): _("申请延期到%(until)s，等另一个人同意"),
        ("question", "open"): _("问了提的人，等回话"),
        ("inquiry", "open"): _("督办提问，等经办的人答复"),
    }.get((one.kind, one.stage), one.kind)
    until = one.content.get("until", "")
    return {
        "words": said % {"whom": whom, "until": until},
        "reason": one.reason,
        "due": one.due_at,
        "mine": one.mine,
        "refused": one.content.get("refused", ""),
    }


def what_came(shown: Shown, name: str, title: str) -> str:
    """Say what came of an act and what happens next: who, by when, and what if late."""
    if name in {"comment", builtins.NOTE}:
        return _("“%(title)s”记下了。") % {"title": title}
    if shown.ended:
        return _("“%(title)s”：%(state)s。") % {
            "title": title,
            "state": shown.state_title,
        }
    holder = shown.holder
    whom = (holder.person or holder.title) if holder else ""
    if not whom:
        return _("“%(title)s”记下了。") % {"title": title}
    if name == "inquire":
        return _asked_words(shown, whom)
    said = _("“%(title)s”：现在由%(whom)s负责") % {"title": title, "whom": whom}
    return said + _until(shown)


def _asked_words(shown: Shown, whom: str) -> str:
    dues = [one.due_at for one in shown.pendings if one.kind == "inquiry"]
    days = [words.day(due) for due in dues if due]
    told = {"whom": whom, "day": days[-1] if days else ""}
    if not days:
        return _("问题交给%(whom)s了。") % told
    return _("问题交给%(whom)s了，%(day)s前要答复。") % told


def _until(shown: Shown) -> str:
    """Say by when, and what happens if it is late."""
    if shown.due and shown.due.late:
        return _("，已经过了期限。")
    if shown.due and (when := shown.due.at or shown.due.on):
        said = _("，%(day)s前。") % {"day": words.day(when)}
        if shown.due.then == "escalate" and shown.due.level:
            said += _("晚了自动转给%(level)s。") % {"level": shown.due.level}
        return said
    return _("。")


def how_many(done: int, whole: int) -> str:
    """Say how many of several acts were done."""
    return ngettext(
        "%(whole)d件里办了%(done)d件。", "%(whole)d件里办了%(done)d件。", whole
    ) % {"whole": whole, "done": done}
