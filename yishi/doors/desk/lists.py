"""What the desk's lists show: suggestions, and what units owe."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import django_filters
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yishi.doors.look.states import Kind
from yishi.doors.look.tables import BulkAction, Cell, CellValue, Empty
from yishi.doors.look.wording import left_words
from yishi.doors.parts.lines import Line, lines, state_of
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.matter import kind_of_day
from yishi.doors.parts.shell import stands
from yishi.doors.parts.who import Request, door_of
from yishi.foundation import clock, language
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Belonging, Grouping, Organ, RoleCode, Session, Unit
from yishi.readings.search.find import Search
from yishi.rooms import YEAR
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.loop.carrying import OPEN as CARRIED_FROM
from yishi.rooms.suggestions.loop.carrying import into
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.suggestions.models import Handling, Oversight, Suggestion, Topic

S = Suggestion.State
GOOD = [("suggestion", _("优秀建议（提案）")), ("handling", _("优秀办理件"))]
CARRIED = [("open", _("已转入、仍在办")), ("all", _("曾转入")), ("due", _("待转下年"))]
SUGGESTIONS = next(room for room in YEAR if room.name == "suggestions")


class Filters(django_filters.FilterSet):
    """Filters of the list of suggestions; all their choices come in one query."""

    state = django_filters.MultipleChoiceFilter(field_name="matter__state", choices=S.choices, label=_("状态"))
    topic = django_filters.MultipleChoiceFilter(label=_("类别"))
    unit = django_filters.ChoiceFilter(method="by_unit", label=_("承办单位"))
    session = django_filters.ChoiceFilter(label=_("会议"))
    when = django_filters.ChoiceFilter(choices=Suggestion.When.choices, label=_("提出时间"))
    grouping = django_filters.ChoiceFilter(method="by_grouping", label=_("代表团（界别）"))
    source = django_filters.MultipleChoiceFilter(choices=Suggestion.Source.choices, label=_("提出方式"))
    good = django_filters.ChoiceFilter(choices=GOOD, method="by_good", label=_("优秀"))
    carried = django_filters.ChoiceFilter(choices=CARRIED, method="by_carried", label=_("跨年度"))
    overseen = django_filters.ChoiceFilter(
        choices=[row for row in Oversight.Kind.choices if row[0] != Oversight.Kind.URGE],
        method="by_overseen",
        label=_("督办方式"),
    )
    key = django_filters.ChoiceFilter(choices=[("1", _("是")), ("0", _("否"))], method="by_key", label=_("重点督办"))
    submitted = django_filters.DateFromToRangeFilter(
        field_name="submitted_on",
        label=_("提出日期"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )
    due = django_filters.DateFromToRangeFilter(
        method="by_due", label=_("到期日期"), widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"})
    )

    class Meta:
        model = Suggestion
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        choices = _choices(request.actor.organ)
        for name in ("topic", "unit", "session", "grouping"):
            self.filters[name].extra["choices"] = choices[name]
        for name in ("state", "source", *choices):
            self.filters[name].field.widget.attrs["data-search"] = "1"

    def by_unit(self, rows: QuerySet[Suggestion], name: str, unit: Any) -> QuerySet[Suggestion]:
        """In whose hands it is, as whatever part."""
        return rows.filter(Exists(Handling.objects.filter(suggestion=OuterRef("pk"), unit=unit, superseded=False)))

    def by_grouping(self, rows: QuerySet[Suggestion], name: str, grouping: Any) -> QuerySet[Suggestion]:
        """Put forward by it, or by one who belongs to it."""
        belongs = Belonging.objects.filter(grouping=grouping, mandate=OuterRef("lead"))
        return rows.filter(Q(grouping=grouping) | Q(Exists(belongs)))

    def by_due(self, rows: QuerySet[Suggestion], name: str, span: slice) -> QuerySet[Suggestion]:
        """With a running period that ends within these days; either end may be open."""
        first = span.start.date() if span.start else dt.date.min
        last = span.stop.date() if span.stop else dt.date.max
        return rows.filter(lists.due_q(first, last))

    def by_key(self, rows: QuerySet[Suggestion], name: str, key: str) -> QuerySet[Suggestion]:
        """Chosen for supervision."""
        return rows.filter(key_on__isnull=key == "0")

    def by_good(self, rows: QuerySet[Suggestion], name: str, which: str) -> QuerySet[Suggestion]:
        """Commended itself, or handled well by a unit."""
        if which == "suggestion":
            return rows.filter(good_on__isnull=False)
        return rows.filter(Exists(Handling.objects.filter(suggestion=OuterRef("pk"), good_on__isnull=False)))

    def by_carried(self, rows: QuerySet[Suggestion], name: str, which: str) -> QuerySet[Suggestion]:
        """Carried over from an earlier year, or still to be."""
        still = rows.filter(matter__state__in=[str(state) for state in CARRIED_FROM])
        year = into(clock.today())
        if which == "due":
            return still.filter(Q(carried_into=None) | Q(carried_into__lt=year), submitted_on__year__lt=year)
        return rows.filter(carried_into__isnull=False) if which == "all" else still.filter(carried_into__isnull=False)

    def by_overseen(self, rows: QuerySet[Suggestion], name: str, kind: str) -> QuerySet[Suggestion]:
        """With such an entry in the supervision log."""
        return rows.filter(Exists(Oversight.objects.filter(suggestion=OuterRef("pk"), kind=kind)))


def _choices(organ: Organ) -> dict[str, list[tuple[str, str]]]:
    """Topics, units, sessions and groupings of the organ as choices, in one query."""
    kinds = [Grouping.Kind.DELEGATION, Grouping.Kind.SECTOR, Grouping.Kind.PARTY]

    def rows(name: str, found: QuerySet[Any], *words: str) -> QuerySet[Any]:
        text = [Cast(word, CharField()) for word in words]
        return found.order_by().values_list(Value(name), "pk", text[0], text[1] if len(text) > 1 else Value(""))

    union = rows("topic", Topic.objects.filter(organ=organ), "name").union(
        rows("unit", Unit.objects.filter(organ=organ), "short"),
        rows("session", Session.objects.filter(term__organ=organ), "term__number", "number"),
        rows("grouping", Grouping.objects.filter(organ=organ, kind__in=kinds), "name"),
        all=True,
    )
    found: dict[str, list[tuple[str, str]]] = {"topic": [], "unit": [], "session": [], "grouping": []}
    for name, key, word, more in union:
        words = str(_("第%(term)s届第%(number)s次会议") % {"term": word, "number": more}) if name == "session" else word
        found[name].append((str(key), words))
    return {name: sorted(choices, key=lambda choice: choice[1]) for name, choices in found.items()}


def _waiting(actor: Actor) -> tuple[S, ...]:
    """States in which this reader has to do something."""
    return lists.WAITING if actor.has(RoleCode.OFFICE, RoleCode.SECRETARIAT) else (S.WITH_OFFICE,)


def _tabs(request: Request) -> list[Tab]:
    today = clock.today()
    waiting = Q(matter__state__in=_waiting(request.actor))
    return [
        Tab("all", _("全部"), Q()),
        Tab("mine", _("等我办"), waiting),
        Tab("late", _("已超期"), lists.late_q(today), late=True),
        Tab("soon", _("一周内到期"), lists.soon_q(today)),
        Tab("handling", _("办理中"), Q(matter__state=S.ASSIGNED)),
        Tab("answered", _("等评价"), Q(matter__state=S.ANSWERED)),
        Tab("key", _("重点督办"), lists.key_q()),
        Tab("closed", _("已办结"), Q(matter__state=S.CLOSED)),
    ]


def _tallies(request: Request) -> dict[str, int]:
    """Rows of each view; a test holds them equal to what the views list."""
    here = stands(request, whole=True)
    found = {
        "all": here.all, "mine": here.of(*_waiting(request.actor)), "late": here.late, "soon": here.soon, "handling": here.of(S.ASSIGNED),
        "answered": here.of(S.ANSWERED), "key": here.key, "closed": here.of(S.CLOSED),
    }  # fmt: skip
    return found


def _who(line: Line) -> CellValue:
    joint = str(_("等 %d 人联名") % (line.joint + 1)) if line.joint else ""
    return Cell(line.grouping or line.lead or "", joint)


def _unit(line: Line) -> CellValue:
    return Cell(language.listed(line.units), str(_("会办 %d 家") % line.co) if line.co else "")


def _due(line: Line) -> CellValue:
    if line.due is None:
        return None
    return Cell(
        line.due.day,
        "" if kind_of_day(line.due.day) is Kind.ON_TIME else left_words(line.due.day),
        provisional=line.due.provisional,
    )


BULK = [
    BulkAction("suggestion.pass_review", _("审查通过"), True),
    BulkAction("suggestion.assign", _("交办"), True),
    BulkAction("suggestion.pass_to_office", _("转政府办、党委办")),
    BulkAction("suggestion.choose_key", _("列为重点")),
    BulkAction("suggestion.publish", _("公开")),
    BulkAction("suggestion.choose_good", _("评为优秀")),
    BulkAction("suggestion.carry_over", _("转下年办理")),
]
OF_SECRETARIAT, OF_COORDINATORS = BULK[:3], BULK[1:2]


def _bulk(actor: Actor) -> list[BulkAction]:
    """What this reader may do to many at once; the steps check again."""
    if actor.has(RoleCode.OFFICE):
        return BULK
    if actor.has(RoleCode.SECRETARIAT):
        return OF_SECRETARIAT
    return OF_COORDINATORS if actor.has(RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE) else []


def _rows(request: Request) -> QuerySet[Suggestion]:
    """What the reader may see; the first due day only where the list is sorted by it."""
    rows = lists.visible(request.actor)
    if request.GET.get("sort", "").lstrip("-") != "due":
        return rows
    running = Clock.objects.filter(RUNNING, root=OuterRef("pk")).order_by("due_on")
    return rows.annotate(due=Subquery(running.values("due_on")[:1]))


WHEN, SOURCE = dict(Suggestion.When.choices), dict(Suggestion.Source.choices)
COLUMNS = [
    Col("number", _("编号"), lambda line: line.number, ("matter__number",)),
    Col("title", _("标题"), lambda line: Cell(line.title, str(WHEN[line.when])), ("matter__title",), primary=True),
    Col("state", _("状态"), lambda line: None, ("matter__state",)),
    Col("who", _("提出人"), _who, ("lead__person__name",)),
    Col("unit", _("承办单位"), _unit),
    Col("due", _("最近到期"), _due, ("due",)),
    Col("topic", _("类别"), lambda line: line.topic or "", ("topic__name",), on=False),
    Col("submitted", _("提出日期"), lambda line: line.submitted_on, ("submitted_on",), on=False),
    Col("source", _("提出方式"), lambda line: str(SOURCE[line.source]), ("source",), on=False),
    Col("carried", _("转入年度"), lambda line: line.carried_into or "", ("carried_into",), on=False),
    Col("good", _("优秀"), lambda line: line.good_on, ("good_on",), on=False),
    Col("key", _("重点"), lambda line: str(_("重点")) if line.key_on else "", ("key_on",), on=False),
]


def suggestions(request: Request) -> Listing:
    """Every suggestion that the reader may see."""
    door = door_of(request)
    at = linked(f"{door}:suggestion")
    office = request.actor.has(RoleCode.OFFICE, RoleCode.SECRETARIAT)
    first = (reverse("desk:import"), str(_("从 Excel 导入"))) if request.actor.has(RoleCode.OFFICE) else ("", "")
    hint = (
        _("代表（委员）在手机上提交，或由您从 Excel 导入后，会出现在这里。")
        if first[0]
        else _("代表（委员）在手机上提交后，会出现在这里。")
    )
    return Listing(
        id="suggestions",
        caption=str(SUGGESTIONS.title[request.actor.organ.profile]),
        url=reverse(f"{door}:suggestions"),
        rows=_rows(request),
        columns=COLUMNS,
        empty=Empty(str(_("还没有%(matter)s") % WORDS[request.actor.organ.profile]), str(hint), *first),
        link=lambda line: at(line.pk),
        state=state_of,
        tabs=_tabs(request),
        filters=Filters,
        search=Search,
        find_in=str(_("标题、内容、编号、姓名、单位")),
        order="-number" if office else "",
        bulk=_bulk(request.actor),
        bulk_url=reverse(f"{door}:bulk", args=["suggestion"]),
        lines=lines,
        tallies=lambda: _tallies(request),
        counted="pieces",
    )
