"""Who is signed in: the account with its person, looked up in one statement."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from yuanluo.people.models import Account


class PersonBackend(ModelBackend):
    """Django's backend, but the person comes along with the account."""

    def get_user(self, user_id: int) -> Account | None:
        """Give an active account with its person, or None."""
        account = Account.objects.select_related("person").filter(pk=user_id).first()
        return account if account and self.user_can_authenticate(account) else None


class Backend(PersonBackend, AuthenticationBackend):  # type: ignore[misc]
    """Knows an account by phone or name, and brings its person along."""
