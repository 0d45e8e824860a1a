"""Making, reading and revoking tokens. Guessing is hopeless (256 bits); holding off floods of failed attempts is
the proxy's business (docs/deploy.md), as it is for every other address."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import secrets

from django.db import OperationalError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yishi.doors.api.models import Token
from yishi.foundation import clock
from yishi.foundation.loops.inputs import clean_text
from yishi.foundation.loops.refusals import Invalid, NotFound, Refused
from yishi.foundation.people.models import Account, Organ

PREFIX = "yishi_"
"""So that a secret left in a log or a repository is recognised for what it is."""
LONGEST = dt.timedelta(days=731)
USUAL = dt.timedelta(days=365)
MOST = 20
"""Tokens that an account may have at work in one organ."""
STAMPED_EVERY = dt.timedelta(minutes=10)
"""`last_used_at` is written no more often, so that reading stays reading."""


def make(account: Account, organ: Organ, name: str, ends_on: dt.date | None = None) -> tuple[Token, str]:
    """A new token and its secret, which nobody can show a second time. It works for a year unless `ends_on` says
    otherwise, two years at most. Raises Invalid, or Refused when the account has too many."""
    today = clock.today()
    ends_on, name = ends_on or today + USUAL, clean_text(name).replace("\x00", "").strip()
    if not name:
        raise Invalid({"name": [_("请写明令牌的用途。")]})
    if not today <= ends_on <= today + LONGEST:
        raise Invalid({"ends_on": [_("有效期应在今天至两年之内。")]})
    if working(account, organ).count() >= MOST:
        raise Refused(_("有效的令牌已有 %(most)d 个，请先停用不再使用的。") % {"most": MOST})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account, organ=organ, name=name[:60], hash=hashed(secret), made_at=clock.now(), ends_on=ends_on
    )
    return token, secret


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode(errors="surrogateescape")).hexdigest()


def working(account: Account, organ: Organ) -> QuerySet[Token]:
    """The account's tokens in the organ that still open something."""
    return Token.objects.filter(_working(), account=account, organ=organ)


def _working() -> Q:
    return Q(revoked_at=None, ends_on__gte=clock.today())


def of_secret(secret: str) -> Token | None:
    """The working token with this secret, its account and organ loaded; None for any other. One query, and once
    in ten minutes a second that notes the use."""
    rows = Token.objects.filter(_working(), hash=hashed(secret), account__is_active=True)
    token = rows.select_related("account", "organ").first()
    if token is not None and _stale(token):
        # A reader does not wait for, nor fail on, a note that only tells when the token was last used.
        with contextlib.suppress(OperationalError):
            Token.objects.filter(pk=token.pk).update(last_used_at=clock.now())
    return token


def _stale(token: Token) -> bool:
    return token.last_used_at is None or clock.now() - token.last_used_at > STAMPED_EVERY


def revoke(account: Account, pk: int) -> Token:
    """Stop one of the account's own tokens, at once and for good; twice is once. Raises NotFound for others'."""
    token = Token.objects.filter(pk=pk, account=account).first()
    if token is None:
        raise NotFound()
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
    return token
