"""What is said when something is not done: always `{"code", "sentence", "errors"}`, under the status it deserves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, Field

from yishi.doors.api.sentences import Unreadable, sentence_of
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.loops.refusals import Busy, Invalid, NotFound, Refused


class Problem(BaseModel):
    """Why it was not done. Nothing was changed."""

    code: str = Field(
        description="for programs: invalid, not_allowed, not_found, wrong_state, changed, refused, busy, …"
    )
    sentence: str = Field(description="for people: what, why, and what now")
    errors: dict[str, list[str]] = Field(description="sentences by the name of the input they belong to")


READ = frozenset({400, 401, 403, 422, 503})
ONE = READ | {404}
WRITE = ONE | {409, 413, 415}


def problems(statuses: frozenset[int]) -> dict[Any, type[Problem]]:
    """For an operation's `response`: the problems it may answer with."""
    return {statuses: Problem}


def problem(status: int, code: str, sentence: str, errors: Mapping[str, Sequence[str]] | None = None) -> HttpResponse:
    """A problem as a response."""
    said = {name: [str(each) for each in sentences] for name, sentences in (errors or {}).items()}
    response = JsonResponse({"code": code, "sentence": str(sentence), "errors": said}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if status == 503:
        response["Retry-After"] = "3"
    return response


def code_of(refusal: Refused) -> str:
    """The class's name as programs read it: WrongState is wrong_state."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(refusal).__name__).lower()


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal with its own status and sentence."""
    errors = refusal.errors if isinstance(refusal, Invalid) else None
    return problem(refusal.status, code_of(refusal), refusal.sentence, errors)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    cause = error.__cause__
    if isinstance(cause, Unreadable):
        return problem(cause.status, cause.code, cause.sentence)
    if error.status_code == 401:
        return problem(401, "not_signed_in", _("请先登录，或在请求头 Authorization 中给出有效的令牌（Bearer）。"))
    return problem(error.status_code, "unreadable", _("无法读取请求，请检查格式后重试。"))


def _not_fitting(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors: dict[str, list[str]] = {}
    for found in error.errors:
        where = ".".join(str(part) for part in found["loc"][1:]).removeprefix("given.").removeprefix("filters.")
        errors.setdefault(where or str(found["loc"][0]), []).append(sentence_of(found))
    return refused(request, Invalid(errors))


def _file_refused(request: HttpRequest, error: FileRefused) -> HttpResponse:
    return problem(422, error.code, str(error), {"file": [str(error)]})


def _suspicious(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return problem(413, "too_large", _("请求过大，请减少内容或者分几次提交。"))
    return problem(400, "unreadable", _("无法读取请求，请检查格式后重试。"))


def teach(api: NinjaAPI) -> None:
    """Let the api answer all of these with problems."""
    handlers: dict[type[Exception], Any] = {
        Refused: refused,
        FileRefused: _file_refused,
        HttpError: _http_error,
        ValidationError: _not_fitting,
        OperationalError: lambda request, error: refused(request, Busy()),
        Http404: lambda request, error: refused(request, NotFound()),
        SuspiciousOperation: _suspicious,
        MultiPartParserError: _suspicious,
        UnreadablePostError: _suspicious,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def not_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that the api does not have."""
    return problem(404, "no_such_address", _("没有这个地址，请查阅接口说明（/api/v1/docs）。"))


def _sends(request: HttpRequest) -> bool:
    """Is there a body? One that is simply missing is told which of its parts are."""
    return bool(request.content_type) or request.META.get("CONTENT_LENGTH") not in (None, "", "0")


def guarded(view: Callable[..., HttpResponse], content: str) -> Callable[..., HttpResponse]:
    """A view of the api behind the checks that come before any reading: NUL in the address, the body's content type.
    A method that the address does not have is told so like every other problem."""

    @csrf_exempt  # what comes with a cookie is checked in auth.Session, tokens need no such check
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return problem(400, "unreadable", _("地址中有空字符（NUL），请删除后重试。"))
        if request.method in {"POST", "PUT", "PATCH"} and request.content_type != content and _sends(request):
            return problem(415, "content_type", _("请求的内容类型应为 %(type)s。") % {"type": content})
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            told = problem(405, "method", _("这个地址不支持 %(method)s。") % {"method": request.method})
            told["Allow"] = response.headers.get("Allow", "GET")
            return told
        return response

    return inner
