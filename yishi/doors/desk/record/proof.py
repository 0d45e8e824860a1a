"""Seals, proof and export of the organ's chain."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.acting import own, sent
from yishi.doors.desk.record import work
from yishi.doors.desk.record.sight import READERS
from yishi.doors.look.cards import Job as JobCard
from yishi.doors.parts.exporting import saved
from yishi.doors.parts.who import Request, door
from yishi.foundation import clock
from yishi.foundation.journal import canonical, export
from yishi.foundation.journal.models import Head, Seal
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.foundation.people.actors import Actor

read = door(*READERS)
SHOWN = 60
LARGEST = 64 * 1024
LONGEST = 200


class Outside(forms.Form):
    """A seal that was kept outside, if there is one."""

    seal = forms.FileField(
        label=gettext_lazy("外存的封签"), required=False, max_length=255,
        help_text=gettext_lazy("以前导出、另处保存的封签文件（.json）。有它才能发现链尾被截断或整条链被重算"),
    )  # fmt: skip

    def clean_seal(self) -> dict[str, Any] | None:
        """The seal that the file holds; who signed it is for the proof to say."""
        file = self.cleaned_data["seal"]
        if not file:
            return None
        wrong = forms.ValidationError(_("这不是本系统导出的封签文件，请重新选择。"))
        if file.size > LARGEST:
            raise wrong
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "seal.json"
            path.write_bytes(file.read())
            try:
                return _plain(export.read_seal(path))
            except (ValueError, RecursionError, KeyError, TypeError):
                raise wrong from None


def _plain(seal: dict[str, Any]) -> dict[str, Any]:
    """Only what a proof reads, as the short words and numbers that a seal is made of. Raises ValueError."""
    kept = {name: seal[name] for name in (*canonical.SEAL_FIELDS, "signature", "public_key")}
    for value in kept.values():
        short = isinstance(value, str) and len(value) <= LONGEST and value.isprintable()
        if not short and not (isinstance(value, int) and 0 <= value < 2**63):
            raise ValueError("no seal of ours")
    return kept


@read
@require_GET
def seals(request: Request) -> HttpResponse:
    """The seals, and how to prove the chain."""
    return _page(request, Outside())


def _page(request: Request, form: Outside, **more: Any) -> HttpResponse:
    organ = request.actor.organ
    rows = Seal.objects.filter(organ=organ).order_by("-day")
    head = Head.objects.filter(organ=organ).first()
    last = rows.first()
    context = {
        "seals": rows[:SHOWN], "head": head, "form": form, "last": last, "unsealed": (head.seq if head else 0) - (last.seq if last else 0),
        "jobs": Job.objects.filter(organ=organ, kind=work.KIND, account=request.actor.account)[:3],
    }  # fmt: skip
    return render(request, "desk/record/seals.html", context | more, status=422 if form.errors else 200)


@read
def verify(request: Request) -> HttpResponse:
    """Prove the chain now: at once where it is short, else as a job that can be left and found again."""
    if request.method != "POST":
        return redirect("desk:record_seals")
    form = Outside(sent(request), request.FILES or None)
    if not form.is_valid():
        return _page(request, form)
    proved = prove(request.actor, form)
    if isinstance(proved, Job):
        return redirect("desk:record_job", proved.pk)
    fine, told = proved
    return _page(request, Outside(), fine=fine, told=told, checked=True, at=clock.now())


def prove(actor: Actor, form: Outside) -> tuple[bool, list[str]] | Job:
    """The proof where the chain is short, else the job that makes it; with a seal from outside if the form has one."""
    organ, brought = actor.organ, form.cleaned_data["seal"]
    found = [brought] if brought else []
    if work.length(organ) <= work.AT_ONCE:
        return work.at_once(organ, found)
    account = actor.account
    assert account is not None  # the door lets nobody else in
    return jobs.start(
        work.KIND,
        _("校验办理日志"),
        work.FUNCTION,
        {"organ": organ.pk, "seals": found},
        account,
        organ,
        repeatable=True,
    )


def job_of(actor: Actor, pk: int) -> Job:
    """The reader's own proof, or NotFound."""
    assert actor.account is not None  # the door lets nobody else in
    found: Job = own(jobs.jobs_of(actor.account, actor.organ).filter(kind=work.KIND), pk)
    return found


@read
@require_GET
def job(request: Request, pk: int) -> HttpResponse:
    """How far a proof is, and what it found."""
    found = job_of(request.actor, pk)
    states: dict[str, Any] = {Job.State.WAITING: "waiting", Job.State.RUNNING: "running", Job.State.DONE: "done"}
    url = reverse("desk:record_job", args=[found.pk])
    ended = found.state not in Job.OPEN
    card = JobCard(
        found.title, url, states.get(found.state, "failed"), found.done, found.total,
        result_url=url if ended else "", result_label=_("看结果") if ended else "", error=found.error or (_("已停止") if ended else ""),
    )  # fmt: skip
    if getattr(request, "htmx", None):
        return render(request, "look/progress.html", {"job": card})
    word, *told = found.result_text.split("\n") if found.state == Job.State.DONE else [""]
    return render(request, "desk/record/job.html", {"job": card, "fine": word == "ok", "told": told, "row": found})


@read
@require_GET
def seal_file(request: Request, pk: int) -> HttpResponse:
    """One signed seal, to be kept where the database's keeper has no hand."""
    found: Seal = own(Seal.objects.filter(organ=request.actor.organ).select_related("organ"), pk)
    answer = HttpResponse(export.seal_json(found), content_type="application/json; charset=utf-8")
    return saved(answer, f"seal-{found.organ.code}-{found.day}.json")


@read
@require_GET
def chain_file(request: Request) -> StreamingHttpResponse:
    """The whole chain without bodies: it can be proved, and nothing personal leaves the house."""
    organ = request.actor.organ
    answer = StreamingHttpResponse(
        _bytes(export.chain_lines(organ, bodies=False)), content_type="application/x-ndjson; charset=utf-8"
    )
    return saved(answer, f"journal-{organ.code}-{clock.today()}.jsonl")


def _bytes(lines: Iterator[str]) -> Iterator[bytes]:
    return (line.encode("utf-8", "surrogateescape") for line in lines)
