"""Addresses that every door with messages has."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from yishi.doors.parts.voice.page import found
from yishi.doors.parts.who import Request
from yishi.rooms.voice import reaching

Guard = Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]


@require_POST
def sender(request: Request, pk: int) -> HttpResponse:
    """Who sent it; the journal keeps who asked."""
    m = found(request, pk)
    row = reaching.see(request.actor, m)
    whole = not request.htmx
    return render(request, "parts/voice/sender_page.html" if whole else "parts/voice/sender.html", {"row": row, "m": m})


def paths(guard: Guard) -> list[URLPattern]:
    """The addresses in a door."""
    return [path("messages/<int:pk>/sender/", guard(sender), name="message_sender")]
