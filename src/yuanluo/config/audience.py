"""Who may open each address: one line per name, and none without a line.

A new page fails its test until somebody decides here. The table says who may open
the door; what stands behind it is decided by `visible_to` of each model. Refuses to
be the check itself: the pages check, and tests compare them with this table.
"""

from enum import StrEnum
from fnmatch import fnmatchcase


class Audience(StrEnum):
    """Who an address is for."""

    EVERYBODY = "everybody"
    VISITOR = "visitor"  # Somebody who is not signed in, to sign in.
    SIGNED_IN = "signed-in"
    POST = "post"  # Somebody with an appointment that runs.
    OPERATOR = "operator"
    DEMO = "demo"  # Everybody, in a demonstration; absent otherwise.


# Our own addresses, each by its whole name.
AUDIENCE: dict[str, Audience] = {
    "web:appearance": Audience.EVERYBODY,
    # What a place publishes, and whom to turn to there.
    "web:home": Audience.EVERYBODY,
    "web:contacts": Audience.EVERYBODY,
    "web:place": Audience.EVERYBODY,
    "web:notices": Audience.EVERYBODY,
    "web:publication": Audience.EVERYBODY,
    "web:doors": Audience.EVERYBODY,
    "web:door": Audience.EVERYBODY,
    "web:linked": Audience.EVERYBODY,
    "web:unit": Audience.EVERYBODY,
    "web:notice": Audience.EVERYBODY,
    "web:notice-sheet": Audience.EVERYBODY,
    "web:notice-photo": Audience.EVERYBODY,
    "web:notice-pdf": Audience.EVERYBODY,
    # What is said to a notice is said by whoever lives there; what is done to it is for
    # who may publish, or looks after the place.
    "web:notice-say": Audience.SIGNED_IN,
    "web:notice-keep": Audience.POST,
    "web:notice-archive": Audience.POST,
    # Appointing: whoever holds a post with the power to; one's own may be laid down.
    "web:staffing": Audience.POST,
    "web:staff": Audience.POST,
    "web:appoint": Audience.POST,
    "web:end-appointment": Audience.POST,
    "web:facilities": Audience.EVERYBODY,
    "web:door-card": Audience.EVERYBODY,
    # Many cards at once: whoever may report for residents there.
    "web:place-cards": Audience.POST,
    # Staffing: whoever supervises or appoints there; a grid's card: who works there.
    "web:coverage": Audience.POST,
    "web:organisation": Audience.POST,
    "web:composition": Audience.POST,
    "web:grid-card": Audience.POST,
    # Rosters: whoever may appoint at the place.
    "web:roster": Audience.POST,
    "web:roster-xlsx": Audience.POST,
    "web:reserve": Audience.POST,
    "web:styleguide": Audience.DEMO,
    # Reporting: everybody may begin; what carries a name is sent after signing in.
    "matters:report": Audience.EVERYBODY,
    "matters:report-paper": Audience.EVERYBODY,
    "matters:report-draft": Audience.EVERYBODY,
    "matters:report-place": Audience.EVERYBODY,
    "matters:report-check": Audience.EVERYBODY,
    "matters:report-sent": Audience.EVERYBODY,
    "matters:report-slip": Audience.EVERYBODY,
    "matters:draft-photo": Audience.EVERYBODY,
    "matters:mine": Audience.SIGNED_IN,
    "matters:deciding": Audience.POST,
    "matters:sitting": Audience.POST,
    # Meetings and decisions: everybody; coming in and voting: who is on the roll.
    "assembly:home": Audience.EVERYBODY,
    "assembly:meeting": Audience.EVERYBODY,
    "assembly:certificate": Audience.EVERYBODY,
    "assembly:come": Audience.SIGNED_IN,
    "assembly:vote": Audience.SIGNED_IN,
    # Elections: whoever may read what is asked; sheets and tallies: who minds it.
    "assembly:election": Audience.EVERYBODY,
    "assembly:elect": Audience.SIGNED_IN,
    "assembly:tellers": Audience.POST,
    "assembly:tally-sheet": Audience.POST,
    "assembly:opinion": Audience.SIGNED_IN,
    "assembly:minutes": Audience.SIGNED_IN,
    "assembly:signed": Audience.SIGNED_IN,
    "assembly:signed-photo": Audience.SIGNED_IN,
    # When bodies meet, as a calendar; what became of a sheet of paper.
    "assembly:feed": Audience.EVERYBODY,
    "assembly:sheet": Audience.EVERYBODY,
    # The door, help and paper: members of the body and who reports for others.
    "assembly:door": Audience.POST,
    "assembly:stand-in": Audience.POST,
    "assembly:help": Audience.POST,
    "assembly:attendance": Audience.POST,
    "assembly:recusals": Audience.POST,
    "assembly:paper": Audience.POST,
    "assembly:sheets": Audience.POST,
    "matters:follow": Audience.EVERYBODY,
    # One matter: whoever may see it, for anybody else it is not there.
    "matters:matter": Audience.EVERYBODY,
    "matters:slip": Audience.EVERYBODY,
    "matters:act": Audience.EVERYBODY,
    "matters:helping": Audience.POST,
    "matters:help-with": Audience.POST,
    # The workbench: whoever holds a post that may see matters.
    "matters:workbench": Audience.POST,
    "matters:work-counts": Audience.POST,
    "matters:work-filter": Audience.POST,
    "matters:work-bulk": Audience.POST,
    "matters:work-export": Audience.POST,
    "matters:work-on": Audience.POST,
    "matters:work-act": Audience.POST,
    "matters:work-phone": Audience.POST,
    "matters:sheet": Audience.POST,
    # How a village is divided: whoever lives or serves there; drawing: by a post.
    "courtyards:home": Audience.POST,
    "courtyards:list": Audience.SIGNED_IN,
    "courtyards:new": Audience.POST,
    "courtyards:one": Audience.SIGNED_IN,
    "courtyards:compare": Audience.SIGNED_IN,
    "courtyards:print": Audience.SIGNED_IN,
    "courtyards:geojson": Audience.SIGNED_IN,
    "courtyards:csv": Audience.SIGNED_IN,
    "courtyards:move": Audience.POST,
    "courtyards:redo": Audience.POST,
    "courtyards:undo": Audience.POST,
    "courtyards:refresh": Audience.POST,
    "courtyards:withdraw": Audience.POST,
    "courtyards:adopt": Audience.POST,
    # Supervision: whoever holds a post with the power to supervise.
    "insight:supervision": Audience.POST,
    "insight:watched": Audience.POST,
    "matters:photo": Audience.EVERYBODY,
    # What somebody was told, and how they want to be told.
    "gateway:notices": Audience.SIGNED_IN,
    "gateway:notices-read": Audience.SIGNED_IN,
    "gateway:preferences": Audience.SIGNED_IN,
    # Programs ask as somebody; how they ask is no secret.
    "gateway:manual": Audience.EVERYBODY,
    "api:openapi-json": Audience.EVERYBODY,
    "api:api-root": Audience.EVERYBODY,
    "api:me": Audience.SIGNED_IN,
    "api:list_matters": Audience.SIGNED_IN,
    "api:open_one": Audience.SIGNED_IN,
    "api:show_matter": Audience.SIGNED_IN,
    "api:act_on_matter": Audience.SIGNED_IN,
    "api:photo": Audience.SIGNED_IN,
    "api:keep_attachment": Audience.SIGNED_IN,
    "api:places": Audience.SIGNED_IN,
    "api:playbooks": Audience.SIGNED_IN,
    "api:categories": Audience.SIGNED_IN,
    "api:notices": Audience.SIGNED_IN,
    "api:read_notices": Audience.SIGNED_IN,
}

