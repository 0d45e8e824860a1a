"""Hand-over meetings, hints, topics and bulletins: lists and forms. What is written is told to the journal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import django_filters
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.lists import suggestions
from yishi.doors.desk.people.acting import Act, acts, sent
from yishi.doors.desk.people.recording import Note, record
from yishi.doors.desk.work import forms
from yishi.doors.look.responses import done
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.matters import numbers
from yishi.foundation.people.models import RoleCode, Unit
from yishi.rooms.suggestions.lists import visible
from yishi.rooms.suggestions.models import Bulletin, Handover, Hint, Topic

desk = door(*DESK)
WRITERS = (RoleCode.OFFICE, RoleCode.SECRETARIAT)
ADD = {
    "handovers": lazy("登记交办会"), "hints": lazy("发布选题"), "topics": lazy("新建类别"), "bulletins": lazy("写一期简报"),
    "reports": lazy("登记报告"),
}  # fmt: skip
"""The verb on each list's button."""


def writes(request: Request) -> bool:
    """Who keeps these: the office, and the secretariat while the session sits."""
    return request.actor.has(*WRITERS)


def must_write(request: Request) -> None:
    """Refuse whoever does not keep them."""
    if not writes(request):
        raise NotAllowed(_("只有代表（提案）工作机构可以维护，您可以查看。"))


def list_page(request: Request, listing: Listing, template: str = "desk/work/list.html", **more: Any) -> HttpResponse:
    """A register's list, or its file; `template` and `more` where it shows more than the list."""
    seen = Seen(request, listing)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    add = reverse(f"desk:{listing.id}_new") if writes(request) else ""
    shown = {"table": seen.table(), "listing": listing, "add": add, "add_label": ADD[listing.id]}
    return render(request, template, more | shown)


def edit_page(request: Request, form_of: type[forms.OfOrgan], row: Any, title: str, back: str, step: str) -> Act:
    """A row's form; what is written is told to the journal."""
    must_write(request)
    form = form_of(sent(request), instance=row, organ=request.actor.organ)
    key = row.pk or "new"

    def do(data: dict[str, Any]) -> Note:
        _save(request, form)
        said = {field.label: str(data[name]) for name, field in form.fields.items() if data[name]}
        return Note(step=step, told=_("已保存。"), said=said, room="suggestions", row=form.instance.pk)

    heading = _("修改：%s") % getattr(row, "title", row) if row.pk else title
    return Act(form, do, title=heading, submit=_("保存"), back=reverse(back), more={"draft": f"{step}-{key}"})


def _save(request: Request, form: forms.OfOrgan) -> None:
    row: Any = form.instance
    if isinstance(row, Bulletin) and row._state.adding:
        row.year = form.cleaned_data["day"].year
        row.number = numbers.take(row.organ, f"bulletin-{row.year}")[0]
        assert request.actor.account is not None  # the door lets nobody else in
        row.made_by = request.actor.account
    form.save()


def own_row(request: Request, model: Any, pk: int) -> Any:
    """The organ's own row of that key; raises Http404."""
    return get_object_or_404(model, pk=pk, organ=request.actor.organ)


def handovers_listing(request: Request) -> Listing:
    """Hand-over meetings with what was handed over at each."""
    rows = Handover.objects.filter(organ=request.actor.organ).select_related("session__term")
    columns = [
        Col("title", _("名称"), lambda h: h.title, ("title",), primary=True),
        Col("day", _("日期"), lambda h: h.day, ("day",)),
        Col("place", _("地点"), lambda h: h.place),
        Col("session", _("会议"), lambda h: str(h.session or "")),
    ]
    empty = Empty(_("还没有交办会"), _("登记交办会后，交办时可以选用，并打印交办清单。"))
    return Listing(
        id="handovers", counted="times", url=reverse("desk:handovers"), rows=rows, columns=columns, empty=empty,
        link=lambda h: reverse("desk:handover", args=[h.pk]), caption=_("交办会"), order="-day",
        find=lambda found, words: found.filter(title__icontains=words), find_in=_("名称"),
    )  # fmt: skip


