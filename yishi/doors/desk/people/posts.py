"""Named posts that are no mandates: feeling-liaison officers, informants, supervisors, hearing officers, observers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import may_write, read, sees_contacts, write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.contact_acts import Until
from yishi.doors.desk.people.fields import DayField, asked_day, choose, line, pick
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.people.roll import DayFilter
from yishi.doors.desk.people.seat_forms import PERSON, SomePerson
from yishi.doors.desk.people.showing import listed
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people.models import Grouping, Mandate, Organ, Post, Unit, in_force
from yishi.foundation.people.privacy import not_elsewhere
from yishi.foundation.people.refusals import Refused

SECONDED = (Post.Kind.SPECIAL_SUPERVISOR,)
"""Posts that are held in a unit (派驻)."""


class Filters(django_filters.FilterSet):
    """Filters of the list of posts."""

    on = DayFilter(label=gettext_lazy("截至哪一天"), help_text=gettext_lazy("不填为今天"))
    kind = django_filters.ChoiceFilter(choices=Post.Kind.choices, label=gettext_lazy("类别"))
    grouping = django_filters.ModelChoiceFilter(queryset=Grouping.objects.none(), label=gettext_lazy("所在小组"))
    unit = django_filters.ModelChoiceFilter(queryset=Unit.objects.none(), label=gettext_lazy("派驻单位"))

    class Meta:
        model = Post
        fields: list[str] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.filters["unit"].queryset = Unit.objects.filter(organ=request.actor.organ, post__isnull=False).distinct()
        groups = Grouping.objects.filter(organ=request.actor.organ, post__isnull=False).distinct()
        self.filters["grouping"].queryset = groups


class Placed(forms.Form):
    """Where somebody with a post serves: those seconded to units name theirs."""

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = pick(
            _("派驻单位"), Unit.objects.filter(organ=organ), required=False, help_text=_("特约（社会）监督员须选")
        )
        self.fields["grouping"] = pick(_("所在小组"), Grouping.objects.filter(organ=organ), required=False)


class Begin(SomePerson):
    """Somebody is given a post."""

    field_order = ("kind", "known", *PERSON, "unit", "grouping", "day")

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, organ=organ, **kwargs)
        self.fields |= {"kind": choose(_("类别"), Post.Kind.choices)} | Placed(organ=organ).fields
        self.fields["day"] = DayField(label=_("自哪天起"), initial=clock.today())
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Whoever is seconded names the unit."""
        data = super().clean()
        if data.get("kind") in SECONDED and "unit" not in self.errors and not data.get("unit"):
            self.add_error("unit", _("特约（社会）监督员派驻到单位，请选择单位。"))
        return data


class Edit(Placed):
    """Where somebody serves, how to call him, put right."""

    work = line(gettext_lazy("单位及职务"), 120, required=False)
    phone = line(gettext_lazy("联系电话"), 40, required=False)


def state_of(post: Post, day: dt.date) -> State:
    """Its state on a day."""
    if post.began > day:
        return State(_("尚未开始"), Kind.WAITING)
    return State(_("已解聘"), Kind.ENDED) if post.ended and post.ended < day else State(_("在聘"), Kind.ON_TIME)


def listing(request: Request) -> Listing:
    """Posts as of a day."""
    organ, day = request.actor.organ, asked_day(request)
    may = may_write(request.actor)
    shown = [
        Col("name", _("姓名"), lambda p: Cell(p.person.name, p.person.work), ("person__name",), primary=True),
        Col("state", _("状态"), lambda p: None),
        Col("kind", _("类别"), lambda p: str(p.get_kind_display()), ("kind",)),
        Col(
            "where",
            _("派驻单位、小组"),
            lambda p: language.listed(str(place) for place in (p.unit, p.grouping) if place),
        ),
        Col("began", _("开始"), lambda p: p.began, ("began",)),
        Col("ended", _("结束"), lambda p: p.ended, ("ended",)),
    ]
    if sees_contacts(request.actor):
        shown.append(Col("phone", _("电话"), lambda p: p.person.phone))
    return Listing(
        id="posts", counted="people", caption=_("聘任人员"), url=reverse("desk:people_posts"), rows=Post.objects.filter(organ=organ), columns=shown,
        empty=Empty(
            _("没有聘任人员"), _("民情联络员、特约监督员、办理督办员等不是代表、委员的人，登记在这里。"),
            reverse("desk:people_post_new") if may else "", _("登记聘任") if may else "",
        ),
        link=lambda p: reverse("desk:people_post", args=[p.pk]), state=lambda p: state_of(p, day),
        tabs=[Tab("now", gettext_lazy("在聘"), in_force(day)), Tab("past", gettext_lazy("已解聘"), Q(ended__lt=day)), Tab("all", gettext_lazy("全部"), Q())],
        filters=Filters, find=lambda found, words: found.filter(Q(person__name__icontains=words) | Q(person__work__icontains=words)),
        find_in=_("姓名、单位"), order="name", dress=lambda found: found.select_related("person", "unit", "grouping"),
    )  # fmt: skip


