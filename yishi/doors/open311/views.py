"""The addresses of the service. Whoever asks is nobody or the holder of a key; cookies count for nothing here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from yishi.doors.open311 import asked, rows, sent, told
from yishi.doors.open311.formats import answer
from yishi.doors.open311.wrong import Wrong, errors
from yishi.foundation import codes
from yishi.foundation.loops.refusals import Busy, is_busy
from yishi.rooms.voice.catalogue.topics import by_code, topics
from yishi.rooms.voice.models import Sender

View = Callable[..., HttpResponse]
FORM = "application/x-www-form-urlencoded"


def address(*methods: str) -> Callable[[View], View]:
    """A view of the service: its methods, and its errors in the format asked for."""

    def decorate(view: View) -> View:
        @csrf_exempt  # no cookie is looked at
        @wraps(view)
        def guarded(request: HttpRequest, format: str, **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Wrong(405, _("这个地址不支持 %(method)s。") % {"method": request.method})
                if "\x00" in request.path:
                    raise Wrong(400, _("地址中有空字符（NUL），请删除后重试。"))
                return view(request, format, **kwargs)
            except UNDONE as error:
                wrong = _wrong(error)
                return errors(format, wrong.status, wrong.sentences)

        return guarded

    return decorate


UNDONE = (Wrong, SuspiciousOperation, UnreadablePostError, OperationalError)
"""What keeps a thing from being done."""


def _wrong(error: Exception) -> Wrong:
    """The same as the standard tells it; raises what is broken and not only busy."""
    if isinstance(error, Wrong):
        return error
    if isinstance(error, OperationalError):
        if not is_busy(error):
            raise error
        return Wrong(503, Busy().sentence)
    large = isinstance(error, RequestDataTooBig)
    return Wrong(400, _("请求过大，请减少内容。") if large else _("无法读取请求，请检查格式后重试。"))


@address("GET", "HEAD")
def discovery(request: HttpRequest, format: str) -> HttpResponse:
    """What stands here."""
    return answer(format, "discovery", told.discovery())


@address("GET", "HEAD")
def services(request: HttpRequest, format: str) -> HttpResponse:
    """The topics."""
    asked.organ(request.GET)
    return answer(format, "services", [told.service(topic) for topic in topics()])


@address("GET", "HEAD")
def service(request: HttpRequest, format: str, code: str) -> HttpResponse:
    """What is asked besides."""
    asked.organ(request.GET)
    topic = by_code().get(code)
    if topic is None:
        raise Wrong(404, _("没有 service_code 为“%s”的类别。") % code)
    return answer(format, "service_definition", told.definition(topic))


@address("GET", "HEAD", "POST")
def requests(request: HttpRequest, format: str) -> HttpResponse:
    """Messages told; or one taken in."""
    if request.method == "POST":
        return _taken_in(request, format)
    organ = asked.organ(request.GET)
    filters = asked.filters(request.GET)
    found = rows.chosen(rows.told(organ, asked.key(request, organ)), filters)
    return answer(format, "service_requests", told.requests(found))


def _taken_in(request: HttpRequest, format: str) -> HttpResponse:
    if request.content_type not in (FORM, "multipart/form-data"):
        raise Wrong(400, _("请求的内容类型应为 %(type)s。") % {"type": FORM})
    where = request.POST if "jurisdiction_id" in request.POST else request.GET
    organ = asked.organ(where)
    actor = asked.key(request, organ)
    if actor is None:
        raise Wrong(403, _("请给出 api_key。"))
    made = sent.take_in(actor, request.POST, left=len(request.FILES))
    said = {"service_request_id": made.number, "token": made.token, "service_notice": made.notice, "account_id": None}
    return answer(format, "service_requests", [said])


@address("GET", "HEAD")
def one(request: HttpRequest, format: str, number: str) -> HttpResponse:
    """One message. What is not told to whoever asks is not there."""
    organ = asked.organ(request.GET)
    found = rows.told(organ, asked.key(request, organ)).filter(matter__number=number)[:1]
    shown = told.requests(list(found))
    if not shown:
        raise Wrong(404, _("没有 service_request_id 为“%s”的意见，或者还没有公开。") % number)
    return answer(format, "service_requests", shown)


@address("GET", "HEAD")
def token(request: HttpRequest, format: str, value: str) -> HttpResponse:
    """The number for a token, which has 128 bits and is kept as a digest."""
    organ = asked.organ(request.GET)
    mine = Sender.objects.filter(link=codes.digest("link", value), message__matter__organ=organ)
    number = mine.values_list("message__matter__number", flat=True).first()
    if number is None:
        raise Wrong(404, _("没有这个 token。"))
    return answer(format, "service_requests", [{"service_request_id": number, "token": value}])


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that the service does not have."""
    format = "json" if rest.endswith(".json") else "xml"
    return errors(format, 404, [_("没有这个地址。请在地址末尾写明格式：.xml 或者 .json。")])
