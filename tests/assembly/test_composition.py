"""What a body of representatives is made up of: stated, judged, shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.assembly.hall import Hall
from tests.cast import MONDAY, VILLAGE
from tests.kernel.test_deciding import rule
from yuanluo.assembly import recount as script
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.voting import cast
from yuanluo.assembly.bundle import bundle
from yuanluo.assembly.composition import refusals
from yuanluo.assembly.models import Ballot
from yuanluo.kernel.deciding.binding import Rule, weaker
from yuanluo.kernel.deciding.certificate import faults
from yuanluo.kernel.deciding.composing import MakeUp, composed
from yuanluo.kernel.deciding.rulepack import Composition
from yuanluo.people.actions import end_appointment
from yuanluo.people.composing import made_up, state_make_up
from yuanluo.people.models import Account, Appointment, Body, BodyMakeUp
from yuanluo.record.actions import Refused


def states(told: MakeUp, name: str = "village-representatives") -> dict[str, Any]:
    return {one.part: (one.state, one.by) for one in composed(rule(name), told)}


@given(st.integers(1, 400), st.data())
def test_four_fifths_and_one_third_at_the_edge(seats: int, data: st.DataObject) -> None:
    """The bar is cross-multiplied here, as the law says it."""
    least = -(-4 * seats // 5)
    representatives = data.draw(st.integers(least, seats))
    women = -(-representatives // 3)
    there = states(MakeUp(seats, representatives, women, 10 * representatives))
    assert there["representatives"] == ("met", 0)
    assert there["women"] == ("met", 0)
    less = states(MakeUp(seats, least - 1, women - 1, 0))
    assert less["representatives"] == ("short", 1)
    fewer = states(MakeUp(seats, representatives, women - 1, 0))
    assert fewer["women"] == ("short", 1)


@given(st.integers(1, 3_000))
def test_one_for_every_five_to_fifteen_households(households: int) -> None:
    least, most = -(-households // 15), households // 5

    def state(representatives: int) -> tuple[str, int]:
        told = MakeUp(representatives, representatives, 0, households)
        found: tuple[str, int] = states(told)["households_each"]
        return found

    if least <= most:
        assert state(least) == state(most) == ("met", 0)
        assert state(most + 1) == ("over", 1)
    if least > 1:
        assert state(least - 1) == ("short", 1)


def test_urban_seats_and_what_nobody_stated() -> None:
    for seats, state in ((19, ("short", 1)), (20, ("met", 0)), (50, ("met", 0))):
        told = MakeUp(seats, None, None, 900)
        urban = states(told, "residents-representatives")
        assert urban["seats"] == state
        assert urban["representatives"] == ("unsaid", 0)
    over = states(MakeUp(51, 51, 17, 900), "residents-representatives")
    assert over["seats"] == ("over", 1)


def test_a_rule_that_binds_refuses_and_cannot_be_loosened() -> None:
    told = rule("village-representatives")
    asked = told.pack.composition
    assert asked is not None
    binding = Composition.model_validate({**asked.model_dump(), "binding": True})
    strict = Rule(pack=told.pack.model_copy(update={"composition": binding}))
    lines = [one.document("") for one in composed(strict, MakeUp(9, 9, 2, 90))]
    assert [str(one) for one in refusals(strict, lines)] == ["COMPOSITION:women"]
    assert refusals(told, lines) == []
    assert weaker(told.pack, strict.pack) == ["composition"]
    assert weaker(strict.pack, told.pack) == []


def council_body() -> Body:
    return Body.objects.get(key="council", place=VILLAGE)


def state(council: Hall, representatives: int, women: int, by: str = "keeper") -> None:
    state_make_up(
        council.by(by),
        council_body().pk,
        representatives=representatives,
        women=women,
        source="三月一日推选结果公告",
    )


@pytest.mark.parametrize(
    ("representatives", "women", "by", "code"),
    [
        (10, 3, "keeper", "MORE_THAN_SIT:9"),
        (8, 9, "keeper", "MORE_THAN_REPRESENTATIVES:8"),
        (8, 3, "clerk", f"NO_POWER:{VILLAGE}"),
    ],
)
def test_what_cannot_be_is_not_stated(
    council: Hall, representatives: int, women: int, by: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        state(council, representatives, women, by)
    assert not BodyMakeUp.objects.exists()


def test_what_was_stated_stands_for_those_who_sat_and_no_others(council: Hall) -> None:
    state(council, 8, 3)
    body = council_body()
    told = made_up(body, MONDAY.date())
    assert (told.figures.seats, told.figures.women, told.stale) == (9, 3, None)
    gone = Appointment.objects.filter(post__key="seat:council").latest("pk")
    end_appointment(council.by("keeper"), gone.pk, MONDAY.date(), "任满")
    after = made_up(body, (MONDAY + timedelta(days=1)).date())
    assert (after.figures.seats, after.figures.women) == (8, None)
    assert after.stale is not None


def test_the_certificate_and_the_pages_say_it(council: Hall) -> None:
    state(council, 8, 2)
    ballot, came = council.polling(7)
    for entry in came:
        cast(ballot.pk, "yes", council.voter(entry))
    close(ballot.pk, council.by("chair"))
    one = Ballot.objects.get(pk=ballot.pk)
    assert one.certificate is not None
    assert faults(one.certificate, one.sha256) == []
    assert script.recount(bundle(one.pk)) == ("carried", [])
    by = {line["part"]: line for line in one.certificate["about"]["composition"]}
    assert (by["seats"]["state"], by["seats"]["by"]) == ("short", 11)
    assert "城市居民委员会组织法" in by["seats"]["citation"]
    keeper = Client()
    account = Account.objects.create_user(
        "keeper", person_id=council.village.stage.people["keeper"]
    )
    keeper.force_login(account, backend="yuanluo.people.backends.Backend")
    for name, key in (("certificate", one.pk), ("meeting", one.meeting_id)):
        text = keeper.get(reverse(f"assembly:{name}", args=[key])).content.decode()
        assert "组成人员要20到50人，现在9人" in text, name
        assert "少11" in text, name


def test_the_page_of_composition_keeps_what_is_stated(council: Hall) -> None:
    keeper, address = Client(), reverse("web:composition", args=[VILLAGE])
    account = Account.objects.create_user(
        "keeper", person_id=council.village.stage.people["keeper"]
    )
    keeper.force_login(account, backend="yuanluo.people.backends.Backend")
    assert "还没报数" in keeper.get(address).content.decode()
    sent = {"body": council_body().pk, "representatives": "8", "women": "9"}
    no = keeper.post(address, sent | {"source": "公告"})
    assert no.status_code == 422
    assert "请核对" in no.content.decode()
    assert keeper.post(address, sent | {"women": "3"}).status_code == 422
    done = keeper.post(address, sent | {"women": "3", "source": "公告"})
    assert done.status_code == 302
    assert "其中妇女3人" in keeper.get(address).content.decode()
    other = Client()
    account = Account.objects.create_user(
        "yang", person_id=council.village.stage.people["yang"]
    )
    other.force_login(account, backend="yuanluo.people.backends.Backend")
    assert other.get(address).status_code == 404
