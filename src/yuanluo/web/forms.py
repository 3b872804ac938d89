"""What the pages of appointments ask: whom, from when, until when, and why.

Reads and says what cannot be read; whether it may be done is decided by the act.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from unicodedata import normalize

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from yuanluo.people.actions import REASON_MOST

PHONE_MOST = 20
#: No number of a person is larger: what a database can hold.
NUMBER_MOST = 2**63 - 1
#: A year beyond these was mistyped: 0202 for 2020, 20226 for 2026.
FIRST, LAST = date(1949, 1, 1), date(2199, 12, 31)


class Day(forms.DateField):
    """A day, in full-width digits too."""

    def to_python(self, value: Any) -> date | None:
        """Read a day."""
        told = normalize("NFKC", value) if isinstance(value, str) else value
        return super().to_python(told)


def _day(*, required: bool) -> forms.DateField:
    words = {
        "required": _("选一个日子。"),
        "invalid": _("这不是一个日子，请重选。"),
    }
    year = _("请看看年份写对没有。")
    bounds = (MinValueValidator(FIRST, year), MaxValueValidator(LAST, year))
    return Day(required=required, error_messages=words, validators=list(bounds))


def _reason() -> forms.CharField:
    words = {
        "required": _("写一句为什么，记录里要留着。"),
        "max_length": _("写短一点，最多%(limit_value)s个字。"),
    }
    return forms.CharField(max_length=REASON_MOST, strip=True, error_messages=words)


class AppointForm(forms.Form):
    """Whom to appoint, from when, and why."""

    person = forms.IntegerField(
        min_value=1,
        max_value=NUMBER_MOST,
        error_messages={
            "max_value": _("先找到这个人，再勾上。"),
            "required": _("先找到这个人，再勾上。"),
            "invalid": _("先找到这个人，再勾上。"),
            "min_value": _("先找到这个人，再勾上。"),
        },
    )
    since = _day(required=True)
    until = _day(required=False)
    phone = forms.RegexField(
        r"^[0-9+\- ]{3,20}$",
        required=False,
        max_length=PHONE_MOST,
        error_messages={
            "invalid": _("这不像电话号码。"),
            "max_length": _("这不像电话号码。"),
        },
    )
    reason = _reason()


class EndForm(forms.Form):
    """When an appointment ends, why, and who answers for what is still open."""

    on = _day(required=True)
    reason = _reason()
    successor = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=NUMBER_MOST,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("请从列出的人里选一位。")
        ),
    )
