"""What a deputy may expect, and when, in plain words from the place's rule pack; and the topic hints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import clock, language
from yishi.foundation.law.articles import Citation
from yishi.foundation.law.choices import Follow, Said, UnitSees
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.rules import Measure, Owner, Rule, Start
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Hint

EXPECTED = (
    "accept_notice", "assign", "handover_meeting", "hand_back", "reassign", "contact", "co_opinion", "reply", "reply_hard", "extension",
    "evaluate", "rehandle", "promise_report", "promise_failed", "promise_evaluate",
)  # fmt: skip
"""Rules of the pack that a deputy meets, in the order in which he meets them."""
OWNERS = {
    Owner.OFFICE: lazy("办事机构"), Owner.GOVERNMENT_OFFICE: lazy("政府办"), Owner.UNIT: lazy("承办单位"), Owner.CO_UNIT: lazy("会办单位"),
    Owner.LEAD_SIGNER: lazy("您（领衔人）"), Owner.REPORTERS: lazy("有关机关"),
}  # fmt: skip
STARTS = {
    Start.SUBMITTED: lazy("收到以后"), Start.ACCEPTED: lazy("受理以后"), Start.SESSION_CLOSED: lazy("大会闭幕以后"), Start.HANDED_OVER: lazy("交办以后"),
    Start.RECEIVED: lazy("收到以后"), Start.HAND_BACK_RECEIVED: lazy("收到退回以后"), Start.REQUESTED: lazy("提出要求以后"),
    Start.ANSWER_RECEIVED: lazy("收到答复以后"), Start.REHANDLE_RECEIVED: lazy("收到重新办理的要求以后"),
    Start.PROMISE_REPORTED: lazy("收到落实情况以后"), Start.PROMISE_DUE: lazy("作出承诺以后"), Start.PROMISE_KEPT: lazy("解决以后"),
    Start.PROMISE_FAILED: lazy("不能落实时"), Start.OBJECTED: lazy("提出意见以后"), Start.YEAR: lazy("每年"),
    Start.MESSAGE_RECEIVED: lazy("收到群众意见以后"), Start.MESSAGE_ASSIGNED: lazy("交办群众意见以后"),
    Start.MESSAGE_ANSWERED: lazy("答复为已解决以后"), Start.MESSAGE_REOPENED: lazy("要求重新办理以后"),
}  # fmt: skip
SEES = {
    UnitSees.FORM_SENT: lazy("您的评价表会送到承办单位。"),
    UnitSees.ON_REHANDLING: lazy("承办单位看不到您的评价；要求重新办理时，只告知它要改什么。"),
    UnitSees.AGGREGATES: lazy("承办单位看不到您的评价，只在够五份以后看到汇总。"),
}
FOLLOWS = {
    Follow.NOTHING: lazy("本地规定没有后续程序。"),
    Follow.OFFICE_MAY_ORDER: lazy("办事机构可以要求承办单位重新办理。"),
    Follow.OFFICE_MUST_ORDER: lazy("办事机构应当要求承办单位重新办理。"),
    Follow.MEETING: lazy("由您、承办单位和办事机构三方会商，形成处理意见。"),
    Follow.MEETING_POSSIBLE: lazy("办事机构可以安排您和承办单位当面沟通。"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in plain words, with the article that it rests on; `assumed` where the text is silent."""

    title: str
    text: str
    citation: Citation | None = None
    assumed: str = ""


def expectations(pack: Pack | None) -> list[Line]:
    """Who owes what, and how long he has."""
    rules = [pack.rule(key) for key in EXPECTED] if pack else []
    return [_line(rule) for rule in rules if rule is not None]


def _line(rule: Rule) -> Line:
    start = STARTS.get(rule.starts_on, "")
    if rule.extends and rule.period:
        words = (
            _("经同意可以延长，连同原来的一共%(period)s")
            if rule.measure is Measure.TOTAL
            else _("经同意可以再延长，最多%(period)s")
        )
        return Line(rule.shown, words % {"period": rule.period}, rule.citation, rule.assumption)
    when = _("%(start)s%(period)s内") % {"start": start, "period": rule.period} if rule.period else str(rule.when)
    text = _("%(owner)s：%(when)s") % {"owner": OWNERS[rule.owed_by], "when": when}
    return Line(rule.shown, text, rule.citation, rule.assumption)


def customs(pack: Pack | None) -> list[Line]:
    """What is no period: kinds of answers, how one evaluates and who sees it, what follows, what is no suggestion."""
    if pack is None:
        return []
    choices = pack.choices
    found = [
        _listed(_("哪些不作为建议（提案）提出"), choices.inadmissible, [one.shown for one in given.grounds(pack)]),
        _listed(_("答复分几类"), choices.answer_classes, [one.shown for one in given.classes(pack)]),
        _listed(_("评价什么"), choices.questions, [one.shown for one in given.questions(pack)]),
        _listed(_("评价分几档"), choices.scale, [one.shown for one in given.scale(pack)]),
        _said(_("谁看得到您的评价"), choices.unit_sees, SEES),
        _said(_("对答复不满意以后"), choices.unsatisfied_answer, FOLLOWS),
        _said(_("再次不满意以后"), choices.unsatisfied_again, FOLLOWS),
        _said(_("对承诺落实不满意以后"), choices.unsatisfied_promise, FOLLOWS),
    ]
    return [line for line in found if line is not None]


def _listed(title: str, said: Said[Any] | None, labels: list[str]) -> Line | None:
    return Line(title, language.clauses(labels), said.citation, said.assumption) if said and labels else None


def _said(title: str, said: Said[Any] | None, words: Mapping[Any, Any]) -> Line | None:
    if said is None or said.value not in words:
        return None
    return Line(title, str(words[said.value]), said.citation, said.assumption)


def hints(organ: Organ) -> QuerySet[Hint]:
    """Topic hints (参考选题) that stand today."""
    today = clock.today()
    rows = Hint.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), organ=organ, published_on__lte=today)
    return rows.select_related("topic", "from_unit")
