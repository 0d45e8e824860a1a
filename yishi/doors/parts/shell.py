"""What stands around a page: who is here, the rooms with what wants doing, the way out."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.look.nav import NavItem, Shell
from yishi.doors.parts.kept import kept, reported, unread
from yishi.doors.parts.voice.standing import standing as messages
from yishi.doors.parts.who import DESK, FIELD, POCKET, UNIT, door_of
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people.models import Account, RoleCode
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.standing import Standing, standing
from yishi.rooms.voice import lists as voice

NAMES = {"desk": lazy("办公"), "unit": lazy("承办"), "pocket": lazy("履职"), "public": lazy("公开")}


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell` for every page, and what the door's own `frame.py` adds or says otherwise (`nav`, `tabs`).
    Two queries for all the counts around a page."""
    return _house(request) | _frame(request)


def _frame(request: HttpRequest) -> dict[str, Any]:
    """Of unit, pocket and public; the desk's is a context processor of its own."""
    name = f"yishi.doors.{door_of(request)}.frame"
    if door_of(request) not in ("unit", "pocket", "public") or not find_spec(name):
        return {}
    found: dict[str, Any] = import_module(name).frame(request)
    return found


def _house(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, Account) or not hasattr(request, "actor"):
        return {"shell": Shell(_("议事"), login_url=_url("account_login"))}
    try:
        actor, door = request.actor, door_of(request)
        organ_name = actor.organ.short
    except Refused:  # an account of no organ yet: the page itself says so
        return {"shell": Shell(_("议事"), account_name=user.name, logout_url=_url("account_logout"))}
    return {
        "shell": Shell(
            organ_name=organ_name,
            home_url=_url(f"{door}:home") or "/",
            door=str(NAMES.get(door, "")),
            search_url=_url(f"{door}:suggestions"),
            inbox_url=_url(f"{door}:inbox"),
            inbox_count=counts(request)["unread"],
            account_name=user.name,
            account_role=actor.role_words,
            account_links=_links(request),
            logout_url=_url("account_logout"),
        )
    }


def counts(request: HttpRequest) -> dict[str, int]:
    """Unread notices, and for the office what waits and what is late; read once a request."""
    known: dict[str, int] | None = getattr(request, "_counts", None)
    if known is None:
        known = {"unread": unread(request)}
        if request.actor.has(RoleCode.OFFICE, RoleCode.SECRETARIAT):  # type: ignore[attr-defined]  # put there by `Who`
            here = stands(request)
            known |= {"mine": here.of(*lists.WAITING), "late": here.late}
        if request.actor.has(RoleCode.OFFICE):  # type: ignore[attr-defined]  # put there by `Who`
            known["reported"] = reported(request)
        if request.actor.has(*voice.ALL_SEEING):  # type: ignore[attr-defined]  # put there by `Who`
            said = messages(request)  # type: ignore[arg-type]  # a `Request`
            known |= {"heard": said.of("received", "checking"), "heard_late": said.late}
        request._counts = known  # type: ignore[attr-defined]  # this request's own
    return known


def stands(request: Any, *, whole: bool = False) -> Standing:
    """How many suggestions stand where, as this reader sees them; read once a request, in one query. A page that wants
    the `whole` asks before the head of the page is drawn."""
    known: Standing | None = getattr(request, "_stands", None)
    if known is None or whole:
        actor, today = request.actor, clock.today()

        def count() -> Standing:
            return standing(actor, today, whole=whole)

        known = kept(request, "standing", today, whole, make=count) if lists.sees_all(actor) else count()
        request._stands = known
    return known


def _links(request: Any) -> list[NavItem]:
    """Other doors that this account has, and its sign-in settings."""
    held = {role.code for role in request.actor.roles}
    doors = [
        (door, codes)
        for door, codes in (("desk", DESK), ("unit", UNIT), ("pocket", (*POCKET, *FIELD)))
        if held & set(codes)
    ]
    found = [NavItem(str(NAMES[door]), _url(f"{door}:home")) for door, _codes in doors if _url(f"{door}:home")]
    if len(request.organs) > 1:
        found.append(NavItem(_("换一个机关"), reverse("organs")))
    return [*found, NavItem(_("登录安全"), _url("mfa_index"))]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
