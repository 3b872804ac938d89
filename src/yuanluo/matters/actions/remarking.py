"""What a resident says to a notice: an objection or a question, as a child matter.

Whoever may read the notice and lives in the village may say something to it. The child
follows the work method that the charter has for it, and the matter that put the notice
on show waits while an objection is open. Refuses what hangs nowhere any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.spots import Spot
from yuanluo.publicity.models import Notice
from yuanluo.record.actions import Answer, Refused

if TYPE_CHECKING:
    from yuanluo.people.queries import Acting

#: The work method by which each kind of remark is followed up.
PLAYBOOKS = {"objection": "objection", "question": "public-question"}
TITLES = {"objection": "对公示的异议：", "question": "问公示："}
TITLE_MOST = 80


def remark_on(code: str, kind: str, text: str, acting: Acting) -> Answer:
    """Object to a notice, or ask about it in public; the answer names the matter."""
    notice = Notice.objects.visible_to(acting.who).filter(code=code).first()
    above = Matter.objects.filter(number=notice.matter).first() if notice else None
    if notice is None or above is None or notice.withdrawn_at is not None:
        raise Refused([Refusal("UNKNOWN_NOTICE")])
    if kind not in PLAYBOOKS:
        raise Refused([Refusal("BAD", "kind")])
    who = acting.who
    at_home = who.home is not None and who.home_village == notice.village
    spot = Spot(home=who.home) if at_home else Spot(place=notice.village)
    told = {
        "notice": notice.code,
        "title": f"{TITLES[kind]}{notice.title}"[:TITLE_MOST],
        "text": text,
    }
    return open_matter(
        PLAYBOOKS[kind], told, spot, acting, parent=(above, notice.visit)
    )
