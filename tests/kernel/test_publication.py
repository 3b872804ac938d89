"""What a charter says of publication, and that it is never less than beneath."""

from collections.abc import Mapping

import pytest

from tests.kernel.test_charterfolder import NATIONAL, SMALL, read
from yuanluo.kernel.charter import Publication, Term
from yuanluo.kernel.minimum import publishes_less, shown_less

LAW = "村民委员会组织法第三十五条：公布不少于十五日"
LOCAL = "某省村务公开条例（2018年）：不少于五日"
TERM = """[[term]]
id = "affairs"
title = "村务公开 / Village affairs"
days = "{days}"
citation = "{citation}"
"""
CALENDAR = """
[[publication]]
id = "finance"
title = "财务 / Accounts"
group = "财务 / Accounts"
rhythm = "{rhythm}"
within = "{within}"
audience = "{audience}"
playbook = "{playbook}"
lines = [{lines}]
citation = "{citation}"
"""
BENEATH = {
    "rhythm": "quarterly",
    "within": "15 days",
    "audience": "public",
    "playbook": "settle",
    "lines": '"收入 / In", "支出 / Out"',
    "citation": LAW,
}


def charter(days: str, citation: str, **more: str) -> Mapping[str, str]:
    text = TERM.format(days=days, citation=citation)
    if more:
        text += CALENDAR.format(**BENEATH | more | {"citation": citation})
    return {"publication.toml": text}


def faults(own: Mapping[str, str], below: Mapping[str, str]) -> list[str]:
    _, found = read(SMALL | own, NATIONAL | below)
    return [f"{fault.file}:{fault.line}: {fault.text}" for fault in found]


def test_fewer_days_than_beneath_are_refused_with_both_citations() -> None:
    (told,) = faults(charter("5 days", LOCAL), charter("15 days", LAW))
    assert told.startswith("village/publication.toml:4: ")
    assert LOCAL in told
    assert LAW in told
    assert "5 days" in told
    assert "15 days" in told


@pytest.mark.parametrize("days", ["15 days", "20 days", "1 month"])
def test_as_many_days_or_more_are_a_locality_s_own(days: str) -> None:
    told = faults(charter(days, LOCAL), charter("15 days", LAW))
    assert [one for one in told if "beneath" in one] == []
    assert bool(told) is (days == "1 month"), "days on show are calendar days"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"rhythm": "yearly"}, "less often than quarterly"),
        ({"within": "20 days"}, "later than 15 days"),
        ({"audience": "village"}, "everybody may read it beneath"),
        ({"lines": '"收入 / In"'}, "leaves out '支出 / Out'"),
    ],
)
def test_a_calendar_that_publishes_less_is_refused_with_both_citations(
    more: dict[str, str], says: str
) -> None:
    below = charter("15 days", LAW, rhythm="quarterly")
    (told,) = faults(charter("15 days", LOCAL, **more), below)
    assert says in told
    assert LOCAL in told
    assert LAW in told


def test_oftener_sooner_and_more_is_a_locality_s_own() -> None:
    below = charter("15 days", LAW, rhythm="quarterly")
    lines = '"收入 / In", "支出 / Out", "欠款 / Debts"'
    own = charter("15 days", LOCAL, rhythm="monthly", within="10 days", lines=lines)
    assert faults(own, below) == []


def test_what_a_calendar_names_must_be_there() -> None:
    own = charter("15 days", LOCAL, playbook="sette")
    (told,) = faults(own, {})
    assert "did you mean" in told or "settle" in told


def test_the_two_comparisons_find_nothing_where_there_is_nothing() -> None:
    term = Term(id="a", title="甲 / A", days="15 days", citation=LAW)
    assert list(shown_less(term, term)) == []
    one = Publication(
        id="a",
        title="甲 / A",
        group="甲 / A",
        rhythm="monthly",
        playbook="p",
        citation=LAW,
    )
    assert list(publishes_less(one, one)) == []
