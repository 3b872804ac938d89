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
from yuanluo.assembly.models.beside import (
    Asked,
    Assistance,
    MinutesSignature,
    SaidOnline,
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
from yuanluo.assembly.models.papers import (
    BOTH,
    FIRST,
    PAPER,
    PHONE,
    SPOILED,
    HandedOut,
    PaperPlan,
    PaperSheet,
    SheetReading,
)
from yuanluo.assembly.models.votes import CHOICES, Mark, SecretVote, Vote

__all__ = [
    "BOTH",
    "CHOICES",
    "FIRST",
    "HANDLERS",
    "KINDS",
    "OUTCOMES",
    "PAPER",
    "PHONE",
    "PUBLIC",
    "SPOILED",
    "UNITS",
    "VILLAGE",
    "WAYS",
    "Asked",
    "Assistance",
    "Attendance",
    "Ballot",
    "HandCount",
    "HandedOut",
    "Mark",
    "Meeting",
    "MinutesSignature",
    "PaperPlan",
    "PaperSheet",
    "Recusal",
    "Roll",
    "RollEntry",
    "RollObjection",
    "SaidOnline",
    "SecretVote",
    "SheetReading",
    "Vote",
]
