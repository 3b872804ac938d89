"""The history of a matter in plain words, for the circle of the person who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.playbook import Ask, title_in
from yuanluo.matters.queries.dossier import STEP, Dossier
from yuanluo.paper.words import day
from yuanluo.people.helping import consent_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from yuanluo.record.models import Act

#: What happened, by the verb of the act. Capitals in braces are filled in.
TITLES = {
    "matter.comment": "留言 / Comment",
    "matter.ask": "想问您一句 / Question to you",
    "matter.reply": "答复提问 / Answered",
    "matter.attach": "补充照片 / Photos added",
    "matter.thank": "道谢 / Thanks",
    "matter.inquire": "监督询问 / Supervisor's question",
    "matter.respond": "答复监督询问 / Supervisor's question answered",
    "matter.correct": "改了分类 / Category corrected",
    "matter.withdraw": "撤回 / Withdrawn",
    "matter.withdrawn": "随上级事项撤回 / Withdrawn with its parent",
    "matter.join": "并入同一件事 / Joined to the same matter",
    "matter.mine-too": "也是我家的事 / Mine too",
    "matter.divide": "分成几件办 / Divided",
    "matter.escalate": "请上一级接手 / Offered to the level above",
    "matter.offered": "逾期，自动转上一级 / Late: offered to the level above",
    "matter.taken-over": "没有回音，视为接手 / Taken over by silence",
    "matter.hand-over": "转给别的人 / Handed over",
    "matter.assign": "安排给 / Assigned",
    "matter.relocate": "院落重划,跟着住处走 / Went with its home elsewhere",
    "matter.accept": "接手 / Accepted",
    "matter.refuse": "不接，请上级定 / Refused: the level above rules",
    "matter.adjudicate": "上级定了由谁办 / Ruled who answers",
    "matter.suspend": "申请暂停 / Suspension proposed",
    "matter.extend": "申请延期 / Extension proposed",
    "matter.approve": "第二人同意 / A second person agreed",
    "matter.reject": "第二人不同意 / A second person did not agree",
    "matter.resume": "恢复办理 / Resumed",
    "matter.resumed": "暂停到期，恢复办理 / Suspension over, resumed",
    "matter.lapsed": "没人答复，作罢 / Lapsed without an answer",
    "matter.late": "逾期 / Late",
    "matter.late-at-top": "最上一级逾期，已报监督 / Late at the top: supervisors told",
    "matter.review": "到了复核的日子 / Review date",
    "matter.inquiry-late": "监督询问逾期未答 / Supervisor's question unanswered",
    "matter.migrated": "改按新一版工作法办 / Goes by a newer playbook now",
    "ballot.close": "组织表决结果 / The body's decision",
    "ballot.declare": "组织表决结果 / The body's decision",
    "publication.soon": "公开的日子快到了，已提醒 / Reminded: to be published soon",
    "notice.take-down": "公示撤下 / Notice taken down",
    "notice.put-up": "公示重新挂出 / Notice put up again",
    "notice.amend": "公示改了内容,天数重算 / Notice amended: its days begin anew",
    "notice.hang": "公示贴出去了 / Notice hung up",
}
KIN_TITLE = "居民 / Resident"
HOLDER_TITLE = "经办人 / Holder"
#: Acts of those who handle, by whichever post they do.
OF_STAFF = frozenset(
    f"matter.{name}"
    for name in (
        "ask", "inquire", "respond", "correct", "divide", "hand-over", "assign",
        "accept", "refuse", "adjudicate", "suspend", "extend", "approve", "reject",
        "resume",
    )
)  # fmt: skip
CLOCK_TITLE = "系统自动 / By itself"
#: Details that are words, in the order in which they are told.
WORDS = (
    ("text", ""),
    ("reason", "原因 / Reason"),
    ("because", "为什么走这条路 / Why this way"),
    ("until", "到 / Until"),
    ("present", "到会 / Present"),
    ("yes", "赞成 / In favour"),
    ("consent", "替本人办 / On their behalf"),
)


@dataclass(frozen=True, slots=True)
class ShownAct:
    """One act of the history, as somebody may read it."""

    at: datetime
    verb: str
    step: str
    title: str
    who: str
    person: str
    channel: str
    internal: bool
    lines: tuple[tuple[str, str], ...]
    to_state: str
    failed: tuple[str, ...] = ()


def timeline(
    dossier: Dossier, acts: Sequence[Act], language: str
) -> Iterator[ShownAct]:
    """Tell the history, oldest first, leaving out what this circle may not read."""
    for act in acts:
        if act.seen == "handlers" and not dossier.is_handler:
            continue
        if act.seen == "parties" and not (dossier.is_own or dossier.is_handler):
            continue
        yield _told(dossier, act, language)


def _told(dossier: Dossier, act: Act, language: str) -> ShownAct:
    inside = dossier.is_own or dossier.is_handler
    step = dossier.playbook.step(act.detail) if act.verb == STEP else None
    title = step.title if step else TITLES.get(act.verb, act.verb)
    to_state = str(act.payload.get("state", ""))
    return ShownAct(
        at=act.at,
        verb=act.verb,
        step=act.detail if step else "",
        title=title_in(title, language),
        who=title_in(_who(dossier, act), language),
        person=act.actor_name if inside and _may_name(dossier, act) else "",
        channel=act.channel,
        internal=act.seen == "handlers",
        lines=tuple(_lines(dossier, act, language)) if inside else (),
        to_state=title_in(dossier.playbook.title_of(to_state), language),
        failed=tuple(act.payload.get("failed", ())) if dossier.is_handler else (),
    )


def _who(dossier: Dossier, act: Act) -> str:
    """Name the capacity in which somebody acted."""
    if act.actor is None and act.channel == "clock":
        return CLOCK_TITLE
    post = act.post.partition("@")[0]
    if post == "holder" or (not post and act.verb in OF_STAFF):
        return HOLDER_TITLE
    if not post or post in {"resident", "requester", "party"}:
        return KIN_TITLE
    return dossier.charter.title_of_post(post)


def _may_name(dossier: Dossier, act: Act) -> bool:
    """Staff act under their name; a resident's name is for handlers and themselves."""
    post = act.post.partition("@")[0]
    of_resident = not post or post in {"resident", "requester", "party"}
    of_resident = of_resident and act.verb not in OF_STAFF
    person = dossier.who.person if dossier.who else None
    # Who acted for somebody is named to them.
    mine = person is not None and person in {act.actor, act.on_behalf}
    return dossier.is_handler or mine or not of_resident


