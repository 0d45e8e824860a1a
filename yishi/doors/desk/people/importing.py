"""Rolls and units from Excel: template, preview of every row, then all of it or the good rows, as chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import write
from yishi.doors.desk.people.acting import sent
from yishi.doors.desk.people.fields import DayField, flag
from yishi.doors.desk.people.recording import Note, record
from yishi.doors.desk.people.slips import slips_page
from yishi.doors.look.responses import form_page
from yishi.doors.parts import exporting, holding
from yishi.doors.parts.sheets import SheetField
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports import Applied, Outcome, Preview, roll, units
from yishi.foundation.people.models import Account, Organ
from yishi.foundation.people.refusals import Refused

SHOWN = 200
WORDS = {
    Outcome.NEW: gettext_lazy("新增"),
    Outcome.CHANGED: gettext_lazy("有变动"),
    Outcome.UNCHANGED: gettext_lazy("没有变动"),
    Outcome.REFUSED: gettext_lazy("不能导入"),
}


@dataclass(frozen=True)
class What:
    """One kind of spreadsheet."""

    key: str
    title: Any
    lead: Any
    step: str
    back: str
    template: Callable[[Organ], bytes]
    preview: Callable[[Organ, bytes, dt.date, bool], Preview[Any]]
    apply: Callable[[Preview[Any], Account, bool], Applied]
    groups: bool = False


KINDS = {
    "roll": What(
        "roll", gettext_lazy("从 Excel 导入名册"), gettext_lazy("先预览，每一行会怎样都看得到；确认以后才改动名册。空着的格子不改动原有内容。"),
        "roll.import", "desk:people_home", roll.template,
        lambda organ, data, day, make: roll.preview(organ, data, day, make_groupings=make), roll.apply, groups=True,
    ),
    "units": What(
        "units", gettext_lazy("从 Excel 导入单位"), gettext_lazy("联络员、负责人的账号一并开通，首次密码只显示一次。空着的格子不改动原有内容。"),
        "units.import", "desk:people_units", lambda organ: units.template(),
        lambda organ, data, day, make: units.preview(organ, data, day), units.apply,
    ),
}  # fmt: skip


class Upload(forms.Form):
    """The file, and from which day on what it says holds."""

    def __init__(self, *args: Any, groups: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = SheetField()
        self.fields["day"] = DayField(
            label=_("自哪天起算"), initial=clock.today(), help_text=_("编组、联络员的变动自这一天起")
        )
        if groups:
            self.fields["make"] = flag(_("没有的代表团、界别、小组一并新建"))


def kind_of(key: str) -> What:
    """Raises Http404."""
    found = KINDS.get(key)
    if found is None:
        raise Http404
    return found


@write
def upload(request: Request, what: str) -> HttpResponse:
    """The file is chosen; what it would do is shown next."""
    kind = kind_of(what)
    form = Upload(sent(request), request.FILES or None, groups=kind.groups)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        holding.hold(request, what, data["file"], {"day": data["day"].isoformat(), "make": bool(data.get("make"))})
        return redirect("desk:people_import_preview", what)
    context = {"form": form, "kind": kind, "title": kind.title, "lead": kind.lead, "back_url": reverse(kind.back)}
    return form_page(request, "desk/people/import.html", context, wrong=request.method == "POST")


@write
@require_GET
def template(request: Request, what: str) -> HttpResponse:
    """An empty sheet to fill in."""
    kind = kind_of(what)
    name = _("名册模板.xlsx") if what == "roll" else _("单位模板.xlsx")
    return exporting.workbook(kind.template(request.actor.organ), name)


def _preview(request: Request, kind: What) -> Preview[Any] | None:
    found = holding.held(request, kind.key)
    if found is None:
        return None
    day = dt.date.fromisoformat(found.choices["day"])
    return kind.preview(request.actor.organ, found.data, day, found.choices["make"])


@write
def preview(request: Request, what: str) -> HttpResponse:
    """What the file would do, row by row; confirmed, it is done in one transaction with its journal entry."""
    kind = kind_of(what)
    made = _preview(request, kind)
    if made is None:
        return _gone(request, kind)
    if request.method == "GET" and request.GET.get("export"):
        return _bad_rows(kind, made)
    wrong = ""
    if request.method == "POST":
        try:
            return _apply(request, kind, made)
        except Refused as refusal:
            wrong = refusal.sentence
    return _page(request, kind, made, wrong)


def _apply(request: Request, kind: What, made: Preview[Any]) -> HttpResponse:
    """The preview that was seen, or a refusal: its fingerprint comes back with the confirmation."""
    if request.POST.get("seen") != made.fingerprint:
        raise Refused(_("预览之后名册有了变动，下面是重新预览的结果，请核对后再确认。"))
    done, told = carried_out(request.actor, kind, made, skip=request.POST.get("skip") == "1")
    holding.drop(request, kind.key)
    if done.passwords:
        return slips_page(request, done.passwords, told, reverse(kind.back))
    messages.success(request, told)
    return redirect(kind.back)


def carried_out(actor: Actor, kind: What, made: Preview[Any], *, skip: bool) -> tuple[Applied, str]:
    """The preview done, with its journal entry; and what is told of it. Raises Refused."""
    account = actor.account
    assert account is not None  # the door lets nobody else in
    with transaction.atomic():
        done = kind.apply(made, account, skip)
        counts = {str(WORDS[outcome]): number for outcome, number in done.counts.items() if number}
        told = _("已导入：%(counts)s。") % {
            "counts": _("，").join(f"{word} {number}" for word, number in counts.items())
        }
        said = {
            "行数": counts,
            "自": made.day,
            "新建": list(done.made),
            "开通账号": [slip.username for slip in done.passwords],
            "只导入正确的行": skip,
        }
        record(actor, Note(step=kind.step, told=told, said=said, day=made.day))
    return done, told


def _page(request: Request, kind: What, made: Preview[Any], wrong: str) -> HttpResponse:
    groups = [
        (outcome, WORDS[outcome], [row for row in made.rows if row.outcome is outcome])
        for outcome in (Outcome.REFUSED, Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)
    ]
    counts = made.counts
    context = {
        "kind": kind, "preview": made, "wrong": wrong, "bad": counts[Outcome.REFUSED], "good": len(made.good), "counts": counts,
        "groups": [(outcome, words, rows[:SHOWN], max(0, len(rows) - SHOWN)) for outcome, words, rows in groups if rows],
        "tallies": [(WORDS[outcome], number) for outcome, number in counts.items()],
        "changes": counts[Outcome.NEW] + counts[Outcome.CHANGED],
    }  # fmt: skip
    return render(request, "desk/people/import_preview.html", context, status=409 if wrong else 200)


def _bad_rows(kind: What, made: Preview[Any]) -> HttpResponse:
    rows = [[row.place(), row.name, language.clauses(row.errors)] for row in made.rows if row.errors]
    heads = [_("行"), _("名称"), _("原因")]
    answer = exporting.response("xlsx", _("不能导入的行"), heads, rows)
    assert isinstance(answer, HttpResponse)  # .xlsx is made whole
    return answer


def _gone(request: Request, kind: What) -> HttpResponse:
    form = Upload(None, groups=kind.groups)
    context = {
        "form": form, "kind": kind, "title": kind.title, "lead": kind.lead, "back_url": reverse(kind.back),
        "again": _("没有等待确认的文件：可能已经导入，或放置超过一天。请重新选择文件。"),
    }  # fmt: skip
    return render(request, "desk/people/import.html", context, status=409 if request.method == "POST" else 200)


@write
def cancel(request: Request, what: str) -> HttpResponse:
    """The file is not wanted after all."""
    kind = kind_of(what)
    if request.method == "POST":
        holding.drop(request, what)
    return redirect(kind.back)
