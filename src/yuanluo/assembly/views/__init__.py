"""Pages of those who sit: meetings and the vote, the door, paper, minutes, calendar."""

from yuanluo.assembly.views.meetings import found_meeting, language, tried

__all__ = ["found_meeting", "language", "tried"]
