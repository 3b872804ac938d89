"""What is masked of people, and the purposes for which a field of it may be opened.

Both lists are closed: a purpose that is not here is not a reason. Each is said to the
person whose field was opened, in these words.
"""

from __future__ import annotations

#: Fields that pages mask, and what they are called.
FIELDS = {
    "phone": "手机号 / phone number",
    "address": "住址 / address",
}
PURPOSES = {
    "matter": "办理一件事 / to settle a matter",
    "visit": "上门走访 / to visit the home",
    "notice": "通知一件事 / to tell them something",
    "register": "核对登记 / to check the register",
    "emergency": "紧急情况 / in an emergency",
}
#: These are about one thing, which must be named.
NEED_SUBJECT = frozenset({"matter", "notice"})
#: Whoever opens more in a day is looking through the register, not doing a task.
OPENINGS_A_DAY_MAX = 60
#: The kind under which packs take what is asked about one's own data.
OWN_DATA = "my-data"
#: Beyond one's own places nothing is opened, except for this and for so long.
EMERGENCY = "emergency"
GLASS_MINUTES = 60
GLASS_REASON_MIN = 8
