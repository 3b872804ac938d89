"""Why a step of an election may not be taken, as `refusal_words` reads it.

A code, the sentence in Chinese and in English; it decides nothing.
"""

TEXT = """
ELECTION_MISSING
    还没开始投票
    The vote has not begun
ELECTION_OPEN
    还没计票
    It has not been counted yet
ELECTION_ELECTED
    已经选出来了
    Everybody is elected already
ELECTION_TIED
    票数相同，要再选一轮
    There is a tie: another round is needed
ELECTION_UNFILLED
    还有空位，要再选一轮
    Seats are left: another round is needed
ELECTION_INQUORATE
    投票的人不够，这次不算
    Too few voted: it does not count
NO_SUCH_OFFICE
    这里没有这个岗位，换一个，或者换个地方发起
    There is no such office here: choose another, or begin at its place
NO_RULE
    章程没写按什么规则选
    The charter does not say by which rule this is done
NOTICE_SHORT
    投票日太近：还差{what}天，改晚一点
    The day is too soon, {what} days short: choose a later one
ROLL_OPEN
    名册还在公布期里，过了再提名
    The roll may still be objected to: nominate afterwards
ROLL_OBJECTED
    名册异议还没答复，答复了再提名
    An objection to the roll awaits its answer
NOT_CONVENED
    还没发布公告
    It has not been announced yet
TOO_FEW_CANDIDATES
    同意参选的人不够，还差{what}个
    Too few agreed to stand: {what} short
TOO_MANY_CANDIDATES
    候选人太多，最多{what}个
    Too many stand: {what} at most
"""

#: The same where nobody can say which number is missing.
NAMELESS = """
NOTICE_SHORT
    投票日太近，改晚一点
    The day is too soon: choose a later one
TOO_FEW_CANDIDATES
    同意参选的人不够
    Too few agreed to stand
TOO_MANY_CANDIDATES
    候选人太多
    Too many stand
"""

#: The detail of these is a number.
FIGURES = frozenset({"NOTICE_SHORT", "TOO_FEW_CANDIDATES", "TOO_MANY_CANDIDATES"})
