"""Pages of the pocket."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRedirect

from yishi.doors.desk.views import inbox_page, listed
from yishi.doors.desk.work import papers
from yishi.doors.look.context import in_panel
from yishi.doors.look.responses import refused
from yishi.doors.parts import taking
from yishi.doors.parts.buttons import Button
from yishi.doors.parts.suggestion import Page, page_of
from yishi.doors.parts.who import FIELD, POCKET, Request, door
from yishi.doors.pocket import duty as year
from yishi.doors.pocket import mine, steps
from yishi.doors.pocket import study as rules
from yishi.doors.pocket.waiting import Waiting
from yishi.doors.public import story
from yishi.doors.public.card import address
from yishi.doors.public.lists import SEATS, roll
from yishi.foundation import clock
from yishi.foundation.clocks.packs import pack_for
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import Mandate, RoleCode
from yishi.readings.search.alike import alike as reads_alike
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Answer, Suggestion
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

pocket = door(*POCKET)
field = door(*POCKET, *FIELD)
"""Station keepers and informants too: they see what waits for them, take steps and have an inbox."""


@field
@require_GET
def home(request: Request) -> HttpResponse:
    """What waits for a decision, and drafts."""
    waiting = Waiting(request.actor)
    cards = waiting.cards()
    request.waiting = len(cards)  # type: ignore[attr-defined]  # spares `frame` the counting
    records = message["record"].allows(request.actor, Message())
    context = {
        "cards": cards, "drafts": waiting.drafts(), "records": records, "keeps": request.actor.has(RoleCode.STATION_KEEPER),
    }  # fmt: skip
    return render(request, "pocket/home.html", context)


@pocket
@require_GET
def suggestions(request: Request) -> HttpResponse:
    """Mine."""
    return listed(request, mine.listing(request), "pocket/mine.html")


@pocket
@require_GET
def suggestion(request: Request, pk: int) -> HttpResponse:
    """One of mine; of others', what was published."""
    page = page_of(request, pk)
    if not mine.takes_part(request.actor, page.suggestion):
        return _as_published(request, page.suggestion)
    return render(request, "pocket/suggestion.html", {"page": page, "direct": _direct(page)})


def _as_published(request: Request, s: Suggestion) -> HttpResponse:
    found = story.with_story(Suggestion.objects.filter(pk=s.pk, publicity=Suggestion.Publicity.PUBLISHED)).first()
    if found is None:
        why = _("这一件不是您提出、联名的，也还没有公开。")
        return refused(request, _("不能查看"), why, url=reverse("pocket:suggestions"), label=_("看我的"), status=404)
    context = {
        "s": found,
        "state": story.plain_state(found),
        "thread": story.story(found),
        "pledges": story.pledges(found),
    }
    return render(request, "pocket/published.html", context)


def _direct(page: Page) -> list[tuple[Button, int]]:
    """Steps that ask nothing and end nothing: one touch, no form. With the version of the matter they are taken on;
    the first thing to do first, and nothing that would do nothing."""
    s, actor = page.suggestion, page.actor
    idle = (
        set() if any(row.confirmed_on is None and row.declined_on is None for row in s.signers.all()) else {"uninvite"}
    )
    idle |= {"read"} if s.lead_id in actor.mandates or s.grouping_id in actor.leads else set()
    found = [(button, s.matter.version) for button in page.own_buttons]
    for part in page.parts:
        found += [(button, part.handling.matter.version) for button in part.buttons]
    fit = [
        pair
        for pair in found
        if not (pair[0].why_not or pair[0].step.inputs or pair[0].step.danger or pair[0].step.name in idle)
    ]
    return sorted(fit, key=lambda pair: pair[0] is not page.first)


def _own(request: Request, pk: int) -> None:
    """Papers name telephones, so they are for those who take part; NotFound for others."""
    s = Suggestion.objects.filter(pk=pk, matter__organ=request.actor.organ).first()
    if s is None or not mine.takes_part(request.actor, s):
        raise NotFound()


@pocket
@require_GET
def letter(request: Request, pk: int) -> HttpResponse:
    """An answer to me as its letter."""
    answer = Answer.objects.filter(pk=pk).values_list("handling__suggestion").first()
    _own(request, answer[0] if answer else 0)
    return papers.letter(request, pk)


@pocket
@require_GET
def suggestion_paper(request: Request, pk: int) -> HttpResponse:
    """My suggestion on its form."""
    _own(request, pk)
    return papers.suggestion_form(request, pk)


@field
def step(request: Request, kind: str, pk: int, name: str) -> HttpResponse:
    """Take a step."""
    dress = steps.dress(request, kind, name)
    if in_panel(request) and request.method == "GET" and dress.template != taking.PLAIN.template:
        return HttpResponseClientRedirect(request.get_full_path())
    return taking.take_step(request, kind, pk, name, dress)


@field
def new(request: Request, kind: str, name: str) -> HttpResponse:
    """Write a new one."""
    return taking.open_new(request, kind, name, steps.dress(request, kind, name))


@pocket
@require_GET
def alike(request: Request) -> HttpResponse:
    """What reads like the title that is being typed, of what this reader may see."""
    words = request.GET.get("title", "").strip()[:200]
    own = request.GET.get("not", "")
    rows = (
        lists.visible(request.actor)
        .exclude(matter__state=Suggestion.State.DRAFT)
        .select_related("matter", "lead__person")
    )
    if own.isdecimal() and len(own) < 19:
        rows = rows.exclude(pk=int(own))
    found = reads_alike(words, rows, 5) if len(words) > 3 else []
    return render(request, "pocket/alike.html", {"found": found, "asked": len(words) > 3})


@pocket
@require_GET
def duty(request: Request) -> HttpResponse:
    """My record of a year."""
    return render(request, "pocket/duty.html", year.record(request))


@pocket
@require_GET
def study(request: Request) -> HttpResponse:
    """Topic hints, and what I may expect when."""
    organ = request.actor.organ
    pack = pack_for(organ, clock.today())
    context = {
        "hints": rules.hints(organ),
        "pack": pack,
        "expected": rules.expectations(pack),
        "customs": rules.customs(pack),
    }
    return render(request, "pocket/study.html", context)


@field
@require_GET
def me(request: Request) -> HttpResponse:
    """My account, how pages look, my public card."""
    rows = roll(Mandate.objects.filter(pk__in=request.actor.mandates, kind__in=SEATS)).order_by("-began")
    seats = [(m, m.pk in request.actor.sitting, address(m)) for m in rows]
    return render(request, "pocket/me.html", {"seats": seats})


@field
def inbox(request: Request) -> HttpResponse:
    """Notices to this account."""
    return inbox_page(request, "pocket:inbox", "desk/inbox.html")
