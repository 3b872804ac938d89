"""Why an act of a body may not be done, in words that say what to do."""

from __future__ import annotations

from yuanluo.kernel.area import square_metres
from yuanluo.kernel.words import in_language
from yuanluo.record.picture_words import PICTURES

NAMES = {
    "venue": "在哪里开 / where it sits",
    "held_at": "哪天几点开 / when it sits",
    "ballots": "议哪几件 / what is on the agenda",
    "unit": "按人还是按户 / by persons or by households",
    "special_signer": "特殊情况的原因和签字人 / the special reason and who signs",
    "text": "说什么 / what is said",
    "way": "怎样表决 / how to vote",
    "choice": "赞成、反对还是弃权 / for, against or abstaining",
    "receipt": "回执号 / the receipt number",
    "consent": "本人怎么同意的 / how they agreed",
    "evidence": "书面委托 / the written mandate",
    "person": "谁来 / who comes",
    "ground": "为什么回避 / why they keep out",
    "minutes": "会议纪要 / the minutes",
    "yes": "赞成几人 / how many are for",
    "no": "反对几人 / how many are against",
    "abstain": "弃权几人 / how many abstain",
    "name": "提谁的名 / whom to nominate",
    "answer": "愿不愿意 / whether they agree",
    "counts": "每个人几票，加起来要对 / the votes of each, which must add up",
    "kind": "拍的是什么 / what the photo shows",
    "photos": "照片 / a photo",
    "both": "两样都投了算哪张 / which counts of somebody who does both",
    "sheets": "印几张 / how many sheets",
    "representatives": "代表的比例 / the share of representatives",
    "women": "妇女代表的比例 / the share of women",
    "seats": "人数 / how many sit",
    "households_each": "几户推一名代表 / how many households each stands for",
    "party-discussion": "村党组织先研究 / discussion by the party's organisation",
    "legality-check": "先审合法 / a check against the law",
    "accounts-open": "账目和方案先给大家看 / accounts and plan laid open",
}
UNKNOWN = (
    "现在做不了。刷新看看，还不行就问一声 / Not now: reload, and ask if it stays so"
)
#: `{what}` is the number that is missing, or what has to be filled in.
WORDS = {
    "WRONG_POST": "这一步归会议主持人办 / This is for whoever chairs the body",
    "ALREADY": "已经是这样了 / It is so already",
    "MISSING": "还没填：{what} / Still to fill in: {what}",
    "BAD": "请改一下：{what} / Please change: {what}",
    "NOT_DELEGABLE": (
        "这件事法律留给全体会议定，代表会议不能代定 "
        "/ The law leaves this to everybody's meeting: representatives may not decide"
    ),
    "NO_RULE": (
        "章程没写这个组织按什么规则表决，请先补上 "
        "/ The charter does not say by which rules this body decides: add them first"
    ),
    "NOTICE_SHORT": (
        "通知太短：还差{what}天。改个日子，或写明特殊情况并签字 "
        "/ Notice is {what} days short: choose a later day, or give a special reason "
        "and who signs for it"
    ),
    "PRIOR": "开会之前先要有：{what} / What must come first: {what}",
    "NOT_ON_THE_ROLL": (
        "名册上没有。名册有错可以提异议 "
        "/ Not on the roll: if the roll is wrong, say so in an objection"
    ),
    "ALREADY_THERE": (
        "这个人已经到了，一个人只算一次 / This person is there already and counts once"
    ),
    "TOO_EARLY": "时候还没到 / It is not time yet",
    "TOO_LATE": "已经结束了 / It is over",
    "NO_PROXIES": (
        "按现在的规则不能委托别人 / By the rules in force nobody may stand in"
    ),
    "TOO_MANY_PROXIES": (
        "一个人最多代{what}人 / One person stands in for {what} at most"
    ),
    "NOT_SAME_HOUSEHOLD": (
        "只能委托同一户的人 / Only somebody of the same household may stand in"
    ),
    "NOT_CONVENED": "先召集会议 / Call the meeting first",
    "QUORUM_SHORT": (
        "人数不够：还差{what}，不能表决 / No quorum: {what} short, so no vote"
    ),
    "VOTES_SHORT": "赞成的不够：还差{what} / Not enough in favour: {what} short",
    "QUORUM_AREA_SHORT": (
        "面积不够：还差{what}㎡，不能表决 "
        "/ Not enough of the area takes part: {what} m² short, so no vote"
    ),
    "VOTES_AREA_SHORT": (
        "赞成的面积不够：还差{what}㎡ / Not enough area in favour: {what} m² short"
    ),
    "BY_NAME_ONLY": (
        "业主按面积和人数算，只能记名投票，不举手、不无记名 "
        "/ Owners count by area and number: they vote by name, not by hands or secretly"
    ),
    "NO_OWNERS": (
        "还没登记业主和面积，请专干先登记，再召集 "
        "/ No owners are registered here: a clerk enters them and their areas first"
    ),
    "COMPOSITION": (
        "这个组织的组成不合规定：{what}。先改好名单、报好数，再召集 "
        "/ The body is not made up as its rule asks: {what}. Mend that first"
    ),
    "NOBODY_CAME": "还没有人到 / Nobody has come yet",
    "NOBODY_ON_THE_ROLL": "名册上一个人也没有 / There is nobody on the roll",
    "NOT_OPEN": "还没开始表决 / The vote has not begun",
    "CLOSED": "表决已经结束 / The vote is over",
    "BY_HANDS": "这一件举手表决 / This one is voted by hands",
    "NOT_BY_HANDS": "这一件不是举手表决 / This one is not voted by hands",
    "RECUSED": "这一件要回避 / Keeps out of this question",
    "NOT_THERE": "先签到再投票 / Check in first, then vote",
    "REPRESENTED": "已经由别人代表到会 / Somebody else is there in your place",
    "ALREADY_VOTED": (
        "已经投过了。要改，用投票时的那张页面 "
        "/ You have voted. To change it, use the page on which you voted"
    ),
    "TWO_TELLERS": (
        "两个监票人数的要一样才能结束，请再数一遍 "
        "/ Two tellers must count the same before it closes: count again"
    ),
    "MORE_HANDS_THAN_PEOPLE": (
        "举手的比到会的{what}人还多 / More hands than the {what} who are there"
    ),
    "ROLL_CHANGED": (
        "名册在冻结以后被动过，不能计票，请报告监督 "
        "/ The roll was changed after it was frozen: it cannot be counted; tell the "
        "supervisors"
    ),
    "PAPER_ONLY": (
        "这一种选举不能在线投，只用纸票。依据：{what} "
        "/ This is not voted on-line but on paper. By: {what}"
    ),
    "SECRET_ONLY": "选人要无记名投票 / People are chosen by secret vote",
    "ON_PAPER": "这次只投纸票，请到投票点 / On paper only: come to the polling place",
    "TOO_MANY_MARKS": (
        "选多了：最多选{what}个，再看看 / Too many: mark {what} at most, and look again"
    ),
    "HAS_VOTED": (
        "这个人已经投过或者领过票了 / This person has voted or has taken a sheet"
    ),
    "MORE_SHEETS_THAN_TAKEN": (
        "票比领出去的{what}张还多，请再数一遍 "
        "/ More sheets than the {what} given out: count again"
    ),
    "STANDS": "候选人不能录票、计票 / Whoever stands reads and counts no sheets",
    "RUNS_IT": (
        "办选举的人自己不参选 / Whoever runs the election does not stand in it"
    ),
    "NOT_NOMINATING": "现在不在提名 / Nominations are not open",
    "ALREADY_NOMINATED": "已经有人提过了 / Has been nominated already",
    "SEVERAL_OF_THE_NAME": (
        "名册上有同名的，请在名字后面空一格写上名册号 "
        "/ Several have this name: add the number on the roll after a space"
    ),
    "NOBODY_OF_THE_NAME": (
        "名册上没有这个名字，请写全名 / Nobody on the roll has this name: write it out"
    ),
    "CANDIDATE_IS_NO_PROXY": (
        "候选人不能替别人投票 / Whoever stands does not vote for somebody else"
    ),
    "COUNTED_IN_PILES": (
        "这一种选举只用纸票，整堆计，请到“发纸票、计票”页上发 "
        "/ This election is on paper only and counted in piles: see its own page"
    ),
    "NUMBERED_SHEETS": (
        "手机也能投的，纸票要有号：在“纸票”页上说定、打印 "
        "/ Where phones vote too, paper has numbers: declare and print it on its page"
    ),
    "TOO_MANY_ON_SHEET": (
        "票上选多了的，按“看不清、填错”录 "
        "/ A sheet with too many marks is read as unclear"
    ),
    "BEFORE_THE_VOTE": (
        "纸票要在开始表决之前说定 / Paper is declared before the vote opens"
    ),
    "SECRET_IS_FIRST": (
        "无记名的纸票认不出是谁的，只能先投的算 "
        "/ Whose a secret sheet is nobody knows: only the first of both can count"
    ),
    "DECLARED_OTHERWISE": (
        "纸票是按另一种办法印的，请按印好的办法表决 "
        "/ The sheets were made for another way of voting: vote as they say"
    ),
    "HAS_A_SHEET": (
        "已经领过纸票。写坏了先交回来，再领一张 "
        "/ Has a sheet already: hand the spoiled one back first"
    ),
    "NO_SHEET_LEFT": "纸票发完了 / There are no sheets left",
    "TOOK_PAPER": "已经领了纸票，投在票箱里 / You took paper: put it into the box",
    "NOT_OUR_SHEET": "没有发出过第{what}号票 / Sheet no. {what} was never handed out",
    "SHEET_SPOILED": "第{what}号票作废了 / Sheet no. {what} was handed back spoiled",
    "READ_BY_YOU": (
        "第{what}号票您录过了，换一个人录 "
        "/ You have read sheet no. {what}: somebody else reads it now"
    ),
    "READ_BY_TWO": (
        "第{what}号票已经有两个人录得一样 / Two have read sheet no. {what} alike"
    ),
    "MORE_SHEETS": (
        "比发出去的票多了{what}张，不能计票 "
        "/ {what} sheets more than were handed out: it cannot be counted"
    ),
    "BOX_SHUT": "先停止投票、打开票箱 / End the voting and open the box first",
    "READ_BY_ONE": (
        "还有{what}张票只有一个人录过 / {what} sheets were read by one person only"
    ),
    "READ_OTHERWISE": (
        "有{what}张票两个人录得不一样，请第三个人看 "
        "/ {what} sheets were read differently: a third person reads them"
    ),
    "NOT_DRAWN": "还没抽查 / The sheets to be read again are not drawn yet",
    "DRAWN_ALREADY": (
        "已经抽查了，不能再加票 / Sheets were drawn already: none can be added"
    ),
    "READ_AGAIN": (
        "抽中的票还有{what}张没再看 / {what} of the drawn sheets wait to be read again"
    ),
    "NOT_ONLINE": "这个会不在网上收意见 / Nothing is said on-line for this body",
    "THERE_TO_VOTE": "您已经到会，直接投票 / You are there: vote instead",
    "SAID_ALREADY": "已经说过了 / You have said it already",
    "NO_MINUTES": "散会以后才有纪要可签 / There are minutes to sign after the sitting",
    "NOT_YOURS_TO_SIGN": (
        "这份纪要不归您签，或者已经签了 / Not yours to sign, or signed already"
    ),
    "TOO_MANY_PHOTOS": "照片太多，最多{what}张 / Too many photos: {what} at most",
    "STILL_VOTING": "还有一件正在表决，先结束它 / Close the vote that is running first",
} | PICTURES
#: The detail of these is a number.
FIGURES = frozenset(
    {
        "NOTICE_SHORT",
        "TOO_MANY_PROXIES",
        "QUORUM_SHORT",
        "VOTES_SHORT",
        "MORE_HANDS_THAN_PEOPLE",
        "PAPER_ONLY",
        "TOO_MANY_MARKS",
        "MORE_SHEETS_THAN_TAKEN",
        "NOT_OUR_SHEET",
        "SHEET_SPOILED",
        "READ_BY_YOU",
        "READ_BY_TWO",
        "MORE_SHEETS",
        "READ_BY_ONE",
        "READ_OTHERWISE",
        "READ_AGAIN",
        "TOO_MANY_PHOTOS",
        "TOO_LARGE",
    }
)
#: The detail of these is an area in hundredths of a square metre.
AREAS = frozenset({"QUORUM_AREA_SHORT", "VOTES_AREA_SHORT"})