def _lines(dossier: Dossier, act: Act, language: str) -> Iterator[tuple[str, str]]:
    """Give what was said, question by question, as far as this circle may read it."""
    payload = act.payload
    step = dossier.playbook.step(act.detail) if act.verb == STEP else None
    answers = payload.get("answers", {})
    for ask in step.ask if step else ():
        if ask.id in answers and _may_read(dossier, ask, act):
            label = title_in(ask.title, language)
            yield label, written(dossier, ask, answers[ask.id], language)
    for name, label in WORDS:
        if payload.get(name) not in (None, ""):
            said = str(payload[name])
            value = title_in(said, language)
            if name == "consent":
                value = consent_in_words(said, language)
            if name == "until":
                value = PLAINLY["date"](value)
            yield (title_in(label, language) if label else ""), value
    if act.verb == "matter.correct":
        names = [
            _category(dossier, payload.get(k, ""), language)
            for k in ("before", "after")
        ]
        yield "", " → ".join(names)


def _may_read(dossier: Dossier, ask: Ask, act: Act) -> bool:
    if ask.seen is None:
        return True
    if ask.seen == "self":
        return dossier.who is not None and dossier.who.person == act.actor
    return dossier.is_handler if ask.seen.startswith("handlers") else True


def _category(dossier: Dossier, key: str, language: str) -> str:
    found = dossier.charter.category(key)
    return title_in(found.title, language) if found else key


PLAINLY: dict[str, Callable[[Any], str]] = {
    "money": lambda fen: f"{int(fen) / 100:,.2f}".removesuffix(".00"),
    "date": lambda text: day(date.fromisoformat(str(text))),
    "stars": lambda stars: "★" * int(stars) + "☆" * (5 - int(stars)),
}


def written(dossier: Dossier, ask: Ask, value: Any, language: str) -> str:
    """Write an answer as people read it."""
    if ask.type == "choice":
        option = next((o for o in ask.options if o.id == value), None)
        return title_in(option.title, language) if option else str(value)
    if ask.type == "category":
        return _category(dossier, str(value), language)
    if ask.type == "holder" and isinstance(value, dict):
        post = dossier.charter.title_of_post(str(value.get("post", "")))
        return f"{value.get('name', '')} {title_in(post, language)}".strip()
    if ask.type in PLAINLY:
        return PLAINLY[ask.type](value)
    if ask.type in {"household", "households", "person"}:
        many = value if isinstance(value, list) else [value]
        unit = "户" if language.startswith("zh") else "households"
        return f"{len(many)} {unit}" if ask.type != "person" else ""
    if ask.type == "rows":
        return "；".join(str(next(iter(row.values()), "")) for row in value)
    return str(value)
