"""The reports of the organ, and beginning one: its text is drafted from the records, at once or as a job with progress."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.acting import own, sent
from yishi.doors.desk.people.showing import listed
from yishi.doors.desk.report import work
from yishi.doors.desk.report.access import read, write, writes
from yishi.doors.desk.report.forms import BeginForm
from yishi.doors.look.cards import Job as JobCard
from yishi.doors.look.responses import done, form_page
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.foundation.people.actors import Actor
from yishi.readings.report.build import NoDays
from yishi.readings.report.models import Report


def reports_listing(request: Request) -> Listing:
    """Reports of the organ, the latest first."""
    columns = [
        Col("title", _("报告"), lambda r: Cell(r.title, r.subtitle), ("title",), primary=True),
        Col("year", _("年度"), lambda r: str(r), ("year",)),
        Col("until", _("数据截至"), lambda r: r.until or _("随记录")),
        Col("state", _("状态"), state_of, ("state",)),
    ]
    empty = Empty(
        _("还没有年度工作报告"), _("选好年度，系统就按记录写出初稿：每个数都连着指标，改稿时数字不会丢。"),
        reverse("desk:annual_begin") if writes(request) else "", _("起草报告"),
    )  # fmt: skip
    return Listing(
        id="annual", counted="reports", url=reverse("desk:annual_home"), rows=Report.objects.filter(organ=request.actor.organ),
        columns=columns, empty=empty, link=lambda r: reverse("desk:annual", args=[r.pk]), caption=_("年度工作报告"),
        order="-year", state=state_of, label=lambda r: r.title,
        tabs=[
            Tab("all", _("全部"), Q()), Tab("draft", _("起草中"), Q(state=Report.State.DRAFT)),
            Tab("final", _("已定稿"), Q(state=Report.State.FINAL)),
        ],
    )  # fmt: skip


def state_of(report: Report) -> State:
    """Word, shape and colour."""
    return State(str(report.get_state_display()), Kind.DONE if report.final else Kind.WAITING)


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The list."""
    return listed(request, reports_listing(request), "desk/report/home.html", writes=writes(request))


@write
def begin(request: Request) -> HttpResponse:
    """Draft a report from the records and keep it."""
    form = BeginForm(sent(request))
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("year", "span", "tree")}
        try:
            found = begun(request.actor, asked)
        except (Refused, NoDays) as refused:
            form.add_error(None, str(refused))
        else:
            if isinstance(found, Job):
                return done(request, reverse("desk:annual_job", args=[found.pk]))
            messages.success(request, _("初稿已按记录写好，请改稿。"))
            return done(request, reverse("desk:annual", args=[found.pk]))
    context: dict[str, object] = {
        "form": form, "title": _("起草报告"), "submit": _("按记录起草"), "back_url": reverse("desk:annual_home"),
        "lead": _("初稿由记录写出，只写有记录的事；每个数都连着它的指标。"),
    }  # fmt: skip
    return form_page(request, "look/form.html", context, wrong=request.method == "POST")


def begun(actor: Actor, asked: dict[str, Any]) -> Report | Job:
    """The report, or where there is much to count the job that drafts it. Raises `Refused` or `NoDays`."""
    if work.facts(actor.organ) <= work.AT_ONCE:
        return work.begin(actor, **asked)
    assert actor.account is not None  # the door lets nobody else in
    if known := work.known(actor.organ, asked["year"], asked["span"]):
        raise Refused(_("%(report)s已经有了，请打开它继续修改。") % {"report": known})
    return jobs.start(work.KIND, _("起草工作报告"), work.FUNCTION, asked, actor.account, actor.organ)


@write
@require_GET
def job(request: Request, pk: int) -> HttpResponse:
    """How far the draft is, and where it is when it is written."""
    found = job_of(request.actor, pk)
    states: dict[str, Any] = {Job.State.WAITING: "waiting", Job.State.RUNNING: "running", Job.State.DONE: "done"}
    made = found.result_text if found.state == Job.State.DONE else ""
    url = reverse("desk:annual", args=[int(made)]) if made else ""
    error = found.error or ("" if found.state in (*Job.OPEN, Job.State.DONE) else _("已停止"))
    card = JobCard(
        found.title, reverse("desk:annual_job", args=[pk]), states.get(found.state, "failed"), found.done, found.total,
        result_url=url, result_label=_("打开报告") if url else "", error=error,
    )  # fmt: skip
    if request.htmx:
        return render(request, "look/progress.html", {"job": card})
    return redirect(url) if url else render(request, "desk/report/job.html", {"job": card, "row": found})


def job_of(actor: Actor, pk: int) -> Job:
    """The reader's own job, or NotFound."""
    assert actor.account is not None  # the door lets nobody else in
    found: Job = own(jobs.jobs_of(actor.account, actor.organ).filter(kind=work.KIND), pk)
    return found
