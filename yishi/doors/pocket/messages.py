"""What residents say, on the phone: to a deputy or member, at the station one keeps, or noted down by an informant."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.look.cards import Todo
from yishi.doors.look.states import Kind
from yishi.doors.look.tables import Empty
from yishi.doors.parts.listing import Listing, linked
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.voice.columns import columns, short, tabs
from yishi.doors.parts.voice.entering import Dress, record
from yishi.doors.parts.voice.lines import lines, state_of
from yishi.doors.parts.voice.page import page_of
from yishi.doors.parts.who import FIELD, POCKET, Request, door
from yishi.foundation import clock
from yishi.foundation.people.actors import Actor
from yishi.readings.search.find import Search
from yishi.rooms.stations.lists import kept
from yishi.rooms.voice import lists
from yishi.rooms.voice.loop import message as loop
from yishi.rooms.voice.models import Assignment, Message

field = door(*POCKET, *FIELD)
S = Message.State
SHOWN = ("title", "state", "arrived", "channel", "where", "unit", "number")
MOST = 100


Keys = frozenset[int]


def _his(mandates: Keys, stations: Keys) -> Q:
    """Said to him, or at a station that he keeps."""
    return Q(deputy__in=mandates) | Q(station__in=stations)


def mine(actor: Actor) -> QuerySet[Message]:
    """What was said to him or at his stations, and what he noted down."""
    own = Q(recorded_by=actor.account) if actor.account is not None else Q(pk__in=())
    return lists.visible(actor).filter(_his(actor.mandates, kept(actor)) | own)


def heard(actor: Actor, stations: Keys) -> QuerySet[Message]:
    """What waits for him to say something, or to leave it to the office."""
    rows = Message.objects.filter(matter__organ=actor.organ, matter__state=S.RECEIVED)
    return rows.filter(_his(actor.sitting, stations))


def to_check(actor: Actor, stations: Keys) -> QuerySet[Message]:
    """What is said to be solved, by another than him."""
    rows = Message.objects.filter(matter__organ=actor.organ, matter__state=S.ANSWERED, outcome=Message.Outcome.SOLVED)
    own = Assignment.objects.filter(message=OuterRef("pk"), round=OuterRef("round"), answered_by=actor.account)
    return rows.filter(_his(actor.sitting, stations)).exclude(Exists(own))


def cards(actor: Actor, stations: Keys) -> Iterator[Todo]:
    """A card for each; two queries."""
    at = linked("pocket:message")
    for rows, word, action in (
        (heard(actor, stations), _("居民反映"), _("看一看")),
        (to_check(actor, stations), _("请核实是否解决"), _("核实")),
    ):
        found = rows.annotate(number=F("matter__number"), title=F("matter__title")).order_by(
            "-urgent", "arrived_at", "pk"
        )
        for pk, number, title, urgent, place in found.values_list("pk", "number", "title", "urgent", "place")[:MOST]:
            yield Todo(title, at(pk), word, Kind.SOON if urgent else Kind.WAITING, number, short(place), action=action)


def listing(request: Request) -> Listing:
    """The list."""
    actor, at = request.actor, linked("pocket:message")
    new = (reverse("pocket:message_new"), _("记一条群众的话")) if loop["record"].allows(actor, Message()) else ("", "")
    return Listing(
        id="my_messages", caption=_("群众意见"), url=reverse("pocket:messages"), rows=mine(actor), columns=columns(*SHOWN), link=lambda line: at(line.pk),
        empty=Empty(_("还没有群众意见"), _("居民扫您的码说的、在您的站点说的、您自己记下的，都会列在这里。"), *new), state=state_of,
        tabs=tabs(clock.today(), "all", "sort", "hand", "answered", "solved", "passed"), search=Search, find_in=_("标题、内容、编号、地点"),
        order="-arrived", lines=lines, counted="rows", choose_columns=False,
    )  # fmt: skip


@field
@require_GET
def messages(request: Request) -> HttpResponse:
    """Mine."""
    found = listing(request)
    seen = Seen(request, found)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {"listing": found, "table": seen.table(), "records": loop["record"].allows(request.actor, Message())}
    return render(request, "pocket/messages.html", context)


@field
@require_GET
def message(request: Request, pk: int) -> HttpResponse:
    """One of them."""
    return render(request, "pocket/message.html", {"page": page_of(request, pk)})


@field
def new(request: Request) -> HttpResponse:
    """Note down what a resident said."""
    return record(request, Dress("pocket/message_new.html", {"big": True}))
