"""Whoever has roles in several organs (五级代表) chooses in which he works now."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from yishi.doors.parts.who import KEPT, Request
from yishi.foundation.loops.refusals import NotFound


@login_required
def organs(request: Request) -> HttpResponse:
    """The organs of this account; posted, the one to work in from now on."""
    here = request.actor.organ
    if request.method != "POST":
        return render(request, "parts/organs.html", {"organs": request.organs, "here": here})
    asked = request.POST.get("organ", "")
    if asked not in {str(organ.pk) for organ in request.organs}:
        raise NotFound()
    request.session[KEPT] = int(asked)
    return redirect("start")
