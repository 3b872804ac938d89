"""Why an act may not be done, in words that say what to do instead.

Pages, programs and printed sheets say the same sentence for the same code. A code that
has no sentence here is a fault of ours, which a test finds; a person still reads
something they can act on. Nothing is judged here, and no identifier is shown: questions
and steps go by the titles that the playbook gives them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuanluo.kernel.words import in_language
from yuanluo.matters import election_words
from yuanluo.record.picture_words import PICTURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.playbook import Playbook


def _read(table: str) -> dict[str, str]:
    """Read a table of three lines each: the code, Chinese, English."""
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    assert len(lines) % 3 == 0, "a code lacks one of its languages"
    return {
        code: f"{zh} / {en}"
        for code, zh, en in zip(lines[::3], lines[1::3], lines[2::3], strict=True)
    }


UNKNOWN = (
    "现在做不了。刷新看看，还不行就问一声 / Not now: reload, and ask if it stays so"
)

#: `{what}` is the question, step, kind or figure that a code names.
WORDS = (
    _read("""
WRONG_POST
    这一步不归您办
    This step is not yours to take
APART
    您办过“{what}”，这一步要换个人来
    You took “{what}”: this step is for somebody else
HELPER_HANDLED
    这件事您经过手，不能替本人说办得好不好，请换一个人替
    You handled it: somebody else must speak for them
KIN
    您和当事人是一家，这一步要换个人来
    You live in the same household: somebody else must do this
BARRED
    这件事要换人重办，请派给没办过它的人
    It was reopened for somebody else: choose a person who has not handled it
SAME_TEXT
    文字没有改动；一改，后面的会都要重开，没改就不用提
    The text is the same; only a change makes later meetings decide anew
SECOND_PERSON
    这是您自己提的，要另一个人来批
    You proposed it yourself: another person must agree
VACANT
    那个岗位现在没人，请换一个，或者先任命
    Nobody holds that post now: choose another or appoint somebody first
NOBODY_TO_ASK
    这是匿名报的，没有人可以问
    It was reported without a name: there is nobody to ask
NO_LEVEL_ABOVE
    已经在最上一级，请就地办
    It is at the top already: settle it here
NO_ONE_ABOVE_TO_ADJUDICATE
    已经是最上一级，不能推回去
    The top of the ladder may not refuse
NOT_ANONYMOUS_HERE
    这一类要留名字才能办，请写上名字或换一类
    This kind needs a name: give one or choose another kind
NOT_FROM_HERE
    这件事已经不在这一步了，刷新看看到了哪里
    It is no longer at this step: reload to see where it is
STALE
    您打开以后有人先动过这件事。您的字还在，看完变化再发
    Somebody moved it since you opened it. Your words are kept: read, then send again
SUSPENDED
    现在暂停着，先恢复计时再往下走
    It is suspended: resume it first
NOT_SUSPENDED
    它没有暂停，不用恢复
    It is not suspended: nothing to resume
NO_DEADLINE
    这一步没有期限，不用延也不用停
    This step has no deadline to move
STAYS_PRIVATE
    这是私事，只有提的人自己能改成公开办
    This is private: only who asked can have it handled openly
ALREADY_LATE
    已经过了期，不能再延。请尽快办，或往上交
    It is late already: settle it or pass it up
TOO_EARLY
    还没到可以办的时候
    It is too early for this step
ALREADY
    这一步您已经办过了
    You have done this already
TOO_OFTEN
    这一步最多{what}次，已经用完了
    This may be done {what} times at most, and has been
ALREADY_PENDING
    {what}还在等答复，有了结果再提
    {what} still awaits an answer: wait for it first
NOTHING_OFFERED
    现在没有交过来的事要您答复
    Nothing has been handed over to answer
NOTHING_PROPOSED
    现在没有延期或暂停要批
    No extension or suspension awaits approval
NOTHING_ASKED
    现在没有问题要回答，可能已经回过了
    No question is open: it may have been answered
MISSING
    还没填：{what}
    Still to fill in: {what}
BAD
    请改一下：{what}
    Please change: {what}
NO_EVIDENCE
    先拍一张照片
    Take a photo first
CHILDREN_OPEN
    分出去的事还没都办完，等它们有了结果
    Its parts are not all settled: wait for their results
DUPLICATE
    同样的事已经有一件在办，请并到那一件
    The same matter is already open: join that one
