"""The pages: choose a file, see what would happen to each row, and how far a long one is."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yishi.doors.desk.people.acting import own
from yishi.doors.desk.voice_import import work
from yishi.doors.desk.voice_import.forms import FileForm
from yishi.doors.desk.voice_import.work import Chosen
from yishi.doors.look.cards import Job as JobCard
from yishi.doors.parts import holding
from yishi.doors.parts.exporting import saved, workbook
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.foundation.people.actors import Actor
from yishi.rooms.voice import imports
from yishi.rooms.voice.loop.history import import_one
from yishi.rooms.voice.models import Message

desk = door(*DESK)
KEPT = "voice"
RECENT = 5


def must_import(actor: Actor) -> None:
    """As in the step that takes each row: whoever may not import is told so before he has filled in a sheet."""
    if not import_one.allows(actor, Message()):
        raise NotAllowed(_("只有代表（提案）工作机构可以导入群众意见，您可以在列表中查看。"))


@desk
@require_GET
def template(request: Request) -> HttpResponse:
    """An empty sheet to fill in."""
    must_import(request.actor)
    return workbook(imports.template(request.actor.organ.profile), _("群众意见导入模板.xlsx"))


@desk
def upload(request: Request) -> HttpResponse:
    """Choose a file; its preview follows, of a long one when the worker has looked at it."""
    must_import(request.actor)
    posted = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if posted else FileForm()
    if posted and form.is_valid():
        given = form.cleaned_data
        holding.hold(request, KEPT, given["file"], {"channel": given["channel"], "guess": given["guess"]})
        held = holding.held(request, KEPT)
        if held is None or held.size <= work.SMALL:
            return redirect("desk:voice_import_preview")
        return redirect("desk:voice_import_job", work.start_check(request.actor, Chosen.of(held)).pk)
    context = {"form": form, "jobs": _recent(request.actor)}
    return render(request, "desk/voice_import/upload.html", context, status=422 if form.errors else 200)


def _recent(actor: Actor) -> list[Job]:
    assert actor.account is not None  # the door lets nobody else in
    return list(jobs.jobs_of(actor.account, actor.organ).filter(kind=work.KIND)[:RECENT])


@desk
def preview(request: Request) -> HttpResponse:
    """What each row of a short file would do; POST does it, all or the good ones."""
    must_import(request.actor)
    held = holding.held(request, KEPT)
    if held is None:
        messages.warning(request, _("没有等待确认的文件：可能已经导入，或放置超过一天。请重新选择文件。"))
        return redirect("desk:voice_import")
    seen, refusal = work.checked(request.actor, Chosen.of(held)), ""
    if request.method == "POST":
        try:
            number = work.taken(request.actor, seen, request.POST.get("seen", ""), skip=request.POST.get("skip") == "1")
        except Refused as refused:
            refusal = refused.sentence
        else:
            holding.drop(request, KEPT)
            messages.success(request, _("已导入 %d 件。") % number)
            return redirect("desk:voice_import")
    return _seen(request, work.told(seen), reverse("desk:voice_import_preview"), refusal=refusal)


def _seen(
    request: Request, told: dict[str, Any], action: str, *, refusal: str = "", row: Job | None = None
) -> HttpResponse:
    context = {"told": told, "action": action, "refusal": refusal, "row": row}
    return render(request, "desk/voice_import/seen.html", context, status=409 if refusal else 200)


# long files


@desk
def job(request: Request, pk: int) -> HttpResponse:
    """How far it is; of a file that was looked at the preview, whose POST lets it be taken in."""
    must_import(request.actor)
    found = job_of(request.actor, pk)
    url = reverse("desk:voice_import_job", args=[pk])
    looked = found.function == work.CHECK and found.state == Job.State.DONE
    if looked and request.method == "POST":
        return _started(request, found)
    card = _card(found, url)
    if request.htmx:
        return render(request, "look/progress.html", {"job": card})
    if looked:
        return _seen(request, json.loads(found.result_text), url, row=found)
    return render(
        request, "desk/voice_import/job.html", {"job": card, "row": found, "writes": found.function == work.TAKE}
    )


def _started(request: Request, found: Job) -> HttpResponse:
    """Taken in by the worker, unless the file is gone."""
    chosen = Chosen(**found.kwargs)
    if not default_storage.exists(chosen.path):
        messages.warning(request, _("没有等待确认的文件：可能已经导入，或放置超过一天。请重新选择文件。"))
        return redirect("desk:voice_import")
    fingerprint = json.loads(found.result_text)["fingerprint"]
    made = work.start_take(request.actor, chosen, fingerprint, skip=request.POST.get("skip") == "1")
    return redirect("desk:voice_import_job", made.pk)


def _card(found: Job, url: str) -> JobCard:
    states: dict[str, Any] = {Job.State.WAITING: "waiting", Job.State.RUNNING: "running", Job.State.DONE: "done"}
    done, taking = found.state == Job.State.DONE, found.function == work.TAKE
    result = (reverse("desk:voice_import") if taking else url) if done else ""
    label = (
        found.title
        if not (done and taking)
        else _("%(title)s：已导入 %(n)s 件") % {"title": found.title, "n": found.result_text}
    )
    return JobCard(
        label, url, states.get(found.state, "failed"), found.done, found.total, result_url=result,
        result_label=(_("继续导入别的文件") if taking else _("看核对结果")) if done else "", error=found.error or _stopped(found),
    )  # fmt: skip


def _stopped(found: Job) -> str:
    """What stays of one that was stopped."""
    if found.state != Job.State.STOPPED:
        return ""
    if found.function != work.TAKE or found.started_at is None:
        return _("已停止，什么也没有写入。")
    return _("已停止。已经写入的保留；再导入同一个文件，会从剩下的接着导入。")


@desk
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Stop it at its next step."""
    must_import(request.actor)
    found = job_of(request.actor, pk)
    if not jobs.ask_stop(found):
        messages.info(request, _("已经结束，不需要停止。"))
    return redirect("desk:voice_import_job", pk)


@desk
@require_GET
def wrong(request: Request, pk: int) -> HttpResponseBase:
    """Every row of a long file that is wrong, as a file."""
    must_import(request.actor)
    found = job_of(request.actor, pk)
    if not found.result_file:
        return redirect("desk:voice_import_job", pk)
    with found.result_file.open() as file:
        return saved(HttpResponse(file.read(), content_type="text/csv; charset=utf-8"), found.result_name)


def job_of(actor: Actor, pk: int) -> Job:
    """The reader's own job, or NotFound."""
    assert actor.account is not None  # the door lets nobody else in
    found: Job = own(jobs.jobs_of(actor.account, actor.organ).filter(kind=work.KIND), pk)
    return found
