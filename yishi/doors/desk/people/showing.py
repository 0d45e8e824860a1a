"""Lists of the registers on the page and as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from yishi.doors.parts.listing import Listing
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import Request


def listed(request: Request, listing: Listing, template: str, **more: Any) -> HttpResponse:
    """A list's page, or, where `export` asks for it, the file of exactly what is seen."""
    seen = Seen(request, listing)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    return render(request, template, {"table": seen.table(), "listing": listing} | more)
