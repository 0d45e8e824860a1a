"""The list of hot topics, and having them found anew: at once where there are few messages, else as a job."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yishi.doors.desk.people.acting import own
from yishi.doors.desk.voice_topics.access import EDITORS, FINDERS, find, read
from yishi.doors.desk.voice_topics.asking import asked
from yishi.doors.desk.voice_topics.listing import listing
from yishi.doors.look.cards import Job as JobCard
from yishi.doors.look.responses import done
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import Request
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.foundation.people.actors import Actor
from yishi.readings.topics import office
from yishi.readings.topics.heat import DAYS


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The topics of a window, or their file."""
    wanted = asked(request)
    organ = request.actor.organ
    reading = office.reading(organ, wanted.window)
    found = listing(request, wanted, reading)
    seen = Seen(request, found)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {
        "asked": wanted, "links": list(wanted.links()), "reading": reading, "listing": found, "table": seen.table(), "days": DAYS,
        "finds": request.actor.has(*FINDERS), "edits": request.actor.has(*EDITORS),
        "stale": reading is not None and office.stale(organ, wanted.window),
    }  # fmt: skip
    return render(request, "desk/voice_topics/home.html", context, status=422 if wanted.form.errors else 200)


@find
@require_POST
def compute(request: Request) -> HttpResponse:
    """Find the topics of the window anew."""
    wanted = asked(request)
    if wanted.form.errors:
        raise Refused(_("日期不对，请返回核对后再统计。"))
    actor, window = request.actor, wanted.window
    number, _mark = office.mark(actor.organ, window)
    if number <= office.AT_ONCE:
        made = office.compute(actor.organ, window)
        messages.success(request, _("已从 %(n)d 条留言里找出热点。") % {"n": made.looked})
        return done(request, f"{reverse('desk:hot_topics')}?{wanted.query}")
    assert actor.account is not None  # the door lets nobody else in
    given = {"since": window.since.isoformat(), "until": window.until.isoformat()}
    started = jobs.start(
        office.KIND, _("找热点"), office.FUNCTION, given, actor.account, actor.organ, repeatable=True
    )  # fmt: skip
    return done(request, reverse("desk:hot_topics_job", args=[started.pk]))


@find
@require_GET
def job(request: Request, pk: int) -> HttpResponse:
    """How far it is, and the list when it is done."""
    found = job_of(request.actor, pk)
    states: dict[str, Any] = {Job.State.WAITING: "waiting", Job.State.RUNNING: "running", Job.State.DONE: "done"}
    url = f"{reverse('desk:hot_topics')}?since={found.kwargs['since']}&until={found.kwargs['until']}"
    ready = found.state == Job.State.DONE
    error = found.error or ("" if found.state in (*Job.OPEN, Job.State.DONE) else _("已停止"))
    card = JobCard(
        found.title, reverse("desk:hot_topics_job", args=[pk]), states.get(found.state, "failed"), found.done, found.total,
        result_url=url if ready else "", result_label=_("看热点"), error=error,
    )  # fmt: skip
    if request.htmx:
        return render(request, "look/progress.html", {"job": card})
    return render(request, "desk/voice_topics/job.html", {"job": card, "row": found, "open": found.state in Job.OPEN})


@find
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Stop it: at once where it waits, after the stage it is in where it runs."""
    jobs.ask_stop(job_of(request.actor, pk))
    return redirect("desk:hot_topics_job", pk)


def job_of(actor: Actor, pk: int) -> Job:
    """The reader's own, or NotFound."""
    assert actor.account is not None  # the door lets nobody else in
    found: Job = own(jobs.jobs_of(actor.account, actor.organ).filter(kind=office.KIND), pk)
    return found
