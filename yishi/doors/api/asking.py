"""Asking what a page asks: the same functions as the pages', with the caller in the place of the page's reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, QueryDict
from django.utils.datastructures import MultiValueDict

from yishi.doors.api.auth import Request
from yishi.doors.parts.who import Door, shut
from yishi.foundation.loops.refusals import NotAllowed, NotFound


def as_page(
    request: Request, opened: Door | None, door: str = "desk", *, query: Mapping[str, Any] | None = None
) -> Any:
    """The request as a page of that door sees it; raises NotAllowed where the door does not open to the caller.

    `query` is what the page would find in its address."""
    if opened is not None and not opened.opens_to(request.auth):
        raise NotAllowed(shut())
    page: Any = request
    page.actor, page.user, page.door = request.auth, request.auth.account, door
    page.GET = typed(query or {})
    return page


def posting(page: Any, data: Mapping[str, Any] | None, files: Mapping[str, Any] | None = None) -> Any:
    """The same request as a form that was posted, or, with None, as a page that is only opened."""
    page.method = "GET" if data is None else "POST"
    page.POST = typed(data or {})
    page._files = MultiValueDict({name: [file] for name, file in (files or {}).items()})
    return page


def typed(data: Mapping[str, Any]) -> QueryDict:
    """Values as a browser would send them: what is None or False is not sent."""
    made = QueryDict(mutable=True)
    for name, value in data.items():
        if value is None or value is False:
            continue
        many = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
        made.setlist(name, ["on" if each is True else str(each) for each in many])
    return made


def found(find: Any, *args: Any) -> Any:
    """What a page finds; what it does not, the api has not either."""
    try:
        return find(*args)
    except Http404 as missing:
        raise NotFound() from missing
