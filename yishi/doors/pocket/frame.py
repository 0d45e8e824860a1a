"""What stands around the pocket's pages: five places at the bottom, with how much waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.nav import Tab
from yishi.doors.parts.who import POCKET, Door
from yishi.doors.pocket.waiting import Waiting
from yishi.doors.public.organs import words_of
from yishi.foundation.people.models import Account


def frame(request: HttpRequest) -> dict[str, Any]:
    """`tabs` and the organ's words; one query, none where the page has counted already (`request.waiting`)."""
    if not isinstance(getattr(request, "user", None), Account) or not hasattr(request, "actor"):
        return {}
    known = getattr(request, "waiting", None)
    count = Waiting(request.actor).count() if known is None else known
    member = Door(POCKET).opens_to(request.actor)
    places = [
        (_("待办"), reverse("pocket:home"), "checkbox", count),
        *(_of_members() if member else _of_field()),
        (_("我"), reverse("pocket:me"), "user", 0),
    ]
    home = reverse("pocket:home")
    here = max((url for _label, url, _icon, _count in places if request.path.startswith(url)), key=len, default="")
    if request.path.startswith(_signing()) or (
        member and request.path.startswith((reverse("pocket:messages"), reverse("pocket:info_items")))
    ):
        here = reverse("pocket:duty")
    elif here == home and request.path != home:
        here = reverse("pocket:suggestions" if member else "pocket:messages")  # a step, or a new one
    tabs = [Tab(label, url, icon, count, url == here) for label, url, icon, count in places]
    return {"tabs": tabs, "words": words_of(request.actor.organ)}


def _of_members() -> list[tuple[Any, str, str, int]]:
    """Places of deputies and members."""
    return [
        (_("我的"), reverse("pocket:suggestions"), "file-text", 0),
        (_("履职"), reverse("pocket:duty"), "calendar-stats", 0),
        (_("学习"), reverse("pocket:study"), "book", 0),
    ]


def _of_field() -> list[tuple[Any, str, str, int]]:
    """Places of station keepers and informants."""
    return [
        (_("记一条"), reverse("pocket:message_new"), "pencil", 0),
        (_("群众意见"), reverse("pocket:messages"), "messages", 0),
    ]


def _signing() -> str:
    """How the addresses begin at which one signs in."""
    return reverse("pocket:sign_in", args=["x"]).removesuffix("x/")
