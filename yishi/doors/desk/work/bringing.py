"""A room's sheet brought in: what would happen to each row first, then all of it or only the good rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yishi.doors.desk.work.forms import UploadForm
from yishi.doors.parts import holding
from yishi.doors.parts.exporting import workbook
from yishi.doors.parts.who import Request
from yishi.foundation.loops.refusals import Refused

SHOWN = 200


@dataclass(frozen=True)
class Bringing:
    """The pages of one room. `imports` is the room's own, `may` refuses whoever may not, before he has filled in a sheet;
    `done` tells how many were taken; the rest are names of addresses."""

    kind: str
    imports: Any
    may: Callable[[Request], None]
    done: Callable[[int], str]
    empty: Callable[[], str]
    """What the empty sheet is called."""
    home: str
    again: str
    seen: str
    sheet: str

    def template(self, request: Request) -> HttpResponse:
        """An empty sheet to fill in."""
        return workbook(self.imports.template(request.actor.organ.profile), self.empty())

    def upload(self, request: Request) -> HttpResponse:
        """Choose a file; the preview follows."""
        self.may(request)
        posted = request.method == "POST"
        form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
        if posted and form.is_valid():
            holding.hold(request, self.kind, form.cleaned_data["file"])
            return redirect(self.seen)
        context = {"form": form, "template_url": self.sheet}
        return render(request, "desk/work/upload.html", context, status=422 if posted else 200)

    def preview(self, request: Request) -> HttpResponse:
        """What each row would do; POST does it."""
        self.may(request)
        kept = holding.held(request, self.kind)
        if kept is None:
            messages.warning(request, _("没有等待确认的文件：可能已经导入，或放置超过一天。请重新选择文件。"))
            return redirect(self.again)
        plan = self.imports.preview(request.actor, kept.data)
        refusal = ""
        if request.method == "POST":
            try:
                taken = self._taken(request, plan)
            except Refused as refused:
                refusal = refused.sentence
            else:
                holding.drop(request, self.kind)
                messages.success(request, self.done(taken))
                return redirect(self.home)
        context = {**_rows(plan), "plan": plan, "refusal": refusal, "again": self.again}
        return render(request, "desk/work/preview.html", context, status=409 if refusal else 200)

    def _taken(self, request: Request, plan: Any) -> int:
        if request.POST.get("seen") != plan.fingerprint:
            raise Refused(_("预览之后登记簿有了变动，下面是重新预览的结果，请核对后再确认。"))
        taken: int = self.imports.apply(plan, request.actor, skip_bad=request.POST.get("skip") == "1").taken
        return taken


def _rows(plan: Any) -> dict[str, Any]:
    bad, good = [row for row in plan.rows if row.errors], plan.good
    return {
        "bad": bad[:SHOWN], "bad_count": len(bad), "more_bad": max(0, len(bad) - SHOWN),
        "good": good[:SHOWN], "count": len(good), "more_good": max(0, len(good) - SHOWN),
    }  # fmt: skip
