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
from yuanluo.assembly.models.elections import (
    ACCEPTED,
    ANSWERS,
    DECLINED,
    Candidate,
    Election,
    TellerTally,
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
    "ACCEPTED",
    "ANSWERS",
    "CHOICES",
    "DECLINED",
    "HANDLERS",
    "KINDS",
    "OUTCOMES",
    "PUBLIC",
    "UNITS",
    "VILLAGE",
    "WAYS",
    "Attendance",
    "Ballot",
    "Candidate",
    "Election",
    "HandCount",
    "Mark",
    "Meeting",
    "Recusal",
    "Roll",
    "RollEntry",
    "RollObjection",
    "SecretVote",
    "TellerTally",
    "Vote",
]
