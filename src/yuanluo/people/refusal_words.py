"""Why an act upon people or places may not be done, in words that say what to do.

For the codes of `people.actions` and `territory.actions`; pages above join them with
their own. Each is said in both languages, and none shows an identifier.
"""

from __future__ import annotations

WORDS = {
    "NO_POWER": (
        "这里不归您的岗位管，请找管这里的人 "
        "/ Your posts do not reach this place: ask whoever looks after it"
    ),
    "OWN_APPOINTMENT": (
        "不能自己任命自己，请另一个人来办 "
        "/ Nobody appoints himself: another person must do it"
    ),
    "POST_IS_FULL": (
        "这个岗位已经满了（最多{what}人），先免去一位 "
        "/ The post is full ({what} at most): end an appointment first"
    ),
    "WRONG_LEVEL": (
        "这一级没有这个岗位，请换一个地方 "
        "/ That post does not exist at this level: choose another place"
    ),
    "UNKNOWN_POST": "这里没有这个岗位，请换一个 / There is no such post here",
    "NO_SUCH_BODY": "这里没有这个组织，请换一个 / There is no such body here",
    "UNKNOWN_PERSON": "没有找到这个人，请重新选 / That person is not known here",
    "UNKNOWN_APPOINTMENT": "没有找到这项任命 / That appointment is not known",
    "ALREADY_ENDED": "这项任命已经结束了 / That appointment has ended already",
    "BAD_HOURS": (
        "开放时间读不懂，请照例子写：周一至周五 8:30-12:00；节假日休息 "
        "/ These hours cannot be read: write them as Mo-Fr 08:30-12:00; PH off"
    ),
    "GOES_ROUND": (
        "这样会绕成一圈：{what}。一个组织不能归自己管，请换一个上级 "
        "/ This would go round: {what}. Nothing stands under itself: choose another"
    ),
    "UNKNOWN_PLACEMENT": "没有找到这项安排 / That placement is not known",
    "UNKNOWN_FIELD": "没有这一栏，请重新选 / There is no such field",
    "UNKNOWN_PURPOSE": ("请从列出的事由里选一个 / Choose a purpose from the list"),
    "TOO_MANY_OPENED": (
        "今天看得太多了（最多{what}次），明天再看或请同事帮忙 "
        "/ Too many were opened today ({what} at most): ask a colleague, or tomorrow"
    ),
    "EMERGENCY_ONLY": (
        "破例查看只能用于紧急情况 / Beyond your places only an emergency counts"
    ),
    "WORDS_CHANGED": (
        "说明的文字改过了，请重新看一遍再决定 / The words have changed: read them again"
    ),
    "SAY_MORE": (
        "请把原因写清楚，至少{what}个字 / Say why in at least {what} characters"
    ),
    "OWN_COPY": (
        "自己申请的要由另一个人同意 / Another person must agree to what you asked for"
    ),
    "COPY_OVER": (
        "这次申请已经有结果，或者过了七天，请重新申请 "
        "/ It was answered, or seven days have passed: ask again"
    ),
    "COPY_NOT_AGREED": ("还没有另一个人同意，暂时导不出 / Nobody else has agreed yet"),
    "COPY_LATE": ("同意以后过了一天，请重新申请 / A day has passed since: ask again"),
    "UNKNOWN_COPY": "没有找到这次申请 / There is no such request",
    "UNKNOWN_HOUSEHOLD": "没有找到这一户，请重新选 / That household is not known here",
    "UNKNOWN_HOME": "没有找到这个门牌，请重新选 / That door is not known here",
    "UNKNOWN_LEVEL": "章程里没有这一级 / The charter has no such level",
    "NO_NUMBER_LEFT": (
        "这个村的编号用完了，请告诉运维的人 "
        "/ The village has no number left: tell the operator"
    ),
    "ALREADY": "已经是这样了 / It is so already",
    "TOO_EARLY": (
        "那天以后已经有新的登记，请选晚一点的日子 "
        "/ Something later is registered already: choose a later day"
    ),
    "TOO_LONG": "写短一点：{what} / Please write less: {what}",
    "NAME_TAKEN": (
        "这个名称已经登记了，请换一个 / This name is registered already: choose another"
    ),
    "MISSING": "还没填：{what} / Still to fill in: {what}",
    "BAD": "请改一下：{what} / Please change: {what}",
    "MORE_THAN_SIT": (
        "代表比在任的{what}人还多，请核对 "
        "/ More representatives than the {what} who sit: please check"
    ),
    "MORE_THAN_REPRESENTATIVES": (
        "妇女代表比代表{what}人还多，请核对 "
        "/ More women than the {what} representatives: please check"
    ),
    "UNKNOWN_UNIT": (
        "没有找到这一套，或者已经改过了 / That unit is not known, or has changed"
    ),
    "UNKNOWN_PLACE": (
        "没有找到这个地方，请从列表里选 / That place is not known: choose from the list"
    ),
}