@desk
def handovers(request: Request) -> HttpResponse:
    """Their page, or its file."""
    return list_page(request, handovers_listing(request))


@desk
def handover(request: Request, pk: int) -> HttpResponse:
    """One meeting: what was handed over at it, as a list that sorts, filters and exports, and the list to print."""
    row = own_row(request, Handover, pk)
    listing = suggestions(request)
    listing = replace(
        listing, id="handed", caption=_("交办清单"), url=reverse("desk:handover", args=[pk]), rows=listing.rows.filter(handover=row),
        tabs=(), tallies=None, bulk=(), empty=Empty(_("本次会议还没有交办过"), _("在列表里选中多件，点“交办”，并选这次交办会。")),
    )  # fmt: skip
    seen = Seen(request, listing)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {"row": row, "table": seen.table(), "count": seen.matching().exists(), "writes": writes(request)}
    return render(request, "desk/work/handover.html", context)


@acts(desk)
def handover_new(request: Request, pk: int = 0) -> Act:
    """Register a meeting, or mend it."""
    row = own_row(request, Handover, pk) if pk else Handover()
    return edit_page(request, forms.HandoverForm, row, _("登记交办会"), "desk:handovers", "handover.keep")


class HintFilters(django_filters.FilterSet):
    """By topic and by the unit that offered it."""

    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.none(), label=lazy("类别"))
    from_unit = django_filters.ModelChoiceFilter(queryset=Unit.objects.none(), label=lazy("提供单位"))

    class Meta:
        model = Hint
        fields: list[str] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.filters["topic"].queryset = Topic.objects.filter(organ=request.actor.organ)
        self.filters["from_unit"].queryset = Unit.objects.filter(
            organ=request.actor.organ, hint__isnull=False
        ).distinct()


def hints_listing(request: Request) -> Listing:
    """Topic hints for deputies (参考选题)."""
    today = clock.today()
    standing = Q(ended_on=None) | Q(ended_on__gt=today)
    rows = Hint.objects.filter(organ=request.actor.organ).select_related("topic", "from_unit")
    columns = [
        Col("title", _("选题"), lambda h: h.title, ("title",), primary=True),
        Col("topic", _("类别"), lambda h: str(h.topic or ""), ("topic__name",)),
        Col("unit", _("提供单位"), lambda h: str(h.from_unit or ""), ("from_unit__short",)),
        Col("published", _("发布日"), lambda h: h.published_on, ("published_on",)),
        Col("ended", _("撤下日"), lambda h: h.ended_on, ("ended_on",)),
    ]
    empty = Empty(_("还没有参考选题"), _("会前向代表（委员）发布参考选题，会出现在他们的“学习”里。"))
    return Listing(
        id="hints", url=reverse("desk:hints"), rows=rows, columns=columns, empty=empty,
        link=lambda h: reverse("desk:hint", args=[h.pk]), caption=_("参考选题"), order="-published",
        tabs=[
            Tab("open", _("发布中"), standing & Q(published_on__lte=today)), Tab("coming", _("待发布"), Q(published_on__gt=today)),
            Tab("ended", _("已撤下"), Q(ended_on__lte=today)), Tab("all", _("全部"), Q()),
        ],
        filters=HintFilters,
        find=lambda found, words: found.filter(Q(title__icontains=words) | Q(text__icontains=words)), find_in=_("选题、说明"),
    )  # fmt: skip


@desk
def hints(request: Request) -> HttpResponse:
    """Their page, or its file."""
    return list_page(request, hints_listing(request))


def stands(row: Hint) -> bool:
    """May it still be taken down?"""
    return row.ended_on is None or row.ended_on > clock.today()


def end_hint(request: Request, row: Hint) -> None:
    """Take a hint down, today; one that is down already keeps its day."""
    must_write(request)
    if not stands(row):
        raise Refused(_("已于 %(day)s 撤下。") % {"day": row.ended_on})
    with transaction.atomic():
        row.ended_on = clock.today()
        row.save(update_fields=["ended_on"])
        record(request.actor, Note(step="hint.end", told="", said={"选题": row.title}, room="suggestions"))


