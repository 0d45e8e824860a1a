"""Suggestions from Excel: what would happen to each row first, then all of it or only the good rows."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from yishi.doors.desk.work import forms
from yishi.doors.parts.exporting import XLSX
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import imports as importing

desk = door(*DESK)
KEPT = "suggestions_import"
SHOWN = 200


def _must_import(request: Request) -> None:
    """As in the step that takes each row: whoever may not import is told so before he has filled in a sheet."""
    if not request.actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("只有代表（提案）工作机构可以从 Excel 导入，您可以在列表中查看。"))


@desk
def template(request: Request) -> HttpResponse:
    """An empty sheet to fill in."""
    answer = HttpResponse(importing.template(request.actor.organ.profile), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, _("导入模板.xlsx")) or "attachment"
    return answer


@desk
def upload(request: Request) -> HttpResponse:
    """Choose a file; the preview follows."""
    _must_import(request)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > forms.MOST_BYTES:
            form.add_error("file", _("文件超过 20 MB，请分成几个文件导入。"))
        else:
            _forget(request)
            name = secrets.token_urlsafe(24)
            _place(name).write_bytes(file.read())
            request.session[KEPT] = name
            return redirect("desk:import_preview")
    return render(request, "desk/work/upload.html", {"form": form}, status=422 if request.method == "POST" else 200)


@desk
def preview(request: Request) -> HttpResponse:
    """What each row would do; POST does it."""
    _must_import(request)
    name = request.session.get(KEPT, "")
    if not name or not _place(name).exists():
        return redirect("desk:import")
    plan = importing.preview(request.actor, _place(name).read_bytes())
    refusal = ""
    if request.method == "POST":
        try:
            applied = importing.apply(plan, request.actor, skip_bad=request.POST.get("skip") == "1")
        except Refused as refused:
            refusal = refused.sentence
        else:
            _forget(request)
            messages.success(request, _("已导入 %d 件。") % sum(applied.counts.values()))
            return redirect("desk:suggestions")
    bad = [row for row in plan.rows if row.errors]
    context = {
        "plan": plan, "bad": bad[:SHOWN], "more_bad": max(0, len(bad) - SHOWN), "good": plan.good[:SHOWN], "count": len(plan.good),
        "more_good": max(0, len(plan.good) - SHOWN), "refusal": refusal,
    }  # fmt: skip
    return render(request, "desk/work/preview.html", context, status=409 if refusal else 200)


def _place(name: str) -> Path:
    """Where an uploaded sheet waits between preview and import; only its session knows the name."""
    folder = Path(settings.YISHI_VAR) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / name


def _forget(request: Request) -> None:
    name = request.session.pop(KEPT, "")
    if name:
        _place(name).unlink(missing_ok=True)
