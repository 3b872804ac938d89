"""Whether the parts of a charter fit together: posts, bodies, categories, ways, places.

Playbooks are checked by `yuanluo.kernel.checking`. A problem's place begins with the
kind of part and its name (`("category", "light", "days")`), because a charter is put
together from several files, and from the charter beneath.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from yuanluo.kernel import place as codes
from yuanluo.kernel.asking import LABELS
from yuanluo.kernel.charter import OFFICIAL_LEVELS
from yuanluo.kernel.fault import Problem, Where, unknown
from yuanluo.kernel.period import Period, PeriodUnit
from yuanluo.kernel.playbook import CAPACITIES, LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.charter import (
        Body,
        Category,
        Charter,
        Post,
        Publication,
        Settled,
    )
    from yuanluo.kernel.locality import Locality

#: Names that playbooks read otherwise, so that no post may have them.
TAKEN = CAPACITIES | {"ladder", "kin", "here"}
LONGEST_PLACE = 80
#: Where the country lies, so that swapped coordinates are seen.
EAST, NORTH = (73.0, 136.0), (3.0, 54.0)


def charter_problems(charter: Charter, world: Locality) -> Iterator[Problem]:
    """Tell what does not fit together in a charter, its playbooks aside."""
    yield from _front(charter)
    yield from _short_enough(charter)
    yield from _levels(charter)
    yield from _posts_and_bodies(charter, world)
    yield from _ways(charter)
    yield from _days(charter)
    for category in charter.categories:
        yield from _category(charter, category)
    for publication in charter.publications:
        yield from _publication(charter, publication)
    for term in charter.terms:
        if Period.parse(term.days).unit is not PeriodUnit.DAYS:
            text = f"{term.days!r}: days on show are calendar days, as in '15 days'"
            yield Problem(("term", term.id, "days"), text)
    for playbook in charter.playbooks:
        for index, code in enumerate(playbook.where):
            yield from _known_place(charter, code, playbook.id, index)
    for place in charter.places:
        yield from _place(charter, place)


def _front(charter: Charter) -> Iterator[Problem]:
    known = {place.code for place in charter.places}
    for index, root in enumerate(charter.roots):
        where: Where = ("charter", "roots", index)
        try:
            code = codes.normalise(root)
        except codes.PlaceCodeError as fault:
            yield Problem(where, str(fault))
            continue
        if code != root:
            yield Problem(where, f"write {root!r} as it is kept: {code!r}")
        elif not any(codes.contains(code, one) for one in known):
            yield Problem(where, f"no place of places.csv lies in {root!r}")


def _short_enough(charter: Charter) -> Iterator[Problem]:
    """Titles that are kept in columns of their own must fit there."""
    titled: list[tuple[Where, str, int]] = [
        (("charter", "title"), charter.title, LONGEST_TITLE),
        *((("post", p.id, "title"), p.title, LONGEST_TITLE) for p in charter.posts),
        # Room for what makes it the title of the chair.
        *(
            (("body", b.id, "title"), b.title, LONGEST_TITLE - 10)
            for b in charter.bodies
        ),
        *((("place", p.code, "name"), p.name, LONGEST_PLACE) for p in charter.places),
    ]
    for where, title, most in titled:
        if len(title) > most:
            yield Problem(where, f"{len(title)} letters, {most} at most: {title!r}")


def _levels(charter: Charter) -> Iterator[Problem]:
    names = [level.id for level in charter.levels]
    official = [name for name in names if name in OFFICIAL_LEVELS]
    ordered = [name for name in OFFICIAL_LEVELS if name in official]
    for name, right in zip(official, ordered, strict=True):
        if name != right:
            yield Problem(
                ("level", name), f"write the highest level first: {listed_in(ordered)}"
            )
            return
    below = False
    for name in names:
        if name in OFFICIAL_LEVELS and below:
            yield Problem(
                ("level", name), f"{name!r} must stand before the levels of your own"
            )
        below = below or name not in OFFICIAL_LEVELS


def listed_in(ordered: list[str]) -> str:
    """Write names in their order."""
    return ", ".join(ordered)


def _posts_and_bodies(charter: Charter, world: Locality) -> Iterator[Problem]:
    for post in charter.posts:
        yield from _post_bounds(post)
        if post.id in TAKEN:
            yield Problem(
                ("post", post.id, "id"),
                f"{post.id!r} means something else in playbooks: rename the post",
            )
        if not post.levels:
            yield Problem(("post", post.id, "levels"), "say at which levels it exists")
        for index, level in enumerate(post.levels):
            if level not in world.levels:
                place = ("post", post.id, "levels", index)
                yield Problem(place, unknown("level", level, world.levels))
    for body in charter.bodies:
        if body.level not in world.levels:
            where = ("body", body.id, "level")
            yield Problem(where, unknown("level", body.level, world.levels))
        yield from _body_above(charter, body)
        yield from _body_rules(charter, body)


def _body_rules(charter: Charter, body: Body) -> Iterator[Problem]:
    """A body decides by a rule pack that there is."""
    packs = {pack.id for pack in charter.rules}
    if body.rules is not None and body.rules not in packs:
        where = ("body", body.id, "rules")
        yield Problem(where, unknown("rule pack", body.rules, packs))


def _post_bounds(post: Post) -> Iterator[Problem]:
    if post.most is not None and post.least > post.most:
        text = f"at least {post.least}, at most {post.most}: nobody can hold to that"
        yield Problem(("post", post.id, "least"), text)


def _body_above(charter: Charter, body: Body) -> Iterator[Problem]:
    """The tree of bodies has a top: none stands under itself."""
    where = ("body", body.id, "under")
    if body.under is None:
        return
    if charter.body(body.under) is None:
        known = (one.id for one in charter.bodies)
        yield Problem(where, unknown("body", body.under, known))
        return
    chain, above = [body.id], charter.body(body.under)
    while above is not None and above.id not in chain:
        chain.append(above.id)
        above = charter.body(above.under) if above.under else None
    if above is not None and above.id == body.id:
        round_ = " under ".join([*chain, body.id])
        yield Problem(where, f"{round_}: a body cannot stand under itself")


def _ways(charter: Charter) -> Iterator[Problem]:
    known = {category.id for category in charter.categories}
    last = len(charter.ways) - 1
    for number, rule in enumerate(charter.ways):
        for index, name in enumerate(rule.categories):
            if name not in known:
                where = ("way", number, "categories", index)
                yield Problem(where, unknown("category", name, known))
        if not rule.categories and not rule.words and number != last:
            yield Problem(
                ("way", number),
                "this rule fits everything, so that those after it never count: put it "
                "last, or give it `categories` or `words`",
            )


def _publication(charter: Charter, one: Publication) -> Iterator[Problem]:
    """What must be published has its days on show and a way to come about."""
    where: Where = ("publication", one.id)
    if charter.term(one.term) is None:
        known = (term.id for term in charter.terms)
        yield Problem((*where, "term"), unknown("term", one.term, known))
    if charter.playbook(one.playbook) is None:
        known = (book.id for book in charter.playbooks)
        yield Problem((*where, "playbook"), unknown("playbook", one.playbook, known))
    try:
        date.fromisoformat(one.since)
    except ValueError:
        yield Problem((*where, "since"), f"{one.since!r} is no day: write 2026-01-01")


def _days(charter: Charter) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, override in enumerate(charter.overrides):
        where = ("override", number, "day")
        try:
            date.fromisoformat(override.day)
        except ValueError:
            yield Problem(where, f"{override.day!r} is no day: write 2026-10-01")
        if override.day in seen:
            yield Problem(where, f"{override.day} is there already: keep one of them")
        seen.add(override.day)


def _category(charter: Charter, category: Category) -> Iterator[Problem]:
    where = ("category", category.id)
    known = {one.id for one in charter.categories}
    if category.parent is not None and category.parent not in known:
        yield Problem((*where, "parent"), unknown("category", category.parent, known))
    elif _goes_round(charter, category):
        yield Problem((*where, "parent"), f"{category.id!r} lies in itself")
    if category.unit is not None and charter.post(category.unit) is None:
        posts = (post.id for post in charter.posts)
        yield Problem((*where, "unit"), unknown("post", category.unit, posts))
    if category.way == "private" and category.public:
        yield Problem(
            (*where, "public"), f"{category.id!r} is private, so it is never public"
        )
    if label := LABELS.search(f"{category.title} {' '.join(category.words)}"):
        yield Problem(
            (*where, "title"),
            f"{label[0]!r} labels people, and categories are of matters: rename it",
        )
    yield from _category_on_its_way(charter, category)


def _category_on_its_way(charter: Charter, category: Category) -> Iterator[Problem]:
    """The playbook exists, and so does the level at which it begins."""
    where = ("category", category.id)
    levels = [level.id for level in charter.levels]
    if category.level is not None and category.level not in levels:
        yield Problem((*where, "level"), unknown("level", category.level, levels))
    if category.playbook is None:
        return
    playbook = charter.playbook(category.playbook)
    if playbook is None:
        known = (one.id for one in charter.playbooks)
        text = unknown("playbook", category.playbook, known)
        yield Problem((*where, "playbook"), f"{text} (`use` takes over those beneath)")
        return
    rungs = [rung.level for rung in playbook.ladder]
    if category.level in levels and rungs and category.level not in rungs:
        yield Problem(
            (*where, "level"),
            f"{category.level!r} is no rung of the ladder of {playbook.id!r}: known "
            f"are {listed_in(rungs)}",
        )


def _goes_round(charter: Charter, category: Category) -> bool:
    seen = {category.id}
    parent = category.parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        above = charter.category(parent)
        parent = above.parent if above else None
    return parent == category.id


def _known_place(
    charter: Charter, code: str, playbook: str, index: int
) -> Iterator[Problem]:
    where = ("playbook", playbook, "where", index)
    if not codes.is_code(code):
        yield Problem(where, str(codes.PlaceCodeError(code, "shape")))
        return
    known = {place.code for place in charter.places} | set(charter.roots)
    if known and not any(
        codes.contains(one, code) or codes.contains(code, one) for one in known
    ):
        yield Problem(where, f"{code!r} lies in no place of this charter")


def _place(charter: Charter, place: Settled) -> Iterator[Problem]:
    where = ("place", place.code)
    levels = [level.id for level in charter.levels]
    if place.level not in levels:
        yield Problem((*where, "level"), unknown("level", place.level, levels))
    try:
        code = codes.normalise(place.code)
    except codes.PlaceCodeError as fault:
        yield Problem((*where, "code"), str(fault))
        return
    if code != place.code:
        yield Problem((*where, "code"), f"write {place.code!r} as it is kept: {code!r}")
        return
    shape = codes.level_of(code)
    official = place.level in OFFICIAL_LEVELS
    if official != (shape != "division") or (official and shape != place.level):
        yield Problem(
            (*where, "level"),
            f"{code!r} is the code of a {shape}, not of a {place.level}",
        )
    yield from _place_above(charter, place)
    yield from _place_on_the_map(place)


def _place_above(charter: Charter, place: Settled) -> Iterator[Problem]:
    where = ("place", place.code)
    known = {one.code for one in charter.places}
    if codes.level_of(place.code) == "division":
        village = codes.village_of(place.code)
        if village not in known:
            yield Problem(
                (*where, "code"), f"its village {village} is not in places.csv: add it"
            )
    if not place.parent:
        return
    if place.parent not in known and not _official(place.parent):
        yield Problem((*where, "parent"), unknown("place", place.parent, known))
    elif place.parent == place.code or not _above(place.parent, place.code):
        yield Problem(
            (*where, "parent"), f"{place.parent} does not contain {place.code}"
        )


def _official(code: str) -> bool:
    """Say whether a code is official: such places exist, listed here or not."""
    return codes.is_code(code) and codes.level_of(code) != "division"


def _above(parent: str, code: str) -> bool:
    """Say whether one can lie in the other; divisions of a village do not tell."""
    if codes.is_code(parent) and codes.level_of(parent) == "division":
        return codes.village_of(parent) == codes.village_of(code)
    return codes.contains(parent, code)


def _place_on_the_map(place: Settled) -> Iterator[Problem]:
    where = ("place", place.code)
    if (place.lon is None) != (place.lat is None):
        yield Problem((*where, "lon"), "give both lon and lat, or neither")
    elif place.lon is not None and place.lat is not None:
        east = EAST[0] <= place.lon <= EAST[1]
        if not (east and NORTH[0] <= place.lat <= NORTH[1]):
            yield Problem(
                (*where, "lon"),
                f"lon {place.lon:g}, lat {place.lat:g} lies outside the country: are "
                "they swapped?",
            )
