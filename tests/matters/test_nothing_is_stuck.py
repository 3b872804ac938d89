"""No matter can be stuck: whatever people do, an end can still be reached.

Over every shipped playbook: random acts by everybody, built-in ones too, and time that
passes; then goodwill must bring the matter to an end.
"""

import random
from pathlib import Path

import pytest

from tests.cast import MONDAY, Village
from tests.matters.walking import Walk
from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.stage import Stage, build
from yuanluo.config.telling import village_of
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.story import CastMember, Directive, Story
from yuanluo.matters import playbooks
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.matters.queries.spots import Spot
from yuanluo.people.models import Appointment
from yuanluo.publicity.models import Notice, ShownSpell
from yuanluo.record.models import Act

CHARTERS = Path(__file__).parents[2] / "charters"
ACTS = 30
BOOKS = [
    (pack.name, book.stem)
    for pack in sorted(CHARTERS.iterdir())
    for book in sorted(pack.glob("playbooks/*.toml"))
]


def everybody(charter: Charter) -> tuple[CastMember, ...]:
    """Two residents, and somebody for every post at every level and every seat."""
    cast = [CastMember("yang", ("resident",)), CastMember("lin", ("resident",))]
    for post in charter.posts:
        cast += [
            CastMember(f"{post.id}-{level}", (f"{post.id}@{level}",))
            for level in post.levels
        ]
    for body in charter.bodies:
        cast.append(CastMember(f"chair-{body.id}", (f"chair:{body.id}",)))
        cast.append(CastMember(f"seat-{body.id}", (f"seat:{body.id}",)))
    return tuple(cast)


def stage_of(pack: str, book: str) -> tuple[Stage, Charter]:
    playbooks.forget()
    charter = read_folder(CHARTERS / pack)
    load(charter, MONDAY)
    roster = Directive(0, "roster", ("all", "fam{} x 3"))
    story = Story("", 0, everybody(charter), (roster,), ())
    return build(story, charter, village_of(charter, book)), charter


def hung(stage: Stage) -> str:
    """Hang a notice of the village, to which somebody can object; give its code."""
    notice = Notice.objects.create(
        code="hung", matter="", visit=1, ident="any", village=stage.village,
        title="公示", sha256="0" * 64, shown_at=MONDAY,
    )  # fmt: skip
    ShownSpell.objects.create(notice=notice, since=MONDAY)
    return notice.code


def opened(stage: Stage, charter: Charter, key: str, luck: random.Random) -> str | None:
    """Open a matter by whoever may; None where only another playbook opens it."""
    book = charter.playbook(key)
    assert book is not None
    walk = Walk(stage, "", MONDAY, luck)
    for name in stage.people:
        blank = Matter(village=stage.village, state="", place_id=stage.village)
        blank.playbook_id = playbooks.version_of(charter.id, book)
        dossier = Dossier(blank, walk.acting(name).who, MONDAY)
        dossier.is_new, dossier.__dict__["units"] = True, stage.divisions
        dossier.__dict__["parties"], dossier.__dict__["taken"] = frozenset(), ()
        if dossier.capacities.intersection(book.opening.by):
            raw = {ask.id: walk.answer(ask, dossier) for ask in book.opening.ask}
            if any(do.effect == "raise-remark" for do in book.opening.do):
                raw["notice"] = hung(stage)
            spot = Spot(home=stage.homes["yang"])
            answer = open_matter(key, raw, spot, walk.acting(name))
            return str(answer.content["number"])
    return None


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("pack", "book"), BOOKS)
def test_an_end_can_be_reached_whatever_people_do(
    pack: str, book: str, seed: int, transactional_db: None
) -> None:
    stage, charter = stage_of(pack, book)
    luck = random.Random(f"{book}/{seed}")
    number = opened(stage, charter, book, luck)
    if number is None:
        # A child's playbook is walked with its parents.
        by = _opening(charter, book)
        assert any(one == "parent" or one.startswith("playbook:") for one in by)
        return
    walk = Walk(stage, number, MONDAY, luck)
    for _ in range(ACTS):
        walk.stumble()
        walk.check()
    assert walk.bring_to_an_end(), (walk.done, Matter.objects.get(number=number))
    walk.check()
    assert Act.objects.filter(subject=number).count() > 1


def _opening(charter: Charter, book: str) -> tuple[str, ...]:
    found = charter.playbook(book)
    return found.opening.by if found else ()


def test_control_without_anybody_in_office_a_round_is_stuck(small: Village) -> None:
    matter = small.open("round", by="clerk")
    Appointment.objects.all().delete()
    walk = Walk(small.stage, matter.number, MONDAY, random.Random(1))
    assert not walk.bring_to_an_end()