#: Which question of a form these are about; a missing or wrong one says so itself.
ABOUT = {
    **dict.fromkeys(
        (
            *("NOT_ON_THE_ROLL", "RECUSED", "ALREADY_VOTED", "HAS_VOTED", "NOT_THERE"),
            *("NOT_OUR_SHEET", "SHEET_SPOILED", "READ_BY_YOU", "READ_BY_TWO"),
            *("TOOK_PAPER", "REPRESENTED"),
        ),
        "number",
    ),
    **dict.fromkeys(
        (
            *("NO_PROXIES", "TOO_MANY_PROXIES", "NOT_SAME_HOUSEHOLD"),
            "CANDIDATE_IS_NO_PROXY",
        ),
        "who",
    ),
    **dict.fromkeys(
        (
            *("NOBODY_OF_THE_NAME", "SEVERAL_OF_THE_NAME", "ALREADY_NOMINATED"),
            "RUNS_IT",
        ),
        "name",
    ),
    "NOTICE_SHORT": "held_at",
    "TOO_MANY_MARKS": "mark",
    "MORE_SHEETS_THAN_TAKEN": "sheets",
    "SECRET_IS_FIRST": "both",
    "BY_NAME_ONLY": "way",
    "PRIOR": "prior",
}


class Why(str):
    """A refusal in words that knows which question of a form it is about, if any."""

    __slots__ = ("about",)
    about: str


def why(code: str, language: str) -> Why:
    """Say a refusal together with the question that it is about.

    >>> why("MISSING:venue", "en").about, why("NOT_ON_THE_ROLL", "en").about
    ('venue', 'number')
    """
    name, _, detail = code.partition(":")
    said = Why(in_words(code, language))
    said.about = detail if name in {"MISSING", "BAD"} else ABOUT.get(name, "")
    return said


def in_words(code: str, language: str) -> str:
    """Say a refusal as a sentence.

    >>> in_words("QUORUM_SHORT:1", "zh-hans")
    '人数不够：还差1，不能表决'
    >>> in_words("QUORUM_AREA_SHORT:8650", "zh-hans")
    '面积不够：还差86.50㎡，不能表决'
    >>> in_words("MISSING:venue", "en")
    'Still to fill in: where it sits'
    """
    name, _, detail = code.partition(":")
    words = in_language(WORDS.get(name, UNKNOWN), language)
    what = detail if name in FIGURES else in_language(NAMES.get(detail, ""), language)
    if name in AREAS and detail.isdecimal():
        what = square_metres(int(detail))
    return words.replace("{what}", what)
