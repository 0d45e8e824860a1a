"""Rules and choices in words: what a pack's data says, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.foundation import language
from yishi.foundation.law.articles import Citation
from yishi.foundation.law.choices import (
    AnswerClass,
    Choices,
    Follow,
    Grade,
    HardMode,
    Listed,
    Need,
    Publicity,
    Question,
    UnitSees,
)
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.periods import Unit
from yishi.foundation.law.rules import Measure, Owner, Rule, Start

STARTS: Mapping[Start, Any] = {
    Start.SUBMITTED: gettext_lazy("办事机构收到之日"),
    Start.ACCEPTED: gettext_lazy("受理之日"),
    Start.SESSION_CLOSED: gettext_lazy("大会闭会之日"),
    Start.HANDED_OVER: gettext_lazy("交办之日"),
    Start.RECEIVED: gettext_lazy("承办单位收到之日"),
    Start.HAND_BACK_RECEIVED: gettext_lazy("收到退回之日"),
    Start.REQUESTED: gettext_lazy("再次提出要求之日"),
    Start.ANSWER_RECEIVED: gettext_lazy("收到答复之日"),
    Start.REHANDLE_RECEIVED: gettext_lazy("收到重新办理要求之日"),
    Start.PROMISE_REPORTED: gettext_lazy("收到承诺落实情况之日"),
    Start.PROMISE_DUE: gettext_lazy("作出承诺之日"),
    Start.PROMISE_KEPT: gettext_lazy("承诺落实之日"),
    Start.PROMISE_FAILED: gettext_lazy("承诺不能落实之日"),
    Start.OBJECTED: gettext_lazy("对交办提出意见之日"),
    Start.MESSAGE_RECEIVED: gettext_lazy("收到群众意见之日"),
    Start.MESSAGE_ASSIGNED: gettext_lazy("交办群众意见之日"),
    Start.MESSAGE_ANSWERED: gettext_lazy("答复为已解决之日"),
    Start.MESSAGE_REOPENED: gettext_lazy("要求重新办理之日"),
    Start.YEAR: gettext_lazy("按年"),
}
OWNERS: Mapping[Owner, Any] = {
    Owner.OFFICE: gettext_lazy("代表（提案）工作机构"),
    Owner.GOVERNMENT_OFFICE: gettext_lazy("政府办"),
    Owner.UNIT: gettext_lazy("承办单位"),
    Owner.CO_UNIT: gettext_lazy("会办单位"),
    Owner.LEAD_SIGNER: gettext_lazy("领衔人"),
    Owner.REPORTERS: gettext_lazy("报告机关"),
}
UNITS: Mapping[Unit, Any] = {
    Unit.WORKDAYS: gettext_lazy("个工作日"),
    Unit.DAYS: gettext_lazy("日"),
    Unit.MONTHS: gettext_lazy("个月"),
    Unit.YEARS: gettext_lazy("年"),
}
CHOICES: Mapping[str, Any] = {
    "review_stages": gettext_lazy("审查的层级"),
    "delegation_may_submit": gettext_lazy("代表团、界别可以提出"),
    "cosigners_confirm": gettext_lazy("联名人逐一确认"),
    "inadmissible": gettext_lazy("不作为建议、提案处理的情形"),
    "exits": gettext_lazy("不作为建议、提案的去向"),
    "withdrawal_needs_all_signers": gettext_lazy("联名的须全体同意方可撤回"),
    "deputy_may_name_unit": gettext_lazy("提出人可以建议承办单位"),
    "deputy_may_object": gettext_lazy("提出人可以对交办提出意见"),
    "decides_hand_back": gettext_lazy("谁决定退回"),
    "hard_mode": gettext_lazy("较长期限怎样取得"),
    "merge_each_answered": gettext_lazy("并案的分别答复"),
    "each_signer_answered": gettext_lazy("联名的每人都得到答复"),
    "answer_classes": gettext_lazy("答复的类别"),
    "answer_signed_by_head": gettext_lazy("答复由负责人签发"),
    "answer_sealed": gettext_lazy("答复加盖公章"),
    "copies_to": gettext_lazy("答复抄送"),
    "questions": gettext_lazy("对答复的评价项目"),
    "promise_questions": gettext_lazy("对承诺落实的评价项目"),
    "scale": gettext_lazy("评价的等次"),
    "lead_signer_evaluates": gettext_lazy("由领衔人评价"),
    "unit_sees": gettext_lazy("承办单位能看到什么评价"),
    "aggregate_at_least": gettext_lazy("给单位的汇总不少于多少件"),
    "unsatisfied_answer": gettext_lazy("对答复不满意的"),
    "unsatisfied_again": gettext_lazy("再次不满意的"),
    "unsatisfied_promise": gettext_lazy("对承诺落实不满意的"),
    "unreturned_excluded": gettext_lazy("催促后仍不评价的不计入满意率"),
    "key_selected_by": gettext_lazy("谁确定重点督办"),
    "followed_over_years": gettext_lazy("可以跨年度跟踪"),
    "open_after_term": gettext_lazy("换届后继续办理答复"),
    "report_voted": gettext_lazy("办理情况报告交付表决"),
    "made_public": gettext_lazy("公开"),
    "counted_in_appraisal": gettext_lazy("纳入绩效考核"),
    "mandate_ends": gettext_lazy("资格终止的情形"),
    "mandate_suspended": gettext_lazy("暂停履职的情形"),
}
ENUMS: Mapping[StrEnum, Any] = {
    HardMode.SET_AT_HANDOVER: gettext_lazy("交办时确定"),
    HardMode.BY_CONSENT: gettext_lazy("经同意延长"),
    UnitSees.FORM_SENT: gettext_lazy("评价表直接送承办单位"),
    UnitSees.ON_REHANDLING: gettext_lazy("只在要求重新办理时知道，其余只见汇总"),
    UnitSees.AGGREGATES: gettext_lazy("只见汇总"),
    Follow.NOTHING: gettext_lazy("不另作处理"),
    Follow.OFFICE_MAY_ORDER: gettext_lazy("办事机构可以要求重新办理"),
    Follow.OFFICE_MUST_ORDER: gettext_lazy("办事机构要求重新办理"),
    Follow.MEETING: gettext_lazy("召集提出人、单位、办事机构三方研究"),
    Follow.MEETING_POSSIBLE: gettext_lazy("办事机构可以召集研究"),
    Need.RESULT: gettext_lazy("写明结果"),
    Need.PLAN_AND_DATE: gettext_lazy("写明计划和时间"),
    Need.REASON: gettext_lazy("说明原因"),
    Need.REPORTED_UP: gettext_lazy("写明向上反映的情况"),
}
CODES = {
    "office": gettext_lazy("办事机构"),
    "government_office": gettext_lazy("政府办"),
    "council_of_chairpersons": gettext_lazy("主任会议（主席会议）"),
}


@dataclass(frozen=True)
class Said:
    """A choice as the page shows it."""

    name: str
    title: str
    lines: list[str]
    citations: list[Citation]
    assumption: str


def when(rule: Rule) -> str:
    """How long, or which part of the year."""
    return str(rule.when)


def runs_from(rule: Rule) -> str:
    """From which happening; by the year where nothing has to happen."""
    if rule.starts_on is Start.YEAR:
        return str(STARTS[Start.YEAR])
    return _("自%(day)s起") % {"day": STARTS[rule.starts_on]}


def owner(rule: Rule) -> str:
    """Who owes it."""
    return str(OWNERS[rule.owed_by])


def extends(pack: Pack, rule: Rule) -> str:
    """Which rule it prolongs, and how that is measured."""
    base = pack.rule(rule.extends) if rule.extends else None
    if base is None:
        return ""
    how = _("连同原期限合计") if rule.measure is Measure.TOTAL else _("在原期限之外")
    return _("延长“%(base)s”，%(how)s") % {"base": base.shown, "how": how}


def choices(pack: Pack) -> Iterator[Said]:
    """Every choice the pack makes, in the order of the table above."""
    for field in fields(Choices):
        said = getattr(pack.choices, field.name)
        if said is not None:
            own = [said.citation] if said.citation else []
            cited = [*own, *_cited(said.value)]
            yield Said(
                field.name,
                str(CHOICES.get(field.name, field.name)),
                words(said.value),
                list(dict.fromkeys(cited)),
                said.assumption,
            )


def _cited(value: Any) -> list[Citation]:
    if not isinstance(value, tuple):
        return []
    return [item.citation for item in value if getattr(item, "citation", None)]


def words(value: Any) -> list[str]:
    """A choice's value, a line for each thing it lists."""
    if isinstance(value, bool):
        return [_("是") if value else _("否")]
    if isinstance(value, tuple):
        return [_item(item) for item in value] or [_("没有列明")]
    if isinstance(value, Publicity):
        said = [
            _("办理情况报告公开") if value.report else _("办理情况报告不公开"),
            _("逐件公开原文和答复") if value.each else _("不逐件公开"),
        ]
        return [*said, *(_("不公开：%(what)s") % {"what": what} for what in value.not_public)]
    return [_item(value)]


def _item(item: Any) -> str:
    if isinstance(item, AnswerClass):
        needs = language.listed(str(ENUMS[need]) for need in item.needs)
        opens = _("，转入承诺事项") if item.opens_promises else ""
        return language.aside(item.shown, f"{needs}{opens}")
    if isinstance(item, Grade):
        return language.aside(item.shown, _("须写明具体意见") if item.needs_opinion else "")
    if isinstance(item, Listed | Question):
        return item.shown
    if isinstance(item, StrEnum):
        return str(ENUMS.get(item, item))
    return str(CODES.get(item, item)) if isinstance(item, str) else str(item)
