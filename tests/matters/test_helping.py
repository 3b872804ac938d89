"""Whoever has no phone is acted for, with their consent, named and told."""

from dataclasses import replace

import pytest

from tests.cast import VILLAGE, Village
from tests.matters.visiting import now, text_of, visitor
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.helping import for_requester
from yuanluo.matters.queries.showing import find
from yuanluo.people.helping import CONSENTS
from yuanluo.record.models import Act
from yuanluo.record.refused import Refused


def finished(small: Village) -> Matter:
    """Give a matter of yang's that zhou reports done."""
    matter = small.open(at=now())
    acts.do(
        matter.number, "finish", {"result": "换了灯泡"}, small.acting("zhou", now())
    )
    return Matter.objects.get(pk=matter.pk)


def reopening(small: Village, number: str, by: str, consent: str) -> object:
    acting = small.acting(by, now())
    theirs = replace(acting, on_behalf=small.stage.people["yang"], consent=consent)
    return acts.do(number, "reopen", {"reason": "还是不亮"}, theirs)


def refusals(small: Village, number: str, by: str, consent: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        reopening(small, number, by, consent)
    return [str(one) for one in refused.value.reasons]


def test_what_is_said_for_somebody_is_theirs_and_names_both(small: Village) -> None:
    matter = finished(small)
    reopening(small, matter.number, "clerk", "phone")
    matter.refresh_from_db()
    assert matter.state == "open"
    act = Act.objects.get(subject=matter.number, detail="reopen")
    people = small.stage.people
    assert (act.actor, act.on_behalf) == (people["clerk"], people["yang"])
    assert act.payload["consent"] == "phone"
    seen = text_of(visitor(small, "yang").get(f"/m/{matter.number}"))
    assert "clerk" in seen, "who did it is named to the one it was done for"
    assert "电话里说的" in seen


def test_nobody_speaks_for_another_without_consent_post_or_distance(
    small: Village,
) -> None:
    number = finished(small).number
    assert refusals(small, number, "clerk", "") == ["MISSING:consent"]
    assert refusals(small, number, "clerk", "sure") == ["BAD:consent"]
    assert refusals(small, number, "zhou", "phone") == ["HELPER_HANDLED"]
    assert refusals(small, number, "sup", "phone") == ["WRONG_POST"]
    other = replace(
        small.acting("clerk", now()),
        on_behalf=small.stage.people["lin"],
        consent="phone",
    )
    with pytest.raises(Refused) as stranger:
        acts.do(number, "reopen", {"reason": "不是我的事"}, other)
    assert [str(one) for one in stranger.value.reasons] == ["WRONG_POST"]
    # Control: for whom it is, the same words go through.
    reopening(small, number, "clerk", "paper")


def test_who_helped_before_may_help_again(small: Village) -> None:
    number = finished(small).number
    reopening(small, number, "clerk", "phone")
    acts.do(number, "finish", {"result": "换了线"}, small.acting("zhou", now()))
    reopening(small, number, "clerk", "present")
    helped = Act.objects.filter(subject=number, detail="reopen")
    assert helped.count() == 2


def test_a_helper_has_none_of_the_powers_of_whom_they_help(small: Village) -> None:
    """What the one who asked may do by a post stays theirs."""
    clerk = small.acting("clerk", now())
    opened = open_matter("plain", {"title": "路灯不亮"}, small.spot(), clerk)
    number = opened.content["number"]
    own = find(number, clerk.who, clerk.at)
    assert own.may("assign")
    theirs = for_requester(find(number, small.acting("zhou", now()).who, clerk.at))
    assert theirs.is_own
    assert not theirs.may("assign")
    assert "clerk" not in theirs.capacities


def test_opening_for_somebody_asks_how_they_agreed(small: Village) -> None:
    raw, yang = {"title": "路灯不亮"}, small.stage.people["yang"]
    zhou = small.acting("zhou")
    with pytest.raises(Refused) as refused:
        open_matter("plain", raw, small.spot(), zhou, requester=yang)
    assert [str(one) for one in refused.value.reasons] == ["MISSING:consent"]
    told = replace(zhou, consent="present")
    answer = open_matter("plain", raw, small.spot(), told, requester=yang)
    act = Act.objects.get(subject=answer.content["number"])
    assert act.payload["consent"] == "present"


def test_the_page_offers_what_is_theirs_to_say_and_keeps_the_words(
    small: Village,
) -> None:
    matter = finished(small)
    clerk = visitor(small, "clerk")
    address = f"/m/{matter.number}/for"
    page = text_of(clerk.get(address))
    for words in (
        "不认可",
        "认可",
        *(one.split(" / ")[0] for one in CONSENTS.values()),
    ):
        assert words in page
    assert address in text_of(clerk.get(f"/work/{matter.number}"))
    told = {"reopen.reason": "还是不亮", "revision": matter.revision}
    refused = clerk.post(f"{address}/reopen", told)
    assert refused.status_code == 422
    assert "还是不亮" in text_of(refused)
    done = clerk.post(f"{address}/reopen", {**told, "reopen.consent": "present"})
    assert done.status_code == 302
    assert Matter.objects.get(pk=matter.pk).state == "open"


def test_the_page_is_for_nobody_else(small: Village) -> None:
    number = finished(small).number
    for name in ("yang", "lin", "wei", "sup"):
        assert visitor(small, name).get(f"/m/{number}/for").status_code == 404
    # Who handled it reads why they may not.
    page = text_of(visitor(small, "zhou").get(f"/m/{number}/for"))
    assert "请换一个人替" in page
    assert "还可以" not in page


def test_the_blank_form_names_the_village_and_asks_the_same(small: Village) -> None:
    page = text_of(visitor(small).get(f"/report/paper?at={VILLAGE}"))
    for words in ("什么事", "在哪里", "路灯", "本人签字或按手印", "不留底"):
        assert words in page
    assert visitor(small).get("/report/paper?at=999999999999").status_code == 404
    assert visitor(small).get("/report/paper").status_code == 404
    # Who lives here, or works here alone, need not say where.
    assert visitor(small, "yang").get("/report/paper").status_code == 200
    assert "/report/paper" in text_of(visitor(small, "yang").get("/report"))
