"""What is to be filed is filed before it is shown; only what is asked is recorded."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.assembly.hall import PARTY, Hall
from tests.assembly.test_door import signed_in, text
from tests.assembly.test_papers import refused
from tests.cast import MONDAY, VILLAGE
from yuanluo.assembly import filing_effects
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.voting import cast, put
from yuanluo.assembly.models import RETURNED, Ballot, DecisionFiling
from yuanluo.config import registry
from yuanluo.config.charters import read_folder
from yuanluo.kernel.checking import problems
from yuanluo.kernel.deciding.binding import Rule
from yuanluo.kernel.deciding.rulechecks import pack_problems
from yuanluo.kernel.effect import Deed, Subject
from yuanluo.kernel.locality import Locality, locality_of
from yuanluo.kernel.playbook import Do, Needs, Playbook, Step

NATIONAL = Path(__file__).parents[2] / "charters" / "national"
HELD = MONDAY + timedelta(days=10)


def told(name: str, **steps: Step) -> list[str]:
    """Give what is wrong with a shipped playbook of which some steps are others."""
    charter = read_folder(NATIONAL)
    book = charter.playbook(name)
    assert book is not None
    changed = [steps.get(one.id.replace("-", "_"), one) for one in book.steps]
    other = book.model_copy(update={"steps": tuple(changed)})
    others = [o if o.id != name else other for o in charter.playbooks]
    reading = charter.model_copy(update={"playbooks": tuple(others)})
    world = locality_of(reading, registry.effects(), registry.facts())
    return [one.text for one in problems(other, world)]


def step(name: str, ident: str) -> Step:
    book = read_folder(NATIONAL).playbook(name)
    found = book.step(ident) if book else None
    assert found is not None
    return found


def test_what_ships_is_filed_before_it_is_shown_or_done() -> None:
    assert told("covenant") == []
    assert told("contract-out-land") == []
    assert told("collective-matter") == []


def test_a_covenant_published_before_it_is_filed_is_refused_with_the_article() -> None:
    early = step("covenant", "publish-it").model_copy(update={"needs": Needs()})
    found = [one for one in told("covenant", publish_it=early) if "filed" in one]
    assert found
    assert "'publish-it'" in found[0]
    assert "filing, township: 《中华人民共和国村民委员会组织法》" in found[0]
    assert "第三十一条" in found[0]


def test_to_be_shown_when_it_came_back_is_no_filing() -> None:
    # Waiting for the wrong outcome of the filing is no waiting for it.
    wrong = Needs.model_validate({"filing": "township returned"})
    early = step("covenant", "publish-it").model_copy(update={"needs": wrong})
    assert any("before it was filed" in t for t in told("covenant", publish_it=early))


def test_the_township_approves_nothing_that_is_only_filed() -> None:
    given = {"filing": "township", "kind": "approval", "outcome": "filed"}
    do = Do.model_validate({"effect": "record-filing", "reference": "filed_as"} | given)
    other = step("covenant", "file-it").model_copy(update={"do": (do,)})
    (text,) = [t for t in told("covenant", file_it=other) if "R39" in t]
    assert "no rule asks for 'approval'" in text


def test_what_comes_back_from_a_filing_names_an_article() -> None:
    asks = step("covenant", "order-correction").ask
    worded = tuple(one.model_copy(update={"type": "text"}) for one in asks)
    other = step("covenant", "order-correction").model_copy(update={"ask": worded})
    found = told("covenant", order_correction=other)
    assert any("name, as `why`, a citation" in one for one in found)


def test_a_village_clerk_does_not_file_for_the_township() -> None:
    other = step("covenant", "file-it").model_copy(update={"by": ("clerk@village",)})
    found = told("covenant", file_it=other)
    assert any("is not of the township" in one for one in found)


def test_nobody_can_be_asked_for_what_the_product_cannot_ask() -> None:
    (pack,) = [p for p in read_folder(NATIONAL).rules if p.id == "villager-group"]
    odd = pack.model_copy(
        update={
            "silent": tuple(one for one in pack.silent if one != "prior"),
            "prior": ("horoscope",),
            "signed_by": ("everybody",),
            "customary": {"online": "nowhere"},
        }
    )
    found = [one.text for one in pack_problems(odd, local=False)]
    assert any("'horoscope'" in one for one in found)
    assert any("'everybody'" in one for one in found)
    assert any("says nothing on 'online'" in one for one in found)
    assert list(pack_problems(pack, local=False)) == []


def test_custom_is_cited_as_custom_beside_the_law() -> None:
    rules = {pack.id: Rule(pack=pack) for pack in read_folder(NATIONAL).rules}
    rule = rules["villagers-assembly"]
    assert "非法律规定" in rule.cites("signed_by")
    assert rule.cites("pass") == rule.pack.citation
    # Every pack that names who signs says where that comes from.
    for one in rules.values():
        if one.pack.signed_by and one.pack.kind == "law":
            assert one.cites("signed_by") != one.pack.citation, one.pack.id


# In the rows --------------------------------------------------------------------------


def carried(hall: Hall, item: str = "village-covenant") -> Ballot:
    """Let everybody carry a question of a kind."""
    ballot = hall.ask("everybody")
    ballot.item = item
    ballot.openness = 3
    ballot.save(update_fields=["item", "openness"])
    prior = PARTY | {"legality-check": "司法所，三月二日"}
    meeting = hall.call(ballot, days=10, prior=prior)
    for entry in hall.come(meeting, 2):
        hall.voter(entry, HELD)
    put(ballot.pk, "open", hall.by("chair", HELD))
    for entry in hall.entries(meeting):
        cast(ballot.pk, "yes", hall.voter(entry, HELD))
    close(ballot.pk, hall.by("chair", HELD))
    return Ballot.objects.get(pk=ballot.pk)


def deed(ballot: Ballot, /, by: int | None = None, **told: str) -> Deed:
    subject = Subject(
        id=1,
        number=ballot.matter,
        title="村规民约",
        charter=ballot.charter,
        place=VILLAGE,
        village=VILLAGE,
        visit=2,
        at=HELD,
    )
    answers = {"no": "乡备3号", "why": "第三十一条"}
    return Deed(subject, "x", by, HELD, uuid4(), answers, {}, {"filing": "t"} | told)


EFFECTS = {one.name: one for one in filing_effects.EFFECTS}


def test_an_item_asks_for_its_own_prior_check_beside_the_bodys(council: Hall) -> None:
    ballot, plain = council.ask("everybody"), council.ask("everybody")
    ballot.item = "village-covenant"
    ballot.save(update_fields=["item"])
    early = lambda: council.call(ballot, days=10)  # noqa: E731 - party only
    assert refused(early) == ["PRIOR:legality-check"]
    early = lambda: council.call(ballot, days=10, prior={})  # noqa: E731
    assert sorted(refused(early)) == ["PRIOR:legality-check", "PRIOR:party-discussion"]
    # A question of no such kind needs no such check: a control.
    assert council.call(plain, days=10).prior == PARTY
    kept = carried(council)
    assert kept.meeting is not None
    assert kept.meeting.prior["legality-check"] == "司法所，三月二日"
    assert kept.certificate["about"]["prior"] == kept.meeting.prior  # type: ignore[index]


def test_a_decision_is_sent_where_the_rule_of_its_meeting_says(council: Hall) -> None:
    ballot = carried(council)
    assert ballot.outcome == "carried"
    list(EFFECTS["send-for-filing"].carry_out(deed(ballot, ballot=ballot.ident)))
    row = DecisionFiling.objects.get()
    assert (row.kind, row.level, row.outcome) == ("filing", "township", "")
    assert "第三十一条" in row.basis
    record = EFFECTS["record-filing"]
    other = deed(ballot, kind="approval", outcome="filed", reference="no")
    assert [str(r) for r in record.refusals(other)] == ["FILING_NOT_ASKED:approval"]
    mine = deed(ballot, kind="filing", outcome="filed", reference="no")
    found = filing_effects.gather(mine.subject)
    assert found["t"].outcome == "open"
    page = f"/decided/{ballot.pk}"
    assert "还没办" in text(signed_in(council, "yang"), page)
    list(record.carry_out(mine))
    assert filing_effects.gather(mine.subject)["t"].outcome == "filed"
    assert "乡备3号" in text(signed_in(council, "yang"), page)
    # Recorded once: nobody can take a filing back afterwards.
    again = deed(ballot, kind="filing", outcome="returned", why="why")
    assert [str(r) for r in record.refusals(again)] == ["FILING_NOT_ASKED:filing"]
    # Of another visit it counts no more.
    later = replace(mine.subject, visit=3)
    assert filing_effects.gather(later) == {}


def test_one_of_several_that_came_back_is_enough(council: Hall) -> None:
    ballot = carried(council)
    for kind, outcome in (("filing", "filed"), ("legality", RETURNED), ("answer", "")):
        DecisionFiling.objects.create(
            ballot=ballot,
            visit=2,
            ident="t",
            kind=kind,
            level="township",
            opened_at=HELD,
            outcome=outcome,
            settled_at=HELD if outcome else None,
            words="第三十一条" if outcome == RETURNED else "",
        )
    subject = deed(ballot).subject
    assert filing_effects.gather(subject)["t"].outcome == RETURNED
    DecisionFiling.objects.filter(kind="legality").delete()
    assert filing_effects.gather(subject)["t"].outcome == "open"
    filing_effects.FACTS[0].cancel(subject, HELD)
    assert DecisionFiling.objects.get(kind="answer").cancelled_at == HELD
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFiling.objects.filter(kind="filing").update(outcome=RETURNED)


def test_what_no_rule_asks_for_waits_for_nobody(council: Hall) -> None:
    ballot = carried(council, item="")
    list(EFFECTS["send-for-filing"].carry_out(deed(ballot, ballot=ballot.ident)))
    assert filing_effects.gather(deed(ballot).subject)["t"].outcome == "filed"


def world() -> Locality:
    return locality_of(read_folder(NATIONAL), registry.effects(), registry.facts())


def test_playbooks_that_file_nothing_are_not_asked_to() -> None:
    book = read_folder(NATIONAL).playbook("four-deliberations")
    assert isinstance(book, Playbook)
    assert list(filing_effects.filings_of("resolution", book, world())) == []
