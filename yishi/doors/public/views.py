"""Pages of the public's door. All are read only and need no account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yishi.doors.desk.views import listed
from yishi.doors.look.cards import Tally
from yishi.doors.parts.listing import Listing
from yishi.doors.parts.who import Request
from yishi.doors.public import card as cards
from yishi.doors.public import figures as counted
from yishi.doors.public import lists, organs, story
from yishi.foundation import clock
from yishi.foundation.people.models import Mandate, Organ
from yishi.rooms.suggestions.lists import published
from yishi.rooms.suggestions.models import Suggestion

LATEST = 6
View = Callable[..., HttpResponse]


def of_organ(view: View) -> View:
    """The view of one organ's page; an unknown code leads to the front page."""

    @wraps(view)
    def found(request: Request, code: str, *args: Any) -> HttpResponse:
        organ = Organ.objects.filter(code=code).first()
        if organ is None:
            return organs.missing(request, _("没有这个机关的页面"), reverse("public:home"), _("回首页"))
        return view(request, organs.enter(request, organ), *args)

    return found


@require_safe
def home(request: Request) -> HttpResponse:
    """The front page of the one organ, or the choice among several."""
    organ = organs.only()
    if organ is not None:
        return front(request, organs.enter(request, organ))
    return render(request, "public/choose.html", {"organs": _tree()})


@require_safe
def suggestions(request: Request) -> HttpResponse:
    """To the list of the one organ, or to the choice."""
    organ = organs.only()
    return redirect("public:of_organ", organ.code) if organ else redirect("public:home")


def _tree() -> list[tuple[int, Organ]]:
    """Organs in the order of their tree with their depth."""
    return [(organ.path.count("/") - 1, organ) for organ in Organ.objects.order_by("path")]


@require_safe
@of_organ
def organ_home(request: Request, organ: Organ) -> HttpResponse:
    """One organ's front page."""
    return front(request, organ)


def front(request: Request, organ: Organ) -> HttpResponse:
    """The doors that exist, the year's figures, what was published last."""
    year = clock.today().year
    url = reverse("public:figures", args=[organ.code])
    found = [figure for figure in counted.figures(organ, year) if figure.key in counted.FRONT]
    latest = story.with_story(published(organ)).order_by("-published_on", "-pk")[:LATEST]
    context = {
        "organ": organ, "year": year, "tallies": [Tally(f.title, f.value, f"{url}?year={year}#{f.key}", f.unit, note=f.parts) for f in found],
        "latest": [(s, story.plain_state(s), story.names(s)) for s in latest],
    }  # fmt: skip
    return render(request, "public/front.html", context)


def _list(request: Request, listing: Listing) -> HttpResponse:
    return listed(request, listing, "public/list.html")


@require_safe
@of_organ
def of_one(request: Request, organ: Organ) -> HttpResponse:
    """Published suggestions."""
    return _list(request, lists.suggestions(organ))


@require_safe
@of_organ
def answers(request: Request, organ: Organ) -> HttpResponse:
    """Published answers."""
    return _list(request, lists.answers(organ))


@require_safe
@of_organ
def deputies(request: Request, organ: Organ) -> HttpResponse:
    """The roll of those who sit."""
    return _list(request, lists.deputies(organ))


@require_safe
@of_organ
def figures(request: Request, organ: Organ) -> HttpResponse:
    """The year's figures, each with how it is counted."""
    years, asked = counted.years(organ), request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else clock.today().year
    context = {"organ": organ, "year": year, "years": years, "figures": counted.figures(organ, year)}
    return render(request, "public/figures.html", context)


@require_safe
def suggestion(request: Request, pk: int) -> HttpResponse:
    """One suggestion as a conversation with the days between."""
    rows = Suggestion.objects.filter(pk=pk, publicity=Suggestion.Publicity.PUBLISHED)
    s = story.with_story(rows).first()
    if s is None:
        return organs.missing(request, _("没有找到这一件"), reverse("public:suggestions"), _("看已经公开的"))
    organs.enter(request, s.matter.organ)
    context = {"s": s, "state": story.plain_state(s), "thread": story.story(s), "pledges": story.pledges(s)}
    return render(request, "public/suggestion.html", context)


def _seat(request: Request, pk: int) -> Mandate | None:
    m = lists.roll(Mandate.objects.filter(pk=pk, kind__in=lists.SEATS)).first()
    if m is not None:
        organs.enter(request, m.organ)
    return m


def _nobody(request: Request) -> HttpResponse:
    return organs.missing(request, _("没有找到这位代表（委员）"), reverse("public:home"), _("回首页"))


@require_safe
def deputy(request: Request, pk: int) -> HttpResponse:
    """A deputy's card: what the roll shows of him, his code, what he put forward and was published."""
    m = _seat(request, pk)
    if m is None:
        return _nobody(request)
    rows = published(m.organ).filter(lists.put_forward(m))
    found = story.with_story(rows).order_by("-submitted_on", "-pk")
    context = {
        "m": m, "sits": lists.sitting(m.organ).filter(pk=m.pk).exists(), "found": [(s, story.plain_state(s), s.lead_id == m.pk) for s in found],
        "address": cards.address(m),
    }  # fmt: skip
    return render(request, "public/deputy.html", context)


@require_safe
def card(request: Request, pk: int) -> HttpResponse:
    """The card on a sheet, to print and put up."""
    m = _seat(request, pk)
    if m is None or not lists.sitting(m.organ).filter(pk=m.pk).exists():
        return _nobody(request)
    return render(request, "public/card.html", {"m": m, "address": cards.address(m)})


@require_safe
def code(request: Request, pk: int) -> HttpResponse:
    """The QR code of a deputy's card, as SVG."""
    m = _seat(request, pk)
    if m is None:
        return _nobody(request)
    response = HttpResponse(cards.drawing(m), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response
