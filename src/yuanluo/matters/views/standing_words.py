"""What the page of a matter shows beside the matter itself: forms, path, history.

Sorts what may be done into what the asker came for and what is kept behind one tap.
Staff's own steps are left to the workbench.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from yuanluo.kernel.picture import svg
from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries import showing
from yuanluo.matters.queries.cards import public_words
from yuanluo.matters.queries.resulting import resulting
from yuanluo.matters.refusal_words import all_in_words, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuanluo.matters.queries.dossier import Dossier
    from yuanluo.matters.queries.showing import Shown, ShownOffer
    from yuanluo.matters.queries.telling import ShownAct

#: Capacities in which people take part who are no staff.
OF_PEOPLE = frozenset({"requester", "party", "resident"})
#: Acts every playbook has, as far as they are the asker's.
FOR_PEOPLE = ("comment", "escalate", "withdraw", "thank", "mine-too", "reply")
LATE_VERBS = frozenset({"matter.late", "matter.late-at-top", "matter.offered"})


def shown_matter(dossier: Dossier, language: str) -> dict[str, Any]:
    """Give all that the page of a matter shows."""
    shown = showing.shown(dossier, language)
    inside = shown.is_own or shown.is_handler
    reads_only = dossier.by_receipt
    joined = "mine-too" in shown.built_ins and _has_joined(dossier)
    offers = [] if reads_only else _offers_to_people(dossier, shown)
    return {
        "shown": shown,
        "inside": inside,
        "by_receipt": reads_only,
        "title": shown.title if inside else public_words(shown.title),
        "offers": offers,
        "whys": _whys(dossier, offers, language),
        "acts": () if reads_only else _acts(shown, joined=joined),
        "joined": joined,
        "question": next(
            (p for p in shown.pendings if p.kind == "question" and p.mine), None
        ),
        "history": [event(one) for one in shown.timeline],
        "resulting": resulting(dossier),
        "village": dossier.matter.village,
        "photos": photos(shown),
        "path": path(dossier, shown.visited, language),
        "said": said(dossier, language),
        "workbench": _workbench(shown),
    }


def _offers_to_people(dossier: Dossier, shown: Shown) -> list[ShownOffer]:
    """Keep the steps that are this person's as the one who asked."""
    found = []
    for offer in shown.offers:
        step = dossier.playbook.step(offer.id)
        if step is not None and OF_PEOPLE & set(step.by):
            found.append(offer)
    return found


def _whys(
    dossier: Dossier, offers: Sequence[ShownOffer], language: str
) -> dict[str, str]:
    """Say what stands against each step, in words; nothing where it may be taken."""
    names = names_of(dossier.playbook, dossier.charter)
    return {
        offer.id: " ".join(all_in_words(offer.refusals, language, names))
        for offer in offers
    }


def _has_joined(dossier: Dossier) -> bool:
    """Whether the reader's household has said "mine too" before."""
    household = dossier.who.household if dossier.who else None
    return household is not None and household in dossier.parties


def _acts(shown: Shown, *, joined: bool) -> tuple[str, ...]:
    if shown.is_handler and not shown.is_own:
        return ("comment",) if "comment" in shown.built_ins else ()
    left_out = {"mine-too"} if joined else set()
    return tuple(n for n in FOR_PEOPLE if n in shown.built_ins and n not in left_out)


def event(act: ShownAct) -> dict[str, Any]:
    """Give one line of the history as the component draws it."""
    words = "\n".join(
        f"{label}{_('：')}{value}" if label else value for label, value in act.lines
    )
    return {
        "at": act.at,
        "what": act.title,
        "who": act.person or act.who,
        "post": act.who if act.person else "",
        "words": words,
        "inner": act.internal,
        "tone": "late" if act.verb in LATE_VERBS else "open",
    }


def photos(shown: Shown) -> list[dict[str, str]]:
    """Give the photos that the reader may see, each with its address."""
    found = []
    for one in shown.photos:
        if one.kind != "photo" or (one.seen == "handlers" and not shown.is_handler):
            continue
        url = reverse("matters:photo", args=[shown.number, one.pk])
        found.append({"url": url, "thumb": f"{url}?size=small"})
    return found


def _workbench(shown: Shown) -> str:
    """Give the way to the workbench, for those who work here."""
    return reverse("matters:work-on", args=[shown.number]) if shown.is_handler else ""


def path(dossier: Dossier, visited: tuple[str, ...], language: str) -> Markup:
    """Draw the playbook with "you are here"."""
    drawn = svg(
        dossier.playbook,
        language,
        here=dossier.matter.state,
        visited=visited,
        charter=dossier.charter,
    )
    return Markup(drawn)  # noqa: S704 -- drawn by the kernel, which escapes words


def said(dossier: Dossier, language: str) -> list[str]:
    """Tell the path in words, one line for each state."""
    colon = _("：")
    return [
        title_in(state.title, language)
        + (f"{colon}{title_in(state.next, language)}" if state.next else "")
        for state in dossier.playbook.states
    ]
