"""A locality to check playbooks against, and one playbook in which all is well.

`GOOD` uses every word of the format once, so that a test can spoil one of them.
"""

import tomllib

from yuanluo.kernel.checking import problems
from yuanluo.kernel.effect import Effect, Fact, Refusal
from yuanluo.kernel.fault import Problem
from yuanluo.kernel.locality import Locality
from yuanluo.kernel.playbook import Playbook
from yuanluo.kernel.wellformed import read

GOOD = """\
id = "motion"
version = 1
system = "B2"
title = "动议 / Motion"
kind = "motion"
seen = { default = "handlers, requester", private = "requester, holder" }
parties = "household"
start = "proposed"
end = { done = "done", failed = "rejected", withdrawn = "withdrawn" }

[ends]
done = "完成 / Done"
failed = "未通过 / Not carried"
withdrawn = "撤回 / Withdrawn"

[[ladder]]
level = "village"
post = "clerk"
accept = "1 working day"

[[ladder]]
level = "township"
post = "clerk"
accept = "2 working days"

[[state]]
id = "proposed"
title = "已提议 / Proposed"
holder = "clerk@here"
due = { village = "3 working days", township = "5 working days" }
overdue = "escalate"

[[state]]
id = "voting"
title = "表决中 / Voting"
holder = "chair:affairs"
due = "10 days"
overdue = "remind"
seen = "village"

[[state]]
id = "shown"
title = "公示中 / On show"
holder = "secretary@village"
due = "30 days"

[[state]]
id = "doing"
title = "办理中 / Being done"
holder = "assignee"
due = { field = "promised_on", most = "20 working days" }
overdue = "escalate"

[[state]]
id = "waiting"
title = "等部门 / Waiting for the office"
holder = "secretary@village"
review = "30 days"

[[state]]
id = "telling"
title = "告知中 / Being told"
holder = "secretary@village"
due = "30 days"

[[state]]
id = "unpaid"
title = "未入账 / Not posted"
holder = "secretary@village"
due = "5 days"

[[state]]
id = "told"
title = "已告知 / Told"
holder = "requester"
due = "7 days"
overdue = "close"

[[step]]
id = "propose"
title = "提议 / Propose"
to = "proposed"
by = ["resident", "head@courtyard"]
ask = [
  { id = "title", type = "text", title = "事项 / What" },
  { id = "household", type = "households", title = "涉及哪些户 / Households" },
  { id = "kind", type = "choice", title = "哪种 / Which", options = [
    { id = "vote", title = "要表决 / To be voted" },
    { id = "plain", title = "不用表决 / No vote" },
  ] },
]
needs = { unique = ["title"] }

[[step]]
id = "from-above"
title = "由上级事项开出 / Opened by another"
to = "proposed"
by = ["playbook:task"]
ask = [
  { id = "household", type = "households", title = "涉及哪些户 / Households" },
  { id = "kind", type = "choice", title = "哪种 / Which", options = [
    { id = "vote", title = "要表决 / To be voted" },
    { id = "plain", title = "不用表决 / No vote" },
  ] },
]

[[step]]
id = "second"
title = "附议 / Second"
from = ["proposed"]
by = ["resident"]
most = "1 each"

[[step]]
id = "convene"
title = "召集 / Convene"
from = ["proposed"]
to = "voting"
by = ["holder"]
needs = { answer = { kind = "vote" }, taken = { second = 3 } }
do = [ { effect = "open-ballot", ballot = "poll" } ]

[[step]]
id = "arrange"
title = "直接安排 / Arrange"
from = ["proposed"]
to = "doing"
by = ["holder"]
needs = { answer = { kind = "plain" } }
ask = [
  { id = "assignee", type = "holder", title = "谁来办 / Who", of = ["clerk"] },
  { id = "promised_on", type = "date", title = "哪天办好 / By when" },
]
do = [ { effect = "assign", with = ["assignee"] } ]

[[step]]
id = "carried"
title = "通过 / Carried"
from = ["voting"]
to = "shown"
by = ["clock"]
needs = { ballot = "poll carried" }
do = [ { effect = "publish", notice = "decision", days = "15 days" } ]

[[step]]
id = "lost"
title = "未通过 / Lost"
from = ["voting"]
to = "failed"
by = ["clock"]
needs = { ballot = "poll rejected or inquorate" }

[[step]]
id = "begin"
title = "开始 / Begin"
from = ["shown"]
to = "doing"
by = ["secretary@village"]
needs = { notice = "decision", evidence = "file", after = "1 day" }
ask = [
  { id = "assignee", type = "holder", title = "谁来办 / Who", of = ["clerk"] },
  { id = "promised_on", type = "date", title = "哪天办好 / By when" },
]
do = [ { effect = "assign", with = ["assignee"] } ]

[[step]]
id = "annul"
title = "异议成立 / Upheld"
from = ["shown"]
to = "failed"
by = ["clock"]
needs = { notice = "decision upheld" }

[[step]]
id = "share"
title = "分办 / Share out"
from = ["doing"]
to = "waiting"
by = ["holder"]
do = [ { effect = "open-child", playbook = "task" } ]

[[step]]
id = "handed-back"
title = "部门办好 / The office is done"
from = ["waiting"]
to = "telling"
by = ["clock"]
needs = { children = "task: ended done" }

[[step]]
id = "not-done"
title = "部门没办成 / The office failed"
from = ["waiting"]
to = "telling"
by = ["clock"]
needs = { children = "task: ended otherwise" }

[[step]]
id = "finish"
title = "办结 / Finish"
from = ["doing"]
to = "telling"
by = ["holder"]
needs = { evidence = "photo" }

[[step]]
id = "tell"
title = "告知一户 / Tell a household"
from = ["telling"]
by = ["secretary@village", "seat:affairs"]
about = "whom"
ask = [ { id = "whom", type = "household", title = "哪一户 / Which" } ]

[[step]]
id = "all-told"
title = "都告知了 / All told"
from = ["telling"]
to = "told"
by = ["clock"]
needs = { taken = { tell = "every household" } }
do = [ { effect = "post-points" } ]
fails = "unpaid"

[[step]]
id = "leave"
title = "不入账了 / Leave it"
from = ["unpaid"]
to = "told"
by = ["secretary@village"]
apart = ["finish", "kin"]

[[step]]
id = "again"
title = "没办好 / Not settled"
from = ["told"]
to = "proposed"
by = ["requester", "party"]
most = 2

[[step]]
id = "close"
title = "结案 / Close"
from = ["told"]
to = "done"
by = ["clock", "requester"]
"""

