"""Bad input and wrong hands: every reason at once, nothing written, nothing lost."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.cast import MONDAY, VILLAGE, Village
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.matters.queries.dossier import Gone
from yuanluo.matters.queries.spots import Spot
from yuanluo.people.models import Appointment
from yuanluo.record.actions import Refused, RequestReused
from yuanluo.record.models import Act, Attachment
from yuanluo.territory.models import Membership

NEXT_DAY = MONDAY + timedelta(days=1)


def refused(deed: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed()  # type: ignore[operator]
    return sorted(str(reason) for reason in caught.value.reasons)


def test_every_reason_is_given_at_once(small: Village) -> None:
    matter = small.open()
    told = refused(lambda: acts.do(matter.number, "finish", {}, small.acting("zhou")))
    assert told == ["MISSING:result"]
    told = refused(
        lambda: open_matter(
            "plain", {"category": "none"}, small.spot(), small.acting("yang")
        )
    )
    assert told == ["BAD:category", "MISSING:title"]


@pytest.mark.parametrize("who", ["lin", "wei", "clerk", "sup"])
def test_wrong_posts_learn_only_that_it_is_not_theirs(small: Village, who: str) -> None:
    matter = small.open(category="light")
    told = refused(lambda: acts.do(matter.number, "finish", {}, small.acting(who)))
    assert told == ["WRONG_POST"]


def test_a_matter_that_cannot_be_seen_is_not_there(small: Village) -> None:
    matter = small.open(category="quarrel")
    for who in ("lin", "wei", "clerk", "sup", "tclerk"):
        with pytest.raises(Gone):
            acts.do(matter.number, "comment", {"text": "?"}, small.acting(who))
    with pytest.raises(Gone):
        acts.do("2603-NOBODY", "comment", {"text": "?"}, small.acting("lin"))


def test_ending_an_appointment_ends_its_power_with_the_next_request(
    small: Village,
) -> None:
    matter = small.open()
    acts.do(matter.number, "note", {"note": "看过"}, small.acting("zhou"))
    ended = Appointment.objects.filter(person=small.stage.people["zhou"])
    ended.update(until=date(2026, 3, 2))
    told = refused(
        lambda: acts.do(
            matter.number, "finish", {"result": "好了"}, small.acting("zhou", NEXT_DAY)
        )
    )
    assert told == ["WRONG_POST"]


@pytest.mark.parametrize(
    ("spot", "code"),
    [
        (Spot(place="000000000000"), "UNKNOWN_PLACE"),
        (Spot(place="'; DROP TABLE"), "UNKNOWN_PLACE"),
        (Spot(home=10**15), "UNKNOWN_PLACE"),
        (Spot(place=VILLAGE[:9]), "PLACE_TOO_WIDE"),
        (Spot(), "UNKNOWN_PLACE"),
    ],
)
def test_a_place_that_is_unknown_or_too_wide_is_refused(
    small: Village, spot: Spot, code: str
) -> None:
    told = refused(
        lambda: open_matter("plain", {"title": "灯"}, spot, small.acting("yang"))
    )
    assert told == [code]
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "text", ["半个\ud83d", "零\x00字", "倒\u202e过来", "长" * 10_000_000]
)
def test_text_that_cannot_be_kept_is_refused_by_name(small: Village, text: str) -> None:
    told = refused(
        lambda: open_matter(
            "plain", {"title": text}, small.spot(), small.acting("yang")
        )
    )
    assert told == ["BAD:title"]
    assert not Act.objects.exists()


def test_a_request_id_means_one_thing(small: Village) -> None:
    request_id = uuid4()
    acting = small.acting("yang", request_id=request_id)
    first = open_matter("plain", {"title": "灯"}, small.spot(), acting)
    again = open_matter("plain", {"title": "灯"}, small.spot(), acting)
    assert again.replayed
    assert again.content == first.content
    with pytest.raises(RequestReused):
        open_matter("plain", {"title": "水"}, small.spot(), acting)
    assert Matter.objects.count() == 1


def test_a_replayed_step_gives_its_answer_though_the_matter_has_moved_on(
    small: Village,
) -> None:
    matter = small.open()
    acting = small.acting("zhou")
    first = acts.do(matter.number, "finish", {"result": "好了"}, acting)
    acts.do(matter.number, "agree", {}, small.acting("yang"))
    again = acts.do(matter.number, "finish", {"result": "好了"}, acting)
    assert again.replayed
    assert again.content == first.content


def test_a_refused_act_leaves_nothing_behind(small: Village) -> None:
    matter = small.open()
    before = Act.objects.count(), Responsibility.objects.count()
    refused(
        lambda: acts.do(
            matter.number,
            "finish",
            {"result": "好了"},
            small.acting("zhou"),
            photos=[uuid4()],
        )
    )
    assert (Act.objects.count(), Responsibility.objects.count()) == before
    assert Matter.objects.get(pk=matter.pk).state == "open"


def test_nobody_takes_pictures_that_another_uploaded(small: Village) -> None:
    matter = small.open()
    theirs = Attachment.objects.create(
        by=small.stage.people["lin"], at=MONDAY, sha256="0" * 64
    )
    told = refused(
        lambda: acts.do(
            matter.number, "attach", {}, small.acting("yang"), photos=[theirs.pk]
        )
    )
    assert told == ["UNKNOWN_PHOTO"]


def test_an_anonymous_matter_keeps_nobodys_name(small: Village) -> None:
    photo = Attachment.objects.create(
        by=small.stage.people["yang"], at=MONDAY, sha256="0" * 64
    )
    answer = open_matter(
        "plain",
        {"title": "灯不亮", "category": "light"},
        small.spot(),
        small.acting("yang"),
        photos=[photo.pk],
        anonymous=True,
    )
    matter = Matter.objects.get(number=answer.content["number"])
    act = Act.objects.get(subject=matter.number)
    assert (matter.requester_id, matter.reporter_id) == (None, None)
    assert (act.actor, act.actor_name, act.on_behalf) == (None, "", None)
    assert Attachment.objects.get(subject=matter.number).by is None
    assert answer.content["receipt"]
    assert answer.content["receipt"] not in matter.receipt


def test_a_category_that_does_not_allow_it_is_not_reported_without_a_name(
    small: Village,
) -> None:
    told = refused(
        lambda: open_matter(
            "plain",
            {"title": "吵", "category": "quarrel"},
            small.spot(),
            small.acting("yang"),
            anonymous=True,
        )
    )
    assert told == ["NOT_ANONYMOUS_HERE"]


def test_only_a_post_that_may_report_does_so_for_somebody(small: Village) -> None:
    yang = small.stage.people["yang"]
    raw = {"title": "灯"}
    told = refused(
        lambda: open_matter(
            "plain", raw, small.spot(), small.acting("lin"), requester=yang
        )
    )
    assert told == ["WRONG_POST"]
    answer = open_matter(
        "plain",
        raw,
        small.spot(),
        replace(small.acting("zhou"), consent="phone"),
        requester=yang,
    )
    matter = Matter.objects.get(number=answer.content["number"])
    assert matter.requester_id == yang
    assert matter.reporter_id == small.stage.people["zhou"]


def test_a_private_matter_is_opened_by_nobody_but_who_told_it(small: Village) -> None:
    matter = small.open(category="quarrel", title="两家吵")
    told = {"category": "light", "reason": "归错了"}
    by = small.acting("zhou")
    assert refused(lambda: acts.do(matter.number, "correct", told, by)) == [
        "STAYS_PRIVATE"
    ]
    acts.do(matter.number, "correct", told, small.acting("yang"))
    assert Matter.objects.get(pk=matter.pk).way == "small"


def test_a_neighbour_who_says_mine_too_reads_nothing_that_another_told(
    small: Village,
) -> None:
    matter = small.open(category="light")
    acts.do(matter.number, "mine-too", {}, small.acting("lin"))
    with pytest.raises(Refused, match="WRONG_POST"):
        acts.do(matter.number, "comment", {"text": "我家也是"}, small.acting("lin"))


def test_a_level_that_a_place_has_not_is_passed_over(small: Village) -> None:
    home = small.stage.homes["yang"]
    Membership.objects.filter(home=home).delete()
    matter = small.open()
    assert matter.level == "village"
    acts.do(matter.number, "escalate", {"reason": "办不了"}, small.acting("clerk"))
    acts.do(matter.number, "accept", {}, small.acting("tclerk"))
    assert Matter.objects.get(pk=matter.pk).level == "township"
