"""What every page of a resident's own way has around it: nothing of it is kept by browsers or found by search engines, and
whoever tries too often is told when to come again."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yishi.doors.look.responses import refused
from yishi.doors.parts.client import client
from yishi.doors.parts.who import Request, told
from yishi.foundation.loops.refusals import Refused
from yishi.rooms.voice import counting

TOO_MANY = 429
View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """The view of a page that one resident alone reads. The referrer stays within the house: a page that sends none at
    all sends no origin either, and forms are known by theirs."""

    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Refused as refusal:
            response = told(request, refusal)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept


def tried(request: Request, limits: Sequence[counting.Limit]) -> dt.timedelta | None:
    """Count a try of this client; how long he has to wait, if at all."""
    return counting.count(limits, counting.client(client(request)))


def shut(request: Request, what: str, left: dt.timedelta, now: str = "") -> HttpResponse:
    """The plain page for who tried too often."""
    why = _("短时间内次数太多。请%(when)s再试。") % {"when": when(left)}
    return later(refused(request, what, why, now=now, status=TOO_MANY), left)


def later(response: HttpResponse, left: dt.timedelta) -> HttpResponse:
    """The same answer with when to come again."""
    response.status_code = TOO_MANY
    response["Retry-After"] = str(_seconds(left))
    return response


def when(left: dt.timedelta) -> str:
    """「5 分钟后」「3 小时后」."""
    minutes = -(-_seconds(left) // 60)
    if minutes < 60:
        return ngettext("%(n)d 分钟后", "%(n)d 分钟后", minutes) % {"n": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(n)d 小时后", "%(n)d 小时后", hours) % {"n": hours}


def _seconds(left: dt.timedelta) -> int:
    return math.ceil(left.total_seconds())
