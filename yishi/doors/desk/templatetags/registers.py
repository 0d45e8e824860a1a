"""Tags of the registers' pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yishi.doors.look import cells

register = template.Library()
DEEPEST = 3


@register.simple_tag
def span(began: dt.date | None, ended: dt.date | None) -> SafeString:
    """`{% span row.began row.ended %}`: from when until when; open where it still runs."""
    first = cells.day(began, weekday=False) if began else SafeString("")
    if ended is None:
        return format_html(_("{} 起"), first)
    return format_html(_("{} 至 {}"), first, cells.day(ended, weekday=False))


@register.simple_tag
def last_visit(contact: Any) -> SafeString:
    """`{% last_visit link %}`: the day of the last visit on a link whose visits were prefetched."""
    found = max((visit.day for visit in contact.visits.all()), default=None)
    return format_html(_("最近 {}"), cells.day(found, weekday=False)) if found else format_html("{}", _("还没有走访"))


@register.filter
def shallow(depth: int) -> int:
    """How far a row of a tree is indented."""
    return min(depth, DEEPEST)
