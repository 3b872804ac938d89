"""Kinds of notices, and what each says: number, state, what to do, until when.

The words are public: no name, no number of a telephone and nothing that anybody wrote,
because mail lies on phones that families share and robots speak to whole groups. They
are put together in the language of whoever is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: What a person may switch off, each with its title on the page of preferences.
KINDS: dict[str, _StrPromise] = {
    "moved": gettext_lazy("我的事有了进展"),
    "question": gettext_lazy("有话问我"),
    "given": gettext_lazy("有事交给我"),
    "late": gettext_lazy("有事逾期"),
    "ended": gettext_lazy("和我有关的事办完了"),
    "said": gettext_lazy("有人留言、道谢"),
    "looked": gettext_lazy("有人查看、导出资料"),
    "divided": gettext_lazy("院落重新划分"),
    "helped": gettext_lazy("开会时别人替我办的"),
}
#: Where several fit one person, the first of these is told.
URGENCY = (
    *("question", "given", "late", "looked", "helped", "divided"),
    *("ended", "moved", "said"),
)
TITLE_MAX = 200
BODY_MAX = 600


@dataclass(frozen=True, slots=True)
class Subject:
    """What may be said of a matter to anybody: no more than this is ever told."""

    number: str
    state: str
    then: str
    holder: str
    due: str


@dataclass(frozen=True, slots=True)
class Say:
    """A kind of notice and the phrase that fits the act."""

    kind: str
    phrase: str


MOVED = Say("moved", "moved")
YOURS = Say("question", "yours")
REPORTED = Say("moved", "reported")
ASSISTED = Say("question", "assisted")
ENDED = Say("ended", "ended")
GIVEN = Say("given", "given")
OFFERED = Say("given", "offered")
RULE = Say("given", "rule")
APPROVE = Say("given", "approve")
VACANT = Say("given", "vacant")
ASKED = Say("question", "asked")
INQUIRED = Say("question", "inquired")
ANSWERED = Say("said", "answered")
SAID = Say("said", "said")
THANKED = Say("said", "thanked")
LATE = Say("late", "late")
SOON = Say("late", "soon")
LATE_AT_TOP = Say("late", "late-at-top")
UNANSWERED = Say("late", "unanswered")
REVIEW = Say("late", "review")
LAPSED = Say("moved", "lapsed")
#: Of data about people; `queries.looks` says these.
GLASS = Say("looked", "glass")
OPENED = Say("looked", "opened")
OPENED_OF_ME = Say("looked", "opened-of-me")
LOOKED_WEEK = Say("looked", "looked-week")
COPY_ASKED = Say("looked", "copy-asked")
COPY_AGREED = Say("looked", "copy-agreed")
COPY_REFUSED = Say("looked", "copy-refused")
#: Done for somebody at a meeting; `queries.helped` says these.
LET_IN = Say("helped", "let-in")
VOTED_FOR = Say("helped", "voted-for")
KEPT_OUT = Say("helped", "kept-out")
GIVEN_PAPER = Say("helped", "given-paper")
ANSWERED_FOR = Say("helped", "answered-for")
#: Of a partition that was adopted; `queries.divided` says these.
POST_ENDS = Say("divided", "post-ends")
POST_DIVIDED = Say("divided", "post-divided")
HOME_DIVIDED = Say("divided", "home-divided")


TITLES: dict[str, _StrPromise] = {
    "moved": gettext_lazy("%(number)s：%(state)s"),
    "yours": gettext_lazy("%(number)s：%(state)s，轮到您了"),
    "reported": gettext_lazy("%(number)s：有人替您报了一件事"),
    "assisted": gettext_lazy("%(number)s：有人替您办了一步，现在是%(state)s"),
    "ended": gettext_lazy("%(number)s 结束了：%(state)s"),
    "given": gettext_lazy("%(number)s 交给您办"),
    "offered": gettext_lazy("%(number)s 请您接手"),
    "rule": gettext_lazy("%(number)s 有人不接，请您定由谁办"),
    "approve": gettext_lazy("%(number)s 请您批：延期或暂停"),
    "vacant": gettext_lazy("%(number)s 还没有人办，请安排"),
    "asked": gettext_lazy("%(number)s 有一句话问您"),
    "inquired": gettext_lazy("%(number)s 监督提问，请答复"),
    "answered": gettext_lazy("%(number)s 您问的、提的有答复了"),
    "said": gettext_lazy("%(number)s 有新留言"),
    "thanked": gettext_lazy("%(number)s 有人道谢"),
    "late": gettext_lazy("%(number)s 逾期了"),
    "soon": gettext_lazy("%(number)s 快到日子了，还没公开"),
    "late-at-top": gettext_lazy("%(number)s 在最上一级逾期了"),
    "unanswered": gettext_lazy("%(number)s 监督提问逾期没有答复"),
    "review": gettext_lazy("%(number)s 到了复核的日子"),
    "lapsed": gettext_lazy("%(number)s 没人答复，作罢"),
}


#: What to do, after the date where there is one.
ADVICE: dict[str, _StrPromise] = {
    "offered": gettext_lazy("没有回音就算接手了。"),
    "late": gettext_lazy("请尽快办，或者往上交。"),
    "assisted": gettext_lazy("打开看看是谁替的；不是您的意思，就在里面说一声。"),
}


def words(say: Say, about: Subject) -> tuple[str, str]:
    """Give the title and the body of a notice in the language that is active."""
    named = {"number": about.number, "state": about.state}
    title = str(TITLES[say.phrase]) % named
    body = " ".join(part for part in _body(say, about) if part)
    return title[:TITLE_MAX], body[:BODY_MAX]


def _body(say: Say, about: Subject) -> list[str]:
    """Say what to do and until when; the state's own words come last."""
    due = _("%(due)s 前。") % {"due": about.due} if about.due else ""
    match say.phrase:
        case "moved" | "reported" | "lapsed":
            return [_holder(about), about.then]
        case "yours":
            return [due, about.then]
        case "given" | "inquired" | "soon":
            return [_("现在：%(state)s。") % {"state": about.state}, due]
        case "late-at-top" | "unanswered":
            return [_("现在：%(state)s。请过问。") % {"state": about.state}]
        case "rule" | "approve" | "vacant" | "asked":
            return [due, _("请打开看一看。")]
        case _:
            return [due, str(ADVICE[say.phrase])] if say.phrase in ADVICE else []


def _holder(about: Subject) -> str:
    """Say by which post it is held, and until when."""
    if about.holder and about.due:
        return _("现在由%(holder)s办，%(due)s 前。") % {
            "holder": about.holder,
            "due": about.due,
        }
    return _("现在由%(holder)s办。") % {"holder": about.holder} if about.holder else ""