def tally(organ: Organ, day: dt.date) -> list[tuple[str, str, int, int]]:
    """Each kind with how many persons serve on the day, over how many units; one query."""
    serving = Post.objects.filter(in_force(day), organ=organ).order_by().values("kind")
    found = serving.annotate(persons=Count("person", distinct=True), units=Count("unit", distinct=True))
    sums = {row["kind"]: row for row in found}
    return [(k.value, str(k.label), sums[k]["persons"], sums[k]["units"]) for k in Post.Kind if k in sums]


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The list of posts."""
    day = asked_day(request)
    counts = tally(request.actor.organ, day)
    return listed(
        request, listing(request), "desk/people/posts.html", may=may_write(request.actor), counts=counts, day=day
    )


@acts(write)
def begin(request: Request) -> Act:
    """Somebody is given a post."""
    organ = request.actor.organ
    form = Begin(sent(request), organ=organ)

    def do(data: dict[str, Any]) -> Note:
        person = form.person()
        if Post.objects.filter(
            Q(ended=None) | Q(ended__gte=data["day"]), organ=organ, person=person, kind=data["kind"], unit=data["unit"]
        ).exists():
            raise Refused(_("%(name)s已任此职。") % {"name": person.name})
        made = Post.objects.create(
            organ=organ,
            person=person,
            kind=data["kind"],
            unit=data["unit"],
            grouping=data["grouping"],
            began=data["day"],
        )
        said = {
            "姓名": person.name,
            "类别": Post.Kind(made.kind).label,
            "单位": str(made.unit or ""),
            "小组": str(made.grouping or ""),
        }
        return Note(
            step="post.begin",
            told=_("已登记%(name)s。") % {"name": person.name},
            said=said,
            day=made.began,
            row=made.pk,
        )

    return Act(form, do, title=_("登记聘任"), back=reverse("desk:people_posts"), submit=_("登记"))


@read
@require_GET
def post(request: Request, pk: int) -> HttpResponse:
    """One post, and the others of the same person here."""
    found = post_of(request, pk)
    day = clock.today()
    others, seat = beside(found)
    context = {
        "post": found, "state": state_of(found, day), "seat": seat, "contacts": sees_contacts(request.actor),
        "others": others, "runs": found.ended is None or found.ended >= day,
        "may": may_write(request.actor),
    }  # fmt: skip
    return render(request, "desk/people/post.html", context)


def beside(found: Post) -> tuple[QuerySet[Post], Mandate | None]:
    """What else the same person is here: other posts, the latest seat."""
    others = Post.objects.filter(organ=found.organ, person=found.person).exclude(pk=found.pk)
    seat = Mandate.objects.filter(organ=found.organ, person=found.person).select_related("person").order_by("-began")
    return others.select_related("unit", "grouping").order_by("-began"), seat.first()


def post_of(request: Request, pk: int) -> Post:
    """The post of that key in the reader's organ, or NotFound."""
    found: Post = own(
        Post.objects.filter(organ=request.actor.organ).select_related("person", "unit", "grouping", "organ"), pk
    )
    return found


@acts(write)
def edit(request: Request, pk: int) -> Act:
    """Where one serves and how to call him, put right; another post is ended and begun."""
    held = post_of(request, pk)
    known = {"unit": held.unit, "grouping": held.grouping, "work": held.person.work, "phone": held.person.phone}
    keys = {"unit": held.unit_id, "grouping": held.grouping_id}
    form = Edit(sent(request), organ=request.actor.organ, initial=known | keys)

    def do(data: dict[str, Any]) -> Note:
        changed = [name for name, before in known.items() if data[name] != before]
        if not changed:
            raise Refused(_("没有改动任何一项。"))
        if held.kind in SECONDED and not data["unit"]:
            raise Refused(_("特约（社会）监督员派驻到单位，请选择单位。"))
        not_elsewhere(held.person, held.organ, [name for name in ("work", "phone") if name in changed and known[name]])
        for target, names in ((held, ("unit", "grouping")), (held.person, ("work", "phone"))):
            mine = [name for name in names if name in changed]
            for name in mine:
                setattr(target, name, data[name])
            target.save(update_fields=mine)
        said = {form.fields[name].label: [known[name] or "—", data[name] or "—"] for name in changed}
        return Note(step="post.edit", told=_("已更正。"), said={"姓名": held.person.name} | said)

    lead = f"{held.person.name} · {held.get_kind_display()}"
    return Act(form, do, title=_("更正聘任"), lead=lead, back=_url(held), submit=_("保存"))


@acts(write)
def end(request: Request, pk: int) -> Act:
    """A post ends."""
    held = post_of(request, pk)
    form = Until(sent(request))

    def do(data: dict[str, Any]) -> Note:
        if held.ended and held.ended <= data["day"]:
            raise Refused(_("已于 %(day)s 解聘。") % {"day": held.ended})
        if data["day"] < held.began:
            raise Refused(_("最后一天早于开始日期 %(day)s。") % {"day": held.began})
        held.ended = data["day"]
        held.save(update_fields=["ended"])
        said = {"姓名": held.person.name, "类别": Post.Kind(held.kind).label}
        return Note(
            step="post.end", told=_("已解聘%(name)s。") % {"name": held.person.name}, said=said, day=data["day"]
        )

    lead = f"{held.person.name} · {held.get_kind_display()}"
    return Act(form, do, title=_("解聘"), lead=lead, back=_url(held))


def _url(held: Post) -> str:
    return reverse("desk:people_post", args=[held.pk])
