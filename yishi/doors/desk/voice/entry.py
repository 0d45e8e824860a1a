"""Entering at the desk what a caller, a letter or a reception day brought."""

from __future__ import annotations

from django.http import HttpResponse

from yishi.doors.parts.voice.entering import Dress, record
from yishi.doors.parts.who import DESK, Request, door

desk = door(*DESK)


@desk
def new(request: Request) -> HttpResponse:
    """Note one down; `?petition=1` a petition."""
    return record(request, Dress("desk/voice/entry.html"))
