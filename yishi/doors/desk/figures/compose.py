"""Composing figures: the form with its number as it changes, keeping one, mending and ending it, and what it was before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.figures import asking, counted, lists, shown
from yishi.doors.desk.figures.access import WRITERS
from yishi.doors.desk.figures.composing import ExpressionForm, SaveForm, initial_of
from yishi.doors.desk.figures.one import One, pieces
from yishi.doors.look.responses import done, form_page
from yishi.doors.parts.taking import version_of
from yishi.doors.parts.who import Request, door
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.people.models import Account, Organ
from yishi.readings.figures import recorded, saving, wording
from yishi.readings.figures.catalogue import figure_of
from yishi.readings.figures.expression import Expression
from yishi.readings.figures.figure import Figure
from yishi.readings.figures.models import SavedFigure
from yishi.rooms.suggestions.models import Topic

write = door(*WRITERS)
PREFIX = "f"
"""Begins the codes that are given out here."""
VERSIONS = 20
STEPS = {recorded.SAVE: lazy("新建"), recorded.CHANGE: lazy("修改"), recorded.END: lazy("停用")}


@write
def compose(request: Request) -> HttpResponse:
    """A new figure; `?figure=` begins with what another one counts."""
    organ = request.actor.organ
    if request.method == "POST":
        form = SaveForm(request.POST, organ=organ)
        if form.is_valid():
            row = _attempt(form, lambda given: saving.save(request.actor, given | {"code": next_code(organ)}))
            if row is not None:
                return _kept(request, row, _("已保存指标“%(name)s”。") % {"name": row.name})
        return _page(request, form, None, wrong=True)
    begun = _begun(request)
    return _page(request, SaveForm(initial=begun, organ=organ), None, saving.read(begun["json"]) if begun else None)


@write
def edit(request: Request, pk: int) -> HttpResponse:
    """A figure of the organ's own: its form, and its earlier versions."""
    row = own_row(request, pk)
    if request.method == "POST" and row.ended_on is None:
        form = SaveForm(request.POST, organ=request.actor.organ)
        version = _version(request)
        if form.is_valid():
            kept = _attempt(form, lambda given: saving.change(request.actor, row.pk, version, given))
            if kept is not None:
                return _kept(request, kept, _("已修改，原来的版本在下面的记录里。"))
        return _page(request, form, row, wrong=True)
    filled = SaveForm(initial=_of_row(row, request.actor.organ), organ=request.actor.organ)
    return _page(request, filled, row, saving.read(row.expression))


@write
def end(request: Request, pk: int) -> HttpResponse:
    """Use a figure no more; asked once before."""
    row = own_row(request, pk)
    if request.method == "POST":
        saving.end(request.actor, row.pk, _version(request))
        messages.success(request, _("已停用，以前的报告和快照里仍能看到它。"))
        return done(request, reverse("desk:figures_home"))
    return render(request, "desk/figures/end.html", {"row": row})


@write
def preview(request: Request) -> HttpResponse:
    """The value and the sentence of what stands in the form, for the page to show beside it."""
    form = ExpressionForm(request.POST or request.GET, organ=request.actor.organ)
    asked = asking.asked(request.actor.organ, {})
    context: dict[str, Any] = {"form": form, "asked": asked}
    if form.is_valid():
        context |= previewed(request, form.cleaned_data["expression"], asked, request.POST.get("measure", ""))
    return render(request, "desk/figures/preview.html", context)


def previewed(request: Request, found: Expression, asked: asking.Asked, measure: str = "") -> dict[str, Any]:
    """What an expression gives over the days asked, and the year before."""
    counter = counted.counter(request.actor, asked.span)
    figure = Figure("", "", "", (), measure.strip()[:8], "", found)
    (told,) = counted.told_of(counter, [found], with_before=True)
    return {
        "told": told, "value": shown.with_measure(figure, told.value), "parts": shown.parts(figure, told.value),
        "before": shown.with_measure(figure, told.before), "said": wording.explain(counter, found),
        "pieces": pieces(One(figure, asked, counter, found, told)), "json": json.dumps(found.data(), ensure_ascii=False, indent=2),
    }  # fmt: skip


