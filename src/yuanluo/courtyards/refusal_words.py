"""Why an act upon a partition may not be done, in words that say what to do.

Each is said in both languages and shows no identifier; what the kernel found is said in
the kernel's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.words import in_language
from yuanluo.people.refusal_words import WORDS as OF_PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuanluo.kernel.effect import Refusal

WORDS = {
    **OF_PEOPLE,
    "NO_LIMITS": (
        "这里的章程没有说一个院落多少户，先改章程 "
        "/ The charter does not say how many households a courtyard has"
    ),
    "NO_HOMES": (
        "村里还没有登记有人住的门户，先从名单登记 "
        "/ No home with people is registered here yet: bring in a list first"
    ),
    "TOO_MANY_HOMES": (
        "一个村最多{what}处，请分片划分 / {what} homes at most: divide it by areas"
    ),
    "NO_POINT": (
        "这些门户还没有位置，先补上经纬度：{what} "
        "/ These homes have no point on the map yet: {what}"
    ),
    "SAME_DOOR": (
        "这些门户像是同一处登记了两次，先合并：{what} "
        "/ These look like one door registered twice: {what}"
    ),
    "OUTSIDE": (
        "这些门户在村界外面，改位置或改村界：{what} "
        "/ These homes lie outside the village's boundary: {what}"
    ),
    "FAR_AWAY": (
        "这些门户离村里其他门户太远，多半是经纬度写错了：{what} "
        "/ Too far from the others, the points must be wrong: {what}"
    ),
    "BAD_BOUNDARY": (
        "村界画得不对，请重新画一张：{what} / The boundary cannot be used: {what}"
    ),
    "BAD_BARRIERS": (
        "河流道路的文件读不懂，改好再传：{what} "
        "/ The file of barriers cannot be used: {what}"
    ),
    "IN_A_BARRIER": (
        "这些门户落在河流或湖泊里面，改位置或改文件：{what} "
        "/ These homes lie inside of a barrier: {what}"
    ),
    "BAD_LIMITS": (
        "户数上下限要在{what}之间 / The limits must lie within {what} households"
    ),
    "UNKNOWN_DOOR": (
        "“须在一起”里有认不出的门牌：{what} / Doors that are not known here: {what}"
    ),
    "IMPOSSIBLE": "分不出来：{what} / No partition: {what}",
    "CLOSED": (
        "这个方案已经定了或者撤了，不能再改 "
        "/ This partition is adopted or withdrawn and can no longer be changed"
    ),
    "CHANGED": (
        "您看的时候，别人改过了；您的改动还没有做，看看再决定 "
        "/ Somebody changed it meanwhile; yours was not made yet: look, then decide"
    ),
    "UNKNOWN_PLOT": (
        "没有这个院落，请重新选 / There is no such courtyard: choose another"
    ),
    "NO_HOME_CHOSEN": "先选要移的门户 / Choose the homes to move first",
    "NOTHING_TO_UNDO": "没有可以撤回的改动 / There is nothing to undo",
    "NOTHING_TO_REDO": "没有可以重做的移动 / There is no undone move to do again",
    "OUT_OF_LIMITS": "户数不在上下限里：{what} / Not within limits: {what}",
    "IN_PIECES": "没有连成一片：{what} / In more than one piece: {what}",
    "SET_APART": (
        "须在一起的门户分开了：{what} / Homes to be kept together are apart: {what}"
    ),
    "HOMES_CHANGED": (
        "画好以后门户有变动，先点“跟上变动”：{what} "
        "/ Homes have changed since it was drawn, bring it up to date first: {what}"
    ),
    "ANOTHER_ADOPTED": (
        "画好以后已经定了另一个方案（{what}），请照新的重新划 "
        "/ Another one was adopted since this was drawn ({what}): draw it anew"
    ),
    "ANOTHER_TO_COME": (
        "另一个方案{what}才生效，到那天以后再定 "
        "/ Another one takes effect on {what}: adopt after that day"
    ),
    "DAY_PASSED": "请选今天或以后的日子 / Choose today or a later day",
    "NAME_TAKEN": "院落名字不能重：{what} / A courtyard's name is used twice: {what}",
    "NO_NAME": "每个院落都要有名字：{what} / Every courtyard needs a name: {what}",
}


def said(reasons: Iterable[Refusal], language: str) -> list[str]:
    """Say reasons to a person."""
    return [
        in_language(WORDS.get(one.code, one.code), language).format(
            what=in_language(one.detail, language)
        )
        for one in reasons
    ]
