"""allauth's questions about our accounts, answered.

allauth makes the codes, counts the tries and keeps the session; here stands only whose
number it is and how the code leaves. Residents come in by a number and a code, those
who work here by a password or a passkey as well. Refuses to sign anybody up by a page
of its own: whoever brings the code back is in.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yuanluo.paper.answer import page
from yuanluo.people import accounts, sms
from yuanluo.people.forms import PhoneField
from yuanluo.people.models import Account

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest

UNAVAILABLE = HTTPStatus.SERVICE_UNAVAILABLE


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Answers allauth's questions on our accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """There is one door: a number and its code."""
        del request
        return False

    def phone_form_field(self, **options: Any) -> PhoneField:
        """Give the field that takes a number."""
        return PhoneField(**options)

    def get_user_by_phone(self, phone: str) -> Account | None:
        """Find whose number this is."""
        return accounts.account_of(phone)

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        """Give the number and whether its owner has shown to hold it."""
        assert isinstance(user, Account)
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:  # noqa: FBT001
        """Keep the number of an account."""
        assert isinstance(user, Account)
        if verified:
            accounts.prove(user, phone, timezone.now())
            return
        user.phone, user.phone_verified = phone, False
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        """Note that a code sent to the number came back."""
        self.set_phone(user, phone, verified=True)

    def send_verification_code_sms(
        self,
        user: AbstractBaseUser,
        phone: str,
        code: str,
        **kwargs: Any,
    ) -> None:
        """Carry the code to the phone."""
        del user, kwargs
        request = context.request
        # Counted here as well, for a code may be asked for on several pages.
        if not ratelimit.consume(request, action="sms", key=phone):
            raise ImmediateHttpResponse(ratelimit.respond_429(request))
        text = _("【院落】验证码 %(code)s，5分钟内有效，请勿告诉他人。") % {
            "code": code
        }
        try:
            sms.send(phone, text, timezone.localdate())
        except sms.NotSent:
            answer = page(request, "people/not_sent.html", status=UNAVAILABLE)
            raise ImmediateHttpResponse(answer) from None
