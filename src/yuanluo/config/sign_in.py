"""How a phone number and a code become a session.

allauth does the work; here stands only where our accounts keep the number and how
the code reaches the phone. Refuses to write a code anywhere but to its phone, save
where no carrier is set: there it is a file in the data folder for the operator.
"""

from typing import TYPE_CHECKING, Any

import apprise
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.fields import PhoneField
from allauth.account.forms import LoginForm, SignupForm
from django.conf import settings

from yuanluo.people.backends import PersonBackend
from yuanluo.people.models import Account

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class Backend(PersonBackend, AuthenticationBackend):  # type: ignore[misc]
    """Knows an account by phone or name, and brings its person along."""


class MobileField(PhoneField):  # type: ignore[misc]
    """Takes a mainland number as people write it, without the country."""

    def to_python(self, value: Any) -> str:
        """Write the number one way before it is judged.

        >>> MobileField().to_python("138 0000-0001")
        '+8613800000001'
        """
        written = super().to_python(value) or ""
        bare = "".join(sign for sign in written if sign not in " -")
        mainland = len(bare) == 11 and bare.startswith("1") and bare.isdecimal()
        if mainland:
            return f"+86{bare}"
        return bare if bare.startswith("+") else written


class SignInForm(LoginForm):  # type: ignore[misc]
    """Takes a number, in the same writing, or a name; and a password."""

    def clean_login(self) -> str:
        """Write a number one way; a name stays as it is."""
        return MobileField().to_python(self.cleaned_data["login"])


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Asks for a number, which operators and staff need not have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = True


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Answers allauth's questions on our accounts."""

    def set_phone(self, user: "AbstractBaseUser", phone: str, verified: bool) -> None:  # noqa: FBT001
        """Keep the number of an account."""
        assert isinstance(user, Account)
        user.phone = phone
        user.phone_verified = verified
        user.save(update_fields=["phone", "phone_verified"])

    def get_phone(self, user: "AbstractBaseUser") -> tuple[str, bool] | None:
        """Give the number and whether its owner has shown to hold it."""
        assert isinstance(user, Account)
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: "AbstractBaseUser", phone: str) -> None:
        """Note that a code sent to the number came back."""
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> Account | None:
        """Find whose number this is."""
        return Account.objects.filter(phone=phone).first()

    def phone_form_field(self, **kwargs: Any) -> Any:
        """Give the field on the pages."""
        return MobileField(**kwargs)

    def send_verification_code_sms(
        self,
        user: "AbstractBaseUser",
        phone: str,
        code: str,
        **kwargs: Any,
    ) -> None:
        """Carry the code to the phone."""
        text = f"【院落】验证码 {code},请勿告诉他人。Your code is {code}."
        if not settings.SMS_ADDRESS:
            folder = settings.VAR / "sms"
            folder.mkdir(mode=0o700, exist_ok=True)
            (folder / f"{phone.lstrip('+')}.txt").write_text(text, encoding="utf-8")
            return
        carrier = apprise.Apprise()
        carrier.add(settings.SMS_ADDRESS.replace("{phone}", phone))
        carrier.notify(body=text)
