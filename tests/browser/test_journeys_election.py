"""An election on phones: nominated, agreed, marked, counted, read as a table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.assembly.electing import Poll, poll
from tests.assembly.hall import hall
from tests.browser.journeys import Walker
from yuanluo.matters import playbooks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]


@pytest.fixture
def courtyard(transactional_db: None) -> Poll:
    playbooks.forget()
    one = poll(hall(), rules="seats-election", seats=2)
    for number in (0, 4):
        one.hall.village.stage.people[f"居民{number}"] = one.people[number]
    return one


@pytest.mark.parametrize("javascript", [True, False])
def test_neighbours_choose_on_phones(
    walk: Walk, courtyard: Poll, *, javascript: bool
) -> None:
    def looks(walker: Walker) -> None:
        # What asks whether somebody is shut out is a script itself.
        if javascript:
            walker.looks()

    election = courtyard.nominated(3)
    voter = walk(javascript=javascript)
    voter.sign_in(courtyard.hall.village, "居民0")
    page = voter.page
    page.goto(f"/elections/{election.ballot_id}")
    page.get_by_label("提谁").fill("居民4")
    looks(voter)
    page.get_by_role("button", name="提名", exact=True).click()
    expect(page.get_by_text("还没答复")).to_be_visible()

    courtyard.slated()
    ballot = courtyard.round_opened()
    page.goto(f"/elections/{ballot.pk}/sheet")
    # A thumb hits each line of the sheet.
    for line in page.locator(".choice label").all():
        box = line.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    boxes = page.locator(".choice input")
    for number in range(3):
        boxes.nth(number).check(force=True)
    page.get_by_role("button", name="投票", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("最多选2个，再看看")
    boxes.nth(2).uncheck(force=True)
    looks(voter)
    page.get_by_role("button", name="投票", exact=True).click()
    expect(page.get_by_text("投好了")).to_be_visible()

    for person in courtyard.people[1:6]:
        courtyard.vote_by(person, ballot, "1")
    courtyard.closed(ballot)
    page.goto(f"/decided/{ballot.pk}")
    looks(voter)
    expect(page.get_by_text("当选", exact=True).first).to_be_visible()