AUDIENCE |= {
    "people:me": Audience.SIGNED_IN,
    "people:looked": Audience.SIGNED_IN,
    "people:consent": Audience.SIGNED_IN,
    # The register: whoever holds a post that keeps it.
    "people:register": Audience.POST,
    "people:register-import": Audience.POST,
    "people:register-export": Audience.POST,
    # A copy: who keeps the register there, and who supervises there, as its second.
    "people:register-copy": Audience.POST,
    "people:register-copy-act": Audience.POST,
    # Who looked: whoever supervises.
    "people:looks": Audience.POST,
    "people:trace": Audience.POST,
    "people:register-glass": Audience.POST,
    "people:owners": Audience.POST,
    "people:owners-end": Audience.POST,
    "people:register-list": Audience.POST,
    "people:register-list-act": Audience.POST,
    "people:register-person": Audience.POST,
    "people:demo": Audience.DEMO,
    "people:step-in": Audience.DEMO,
    "people:step-out": Audience.DEMO,
}

# Libraries' addresses, by pattern; theirs to name, ours to say who for.
LIBRARIES: dict[str, Audience] = {
    "account_login": Audience.VISITOR,
    "account_signup": Audience.VISITOR,
    "account_reset_password*": Audience.VISITOR,
    "account_request_login_code": Audience.VISITOR,
    "account_confirm_login_code": Audience.VISITOR,
    "account_confirm_email": Audience.VISITOR,
    "account_email_verification_sent": Audience.VISITOR,
    "account_verify_phone": Audience.VISITOR,
    "account_inactive": Audience.VISITOR,
    "mfa_authenticate": Audience.VISITOR,
    "mfa_login_webauthn": Audience.VISITOR,
    "mfa_signup_webauthn": Audience.VISITOR,
    "mfa_trust": Audience.VISITOR,
    "account_*": Audience.SIGNED_IN,
    "mfa_*": Audience.SIGNED_IN,
    "usersessions_*": Audience.SIGNED_IN,
    "admin:*": Audience.OPERATOR,
}


def audience(name: str) -> Audience | None:
    """Give who an address is for; the first pattern that fits decides."""
    if name in AUDIENCE:
        return AUDIENCE[name]
    for pattern, whom in LIBRARIES.items():
        if fnmatchcase(name, pattern):
            return whom
    return None
