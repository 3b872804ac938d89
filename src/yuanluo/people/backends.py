"""Who is signed in: the account with its person, looked up in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from yuanluo.people.queries import account_on

if TYPE_CHECKING:
    from yuanluo.people.models import Account


class PersonBackend(ModelBackend):
    """Django's backend, but the person comes along with the account."""

    def get_user(self, user_id: int) -> Account | None:
        """Give an active account with its person and standing of today, or None."""
        account = account_on(user_id, timezone.localdate())
        return account if account and self.user_can_authenticate(account) else None


class Backend(PersonBackend, AuthenticationBackend):  # type: ignore[misc]
    """Knows an account by phone or name, and brings its person along."""
