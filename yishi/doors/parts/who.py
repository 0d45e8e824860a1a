"""Who is here: the account, the organ he works in, and what he may do there today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from yishi.doors.look.responses import busy, refused
from yishi.foundation import clock
from yishi.foundation.loops.inputs import LARGEST_KEY
from yishi.foundation.loops.refusals import Busy, Refused, is_busy
from yishi.foundation.people.actors import Actor, acting, roles_of, stranger
from yishi.foundation.people.models import Account, Organ, RoleCode

KEPT = "organ"
"""Session key of the organ that the account chose among those where it has a role."""

DESK = (RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.COMMITTEE, RoleCode.LEADER, RoleCode.SUPERVISOR, RoleCode.AUDITOR,
        RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE)  # fmt: skip
UNIT = (RoleCode.LIAISON, RoleCode.HEAD)
POCKET = (RoleCode.MEMBER,)
FIELD = (RoleCode.STATION_KEEPER, RoleCode.INFORMANT)
"""Who hears residents out of the house, with a phone in hand: a few pages of the pocket are theirs too."""


class Request(HttpRequest):
    """A request after `Who`: `actor` is who acts, in `actor.organ`."""

    actor: Actor
    organs: tuple[Organ, ...]
    """Organs in which the account has a role; known once `actor` has been asked for."""
    htmx: Any


class Who:
    """Puts the actor on the request, and turns refusals and a busy database into pages with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Read nothing from the database until somebody asks who is here."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[assignment]  # stands in for it
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]) -> None:
        """An address may name a number that no database has; the api says so in its own words."""
        huge = any(isinstance(value, int) and value > LARGEST_KEY for value in kwargs.values())
        if huge and not request.path.startswith("/api/"):
            raise Http404(_("没有找到这一页。"))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Sentences instead of stack traces for what users run into."""
        if isinstance(error, Busy) or (isinstance(error, OperationalError) and is_busy(error)):
            return busy(request)
        return told(request, error) if isinstance(error, Refused) else None


def told(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page that says why something was not done."""
    what = {403: _("您不能办理或查看"), 404: _("没有找到")}.get(refusal.status, _("没有办成"))
    return refused(request, what, refusal.sentence, url="/", label=_("回首页"), status=refusal.status)


def _actor(request: HttpRequest) -> Actor:
    account = request.user
    if not isinstance(account, Account):
        return stranger(_first_organ())
    today = clock.today()
    rows = roles_of(account, today)
    wanted = (request.session.get(KEPT), account.home_id, *(row.organ_id for row in rows))
    organs = {row.organ_id: row.organ for row in rows}
    request.organs = tuple(organs.values())  # type: ignore[attr-defined]  # a `Request`
    organ = next((organs[key] for key in wanted if key in organs), None) or account.home
    return acting(account, organ, today, rows) if organ else stranger(_first_organ())


def _first_organ() -> Organ:
    organ = Organ.objects.first()
    if organ is None:
        raise Refused(_("系统中还没有机关。请先由管理员建立机关和账号（yishi demo 可建立演示数据）。"))
    return organ


def door_of(request: HttpRequest) -> str:
    """The namespace of the door the request came in by."""
    chosen: str = getattr(request, "door", "")
    if chosen:  # the api asks what a door's page would show
        return chosen
    match = request.resolver_match
    return match.namespaces[0] if match and match.namespaces else "desk"


@dataclass(frozen=True)
class Door:
    """Only for accounts that hold one of these roles now, or (for a member) once did; others are told why."""

    codes: tuple[RoleCode, ...]

    def opens_to(self, actor: Actor) -> bool:
        """May he come in?"""
        return bool({role.code for role in actor.roles} & set(self.codes))

    def __call__(self, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        """The view behind this door."""

        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.opens_to(request.actor):
                return refused(
                    request,
                    _("不能进入"),
                    shut(),
                    now=_("请从首页进入您的工作台，或联系系统管理员。"),
                    url="/",
                    label=_("回首页"),
                    status=403,
                )
            return view(request, *args, **kwargs)

        return guarded


def shut() -> str:
    """Why somebody does not come in."""
    return _("您的账号在本机关没有使用这个入口的角色。")


def door(*codes: RoleCode) -> Door:
    """The door for those who hold one of these roles."""
    return Door(codes)
