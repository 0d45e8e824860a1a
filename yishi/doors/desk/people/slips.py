"""First passwords on paper: shown once, kept nowhere, told to no cache."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from yishi.doors.parts.who import Request
from yishi.foundation.people.accounts import FirstPassword


def slips_page(request: Request, slips: Sequence[FirstPassword], told: str, back: str) -> HttpResponse:
    """The page with the passwords, for printing and cutting up."""
    page = render(request, "desk/people/slips.html", {"slips": slips, "told": told, "back": back})
    page["Cache-Control"] = "no-store"
    return page
