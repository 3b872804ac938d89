"""The acts that every playbook has, as the workbench offers them.

What each does and who may do it stands in `actions`; which of them are offered now is
worked out by `queries.showing`. Here stands only how they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.kernel.playbook import Ask, Option, title_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.kernel.charter import Charter
    from yuanluo.matters.queries.dossier import Dossier


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """How an act is called, drawn and asked for."""

    title: str
    icon: str
    asks: tuple[Ask, ...] = ()
    key: str = ""
    kind: str = "quiet"
    hint: str = ""
    photos: bool = False


def _ask(ident: str, kind: str, title: str, *, optional: bool = False) -> Ask:
    return Ask(id=ident, type=kind, title=title, optional=optional)  # type: ignore[arg-type]


REASON = _ask("reason", "text", "理由 / Reason")
UNTIL = _ask("until", "date", "到哪天 / Until which day")
TO = _ask("to", "holder", "交给谁 / To whom")

#: A comment that only handlers read; no step of a playbook can have this name.
NOTE = "Note"

BUILT_INS: Mapping[str, BuiltIn] = {
    "accept": BuiltIn("收下 / Accept", "check", key="a", kind="primary"),
    "refuse": BuiltIn(
        "不收，请上级定 / Refuse: the level above rules",
        "undo-2",
        (REASON,),
        hint="上一级定由谁办；定下来以前还由原来的人负责 "
        "/ The level above rules; until then the one who has it answers",
    ),
    "adjudicate": BuiltIn("定由谁办 / Rule who answers", "scale", key="a"),
    "approve": BuiltIn("同意 / Agree", "check", key="a", kind="primary"),
    "reject": BuiltIn(
        "不同意 / Do not agree",
        "x",
        (_ask("reason", "text", "理由 / Reason", optional=True),),
    ),
    "respond": BuiltIn(
        "答复督办 / Answer the supervisors",
        "message-circle",
        (_ask("answer", "text", "答复 / Your answer"),),
        key="a",
        kind="primary",
    ),
    "comment": BuiltIn(
        "对外留言 / Public words",
        "message-circle",
        (_ask("text", "text", "提的人会看到 / The one who asked will read this"),),
        key="c",
        photos=True,
    ),
    NOTE: BuiltIn(
        "内部备注 / Internal note",
        "lock",
        (
            _ask(
                "text",
                "text",
                "只有经办的人看得到 / Only those who handle it read this",
            ),
        ),
        key="n",
        photos=True,
    ),
    "ask": BuiltIn(
        "问提的人 / Ask who reported it",
        "circle-question-mark",
        (_ask("question", "text", "想问什么 / Your question"),),
        hint="期限照走，不因为问话停下来 / The deadline runs on while you wait",
    ),
    "assign": BuiltIn("安排给 / Assign", "user-check", (TO,), key="s"),
    "hand-over": BuiltIn(
        "移交 / Hand over",
        "send",
        (TO, REASON),
        key="h",
        hint="对方收下以前还由您负责 / Until they accept, you answer",
    ),
    "escalate": BuiltIn(
        "请上一级接手 / Pass up",
        "arrow-up-right",
        (REASON,),
        key="e",
        hint="上一级收下以前还由您负责 / Until they accept, you answer",
    ),
    "extend": BuiltIn(
        "申请延期 / Ask for more time",
        "calendar-days",
        (UNTIL, REASON),
        hint="要另一个人同意 / A second person must agree",
    ),
    "suspend": BuiltIn(
        "申请暂停 / Ask to suspend",
        "pause",
        (UNTIL, REASON),
        hint="要另一个人同意，到那天自己接着算 "
        "/ A second person must agree; it resumes by itself",
    ),
    "resume": BuiltIn("恢复计时 / Resume", "play"),
    "correct": BuiltIn(
        "改分类 / Correct the category",
        "pencil",
        (_ask("category", "category", "应该是哪一类 / The right category"), REASON),
    ),
    "divide": BuiltIn("分成几件 / Divide", "split"),
    "join": BuiltIn(
        "并到另一件 / Join to another",
        "merge",
        (_ask("with", "citation", "那一件的编号 / The number of the other"),),
        hint="这一件就此了结，提的人跟着那一件看 "
        "/ This one ends; who asked follows the other",
    ),
    "inquire": BuiltIn(
        "督办提问 / Put a question",
        "scale",
        (_ask("question", "text", "要问经办的人什么 / Your question to the holder"),),
        hint="经办的人三个工作日内必须答复 "
        "/ The holder must answer within three working days",
    ),
}
#: What answers somebody comes first, then what is said, then what moves it elsewhere.
FIRST = ("accept", "adjudicate", "approve", "respond", "refuse", "reject")
SAID = ("comment", NOTE, "ask")


def offered(available: tuple[str, ...]) -> list[str]:
    """Name those of the acts available that the workbench offers, in its order."""
    known = set(available)
    if "comment" in known:
        known.add(NOTE)
    return [name for name in BUILT_INS if name in known]


def asks_of(name: str, dossier: Dossier) -> tuple[Ask, ...]:
    """Give the questions of an act; some depend on the matter."""
    if name == "adjudicate":
        return (_ruling(dossier),)
    if name == "divide":
        return _parts(dossier.charter)
    found = BUILT_INS.get(name)
    if found is not None:
        return found.asks
    step = dossier.playbook.step(name)
    return step.ask if step is not None else ()


def _ruling(dossier: Dossier) -> Ask:
    """Ask who answers: the level or post it was offered to, or the one before."""
    offer = dossier.pendings.get("handover")
    before = dossier.matter.level
    to = offer.level if offer else ""
    if offer and offer.level in {"", before}:
        to = offer.post
    sides = [side for side in dict.fromkeys((to, before)) if side]
    return Ask(
        id="to",
        type="choice",
        title="由谁办 / Who answers",
        options=tuple(
            # A seat in a body is no identifier, but it may answer.
            Option.model_construct(id=side, title=_title_of(dossier.charter, side))
            for side in sides
        ),
    )


def _title_of(charter: Charter, name: str) -> str:
    level = charter.level(name)
    return level.title if level else charter.title_of_post(name)


def _parts(charter: Charter) -> tuple[Ask, ...]:
    books = tuple(Option(id=b.id, title=b.title) for b in charter.playbooks)
    title = _ask("title", "text", "哪一件 / Which part")
    return (
        Ask(
            id="playbook",
            type="choice",
            title="各件按哪套工作法办 / By which playbook",
            options=books,
        ),
        Ask(id="parts", type="rows", title="分成哪几件 / The parts", columns=(title,)),
    )


def title_of(name: str, dossier: Dossier, language: str) -> str:
    """Give the title of an act, whether every playbook has it or this one alone."""
    found = BUILT_INS.get(name)
    if found is not None:
        return title_in(found.title, language)
    step = dossier.playbook.step(name)
    return title_in(step.title, language) if step else name