def next_code(organ: Organ) -> str:
    """A code that no figure of the organ has had."""
    codes = SavedFigure.objects.filter(organ=organ, code__startswith=PREFIX).values_list("code", flat=True)
    taken = [int(code[1:]) for code in codes if code[1:].isdecimal()]
    return f"{PREFIX}{max(taken, default=0) + 1}"


def own_row(request: Request, pk: int) -> SavedFigure:
    """The organ's own figure of that key; raises Http404."""
    return get_object_or_404(SavedFigure, pk=pk, organ=request.actor.organ)


def _attempt(form: SaveForm, keep: Any) -> SavedFigure | None:
    """Keep what the form says; what is refused stands on it."""
    try:
        row: SavedFigure = keep(form.given())
    except Invalid as invalid:
        for name, sentences in invalid.errors.items():
            form.add_error(name if name in form.fields else None, sentences)
    except Refused as refused:
        form.add_error(None, refused.sentence)
    else:
        return row
    return None


def _kept(request: Request, row: SavedFigure, told: str) -> HttpResponse:
    messages.success(request, told)
    return done(request, reverse("desk:figures_one", args=[f"own/{row.code}"]))


def _page(
    request: Request, form: SaveForm, row: SavedFigure | None, expression: Expression | None = None, *, wrong: bool = False
) -> HttpResponse:  # fmt: skip
    asked = asking.asked(request.actor.organ, {})
    if wrong:
        expression = form.cleaned_data.get("expression")
    context: dict[str, Any] = {
        "form": form, "row": row, "asked": asked, "version": _version(request) if wrong and row else row and row.version,
        "history": history(row) if row else [],
    }  # fmt: skip
    if expression is not None:
        context |= previewed(request, expression, asked, str(form["measure"].value() or ""))
    return form_page(request, "desk/figures/compose.html", context, wrong=wrong)


def _version(request: Request) -> int:
    return version_of(request) or 0


def _begun(request: Request) -> Mapping[str, Any]:
    """The form filled in from another figure, where the address names one."""
    id = request.GET.get("figure", "")
    if not id:
        return {}
    found = lists.figures_of(request.actor.organ).get(id)
    if found is None:
        raise Http404
    return initial_of(found.expression, _topics(request.actor.organ)) | {"measure": found.measure, "line": found.line}


def _of_row(row: SavedFigure, organ: Organ) -> Mapping[str, Any]:
    return initial_of(figure_of(row).expression, _topics(organ)) | {
        "name": row.name, "measure": row.measure, "definition": row.definition, "aliases": "、".join(row.aliases),
        "line": row.line, "additive": row.additive,
    }  # fmt: skip


def _topics(organ: Organ) -> frozenset[str]:
    return frozenset(Topic.objects.filter(organ=organ).values_list("code", flat=True))


def history(row: SavedFigure) -> list[dict[str, Any]]:
    """What it was, latest first, for a page."""
    return [told | {"expression": json.dumps(told["expression"], ensure_ascii=False)} for told in versions(row)]


def versions(row: SavedFigure) -> list[dict[str, Any]]:
    """What it was, latest first, as the journal tells."""
    rows = list(islice(saving.versions(row), VERSIONS))
    who = Account.objects.in_bulk({entry.actor_id for entry, _said in rows if entry.actor_id})
    return [_version_told(entry, said, who) for entry, said in rows]


def _version_told(entry: Entry, said: Mapping[str, Any], who: Mapping[int, Account]) -> dict[str, Any]:
    account = who.get(entry.actor_id) if entry.actor_id else None
    told: dict[str, Any] = {name: said.get(name, "") for name in ("name", "measure", "definition")}
    return told | {
        "expression": said.get("expression", {}), "day": entry.day,
        "step": str(STEPS.get(entry.step, entry.step)), "who": account.name if account else entry.actor_role,
    }  # fmt: skip
