"""The circle that may see a matter: by playbook, way, category and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.playbook import AUDIENCES, narrower, widest
from yuanluo.matters.models import OPENNESS

if TYPE_CHECKING:
    from yuanluo.kernel.charter import Category
    from yuanluo.kernel.playbook import Playbook


def openness_of(
    playbook: Playbook, state: str, category: Category | None, way: str
) -> int:
    """Work out the circle: playbook by way, category, state; private stays private."""
    seen = playbook.seen
    if isinstance(seen, dict):
        seen = seen.get(way) or seen.get("default") or "handlers, requester"
    circle = widest(seen)
    if way == "private" or circle == "parties":
        return OPENNESS[narrower(circle, "handlers")]
    if category is not None and category.public:
        circle = "public"
    found = playbook.state(state)
    if found is not None and found.seen:
        circle = max(circle, widest(found.seen), key=AUDIENCES.index)
    return OPENNESS[circle]
