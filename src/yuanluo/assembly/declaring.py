"""Declaring a round of an election: the pile counted, the draw made, the certificate.

Only the act that closes a vote calls this. The seed of a lot is unsealed here and
published with the certificate; birthdays are not, only who is older than whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.assembly.models import Election
from yuanluo.assembly.tallying import agreed_pile, pile_of
from yuanluo.kernel.deciding.elected import Round, certify_election
from yuanluo.kernel.deciding.electing import Draw, seniority
from yuanluo.kernel.deciding.rulepack import LOT, OLDER
from yuanluo.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.assembly.models import Ballot
    from yuanluo.kernel.deciding.binding import Rule
    from yuanluo.kernel.deciding.certificate import Certificate
    from yuanluo.kernel.deciding.counting import Count


def declared(
    ballot: Ballot, rule: Rule, count: Count, told: Mapping[str, Any]
) -> Certificate | None:
    """Give the certificate of a round; None where a question was asked."""
    election = Election.objects.filter(ballot=ballot).first()
    if election is None:
        return None
    standing = list(election.candidates.exclude(number=None).order_by("number"))
    people = dict(
        Person.objects.filter(candidacies__in=standing).values_list("pk", "born")
    )
    born = {
        place: str(people[one.person_id] or "")
        for place, one in enumerate(standing, start=1)
    }
    draw = Draw(
        ties=tuple(election.ties),
        seniority=seniority(born) if OLDER in election.ties else (),
        seed=election.seed if LOT in election.ties else "",
    )
    one = Round(tuple(one.name for one in standing), draw, election.round)
    about = dict(told) | {"post": election.post, "place": election.place}
    return certify_election(rule, count, pile_of(ballot), one, about)


def papers_uncounted(ballot: Ballot) -> bool:
    """Say whether sheets were given out of which no two tellers count the same."""
    given = Election.objects.filter(ballot=ballot, papers__gt=0).exists()
    return given and agreed_pile(ballot) is None
