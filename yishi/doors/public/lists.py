"""What the public's lists show: published suggestions, published answers, the roll of those who sit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.public.filters import GROUPED, ROLL, AnswerFilters, DeputyFilters, SuggestionFilters
from yishi.doors.public.organs import words_of
from yishi.doors.public.story import plain_state
from yishi.foundation import clock, language
from yishi.foundation.clocks.packs import pack_of
from yishi.foundation.law.pack import Pack
from yishi.foundation.people.models import Belonging, Mandate, Organ, in_force
from yishi.readings.search.find import Search
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Answer, Handling, Promise, Signer, Suggestion

S = Suggestion.State
SEATS = (Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER)


def _units(s: Suggestion) -> CellValue:
    return language.listed(str(h.unit) for h in s.handlings.all() if h.part != Handling.Part.CO)


def _who(s: Suggestion) -> CellValue:
    joint = len(s.signers.all())
    return Cell(str(s.grouping or s.lead or ""), str(_("等 %d 人") % (joint + 1)) if joint else "")


def _dress(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    return rows.select_related("matter", "lead__person", "grouping", "topic").prefetch_related(
        Prefetch("handlings", Handling.objects.filter(superseded=False).select_related("unit")),
        Prefetch("signers", Signer.objects.filter(confirmed_on__isnull=False)),
    )


def suggestions(organ: Organ) -> Listing:
    """What was published."""
    words = words_of(organ)
    titles = {"matter": words.matter, "maker": words.maker}
    return Listing(
        id="published", caption=_("%(matter)s办得怎么样") % titles, url=reverse("public:of_organ", args=[organ.code]), rows=lists.published(organ),
        columns=[
            Col("title", _("标题"), lambda s: s.matter.title, ("matter__title",), primary=True),
            Col("state", _("进展"), lambda s: None, ("matter__state",)),
            Col("who", _("谁提的"), _who, ("lead__person__name",)),
            Col("unit", _("谁在办"), _units),
            Col("asked", _("提出"), lambda s: s.submitted_on, ("submitted_on",)),
            Col("answered", _("答复"), lambda s: s.answered_on, ("answered_on",)),
            Col("topic", _("类别"), lambda s: str(s.topic or ""), ("topic__name",), on=False),
        ],
        empty=Empty(_("还没有公开的%(matter)s") % titles, _("%(maker)s提出的%(matter)s答复以后，适合公开的会连同答复登在这里。") % titles),
        link=lambda s: reverse("public:suggestion", args=[s.pk]), state=plain_state,
        tabs=[
            Tab("all", lazy("全部"), Q()),
            Tab("handling", lazy("正在办理"), Q(matter__state__in=[S.REGISTERED, S.WITH_OFFICE, S.ASSIGNED])),
            Tab("answered", lazy("已答复"), Q(matter__state__in=[S.ANSWERED, S.EVALUATED, S.CLOSED])),
            Tab("promised", lazy("有承诺"), Q(Exists(Promise.objects.filter(suggestion=OuterRef("pk"), answer__may_publish=True)))),
        ],
        filters=SuggestionFilters, search=Search, find_in=_("想找什么？如：电梯、公交、路灯"), order="-asked", dress=_dress,
        label=lambda s: s.matter.title, counted="pieces", choose_columns=False,
    )  # fmt: skip


def _kinds(organ: Organ) -> Callable[[Answer], CellValue]:
    """The class of an answer in the words of the rules that its matter keeps; each pack is read once."""
    packs: dict[str, Pack | None] = {}

    def kind(answer: Answer) -> CellValue:
        ref = answer.handling.matter.pack
        if ref not in packs:
            packs[ref] = pack_of(organ, ref)
        found = given.answer_class(packs[ref], answer.kind)
        return found.shown if found else ""

    return kind


def _waited(answer: Answer) -> CellValue:
    asked = answer.handling.suggestion.submitted_on
    return str(_("%d 天") % (answer.sent_on - asked).days) if asked and answer.sent_on else None


def answers(organ: Organ) -> Listing:
    """What units answered, of what was published."""
    rows = Answer.objects.filter(
        handling__suggestion__in=lists.published(organ).values("pk"),
        handling__superseded=False,
        sent_on__isnull=False,
        may_publish=True,
    )
    return Listing(
        id="answers", caption=_("答复"), url=reverse("public:answers", args=[organ.code]), rows=rows,
        columns=[
            Col("title", _("答复了什么"), lambda a: a.handling.matter.title, ("handling__matter__title",), primary=True),
            Col("kind", _("结果"), _kinds(organ), ("kind",)),
            Col("unit", _("答复单位"), lambda a: str(a.handling.unit), ("handling__unit__short",)),
            Col("sent", _("答复日期"), lambda a: a.sent_on, ("sent_on",)),
            Col("waited", _("提出到答复"), _waited),
            Col("topic", _("类别"), lambda a: str(a.handling.suggestion.topic or ""), ("handling__suggestion__topic__name",), on=False),
        ],
        empty=Empty(_("还没有公开的答复"), _("承办单位的答复公开以后，会登在这里。")),
        link=lambda a: reverse("public:suggestion", args=[a.handling.suggestion_id]), filters=AnswerFilters,
        search=partial(Search, by="handling__suggestion"), find_in=_("想找什么？如：电梯、公交、路灯"), order="-sent",
        dress=lambda found: found.select_related("handling__unit", "handling__matter", "handling__suggestion__topic"),
        label=lambda a: a.handling.matter.title, counted="pieces", choose_columns=False,
    )  # fmt: skip


def sitting(organ: Organ) -> QuerySet[Mandate]:
    """Those who sit today."""
    return Mandate.objects.on(clock.today()).filter(organ=organ, kind__in=SEATS)


def roll(rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
    """With the groupings that a public roll shows."""
    belongs = Belonging.objects.filter(in_force(clock.today()), grouping__kind__in=ROLL).select_related("grouping")
    return rows.select_related("person", "organ").prefetch_related(Prefetch("belongings", belongs))


def put_forward(mandate: Any) -> Q:
    """Published suggestions that he leads or signed."""
    signed = Signer.objects.filter(mandate=mandate, confirmed_on__isnull=False).values("suggestion")
    return Q(lead=mandate) | Q(pk__in=signed)


def deputies(organ: Organ) -> Listing:
    """The roll: name, sex, where he belongs, what he does."""
    maker = words_of(organ).maker
    led = (
        lists.published(organ).filter(lead=OuterRef("pk")).order_by().values("lead").annotate(n=Count("pk")).values("n")
    )
    return Listing(
        id="deputies", caption=_("找%(maker)s") % {"maker": maker}, url=reverse("public:deputies", args=[organ.code]),
        rows=sitting(organ).annotate(published=Coalesce(Subquery(led), 0)),
        columns=[
            Col("name", _("姓名"), lambda m: m.person.name, ("person__name",), primary=True),
            Col("sex", _("性别"), lambda m: str(m.person.get_sex_display()), ("person__sex",)),
            Col("grouping", GROUPED[Organ.Profile(organ.profile)], lambda m: language.listed(str(b.grouping) for b in m.belongings.all())),
            Col("work", _("单位及职务"), lambda m: m.person.work, ("person__work",)),
            Col("published", _("领衔并公开"), lambda m: m.published, ("published",), numeric=True),
        ],
        empty=Empty(_("名册还没有录入"), _("本届%(maker)s的姓名、所在代表团或者选区，录入后会列在这里。") % {"maker": maker}),
        link=lambda m: reverse("public:deputy", args=[m.pk]), filters=DeputyFilters,
        find=lambda rows, said: rows.filter(Q(person__name__icontains=said) | Q(person__work__icontains=said) | Exists(
            Belonging.objects.filter(in_force(clock.today()), mandate=OuterRef("pk"), grouping__kind__in=ROLL, grouping__name__icontains=said)
        )),
        find_in=_("姓名、单位、选区"), order="name", dress=roll, label=lambda m: m.person.name, counted="people", choose_columns=False,
    )  # fmt: skip
