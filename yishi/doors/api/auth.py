"""Who calls: a token (`Authorization: Bearer …`), or the browser's session with its CSRF token. Either way the caller
is the account's `Actor` in one organ, and nothing else decides what he may."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from yishi.doors.api import tokens
from yishi.doors.parts.who import KEPT
from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.people.models import Account, Organ


class Request(HttpRequest):
    """A request that passed one of the classes below. `by_token` says which."""

    auth: Actor
    by_token: bool


class Token(HttpBearer):
    """A token made at `POST /tokens` and not yet ended or revoked."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor, or None for a token that opens nothing."""
        found = tokens.of_secret(token.strip())
        if found is None:
            return None
        request.by_token = True  # type: ignore[attr-defined]  # Request says so to the views
        return admitted(found.account, found.organ)


class Session(APIKeyCookie):
    """The browser's session, for the documentation page; whatever changes something needs `X-CSRFToken` too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        """None without a session, or where a token was shown: a wrong token is not made good by a cookie."""
        if "Authorization" in request.headers or not isinstance(request.user, Account):
            return None
        if check_csrf(request):
            raise NotAllowed(_("缺少防伪标记（X-CSRFToken），本次操作没有生效。请刷新页面后重试。"))
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor in the organ that the session works in."""
        account: Any = request.user
        request.by_token = False  # type: ignore[attr-defined]  # Request says so to the views
        organ = _organ(request, account)
        if organ is None:
            raise NotAllowed(_("您的账号没有所在机关，请联系系统管理员。"))
        return admitted(account, organ)


def _organ(request: HttpRequest, account: Account) -> Organ | None:
    """The organ chosen on the pages, else the account's own."""
    chosen = request.session.get(KEPT)
    return Organ.objects.filter(pk=chosen).first() if chosen else account.home


def admitted(account: Account, organ: Organ) -> Actor:
    """The account as it stands in the organ today. Raises NotAllowed for a first password and for no role."""
    if account.must_change_password:
        raise NotAllowed(_("您还在使用首次密码，请先登录网页修改密码。"))
    actor = actor_of(account, organ, clock.today())
    if actor.kind == "stranger":
        raise NotAllowed(_("您在%(organ)s没有角色。如需使用，请联系该机关的系统管理员。") % {"organ": organ})
    return actor


WAYS = [Token(), Session()]
"""Tried in this order."""
