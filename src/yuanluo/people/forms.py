"""What sign-in and one's own page ask: a number however it is typed, a name, a choice.

A number that nobody has yet is answered like any other: a code goes to it, and only
whoever brings the code back comes in. Refuses what is no number before anything leaves.
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yuanluo.people.accounts import account_for
from yuanluo.people.phones import written

NAME_MOST = 30


class PhoneField(forms.CharField):
    """Takes a number as people write it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("手机号"))
        options.setdefault(
            "widget",
            forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
            ),
        )
        super().__init__(max_length=30, **options)

    def clean(self, value: Any) -> str:
        """Write the number one way, or say that it is none."""
        text = super().clean(value)
        number = written(text) if text else ""
        if number is None:
            raise ValidationError(
                _("这不像手机号。国内的填 11 位；国外的以 + 和国家代码开头。"),
                code="invalid_phone",
            )
        return number


class SignInForm(LoginForm):  # type: ignore[misc]
    """Takes a number, in the same writing, or a name; and a password."""

    def clean_login(self) -> str:
        """Write a number one way; a name stays as it is."""
        login: str = self.cleaned_data["login"].strip()
        return written(login) or login


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for a number; a newcomer's gets its account here, empty until proven."""

    def clean_phone(self) -> str:
        """Find or make the account after the limits have been asked."""
        phone: str = super().clean_phone()
        self._user = account_for(phone)
        return phone


class OwnPageForm(forms.Form):
    """What a person may change about oneself."""

    name = forms.CharField(max_length=NAME_MOST, required=False, strip=True)
    large_type = forms.BooleanField(required=False)
    language = forms.ChoiceField(
        choices=[("zh-hans", "中文"), ("en", "English")], required=False
    )
