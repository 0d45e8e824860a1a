"""Pages of the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from yishi.doors.desk import home as today_of
from yishi.doors.desk import ledgers, lists
from yishi.doors.desk.activities.listing import activities
from yishi.doors.desk.street.views import cross
from yishi.doors.desk.voice import surveys
from yishi.doors.desk.voice.info import items
from yishi.doors.desk.voice.listing import messages as heard
from yishi.doors.look.context import in_panel
from yishi.doors.parts import bulk as many
from yishi.doors.parts import taking
from yishi.doors.parts.buttons import opening
from yishi.doors.parts.listing import Listing
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.suggestion import page_of
from yishi.doors.parts.who import DESK, FIELD, POCKET, Request, door
from yishi.foundation.outbox import inbox as box
from yishi.foundation.people.models import Account, RoleCode
from yishi.rooms.suggestions.lists import promises as promises_of

desk = door(*DESK)
at_stations = door(*DESK, RoleCode.STATION_KEEPER)
"""Forms of steps open to the keepers of stations too: what they may do, each step says."""
WHOLE = {"suggestion": lists.suggestions, "activity": activities, "message": heard, "info_item": items}
"""Lists of which all that match may be chosen at once."""
INITIAL = {
    ("info_item", "edit_item"): taking.Dress(initial=lambda scope: {"edited": scope.record.text}),
    ("survey", "redraw"): taking.Dress(initial=surveys.lines_of),
}
"""What stands in a step's form beforehand: editing begins with the words as they were written, redrawing
with the questions as they stand."""
BACK = {
    "promise": "desk:promises",
    "activity": "desk:activities",
    "message": "desk:messages",
    "info_item": "desk:info_items",
    "station": "desk:stations",
}
"""The list to which one comes back from many."""


@desk
@require_GET
def home(request: Request) -> HttpResponse:
    """Today: what is late, what falls due, what waits for me; beneath, the year."""
    return render(request, "desk/today.html", today_of.today(request))


def listed(request: Request, listing: Listing, template: str) -> HttpResponse:
    """A list's page, or its file."""
    seen = Seen(request, listing)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {"table": seen.table(), "listing": listing, "imports": request.actor.has(RoleCode.OFFICE)}
    return render(request, template, context | {"opening": opening(request) if listing.id == "suggestions" else []})


@desk
@require_GET
def suggestions(request: Request) -> HttpResponse:
    """Every suggestion."""
    return listed(request, lists.suggestions(request), "desk/suggestions.html")


@desk
@require_GET
def promises(request: Request) -> HttpResponse:
    """The ledger of promises (承诺事项台账)."""
    return listed(request, ledgers.promises(request, promises_of(request.actor)), "desk/promises.html")


@desk
@require_GET
def units(request: Request) -> HttpResponse:
    """Units by what they owe."""
    return listed(request, ledgers.units(request), "desk/units.html")


@desk
@require_GET
def suggestion(request: Request, pk: int) -> HttpResponse:
    """One suggestion: its loop, thread, clocks, actions."""
    return render(request, "parts/suggestion.html", {"page": page_of(request, pk)})


@at_stations
def step(request: Request, kind: str, pk: int, name: str) -> HttpResponse:
    """Take a step on one matter; making a message public has a page of its own."""
    if (kind, name) == ("message", "publish"):
        url = reverse("desk:message_publish", args=[pk])
        return HttpResponseClientRedirect(url) if in_panel(request) else redirect(url)
    dress = INITIAL.get((kind, name), taking.PLAIN)
    return taking.take_step(request, kind, pk, name, dress)


@at_stations
def new(request: Request, kind: str, name: str) -> HttpResponse:
    """Open a new matter."""
    return taking.open_new(request, kind, name)


@desk
@require_POST
def bulk(request: Request, kind: str) -> HttpResponseBase:
    """One step for many."""
    if (kind, request.POST.get("step")) == ("message", "message.convert"):
        return cross(request)  # what they become is asked for first
    keys = [int(value) for value in request.POST.getlist("row") if value.isdecimal() and len(value) < 19]
    if request.POST.get("all") and kind in WHOLE:
        keys = list(Seen(request, WHOLE[kind](request)).matching().values_list("pk", flat=True)[: many.MOST + 1])
    back = reverse(BACK.get(kind, "desk:suggestions"))
    return many.bulk(request, kind, keys, back)


@desk
def inbox(request: Request) -> HttpResponse:
    """Notices to this account."""
    return inbox_page(request, "desk:inbox", "desk/inbox.html")


def inbox_page(request: Request, name: str, template: str) -> HttpResponse:
    """The inbox in any door; marking read is a post."""
    account = request.user
    if not isinstance(account, Account):
        return redirect("account_login")
    if request.method == "POST":
        box.mark_all_read(account)
        messages.success(request, _("已全部标为已读。"))
        return redirect(name)
    number = request.GET.get("page", "1")
    page = box.page(
        account,
        int(number) if number.isdecimal() and len(number) < 6 else 1,
        unread_only=request.GET.get("unread") == "1",
    )
    return render(request, template, {"page": page, "url": reverse(name)})


def start(request: HttpRequest) -> HttpResponse:
    """The house's front door: to the desk, the unit, the pocket, or the public page."""
    actor = getattr(request, "actor", None)
    if not request.user.is_authenticated or actor is None:
        return redirect("public:home")
    held = {role.code for role in actor.roles}
    if "administrator" in held and not held & set(DESK):
        return redirect("desk:people_home")
    for name, codes in (("desk", DESK), ("unit", ("liaison", "head")), ("pocket", (*POCKET, *FIELD))):
        if held & set(codes):
            return redirect(f"{name}:home")
    return redirect("public:home")
