"""A playbook in words that people say: who, until when, on what condition, what then.

Everything is given in one language at a time. Words of a locality (its posts, levels,
bodies) come from its charter; without one, the names of the format stand in for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuanluo.kernel.conditions import Condition
from yuanluo.kernel.period import Period
from yuanluo.kernel.playbook import FieldDue, title_in
from yuanluo.kernel.words import is_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.playbook import Do, Playbook, State, Step

CAPACITY = {
    "holder": "经办人 / whoever holds it",
    "assignee": "领办的人 / the person it was given to",
    "requester": "提出的人 / whoever asked",
    "resident": "居民 / a resident",
    "party": "当事人 / a party",
    "parent": "上级事项 / the matter above",
    "clock": "到时自动 / by itself",
}
OUTCOME = {
    "run": "期满 / has run its days",
    "upheld": "异议成立 / was objected to with reason",
    "carried": "通过 / is carried",
    "rejected": "未通过 / is rejected",
    "inquorate": "人数不足 / has too few",
    "tied": "票数相等 / is tied",
    "elected": "选出 / has elected",
    "unfilled": "还有空位 / leaves seats open",
    "filed": "已办妥 / is done",
    "returned": "被退回 / came back",
}
FACT = {
    "notice": "公示 / the notice",
    "ballot": "表决 / the ballot",
    "filing": "上报 / the filing",
    "election": "选举 / the election",
}
#: The outcome that a fact means where none is named.
MEANT = {"notice": "run", "ballot": "carried", "filing": "filed", "election": "elected"}
RESULT = {
    "settled": "办成 / settled",
    "done": "完成 / done",
    "declined": "不予受理 / declined",
    "refused": "不予认定 / refused",
    "rejected": "未通过 / rejected",
    "withdrawn": "撤回 / withdrawn",
    "failed": "未能解决 / not solved",
    "expired": "到期 / expired",
    "upheld": "成立 / upheld",
    "dismissed": "不成立 / dismissed",
    "cancelled": "取消 / cancelled",
    "referred": "移送 / referred",
}
EVIDENCE = {"photo": "要有照片 / a photo", "file": "要有材料 / a document"}
EFFECT = {
    "assign": "交给这个人 / it is given to that person",
    "publish": "公示{days} / it is put on show for {days}",
    "bar-handlers": "换人办，原来的人不再经手 / somebody else handles it",
    "offer-up": "转给上一级 / it is offered to the next level",
    "return-to-first-level": "回到最初那一级 / it comes back to its first level",
    "open-child": "另开一件：{playbook} / another matter is opened: {playbook}",
    "open-children": "分成几件：{playbook} / it is split into several: {playbook}",
    "cancel-children": "分出去的各件撤销 / the parts are withdrawn",
    "add-party": "加入这一户 / the household becomes party to it",
    "set-review": "定下次看的日子 / the day of the next look is set",
    "open-ballot": "开始表决 / a ballot is opened",
    "send-for-filing": "上报 / it is sent to be filed",
    "record-filing": "记下上报的结果 / what came of the filing is kept",
    "plan-election": "冻结名册，定下平票怎么办 / roll and tie rule are fixed",
    "open-nominations": "开始提名 / nominations open",
    "close-nominations": "候选人编号 / candidates are numbered",
    "open-election": "开一轮投票 / a round of voting opens",
    "keep-result": "写上计出的票数 / the votes counted are written down",
    "appoint-elected": "按结果任职 / who was elected is appointed",
}


#: Marks as a keyboard gives them, and as they are set between Chinese characters.
MARKS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
BESIDE = re.compile(r"(?<=[㐀-鿿（）《》“”])[,;:()!?]|[,;:()!?](?=[㐀-鿿（《“])")


def set_properly(text: str) -> str:
    """Set marks beside Chinese characters in their full width.

    >>> set_properly("拟不受理,等您说话"), set_properly("APP:12:30")
    ('拟不受理，等您说话', 'APP:12:30')
    """
    return BESIDE.sub(lambda mark: MARKS[mark[0]], text)


class Words:
    """The words of one language, and of a locality where its charter is given."""

    def __init__(
        self, playbook: Playbook, language: str, charter: Charter | None = None
    ) -> None:
        self.playbook = playbook
        self.language = language
        self.charter = charter
        self.chinese = is_chinese(language)

    def say(self, words: str) -> str:
        """Pick the language out of words in both."""
        found = title_in(words, self.language)
        return set_properly(found) if self.chinese else found

    def either(self, chinese: str, english: str) -> str:
        """Pick the language out of two."""
        return chinese if self.chinese else english

    def listed(self, some: Iterable[str], *, last: str = " / or") -> str:
        """Join words to a list."""
        words = list(dict.fromkeys(some))
        if self.chinese or len(words) < 2:
            return "、".join(words)
        return f"{', '.join(words[:-1])} {last.strip(' /')} {words[-1]}"

    # People -------------------------------------------------------------------------

    def who(self, actor: str) -> str:
        """Say who an actor or a holder is."""
        if actor == "ladder":
            arrow = " → "
            return arrow.join(self.post(r.post, r.level) for r in self.playbook.ladder)
        if actor in CAPACITY:
            return self.say(CAPACITY[actor])
        kind, _, name = actor.partition(":")
        if kind == "playbook":
            return self.either("由《{}》开出", "opened by {}").format(self.book(name))
        if name:
            return self.say(self.charter.title_of_post(actor)) if self.charter else name
        post, _, level = actor.partition("@")
        return self.post(post, "" if level == "here" else level)

    def post(self, key: str, level: str = "") -> str:
        """Say a post; its level too, where it exists at several."""
        found = self.charter.post(key) if self.charter else None
        if found is None:
            return key
        title = self.say(found.title)
        if not level or len(found.levels) < 2:
            return title
        return self.either(
            f"{self.level(level)}{title}", f"{title}, {self.level(level)}"
        )

    def level(self, key: str) -> str:
        """Say a level."""
        found = self.charter.level(key) if self.charter else None
        return self.say(found.title) if found else key

    def book(self, key: str) -> str:
        """Say the title of a playbook."""
        found = self.charter.playbook(key) if self.charter else None
        return self.say(found.title) if found else key

    # Time ---------------------------------------------------------------------------

    def period(self, text: str) -> str:
        """Say a period."""
        words = Period.parse(text).in_words(self.language)
        return words.replace(" ", "") if self.chinese else words

    def due(self, state: State) -> str:
        """Say until when a state lasts, in one phrase."""
        if state.review:
            every = self.period(state.review)
            return self.either(f"每{every}看一次", f"looked at every {every}")
        if isinstance(state.due, FieldDue):
            most = self.period(state.due.most) if state.due.most else ""
            words = self.either("按承诺的日子", "by the promised day")
            limit = self.either(f"，最多{most}", f", {most} at most")
            return words + (limit if most else "")
        if isinstance(state.due, dict):
            each = [f"{self.level(k)}{' ' * (not self.chinese)}{self.period(v)}"
                    for k, v in state.due.items()]  # fmt: skip
            return self.either("、", ", ").join(each)
        if state.due is None:
            return ""
        period = self.period(state.due)
        return self.either(f"{period}内", f"within {period}")

    def late(self, state: State) -> str:
        """Say what happens to what is late."""
        if state.due is None:
            return ""
        if state.overdue == "escalate":
            return self.either("迟了转上一级", "late: goes up a level")
        step = self.playbook.step(state.overdue)
        if step is None:
            return self.either("迟了会催办", "late: a reminder")
        title = self.say(step.title)
        return self.either(f"到期自动“{title}”", f"then by itself: {title}")

    # Conditions and consequences ------------------------------------------------------

    def needs(self, step: Step) -> str:
        """Say what must hold before a step."""
        needs = step.needs
        found = [self._fact(name, argument) for name, argument in needs.facts.items()]
        if needs.children:
            found.append(self._children(needs.children))
        for name, much in needs.taken.items():
            found.append(self._taken(name, much))
        for name, allowed in needs.answer.items():
            found.append(self._answer(name, allowed))
        if needs.evidence:
            found.append(self.say(EVIDENCE[needs.evidence]))
        if needs.after:
            period = self.period(needs.after)
            found.append(self.either(f"过{period}以后", f"not before {period}"))
        if needs.unique:
            found.append(self.either("没有报过一样的", "nobody reported the same"))
        found.extend(self._apart(name) for name in step.apart)
        return self.either("；", "; ").join(found)

    def _fact(self, name: str, argument: str) -> str:
        _, _, rest = argument.partition(" ")
        first = MEANT.get(name, "")
        outcomes = [word for word in rest.split(" or ") if word] or [first]
        said = (self.say(OUTCOME.get(outcome, outcome)) for outcome in outcomes)
        fact = self.say(FACT.get(name, name))
        return f"{fact}{'' if self.chinese else ' '}{self.listed(said)}"

    def _children(self, text: str) -> str:
        condition = Condition.parse(text)
        book = self.book(condition.playbook)
        said = {
            "all ended": ("全部办结", "have all ended"),
            "none open": ("没有在办的", "are not open"),
            "otherwise": ("以别的结果办结", "have ended otherwise"),
        }
        if condition.rule in said:
            chinese, english = said[condition.rule]
        else:
            results = self.listed(
                self.say(RESULT.get(result, result))
                for result in sorted(condition.results)
            )
            chinese, english = f"的结果是{results}", f"have ended: {results}"
        return self.either(f"《{book}》{chinese}", f"matters of “{book}” {english}")

    def _taken(self, name: str, much: int | str) -> str:
        step = self.playbook.step(name)
        title = self.say(step.title) if step else name
        if isinstance(much, int):
            return self.either(f"{much}人“{title}”", f"{much} people: {title}")
        return self.either(f"每一户都已“{title}”", f"for every household: {title}")

    def _answer(self, name: str, allowed: str | tuple[str, ...]) -> str:
        names = (allowed,) if isinstance(allowed, str) else allowed
        options = {
            option.id: option.title
            for step in self.playbook.steps
            for ask in step.ask
            if ask.id == name
            for option in ask.options
        }
        ways = {
            "big": "大事 / a big matter",
            "small": "小事 / a small matter",
            "private": "私事 / a private matter",
        }
        titles = ways | options if name != "way" else ways
        said = [self.say(titles.get(one, one)) for one in names]
        either = self.either("或", " or ").join(said)
        return self.either(f"是{either}", f"it is {either}")

    def _apart(self, name: str) -> str:
        if name == "kin":
            return self.either("不是亲属", "not kin")
        step = self.playbook.step(name)
        title = self.say(step.title) if step else name
        return self.either(f"不是“{title}”的人", f"not who took “{title}”")

    def follows(self, do: Do) -> str:
        """Say what an effect does."""
        days = str(do.parameters.get("days", "15 days"))
        return self.say(EFFECT.get(do.effect, do.effect)).format(
            days=self.period(days),
            playbook=self.book(do.parameters.get("playbook", "")),
        )
