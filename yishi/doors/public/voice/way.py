"""How somebody shows that a message is his own: by the link he was given, or for half an hour after his code was found right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from yishi.doors.look.responses import refused
from yishi.doors.parts.who import Request
from yishi.doors.public import organs
from yishi.doors.public.voice.guard import shut, tried
from yishi.foundation import clock, codes
from yishi.foundation.people.actors import Actor, follower
from yishi.rooms.voice import counting
from yishi.rooms.voice.models import Message, Sender

LINK = re.compile(r"[A-Za-z0-9_-]{22}")
KEPT = "follows"
"""Session key of the message that was looked up by its code, and until when."""
LONG_ENOUGH = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Way:
    """One message and its sender's way to it: the addresses of its page, its steps and its files."""

    message: Message
    page: str
    step: Callable[[str], str] = field(repr=False)
    file: Callable[[int], str] = field(repr=False)
    leaves: bool = False

    @property
    def actor(self) -> Actor:
        """Who takes its sender's steps."""
        return follower(self.message.matter.organ, self.message.pk)


def by_link(request: Request, link: str) -> Way | HttpResponse:
    """The way of a link, or the page that says there is none. Links that lead nowhere are counted."""
    rows = (
        _messages().filter(sender__link=codes.digest("link", link)) if LINK.fullmatch(link) else Message.objects.none()
    )
    m = rows.first()
    if m is None:
        if left := tried(request, counting.UNKNOWN):
            return shut(request, _("暂时不能查"), left)
        return _nothing(request)
    organs.enter(request, m.matter.organ)
    return Way(
        m, reverse("public:follow", args=[link]), lambda name: reverse("public:follow_step", args=[link, name]),
        lambda pk: reverse("public:follow_file", args=[link, pk]),
    )  # fmt: skip


def by_session(request: Request) -> Way | HttpResponse:
    """The way of who gave the right code a while ago, or the page that asks for it again."""
    kept = request.session.get(KEPT)
    until = parse_datetime(kept["until"]) if kept else None
    m = _messages().filter(pk=kept["message"], sender__code__isnull=False).first() if kept else None
    if m is None or until is None or until < clock.now():
        request.session.pop(KEPT, None)
        why = _("为了不让别人看到，查到的内容半小时后自动关闭。")
        url, label = reverse("public:look_up"), _("再查一次")
        return refused(request, _("请重新输入查询码"), why, url=url, label=label, status=403)
    organs.enter(request, m.matter.organ)
    return Way(
        m, reverse("public:mine"), lambda name: reverse("public:my_step", args=[name]),
        lambda pk: reverse("public:my_file", args=[pk]), leaves=True,
    )  # fmt: skip


def remember(request: Request, sender: Sender) -> None:
    """Let this browser see the message for a while, under a session of a new name."""
    request.session.cycle_key()
    request.session[KEPT] = {"message": sender.message_id, "until": (clock.now() + LONG_ENOUGH).isoformat()}


def forget(request: Request) -> None:
    """Close it at once."""
    request.session.pop(KEPT, None)


def _messages() -> QuerySet[Message]:
    return Message.objects.select_related("matter__organ", "sender", "unit", "station", "deputy__person")


def _nothing(request: Request) -> HttpResponse:
    why = _("可能链接不完整。请从收到的链接完整地打开，或者用查询码查。")
    url, label = reverse("public:look_up"), _("用查询码查")
    return refused(request, _("没有找到这条留言"), why, url=url, label=label, status=404)
