"""Matters: what somebody awaits an answer to, who answers for it, and until when.

State and responsibility are independent: `Matter.state` says where the work method
stands, the current `Responsibility` who holds it and when it is due. `Pending` is what
awaits another person's word.
"""

from yuanluo.matters.models.answering import (
    Pending,
    Responsibility,
    ResponsibilityQuerySet,
    SavedFilter,
)
from yuanluo.matters.models.matters import (
    OPENNESS,
    Matter,
    MatterPlace,
    MatterQuerySet,
    Party,
    PlannedChild,
    PlaybookVersion,
)

__all__ = [
    "OPENNESS",
    "Matter",
    "MatterPlace",
    "MatterQuerySet",
    "Party",
    "Pending",
    "PlannedChild",
    "PlaybookVersion",
    "Responsibility",
    "ResponsibilityQuerySet",
    "SavedFilter",
]
