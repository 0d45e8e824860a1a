"""The page of all figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yishi.doors.desk.figures import asking, lists, memory
from yishi.doors.desk.figures.access import read, writes
from yishi.doors.parts.who import Request


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """All figures by line of work, or the file of them."""
    asked = asking.asked(request.actor.organ, request.GET)
    held = lists.held(request, asked, lists.figures_of(asked.organ))
    if kind := request.GET.get("export"):
        return memory.export(request, held, kind)
    context = {
        "asked": asked, "table": memory.page(request, held), "links": asking.links(asked, request.GET),
        "kept": asking.kept(request.GET), "writes": writes(request),
    }  # fmt: skip
    return render(request, "desk/figures/home.html", context, status=422 if asked.form.errors else 200)
