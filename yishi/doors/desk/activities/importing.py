"""Activities from Excel: what would happen to each row first, then all of it or only the good rows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yishi.doors.desk.activities.entry import must_record
from yishi.doors.desk.work.forms import UploadForm
from yishi.doors.parts import holding
from yishi.doors.parts.exporting import workbook
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.refusals import Refused
from yishi.rooms.activities import imports

desk = door(*DESK)
KIND = "activities"
SHOWN = 200
AGAIN, TEMPLATE = "desk:activities_import", "desk:activities_template"


@desk
def template(request: Request) -> HttpResponse:
    """An empty sheet to fill in."""
    return workbook(imports.template(request.actor.organ.profile), _("活动导入模板.xlsx"))


@desk
def upload(request: Request) -> HttpResponse:
    """Choose a file; the preview follows."""
    must_record(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        holding.hold(request, KIND, form.cleaned_data["file"])
        return redirect("desk:activities_preview")
    context = {"form": form, "template_url": TEMPLATE}
    return render(request, "desk/work/upload.html", context, status=422 if request.method == "POST" else 200)


@desk
def preview(request: Request) -> HttpResponse:
    """What each row would do; POST does it."""
    must_record(request)
    kept = holding.held(request, KIND)
    if kept is None:
        messages.warning(request, _("没有等待确认的文件：可能已经导入，或放置超过一天。请重新选择文件。"))
        return redirect(AGAIN)
    plan = imports.preview(request.actor, kept.data)
    refusal = ""
    if request.method == "POST":
        try:
            if request.POST.get("seen") != plan.fingerprint:
                raise Refused(_("预览之后登记簿有了变动，下面是重新预览的结果，请核对后再确认。"))
            applied = imports.apply(plan, request.actor, skip_bad=request.POST.get("skip") == "1")
        except Refused as refused:
            refusal = refused.sentence
        else:
            holding.drop(request, KIND)
            messages.success(request, _("已导入 %d 条。") % applied.taken)
            return redirect("desk:activities")
    bad = [row for row in plan.rows if row.errors]
    context = {
        "plan": plan, "bad": bad[:SHOWN], "bad_count": len(bad), "more_bad": max(0, len(bad) - SHOWN), "good": plan.good[:SHOWN],
        "count": len(plan.good), "more_good": max(0, len(plan.good) - SHOWN), "refusal": refusal, "again": AGAIN,
    }  # fmt: skip
    return render(request, "desk/work/preview.html", context, status=409 if refusal else 200)
