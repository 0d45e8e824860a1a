"""What was typed, less what no database takes: addresses before any page reads them, forms where they are read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

MACHINES = ("/api/", "/open311/")
"""Doors that tell a machine what was wrong with its question instead of reading what can be read."""


class Readable:
    """Drops NUL from what stands behind the question mark, however often it was wrapped in itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before `request.GET` is read for the first time: it is made of this string, once."""
        typed = request.META.get("QUERY_STRING", "")
        if ("%00" in typed or "\x00" in typed) and not request.path.startswith(MACHINES):
            while "%00" in typed or "\x00" in typed:
                typed = typed.replace("%00", "").replace("\x00", "")
            request.META["QUERY_STRING"] = typed
        return self.get_response(request)


def plain(typed: str) -> str:
    """What was typed into a form, less what no database takes: NUL, and halves of characters."""
    return typed.replace("\x00", "").encode("utf-8", "ignore").decode()
