"""What followed at another level once a question had carried: filed, or sent back.

What is asked, of which level and on what basis is the rule's, as it bound the meeting.
A filing never decides in the place of those who decided: it has a kind, and who
receives it can do what belongs to that kind and nothing else.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yuanluo.assembly.models.ballots import Ballot
from yuanluo.people.models import Person

#: What came of it; while it is open, nothing.
FILED, RETURNED = "filed", "returned"
FILING_OUTCOMES = (FILED, RETURNED)


class DecisionFiling(models.Model):
    """A decision before another level: for filing, a check, approval, funds, an answer.

    `reference` is the number it was filed under, `words` why it came back: the article,
    or the reason. It counts for the visit of the matter in which it was sent.
    """

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="filings")
    visit = models.PositiveIntegerField()
    ident = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    level = models.CharField(max_length=40)
    basis = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="filings_settled"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None)
                | Q(outcome__in=FILING_OUTCOMES, settled_at__isnull=False),
                name="filing_settled_has_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=RETURNED) | ~Q(words=""),
                name="filing_returned_says_why",
            ),
            models.UniqueConstraint(
                fields=["ballot", "visit", "ident", "kind", "level"],
                name="filing_once_in_a_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.kind} {self.outcome or 'open'}"
