"""What the law reserves to a larger body is put to no smaller one."""

from pathlib import Path

import pytest

from tests.assembly.hall import Hall
from yuanluo.assembly.actions.voting import put
from yuanluo.config import registry
from yuanluo.config.charters import read_folder
from yuanluo.kernel.locality import locality_of
from yuanluo.record.refused import Refused

NATIONAL = Path(__file__).parents[2] / "charters" / "national"


def told(body: str, item: str) -> list[str]:
    """Give what is wrong with putting a kind of question to a body."""
    charter = read_folder(NATIONAL)
    world = locality_of(charter, registry.effects(), registry.facts())
    book = charter.playbook("four-deliberations")
    assert book is not None
    effect = world.effects["open-ballot"]
    given = {"ballot": "covenant", "body": body, "item": item}
    return list(effect.problems(given, book.steps[1], book, world))


def test_the_covenant_is_the_villagers_own_and_the_article_is_named() -> None:
    (text,) = told("village-assembly", "village-covenant")
    assert "'village-assembly'" in text
    # Both texts side by side: what reserves it, and by what the body sits.
    assert "第三十一条" in text
    assert "第二十九条、第三十条" in text


def test_a_kind_that_the_rule_does_not_know_is_told_with_those_it_knows() -> None:
    (text,) = told("party-members", "village-covenant")
    assert "its items are none" in text
    (text,) = told("villagers", "dividend")
    assert "its items are land-contracting, village-covenant" in text


def test_what_the_collective_law_reserves_goes_to_no_representatives() -> None:
    (text,) = told("collective-delegates", "reserved-to-members")
    assert "《中华人民共和国农村集体经济组织法》第二十八条" in text
    assert told("collective", "reserved-to-members") == []


def test_such_a_question_is_not_put_to_the_vote(council: Hall) -> None:
    ballot = council.ask()
    ballot.item = "village-covenant"
    ballot.save(update_fields=["item"])
    council.call(ballot)
    with pytest.raises(Refused, match="NO_RULE:village-covenant"):
        put(ballot.pk, "hands", council.by("chair"))
