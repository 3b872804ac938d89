"""How a phone number and a code become a session.

allauth does the work; here stands only where our accounts keep the number and how
the code reaches the phone. Refuses to write a code anywhere but to its phone, save
where no carrier is set: there it is a file in the data folder for the operator.
"""

from typing import TYPE_CHECKING, Any

import apprise
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from yuanluo.people.models import Account

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


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

    def clean_phone(self, phone: str) -> str:
        """Write a mainland mobile number one way, with its country."""
        bare = "".join(sign for sign in super().clean_phone(phone) if sign not in " -")
        return f"+86{bare}" if len(bare) == 11 and bare.startswith("1") else bare

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