@desk
def hint(request: Request, pk: int) -> HttpResponse:
    """One hint: mend it or take it down."""
    row = own_row(request, Hint, pk)
    if request.method == "POST" and request.POST.get("end") and stands(row):
        end_hint(request, row)
        messages.success(request, _("已撤下。"))
        return done(request, reverse("desk:hints"))
    return render(request, "desk/work/hint.html", {"row": row, "writes": writes(request), "stands": stands(row)})


@acts(desk)
def hint_new(request: Request, pk: int = 0) -> Act:
    """Publish a hint, or mend it."""
    return edit_page(
        request, forms.HintForm, own_row(request, Hint, pk) if pk else Hint(), _("发布选题"), "desk:hints", "hint.keep"
    )


def topics_listing(request: Request) -> Listing:
    """Topics (类别) and who follows each."""
    rows = Topic.objects.filter(organ=request.actor.organ).select_related("committee")
    columns = [
        Col("name", _("类别"), lambda t: t.name, ("name",), primary=True),
        Col("code", _("代码"), lambda t: t.code, ("code",)),
        Col("committee", _("对口专委会"), lambda t: str(t.committee or ""), ("committee__name",)),
    ]
    empty = Empty(_("还没有类别"), _("先建立类别（如教育、医疗卫生、城市管理），才能按类别交办和统计。"))
    return Listing(
        id="topics",
        url=reverse("desk:topics"),
        rows=rows,
        columns=columns,
        empty=empty,
        link=lambda t: reverse("desk:topic", args=[t.pk]),
        caption=_("类别"),
        order="code",
    )


@desk
def topics(request: Request) -> HttpResponse:
    """Their page, or its file."""
    return list_page(request, topics_listing(request))


@acts(desk)
def topic_new(request: Request, pk: int = 0) -> Act:
    """Make a topic, or mend it."""
    return edit_page(
        request,
        forms.TopicForm,
        own_row(request, Topic, pk) if pk else Topic(),
        _("新建类别"),
        "desk:topics",
        "topic.keep",
    )


def shorten(text: str) -> str:
    """Its beginning: issues often bear the same title."""
    return truncatechars(" ".join(text.split()), 60)


def bulletins_listing(request: Request) -> Listing:
    """Issues of the bulletin (简报)."""
    rows = Bulletin.objects.filter(organ=request.actor.organ)
    columns = [
        Col("title", _("标题"), lambda b: Cell(b.title, shorten(b.text)), ("title",), primary=True),
        Col(
            "number",
            _("期号"),
            lambda b: _("%(year)d年第%(number)d期") % {"year": b.year, "number": b.number},
            ("year", "number"),
        ),
        Col("day", _("印发日"), lambda b: b.day, ("day",)),
    ]
    empty = Empty(_("还没有简报"), _("写好一期简报，可以直接打印成公文格式的 Word。"))
    return Listing(
        id="bulletins", counted="issues", url=reverse("desk:bulletins"), rows=rows, columns=columns, empty=empty,
        link=lambda b: reverse("desk:bulletin", args=[b.pk]), caption=_("办理简报"), order="-number"
    )  # fmt: skip


@desk
def bulletins(request: Request) -> HttpResponse:
    """Their page, or its file."""
    return list_page(request, bulletins_listing(request))


@desk
def bulletin(request: Request, pk: int) -> HttpResponse:
    """One issue as it will be read."""
    row = own_row(request, Bulletin, pk)
    told = row.suggestions.filter(pk__in=visible(request.actor).values("pk")).select_related("matter")
    return render(request, "desk/work/bulletin.html", {"row": row, "told": told, "writes": writes(request)})


@acts(desk)
def bulletin_new(request: Request, pk: int = 0) -> Act:
    """Write an issue, or mend it."""
    row = own_row(request, Bulletin, pk) if pk else Bulletin()
    return edit_page(request, forms.BulletinForm, row, _("写一期简报"), "desk:bulletins", "bulletin.keep")
