"""Who may have an account: only those the administrator or an import makes. Nobody signs up by himself."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from yishi.foundation.people.models import Account


class ClosedSignup(DefaultAccountAdapter):
    """No self-made accounts; roles are given by the organ."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to work: the page of the password has nothing more to say."""
        return "/"

    def set_password(self, user: Account, password: str) -> None:
        """Whoever chose a password himself has no first one any more."""
        user.must_change_password = False
        super().set_password(user, password)


class ClosedSocialSignup(DefaultSocialAccountAdapter):
    """The government's identity service signs in known accounts and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Never."""
        return False
