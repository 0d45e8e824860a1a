"""Named posts that are no mandates: feeling-liaison officers, informants, supervisors, hearing officers, observers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import may_write, read, sees_contacts, write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.contacts import Until
from yishi.doors.desk.people.fields import DayField, asked_day, choose, pick
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.people.roll import DayFilter
from yishi.doors.desk.people.seat_forms import PERSON, SomePerson
from yishi.doors.desk.people.showing import listed
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people.models import Grouping, Organ, Post, Unit, in_force
from yishi.foundation.people.refusals import Refused


class Filters(django_filters.FilterSet):
    """Filters of the list of posts."""

    on = DayFilter(label=gettext_lazy("截至哪一天"), help_text=gettext_lazy("不填为今天"))
    kind = django_filters.ChoiceFilter(choices=Post.Kind.choices, label=gettext_lazy("类别"))
    unit = django_filters.ModelChoiceFilter(queryset=Unit.objects.none(), label=gettext_lazy("派驻单位"))

    class Meta:
        model = Post
        fields: list[str] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.filters["unit"].queryset = Unit.objects.filter(organ=request.actor.organ, post__isnull=False).distinct()


class Begin(SomePerson):
    """Somebody is given a post."""

    field_order = ("known", "kind", *PERSON, "unit", "grouping", "day")

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, organ=organ, **kwargs)
        self.fields |= {
            "kind": choose(_("类别"), Post.Kind.choices),
            "unit": pick(_("派驻单位"), Unit.objects.filter(organ=organ), required=False),
            "grouping": pick(_("所在小组"), Grouping.objects.filter(organ=organ), required=False),
            "day": DayField(label=_("自哪天起"), initial=clock.today()),
        }
        self.order_fields(self.field_order)


def _state(post: Post, day: dt.date) -> State:
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
        id="posts", caption=_("聘任人员"), url=reverse("desk:people_posts"), rows=Post.objects.filter(organ=organ), columns=shown,
        empty=Empty(
            _("没有聘任人员"), _("民情联络员、特约监督员、建议办理督办员等不是代表、委员的人，登记在这里。"),
            reverse("desk:people_post_new") if may else "", _("登记聘任") if may else "",
        ),
        link=(lambda p: reverse("desk:people_post_end", args=[p.pk])) if may else (lambda p: ""), state=lambda p: _state(p, day),
        tabs=[Tab("now", gettext_lazy("在聘"), in_force(day)), Tab("past", gettext_lazy("已解聘"), Q(ended__lt=day)), Tab("all", gettext_lazy("全部"), Q())],
        filters=Filters, find=lambda found, words: found.filter(Q(person__name__icontains=words) | Q(person__work__icontains=words)),
        find_in=_("姓名、单位"), order="name", dress=lambda found: found.select_related("person", "unit", "grouping"),
    )  # fmt: skip


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The list of posts."""
    return listed(request, listing(request), "desk/people/posts.html", may=may_write(request.actor))


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


@acts(write)
def end(request: Request, pk: int) -> Act:
    """A post ends."""
    post: Post = own(Post.objects.filter(organ=request.actor.organ).select_related("person"), pk)
    form = Until(sent(request))

    def do(data: dict[str, Any]) -> Note:
        if post.ended and post.ended <= data["day"]:
            raise Refused(_("已于 %(day)s 解聘。") % {"day": post.ended})
        if data["day"] < post.began:
            raise Refused(_("最后一天早于开始日期 %(day)s。") % {"day": post.began})
        post.ended = data["day"]
        post.save(update_fields=["ended"])
        said = {"姓名": post.person.name, "类别": Post.Kind(post.kind).label}
        return Note(
            step="post.end", told=_("已解聘%(name)s。") % {"name": post.person.name}, said=said, day=data["day"]
        )

    lead = f"{post.person.name} · {post.get_kind_display()}"
    return Act(form, do, title=_("解聘"), lead=lead, back=reverse("desk:people_posts"))
