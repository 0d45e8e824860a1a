"""The deputy's own suggestions: those he leads, signed, or put forward for his group."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.look.tables import CellValue, Empty
from yishi.doors.parts.lines import Line, lines, state_of
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.who import Request
from yishi.doors.public.organs import words_of
from yishi.foundation import language
from yishi.foundation.matters.models import Link
from yishi.foundation.people.actors import Actor
from yishi.readings.search.find import Search
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Signer, Suggestion, Topic

S = Suggestion.State
UNDER_WAY = (S.SUBMITTED, S.REGISTERED, S.WITH_OFFICE, S.ASSIGNED)
ENDED = (
    S.CLOSED,
    S.RETURNED,
    S.REFERRED,
    S.LETTER,
    S.INFORMATION,
    S.MERGED,
    S.SPLIT,
    S.WITHDRAWN,
    S.RECORDED,
    S.OFFLINE,
)


TABS = (
    Tab("all", lazy("全部"), Q()),
    Tab("draft", lazy("没提交"), Q(matter__state=S.DRAFT)),
    Tab("handling", lazy("办理中"), Q(matter__state__in=UNDER_WAY)),
    Tab("answered", lazy("已答复"), Q(matter__state__in=[S.ANSWERED, S.EVALUATED])),
    Tab("ended", lazy("已结束"), Q(matter__state__in=ENDED)),
)


def signed(actor: Actor) -> Q:
    """He signs them, or is asked to."""
    return Q(Exists(Signer.objects.filter(suggestion=OuterRef("pk"), mandate__in=actor.mandates, declined_on=None)))


def led(actor: Actor) -> Q:
    """He put them forward, or his group did."""
    return Q(lead__in=actor.mandates) | Q(grouping__in=actor.leads)


def mine(actor: Actor) -> QuerySet[Suggestion]:
    """All of them."""
    return lists.visible(actor).filter(led(actor) | signed(actor))


def takes_part(actor: Actor, s: Suggestion) -> bool:
    """Whether he put it forward, signs it, or had his own merged into it; others read it as the public does."""
    if s.lead_id in actor.mandates or s.grouping_id in actor.leads:
        return True
    if any(row.mandate_id in actor.mandates and row.declined_on is None for row in s.signers.all()):
        return True
    own = Suggestion.objects.filter(led(actor) | signed(actor)).values("pk")
    joined = Link.objects.filter(kind=Link.Kind.MERGED, target=s.pk, origin__in=own)
    further = Link.objects.filter(
        kind=Link.Kind.MERGED, target=s.pk, origin__links_in__kind=Link.Kind.MERGED, origin__links_in__origin__in=own
    )
    return joined.exists() or further.exists()


class Filters(django_filters.FilterSet):
    """By part played, and topic."""

    part = django_filters.ChoiceFilter(
        choices=[("lead", lazy("我提出的")), ("joint", lazy("我联名的"))], method="by_part", label=lazy("我是")
    )
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.none(), label=lazy("类别"))

    class Meta:
        model = Suggestion
        fields: list[str] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.actor = request.actor
        self.filters["topic"].queryset = Topic.objects.filter(organ=request.actor.organ)

    def by_part(self, rows: QuerySet[Suggestion], name: str, part: str) -> QuerySet[Suggestion]:
        """Put forward, or signed."""
        return rows.filter(led(self.actor) if part == "lead" else signed(self.actor))


def _empty(actor: Actor, matter: str) -> Empty:
    """What will be here, and the first step for those who sit."""
    new = reverse("pocket:new", args=["suggestion", "draft"]) if actor.sitting else ""
    return Empty(
        _("这里还没有"),
        _("您提出的、联名的，会按办到哪一步列在这里。"),
        new,
        _("写一件%(matter)s") % {"matter": matter},
    )


def listing(request: Request) -> Listing:
    """The list, by state."""
    actor, words, at = request.actor, words_of(request.actor.organ), linked("pocket:suggestion")

    def part(line: Line) -> CellValue:
        return str(_("提出") if line.lead_id in actor.mandates or line.grouping_id in actor.leads else _("联名"))

    return Listing(
        id="mine", caption=_("我的%(matter)s") % {"matter": words.matter}, url=reverse("pocket:suggestions"), rows=mine(actor),
        columns=[
            Col("title", _("标题"), lambda line: line.title, ("matter__title",), primary=True),
            Col("state", _("状态"), lambda line: None, ("matter__state",)),
            Col("part", _("我是"), part),
            Col("unit", _("承办单位"), lambda line: language.listed(line.units)),
            Col("submitted", _("提出日期"), lambda line: line.submitted_on, ("submitted_on",)),
            Col("number", _("编号"), lambda line: line.number, ("matter__number",), on=False),
            Col("topic", _("类别"), lambda line: line.topic or "", ("topic__name",), on=False),
        ],
        empty=_empty(actor, words.matter), link=lambda line: at(line.pk), state=state_of,
        tabs=TABS, filters=Filters, search=Search, find_in=_("标题、内容、编号"), order="-submitted", lines=lines,
        counted="pieces", choose_columns=False,
    )  # fmt: skip
