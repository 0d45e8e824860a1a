"""One step for many rows of a list: first what would happen, row by row, then the step with all its checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yishi.doors.look.responses import done
from yishi.doors.look.tables import BulkPreview, PreviewRow
from yishi.doors.parts.taking import VISIBLE, say, step_of
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.clocks.packs import pack_of
from yishi.foundation.law.pack import Pack
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import offered, take_many

SHOWN = 30
MOST = 2000


def bulk(request: Request, kind: str, keys: Sequence[int], back: str) -> HttpResponse:
    """Preview, then take the step named in the form on all rows chosen; those that cannot go are named and skipped."""
    step = step_of(kind, request.POST.get("step", "").rpartition(".")[2])
    if not step.batch:
        raise Http404
    if not keys:
        raise Refused(_("没有选中任何一件。请先在列表左侧勾选。"))
    if len(keys) > MOST:
        raise Refused(_("一次最多办理 %(most)d 件，请缩小范围。") % {"most": MOST})
    records = _records(request, step, keys)
    if request.POST.get("confirm"):
        versions = _versions(request)
        try:
            batch = take_many(step, list(records), request.actor, request.POST, versions=versions)
        except Invalid as wrong:
            return _preview(request, step, records, back, wrong)
        if batch.refused and not batch.done and all(isinstance(refusal, Invalid) for refusal in batch.refused.values()):
            return _preview(request, step, records, back, next(iter(batch.refused.values())))
        words = {"step": step.title, "done": len(batch.done)}
        messages.success(request, _("“%(step)s”已办理 %(done)d 件。") % words)
        for pk, refusal in list(batch.refused.items())[:SHOWN]:
            messages.warning(request, language.pair(records[pk].matter if pk in records else pk, refusal.sentence))
        return done(request, back, stay=True)
    return _preview(request, step, records, back, None)


def _records(request: Request, step: Step, keys: Sequence[int]) -> dict[int, Any]:
    loop = step.loop
    rows = VISIBLE[loop.kind](request.actor).filter(pk__in=keys)  # what he may not see he does not find
    return {row.pk: row for row in rows.select_related("matter", *loop.select).prefetch_related(*loop.prefetch)}


def _versions(request: Request) -> dict[int, int]:
    pairs = (value.partition(":") for value in request.POST.getlist("seen"))
    return {
        int(pk): int(version)
        for pk, _colon, version in pairs
        if pk.isdecimal() and version.isdecimal() and len(pk) < 19
    }


def _preview(request: Request, step: Step, records: dict[int, Any], back: str, wrong: Refused | None) -> HttpResponse:
    packs: dict[str, Pack | None] = {}
    goes, refused, sent = [], [], [("step", step.code), ("confirm", "1")]
    first: Scope | None = None
    for record in records.values():
        ref = record.matter.pack
        if ref not in packs:
            packs[ref] = pack_of(request.actor.organ, ref)
        scope = Scope(request.actor, clock.today(), record, packs[ref])
        sentence = offered(step, scope)
        if sentence:
            refused.append(PreviewRow(str(record.matter), reason=sentence))
            continue
        first = first or scope
        goes.append(PreviewRow(str(record.matter), outcome=_outcome(step, record)))
        sent += [("row", str(record.pk)), ("seen", f"{record.pk}:{record.matter.version}")]
    form = form_of(step, first, request.POST if wrong else None) if first and step.inputs else None
    if wrong and form is not None:
        say(form, wrong)
    preview = BulkPreview(
        title=_("%(step)s %(count)d 件") % {"step": step.title, "count": len(records)},
        sentence=_("确认后办理 %(goes)d 件，跳过 %(refused)d 件。现在还什么都没有改动。") % {"goes": len(goes), "refused": len(refused)},
        url=request.get_full_path(), confirm_label=_("%(step)s这 %(count)d 件") % {"step": step.title, "count": len(goes)},
        goes=goes[:SHOWN], refused=refused[:SHOWN], sent=sent, form=form, back_url=back, more=max(0, len(goes) - SHOWN),
    )  # fmt: skip
    return render(request, "look/bulk_preview.html", {"preview": preview}, status=422 if wrong else 200)


def _outcome(step: Step, record: Any) -> str:
    targets = [target for target in step.leads(record.matter.state) if target != record.matter.state]
    return str(step.loop.states(targets[0]).label) if targets else ""