EFFECT_FAILED
    这一步没做成，过一会儿再试
    This step could not be carried out: try again in a while
NOT_IN_THIS_PLAYBOOK
    这套工作法里没有这个做法
    This playbook does not have that act
UNKNOWN_PLAYBOOK
    这里不用这套工作法，请换一个
    That playbook is not used here: choose another
UNKNOWN_PLACE
    没有找到这个地方，请从列表里选
    That place is not known here: choose from the list
PLACE_TOO_WIDE
    地方太大，请说到哪个村（社区）
    Too wide: name the village or community
UNKNOWN_PHOTO
    有一张照片没收到，请再选一次
    One photo did not arrive: choose it again
UNKNOWN_ACT
    没有这一条记录
    There is no such entry in the record
ALREADY_ERASED
    这一条已经删过了
    That entry was erased before
REQUEST_REUSED
    这张表已经发过一次，内容不一样。请刷新后再填
    This form was sent before with other words: reload and fill it in again
TOO_MANY_ROWS
    一次最多{what}件，请少选一些
    {what} at a time at most: choose fewer
NOTHING_CHOSEN
    先勾上要一起办的事
    Tick the matters first
GONE
    这件事看不到了，可能转到别处了
    It can no longer be seen: it may have gone elsewhere
BALLOT_MISSING
    还没提交表决
    It has not been put to a vote yet
BALLOT_OPEN
    表决还没有结果，等主任记下
    The vote has no result yet: the chair records it
BALLOT_CARRIED
    表决通过了，要走通过的那一步
    The motion was carried: take the step for that
BALLOT_REJECTED
    表决没通过，要走没通过的那一步
    The motion was rejected: take the step for that
BALLOT_INQUORATE
    到的人不够，表决不算，要重新开会
    Too few came: the vote does not count, meet again
FILING_MISSING
    还没上报
    It has not been sent to be filed yet
FILING_OPEN
    上报了还没回音，备案（批准）了才能接着办
    It was sent and is not filed or approved yet: wait for that
FILING_FILED
    已经备案（批准）了，要走备案以后的那一步
    It has been filed: take the step for that
FILING_RETURNED
    上报被退回了，改过重新走
    It came back: change it and go through it again
FILING_NOT_ASKED
    这件事不归你们这样办：规则要的是别的，或者已经办过了
    This is not asked of you here: the rule asks for something else, or it is done
NOTICE_MISSING
    还没有公示
    No notice has been put on show yet
NOTICE_RUNNING
    公示还没满期，期满后再办
    The notice is still on show: wait until its days are over
NOTICE_RUN
    公示已经期满，要走期满的那一步
    The notice has run its days: take the step for that
NOTICE_OVER
    公示期已过，不能再提
    The days of the notice are over
NOTICE_OBJECTED
    有异议还没答复，答复后再办
    An objection awaits its answer
NOTICE_UPHELD
    异议成立，要改过再公示
    An objection was upheld: change it and show it again
NOTICE_DOWN
    公示没挂着，挂回去、挂满天数再办
    The notice is not up: put it up again, and let its days run
NOTICE_IS_UP
    公示好好挂着，不用再挂
    The notice is up already
NOTICE_IS_DOWN
    公示已经不挂着了
    The notice is down already
UNKNOWN_NOTICE
    没有这份公示，可能已经撤下
    There is no such notice, or it was taken down
NOTHING_SHOWN
    这件事还没有公示
    Nothing of this has been put on show yet
NOTHING_CHANGED
    内容一个字没改，不用重新公示
    Nothing was changed: it need not be shown again
OWN_NOTICE
    这份公示是您发的，对它的异议要换个人答，可以往上交
    You published this notice: somebody else answers the objection, or pass it up
