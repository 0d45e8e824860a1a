"""What stands around the unit's pages: its few places, with what wants doing in each."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.nav import NavGroup, NavItem
from yishi.doors.unit.messages import counts
from yishi.doors.unit.trouble import OPEN, Reader
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import overdue
from yishi.foundation.people.models import Account
from yishi.rooms.suggestions.models import Handling, Promise


def frame(request: HttpRequest) -> dict[str, Any]:
    """`nav`; three queries."""
    if not isinstance(getattr(request, "user", None), Account) or not hasattr(request, "actor"):
        return {}
    units = Reader.of(request.actor).units
    late = Exists(Clock.objects.filter(overdue(clock.today()), matter=OuterRef("pk"), unit__isnull=False))
    counted: dict[str, Any] = {"open": Count("pk"), "late": Count("pk", filter=Q(late))}
    work = Handling.objects.filter(unit__in=units, superseded=False, matter__state__in=OPEN).aggregate(**counted)
    kept = Promise.objects.filter(handling__unit__in=units, matter__state=Promise.State.OPEN).aggregate(**counted)

    def item(label: str, name: str, icon: str, found: dict[str, int] | None = None) -> NavItem:
        url = reverse(f"unit:{name}")
        here = request.path == url or (name != "home" and request.path.startswith(url))
        return NavItem(label, url, found["open"] if found else 0, found["late"] if found else 0, here, icon)

    places = [
        item(_("我们欠着的"), "home", "home"),
        item(_("承办件"), "suggestions", "file-text", work),
        item(_("承诺事项"), "promises", "checklist", kept),
        item(_("群众意见"), "messages", "messages", counts(request.actor, clock.today())),
        item(_("办理统计"), "figures", "chart-bar"),
    ]
    return {"nav": [NavGroup("", places)]}
