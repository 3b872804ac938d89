"""A community of a shipped pack with a few people, for tests of publication."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from tests.cast import MONDAY, Village
from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.stage import build
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.story import CastMember, Story
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.queries.spots import Spot
from yuanluo.publicity.models import Notice

VILLAGE = "522727104001"
CAST = {
    "yang": ("resident",),
    "lin": ("resident",),
    "far": (),
    "clerk": ("clerk@village",),
    "tclerk": ("clerk@township",),
    "wei": ("seat:supervision",),
}


def stage() -> Village:
    """Set the stage."""
    charter = read_folder(Path(settings.CHARTERS) / "pingtang")
    load(charter, MONDAY)
    members = tuple(CastMember(n, p) for n, p in CAST.items())
    return Village(build(Story("", 0, members, (), ()), charter, VILLAGE), charter)


def at(text: str) -> datetime:
    """Give a moment of the clock on the wall there."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def shown(here: Village, when: str | datetime = "2026-03-02 10:00") -> Notice:
    """Publish something, by way of its work method."""
    moment = at(when) if isinstance(when, str) else when
    told = {"title": "一季度救助款", "due_on": "2026-03-20"}
    clerk = here.acting("clerk", moment)
    answer = open_matter("open-affairs", told, Spot(place=VILLAGE), clerk)
    number = answer.content["number"]
    said = {"lines": [{"what": "救助", "said": "三户13800001234"}], "remark": "核过"}
    acts.do(number, "publish", said, here.acting("clerk", moment))
    return Notice.objects.get(matter=number)
