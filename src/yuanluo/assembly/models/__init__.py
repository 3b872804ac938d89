"""Assembly: rolls, meetings, attendance and ballots, by which bodies decide."""

from yuanluo.assembly.models.ballots import (
    HANDLERS,
    OUTCOMES,
    PUBLIC,
    VILLAGE,
    WAYS,
    Ballot,
    HandCount,
    Recusal,
)
from yuanluo.assembly.models.meetings import (
    KINDS,
    UNITS,
    Attendance,
    Meeting,
    Roll,
    RollEntry,
    RollObjection,
)
from yuanluo.assembly.models.votes import CHOICES, Mark, SecretVote, Vote

__all__ = [
    "CHOICES",
    "HANDLERS",
    "KINDS",
    "OUTCOMES",
    "PUBLIC",
    "UNITS",
    "VILLAGE",
    "WAYS",
    "Attendance",
    "Ballot",
    "HandCount",
    "Mark",
    "Meeting",
    "Recusal",
    "Roll",
    "RollEntry",
    "RollObjection",
    "SecretVote",
    "Vote",
]