""")
    | _read(election_words.TEXT)
    | PICTURES
)

#: Codes that carry figures or a name in themselves.
TAKEN = re.compile(r"TAKEN_(?P<done>\d+)_OF_(?P<whole>\d+)")
TAKEN_WORDS = (
    "还差人：已有{done}位，要{whole}位 / {done} of {whole} so far: others first"
)
ANSWER = re.compile(r"ANSWER_(?P<field>.+)")
ANSWER_WORDS = (
    "前面“{what}”答的是别的，要走另一步 "
    "/ “{what}” was answered otherwise: take the other step"
)

#: What the acts that every playbook has ask for, and what may await a word.
FIELDS = {
    "reason": "理由 / the reason",
    "until": "到哪天 / the day",
    "on": "日子，要在公布那天到今天之间 / the day: since it was published, until today",
    "where": "贴在哪里、发到哪个群 / where it hangs, or which group",
    "ending": "怎么撤下的 / how it came down",
    "kind": "异议还是提问 / objection or question",
    "to": "交给谁 / to whom",
    "whom": "替谁提 / for whom",
    "consent": "本人怎么同意的 / how they agreed",
    "text": "要说的话 / your words",
    "question": "要问的话 / your question",
    "answer": "答复 / your answer",
    "category": "类别 / the category",
    "playbook": "工作法 / the playbook",
    "parts": "分成哪几件 / the parts",
    "photos": "照片 / photos",
    "with": "并到哪一件 / the other matter",
    "minutes": "会议记录 / the minutes",
    "outcome": "表决结果 / the outcome",
    "yes": "赞成的人数 / the number in favour",
    "title": "标题 / the title",
    "name": "名字 / the name",
    "way": "大事、小事还是私事 / Big, small or private",
    "handover": "移交 / The hand-over",
    "suspension": "暂停 / The suspension",
    "extension": "延期 / The extension",
    "inquiry": "督办提问 / The supervisors' question",
}

#: Where a name is not known: better none than one only a programmer can read.
NAMELESS = _read("""
MISSING
    还有一项没填
    One answer is missing
BAD
    有一项填得不对，请看一看
    One answer cannot be used: please check
APART
    您办过前面的一步，这一步要换个人来
    You took an earlier step: this one is for somebody else
TOO_OFTEN
    这一步的次数用完了
    This step has been taken as often as it may
ALREADY_PENDING
    已经有一个在等答复，有了结果再提
    One is already waiting for an answer
TOO_LARGE
    文件太大，请选小一点的
    The file is too large: choose a smaller one
TOO_MANY_ROWS
    选得太多了，请少选一些
    Too many at once: choose fewer
ANSWER
    前面答的是别的，要走另一步
    It was answered otherwise before: take the other step
""") | _read(election_words.NAMELESS)
#: The detail of these is a figure, not a name.
FIGURES = (
    frozenset({"TOO_OFTEN", "TOO_LARGE", "TOO_MANY_ROWS"}) | election_words.FIGURES
)


def in_words(code: str, language: str, names: Mapping[str, str] | None = None) -> str:
    """Say a refusal as a sentence; `names` gives questions and steps their titles.

    >>> in_words("NO_EVIDENCE", "zh-hans")
    '先拍一张照片'
    >>> in_words("MISSING:reason", "en")
    'Still to fill in: the reason'
    >>> in_words("TAKEN_1_OF_2", "zh-hans")
    '还差人：已有1位，要2位'
    >>> in_words("APART:claim", "en", {"claim": "领单 / Claim"})
    'You took “Claim”: this step is for somebody else'
    >>> in_words("MISSING:assignee", "en")
    'One answer is missing'
    """
    name, _, detail = code.partition(":")
    if found := TAKEN.fullmatch(name):
        return in_language(TAKEN_WORDS, language).format(**found.groupdict())
    words = WORDS.get(name, UNKNOWN)
    if found := ANSWER.fullmatch(name):
        name, detail, words = "ANSWER", found["field"], ANSWER_WORDS
    if "{what}" not in words:
        return in_language(words, language)
    title = detail if name in FIGURES else {**FIELDS, **(names or {})}.get(detail)
    if not title:
        return in_language(NAMELESS[name], language)
    return in_language(words, language).format(what=in_language(title, language))


def all_in_words(
    codes: Iterable[str], language: str, names: Mapping[str, str] | None = None
) -> list[str]:
    """Say several refusals, each sentence once."""
    return list(dict.fromkeys(in_words(code, language, names) for code in codes))


def names_of(playbook: Playbook, charter: Charter | None = None) -> dict[str, str]:
    """Give the titles of a playbook's steps, questions and posts, by identifier."""
    found = {post.id: post.title for post in charter.posts} if charter else {}
    for step in playbook.steps:
        for ask in step.ask:
            found[ask.id] = ask.title
            found.update({column.id: column.title for column in ask.columns})
    return found | {step.id: step.title for step in playbook.steps}
