"""Suggestions from Excel: what would happen to each row first, then all of it or only the good rows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yishi.doors.desk.work import forms
from yishi.doors.parts import holding
from yishi.doors.parts.exporting import workbook
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import imports as importing

desk = door(*DESK)
KIND = "suggestions"
SHOWN = 200


def must_import(request: Request) -> None:
    """As in the step that takes each row: whoever may not import is told so before he has filled in a sheet."""
    if not request.actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("只有代表（提案）工作机构可以从 Excel 导入，您可以在列表中查看。"))


@desk
def template(request: Request) -> HttpResponse:
    """An empty sheet to fill in."""
    return workbook(importing.template(request.actor.organ.profile), _("导入模板.xlsx"))


@desk
def upload(request: Request) -> HttpResponse:
    """Choose a file; the preview follows."""
    must_import(request)
    form = forms.UploadForm(request.POST, request.FILES) if request.method == "POST" else forms.UploadForm()
    if request.method == "POST" and form.is_valid():
        holding.hold(request, KIND, form.cleaned_data["file"])
        return redirect("desk:import_preview")
    return render(request, "desk/work/upload.html", {"form": form}, status=422 if request.method == "POST" else 200)


@desk
def preview(request: Request) -> HttpResponse:
    """What each row would do; POST does it."""
    must_import(request)
    kept = holding.held(request, KIND)
    if kept is None:
        messages.warning(request, _("没有等待确认的文件：可能已经导入，或放置超过一天。请重新选择文件。"))
        return redirect("desk:import")
    plan = importing.preview(request.actor, kept.data)
    refusal = ""
    if request.method == "POST":
        try:
            if request.POST.get("seen") != plan.fingerprint:
                raise Refused(_("预览之后登记簿有了变动，下面是重新预览的结果，请核对后再确认。"))
            applied = importing.apply(plan, request.actor, skip_bad=request.POST.get("skip") == "1")
        except Refused as refused:
            refusal = refused.sentence
        else:
            holding.drop(request, KIND)
            messages.success(request, _("已导入 %d 件。") % applied.taken)
            return redirect("desk:suggestions")
    bad = [row for row in plan.rows if row.errors]
    context = {
        "plan": plan, "bad": bad[:SHOWN], "bad_count": len(bad), "more_bad": max(0, len(bad) - SHOWN), "good": plan.good[:SHOWN], "count": len(plan.good),
        "more_good": max(0, len(plan.good) - SHOWN), "refusal": refusal,
    }  # fmt: skip
    return render(request, "desk/work/preview.html", context, status=409 if refusal else 200)
