"""Personal text erased from the journal (删除个人信息): asked for with a reason, previewed, done for good and told.

Files of the matters concerned may hold the same; nobody can search a scan. The preview names them, and those that are
ticked go too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.doors.desk.people.acting import sent
from yishi.doors.desk.people.fields import line, lines
from yishi.doors.desk.record import words
from yishi.doors.look.responses import form_page
from yishi.doors.parts.who import Request, door
from yishi.foundation.files import recorded
from yishi.foundation.files.models import Attachment
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.write import ERASURE, erase
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode
from yishi.rooms.suggestions import folders

MOST = 500
SHORTEST = 2
_SPAN = re.compile(r"(\d{1,12})(?:\s*[-–—~至]\s*(\d{1,12}))?")


class Erase(forms.Form):
    """Which entries, and why."""

    words = line(
        gettext_lazy("内容里含有"),
        80,
        required=False,
        help_text=gettext_lazy("如要删除的姓名、电话，至少两个字；只用来查找，不写入日志"),
    )
    number = line(gettext_lazy("事项编号"), 40, required=False, help_text=gettext_lazy("这一件及其各部分的全部日志"))
    seqs = line(gettext_lazy("日志序号"), 400, required=False, help_text=gettext_lazy("如 12, 15-20"))
    why = lines(
        gettext_lazy("理由"),
        400,
        3,
        help_text=gettext_lazy("如“本人依个人信息保护法第四十七条请求删除”。理由永久保留，不要写姓名等个人信息"),
    )

    def clean_words(self) -> str:
        """Long enough to mean something."""
        given: str = self.cleaned_data["words"]
        if given and len(given) < SHORTEST:
            raise forms.ValidationError(_("至少填两个字。"))
        return given

    def clean_seqs(self) -> list[tuple[int, int]]:
        """Numbers and spans of numbers."""
        parts = [
            part.strip() for part in re.split(r"[,，、;；\s]+(?![-–—~至])", self.cleaned_data["seqs"]) if part.strip()
        ]
        found = [_SPAN.fullmatch(part) for part in parts]
        if not all(found):
            raise forms.ValidationError(_("序号请写成“12, 15-20”这样。"))
        return [(int(one[1]), int(one[2] or one[1])) for one in found if one]

    def clean(self) -> dict[str, Any]:
        """At least one way to find them; the reason does not repeat what is to go."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("words") or data.get("number") or data.get("seqs")):
            self.add_error(None, _("请至少填写一项：含有的内容、事项编号，或日志序号。"))
        if data.get("words") and data["words"] in data.get("why", ""):
            self.add_error("why", _("理由永久保留，不能含有要删除的内容。"))
        return data

    def entries(self, organ: Organ) -> QuerySet[Entry]:
        """Entries that meet everything filled in and whose bodies still stand; erasures themselves never."""
        data = self.cleaned_data
        found = Entry.objects.filter(organ=organ, body__text__isnull=False).exclude(room=ERASURE[0], step=ERASURE[1])
        found = found.exclude(step=recorded.ERASED)
        if data["words"]:
            found = found.filter(body__text__contains=data["words"])
        if data["number"]:
            found = found.filter(Q(matter__number=data["number"]) | Q(matter__parent__number=data["number"]))
        if data["seqs"]:
            spans = Q()
            for first, last in data["seqs"]:
                spans |= Q(seq__range=(first, last))
            found = found.filter(spans)
        return found.order_by("seq")

    def matters(self, organ: Organ) -> set[int]:
        """The matter that is named by its number, though all its entries may have been erased before."""
        number = self.cleaned_data["number"]
        return set(Matter.objects.filter(organ=organ, number=number).values_list("pk", flat=True)) if number else set()


erasers = door(RoleCode.ADMINISTRATOR)


@dataclass
class Meant:
    """What a form means: entries of the journal whose text goes, and files that may hold the same."""

    entries: list[Entry]
    files: list[Attachment]

    @property
    def seen(self) -> str:
        """What the preview showed, to be compared when it is confirmed."""
        return " ".join(str(entry.seq) for entry in self.entries)

    def ticked(self, keys: Iterable[str]) -> list[Attachment] | None:
        """The files with these keys; None where one of them is not, or no more, among those named."""
        wanted = set(keys)
        found = [row for row in self.files if str(row.pk) in wanted]
        return found if len(found) == len(wanted) else None


@erasers
def request_erasure(request: Request) -> HttpResponse:
    """The form; posted, which entries it would take; confirmed, they are gone and the chain says so."""
    form = Erase(sent(request))
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "desk/record/erase.html", {"form": form}, wrong=request.method == "POST")
    found = found_by(form, request.actor.organ)
    if form.errors:
        return form_page(request, "desk/record/erase.html", {"form": form}, wrong=True)
    asked, chosen = bool(request.POST.get("confirm")), request.POST.getlist("files")
    files = found.ticked(chosen)
    if asked and files is not None and request.POST.get("seen") == found.seen and (found.entries or files):
        return _erase(request, found.entries, files, form.cleaned_data["why"])
    rows = [(entry, words.step(entry.step)) for entry in found.entries]
    kept = [(name, request.POST.get(name, "")) for name in ("words", "number", "seqs", "why")]
    none_chosen = asked and files == [] and not found.entries
    context = {
        "rows": rows, "files": [(row, str(row.pk) in chosen) for row in found.files], "shown": found.seen, "kept": kept,
        "why": form.cleaned_data["why"], "moved": asked and not none_chosen, "none_chosen": none_chosen,
    }  # fmt: skip
    return form_page(request, "desk/record/erase_preview.html", context, wrong=asked)


def found_by(form: Erase, organ: Organ) -> Meant:
    """What a form without errors means; one of nothing or of too much gets an error."""
    entries = list(form.entries(organ).select_related("actor")[: MOST + 1])
    if len(entries) > MOST:
        form.add_error(None, _("找到的超过 %(most)d 条，请把范围写得更窄。") % {"most": MOST})
        return Meant([], [])
    matters = {entry.matter_id for entry in entries if entry.matter_id} | form.matters(organ)
    files = folders.holding(organ, matters, form.cleaned_data["words"])
    if not entries and not files:
        form.add_error(None, _("没有找到这样的日志内容，可能已经删除。"))
    return Meant(entries, files)


def _erase(request: Request, entries: list[Entry], files: list[Attachment], why: str) -> HttpResponse:
    written = carry_out(request.actor, entries, files, why)
    told = [_("已删除 %(n)d 条日志的内容，链仍然完整。") % {"n": len(entries)}] if entries else []
    told += [_("已删除 %(n)d 个附件。") % {"n": len(files)}] if files else []
    messages.success(request, "".join(told))
    return redirect("desk:record_entry", written[0].seq) if written else redirect("desk:record_home")


def carry_out(actor: Actor, entries: Iterable[Entry], files: Iterable[Attachment], why: str) -> list[Entry]:
    """Erase both or nothing; gives the entries that say which text went."""
    with transaction.atomic():
        written = erase(entries, why=why, actor=actor)
        for row in files:
            folders.erase(actor, row, why)
    return written