TASK = """\
id = "task"
version = 1
system = "B6"
title = "部门任务 / Task"
kind = "task"
start = "open"
end = { done = "done", failed = "failed" }
without = ["withdraw"]
[ends]
done = "完成 / Done"
failed = "没办成 / Failed"
[[state]]
id = "open"
title = "在办 / Open"
holder = "clerk@township"
due = "10 days"
[[step]]
id = "set"
title = "交办 / Set"
to = "open"
by = ["playbook:motion"]
[[step]]
id = "did"
title = "办成 / Did it"
from = ["open"]
to = "done"
by = ["clerk@township"]
[[step]]
id = "could-not"
title = "没办成 / Could not"
from = ["open"]
to = "failed"
by = ["clerk@township"]
"""


def _nothing(*_: object) -> tuple[()]:
    return ()


def _may_refuse(*_: object) -> list[Refusal]:
    return []


EFFECTS = (
    Effect("assign", _nothing),
    Effect("publish", _nothing),
    Effect("open-ballot", _nothing),
    Effect("open-child", _nothing),
    Effect("post-points", _nothing, refusals=_may_refuse),
)
FACTS = (
    Fact("notice", ("run", "upheld"), dict, _nothing, opened_by="publish"),
    Fact(
        "ballot",
        ("carried", "rejected", "inquorate"),
        dict,
        _nothing,
        opened_by="open-ballot",
    ),
)
LEVELS = ("county", "township", "village", "grid", "courtyard")


def made(text: str) -> Playbook:
    """Read a playbook that is well formed."""
    reading = read(Playbook, tomllib.loads(text))
    assert reading.value is not None, reading.flaws
    assert not reading.flaws, reading.flaws
    return reading.value


def locality(*playbooks: Playbook) -> Locality:
    return Locality(
        posts={
            "clerk": frozenset({"village", "township"}),
            "head": frozenset({"courtyard"}),
            "secretary": frozenset({"village"}),
        },
        bodies=frozenset({"affairs"}),
        playbooks={one.id: one for one in (made(TASK), *playbooks)},
        levels=LEVELS,
        effects={effect.name: effect for effect in EFFECTS},
        facts={fact.name: fact for fact in FACTS},
    )


def told(text: str) -> list[Problem]:
    """Give every problem of a playbook."""
    playbook = made(text)
    return list(problems(playbook, locality(playbook)))
