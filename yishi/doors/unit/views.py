"""Pages of the unit's door."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from yishi import rooms
from yishi.doors.desk.views import inbox_page, listed
from yishi.doors.desk.work import papers
from yishi.doors.look.context import in_panel
from yishi.doors.look.responses import refused
from yishi.doors.parts import bulk as many
from yishi.doors.parts import files, taking
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.suggestion import page_of
from yishi.doors.parts.who import UNIT, Request, door
from yishi.doors.unit import editor, lists
from yishi.doors.unit import figures as counted
from yishi.doors.unit import home as owed
from yishi.doors.unit import messages as messages_of
from yishi.foundation.loops.take import offered

unit = door(*UNIT)
WHOLE_PAGES = {"handling": ("draft_answer", "sign"), "message": ("answer",)}
"""Steps that are more than a form beside a page."""


@unit
@require_GET
def home(request: Request) -> HttpResponse:
    """What we owe, by due day; what others owe us; promises that fall due."""
    return render(request, "unit/home.html", owed.home(request))


@unit
@require_GET
def suggestions(request: Request) -> HttpResponse:
    """Everything handed to us."""
    return listed(request, lists.handlings(request), "unit/list.html")


@unit
@require_GET
def promises(request: Request) -> HttpResponse:
    """What we promised."""
    return listed(request, lists.promises(request), "unit/list.html")


@unit
@require_GET
def suggestion(request: Request, pk: int) -> HttpResponse:
    """One suggestion, with our part of it."""
    page = page_of(request, pk)
    own = [part for part in page.parts if part.handling.unit_id in request.actor.units(*UNIT)]
    return render(request, "unit/suggestion.html", {"page": page, "own": own})


@unit
def step(request: Request, kind: str, pk: int, name: str) -> HttpResponse:
    """Take a step; writing and signing an answer have pages of their own."""
    if name not in WHOLE_PAGES.get(kind, ()):
        return taking.take_step(request, kind, pk, name)
    if in_panel(request) and request.method == "GET":
        return HttpResponseClientRedirect(request.get_full_path())
    if kind == "message":
        return taking.take_step(request, kind, pk, name, messages_of.dress(request, pk))
    if name == "draft_answer":
        return taking.take_step(request, kind, pk, name, editor.dress(request, pk))
    return _sign(request, pk)


def _sign(request: Request, pk: int) -> HttpResponse:
    """The letter as it will go out, and the head's signature in one touch."""
    if request.method == "POST":
        dress = taking.Dress(then=reverse("unit:home"))
        return taking.take_step(request, "handling", pk, "sign", dress)
    h = editor.part_of(request, pk)
    loop = rooms.loops()["handling"]
    if not loop["sign"].allows(request.actor, h):
        why = _("审核签发由本单位负责人办理。")
        return refused(
            request,
            _("不能签发"),
            why,
            url=reverse("unit:suggestion", args=[h.suggestion_id]),
            label=_("看这一件"),
            status=403,
        )
    scope = taking.scope_of(request, h)
    context = {
        "h": h, "s": h.suggestion, "letter": editor.saved_letter(request, h), "why_not": offered(loop["sign"], scope) or "",
        "redraft": "" if offered(loop["redraft"], scope) else reverse("unit:step", args=["handling", pk, "redraft"]),
        "answer": editor.answer_of(h), "pack": scope.pack, "box": files.box(request, pk),
    }  # fmt: skip
    return render(request, "unit/sign.html", context)


@unit
@require_GET
def sheet(request: Request, pk: int) -> HttpResponse:
    """The letter as it prints; `?round=` an earlier one."""
    asked = request.GET.get("round", "")
    h = editor.part_of(request, pk)
    round = int(asked) if asked.isdecimal() and len(asked) < 4 else None
    found = editor.saved_letter(request, h, round)
    if found is None:
        url = reverse("unit:suggestion", args=[h.suggestion_id])
        return refused(
            request, _("还没有答复"), _("这一次办理的答复还没有拟写。"), url=url, label=_("看这一件"), status=404
        )
    return render(request, "unit/letter.html", {"letter": found, "h": h, "answer": editor.answer_of(h, round)})


@unit
@require_POST
def preview(request: Request, pk: int) -> HttpResponse:
    """The letter of what is being typed, to stand beside it; nothing is saved."""
    h = editor.part_of(request, pk)
    found = editor.typed_letter(request, h, request.POST)
    return render(request, "unit/preview.html" if request.htmx else "unit/letter.html", {"letter": found, "h": h})


letter = unit(require_GET(papers.letter))
suggestion_paper = unit(require_GET(papers.suggestion_form))


@unit
@require_GET
def figures(request: Request) -> HttpResponse:
    """Our own figures of a year; what evaluations said only as far as a unit may see."""
    return render(request, "unit/figures.html", counted.page(request))


@unit
@require_POST
def bulk(request: Request, kind: str) -> HttpResponse:
    """One step for many of ours."""
    listing = {"handling": lists.handlings, "promise": lists.promises}.get(kind)
    rows = listing(request) if listing else lists.handlings(request)
    keys = [int(value) for value in request.POST.getlist("row") if value.isdecimal() and len(value) < 19]
    if request.POST.get("all"):
        keys = list(Seen(request, rows).matching().values_list("pk", flat=True)[: many.MOST + 1])
    ours = set(rows.rows.filter(pk__in=keys[: many.MOST + 1]).values_list("pk", flat=True))
    return many.bulk(request, kind, [key for key in keys if key in ours], rows.url)


@unit
def inbox(request: Request) -> HttpResponse:
    """Notices to this account."""
    return inbox_page(request, "unit:inbox", "desk/inbox.html")
