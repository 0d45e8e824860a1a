"""What is asked for, read from an address or a form; what does not fit is refused with a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from yishi.doors.api import auth, tokens
from yishi.doors.open311.wrong import Wrong
from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ

SPAN = dt.timedelta(days=90)
MOST = 1000
STATUSES = ("open", "closed")
MOST_NAMED = 200
"""Numbers or codes named in one question."""


def text(sent: QueryDict, name: str, longest: int = 400) -> str:
    """One value, stripped."""
    found = sent.get(name, "").strip()
    if "\x00" in found or len(found) > longest:
        raise Wrong(400, _("%(name)s 过长（最多 %(longest)d 字）或者含有空字符。") % {"name": name, "longest": longest})
    return found


def organ(sent: QueryDict) -> Organ:
    """The jurisdiction named, or the only one there is."""
    code = text(sent, "jurisdiction_id")
    if code:
        found = Organ.objects.filter(code=code).first()
        if found is None:
            raise Wrong(404, _("没有 jurisdiction_id 为“%s”的机关。") % code)
        return found
    some = list(Organ.objects.order_by("pk")[:2])
    if len(some) != 1:
        raise Wrong(400, _("请给出 jurisdiction_id（机关代码）。"))
    return some[0]


def key(request: HttpRequest, of: Organ) -> Actor | None:
    """Whoever the key stands for, in that organ; None without a key. Raises 403 for one that opens nothing here."""
    secret = text(request.POST, "api_key") or text(request.GET, "api_key")
    if not secret:
        return None
    found = tokens.of_secret(secret)
    if found is None or found.organ_id != of.pk:
        raise Wrong(403, _("api_key 无效、已停用，或者不是这个机关的。"))
    try:
        return auth.admitted(found.account, found.organ)
    except NotAllowed as refusal:
        raise Wrong(403, refusal.sentence) from refusal


@dataclass(frozen=True)
class Filters:
    """Which messages are asked for. Named `numbers` leave the others out of account."""

    numbers: tuple[str, ...]
    codes: tuple[str, ...]
    start: dt.datetime
    end: dt.datetime
    statuses: tuple[str, ...]
    page: int
    size: int


def filters(sent: QueryDict) -> Filters:
    """Read them; raises 400 with a sentence for each that does not fit."""
    start, end = _span(_moment(sent, "start_date"), _moment(sent, "end_date"))
    statuses = _several(sent, "status")
    if unknown := [status for status in statuses if status not in STATUSES]:
        raise Wrong(400, _("status 只能是 open 或者 closed：%s") % unknown[0])
    size = _number(sent, "page_size", MOST)
    if size > MOST:
        raise Wrong(400, _("page_size 最多 %d。") % MOST)
    return Filters(
        _several(sent, "service_request_id"), _several(sent, "service_code"), start, end, statuses,
        _number(sent, "page", 1), size,
    )  # fmt: skip


def _several(sent: QueryDict, name: str) -> tuple[str, ...]:
    parts = dict.fromkeys(part.strip() for part in text(sent, name, 40 * MOST_NAMED).split(","))
    found = tuple(part for part in parts if part)
    if len(found) > MOST_NAMED:
        raise Wrong(400, _("%(name)s 一次最多列 %(most)d 个。") % {"name": name, "most": MOST_NAMED})
    return found


def _number(sent: QueryDict, name: str, default: int) -> int:
    typed = text(sent, name)
    if not typed:
        return default
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 6 or int(typed) < 1:
        raise Wrong(400, _("%s 应当是正整数。") % name)
    return int(typed)


def _moment(sent: QueryDict, name: str) -> dt.datetime | None:
    """A W3C time. One without a zone is of China; a plus sign that an address turned into a space is a plus sign."""
    typed = text(sent, name).replace(" ", "+") if "T" in text(sent, name) else text(sent, name)
    if not typed:
        return None
    try:
        found = parse_datetime(typed)
        day = parse_date(typed) if found is None else None
        moment = found or (dt.datetime.combine(day, dt.time(0)) if day else None)
        if moment is not None:
            moment = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
            moment.astimezone(dt.UTC)  # a year at the end of the calendar has no such time elsewhere
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise Wrong(400, _("%s 应当是 W3C 格式的时间，如 2026-03-12T00:00:00+08:00。") % name)
    return moment


def _span(start: dt.datetime | None, end: dt.datetime | None) -> tuple[dt.datetime, dt.datetime]:
    """Ninety days where one end is open, the last ninety where both are."""
    try:
        if start is None:
            end = end or clock.now()
            start = end - SPAN
        elif end is None:
            end = start + SPAN
    except OverflowError as error:
        raise Wrong(400, _("start_date、end_date 超出了可以查询的范围。")) from error
    if end < start:
        raise Wrong(400, _("end_date 不能早于 start_date。"))
    if end - start > SPAN:
        raise Wrong(400, _("一次最多查询 90 天，请缩小 start_date 和 end_date 的范围。"))
    return start, end


def attributes(sent: QueryDict) -> Mapping[str, str]:
    """Answers to what a service asks besides: `attribute[code]=value`."""
    names = [name for name in sent if name.startswith("attribute[") and name.endswith("]")]
    return {name[len("attribute[") : -1]: text(sent, name) for name in names}
