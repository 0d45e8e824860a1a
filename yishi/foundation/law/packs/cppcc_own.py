"""A CPPCC committee's own rules on proposals (政协提案): the CPPCC works by its charter and by rules it makes
itself, so nothing here cites a statute. Every number is a starting point for the organ, which may edit it
(`Pack.with_changes`); no page may show it as law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TypeVar

from ..choices import (
    SATISFACTION,
    AnswerClass,
    Choices,
    Follow,
    HardMode,
    Listed,
    Need,
    Publicity,
    Question,
    Said,
    UnitSees,
)
from ..pack import Pack
from ..rules import Measure, Owner, Rule, Start, When, months, workdays
from ..seasons import Happening, Occasions, Prompt, Side, Window
from .voice import PETITIONS, VOICE

T = TypeVar("T")
OWN = "本会自定，可以修改。"


def _rule(id: str, title: str, when: When, start: Start, owner: Owner) -> Rule:
    return Rule(id, title, when, start, owner, duty="", assumption=OWN)


def _said(value: T) -> Said[T]:
    return Said(value, None, OWN)


NEXT_SESSION = Happening("next_session", Side.BEFORE, "下一次全体会议召开之前")

RULES = (
    _rule("accept_notice", "通知提案人已收到", workdays(5), Start.SUBMITTED, Owner.OFFICE),
    Rule("assign", "交办", workdays(10), Start.SUBMITTED, Owner.OFFICE, duty="", assumption=OWN,
         between_sessions=True),
    _rule("handover_meeting", "召开提案交办会", months(1), Start.SESSION_CLOSED, Owner.OFFICE),
    _rule("hand_back", "说明不属于本单位职责", workdays(10), Start.HANDED_OVER, Owner.UNIT),
    _rule("reassign", "重新确定承办单位并交办", workdays(10), Start.HAND_BACK_RECEIVED, Owner.OFFICE),
    _rule("objection_answer", "反馈对交办意见的处理", Prompt("及时"), Start.OBJECTED, Owner.OFFICE),
    _rule("contact", "与提案人沟通", workdays(20), Start.RECEIVED, Owner.UNIT),
    _rule("co_opinion", "报送会办意见", workdays(30), Start.HANDED_OVER, Owner.CO_UNIT),
    _rule("co_opinion_again", "重新提出会办意见", workdays(5), Start.REQUESTED, Owner.CO_UNIT),
    _rule("reply", "答复提案人", months(3), Start.HANDED_OVER, Owner.UNIT),
    _rule("reply_hard", "答复提案人（涉及面广、处理难度大）", months(6), Start.HANDED_OVER, Owner.UNIT),
    Rule("extension", "延长答复期限", months(6), Start.HANDED_OVER, Owner.UNIT, duty="", assumption=OWN,
         extends="reply", measure=Measure.TOTAL),
    _rule("evaluate", "评价答复", workdays(20), Start.ANSWER_RECEIVED, Owner.LEAD_SIGNER),
    _rule("rehandle", "重新办理并答复", months(1), Start.REHANDLE_RECEIVED, Owner.UNIT),
    _rule("promise_report", "反馈承诺事项落实情况", Occasions((Window(10, 12, "第四季度"),)),
          Start.PROMISE_DUE, Owner.UNIT),
    _rule("promise_evaluate", "评价承诺事项落实情况", workdays(20), Start.PROMISE_REPORTED,
          Owner.LEAD_SIGNER),
    _rule("promise_kept_notice", "解决后告知提案人", Prompt("及时"), Start.PROMISE_KEPT, Owner.UNIT),
    _rule("promise_failed_notice", "说明不能落实的原因", Prompt("及时"), Start.PROMISE_FAILED, Owner.UNIT),
    _rule("unit_self_report", "报告本单位办理情况", Occasions((Window(12, 12, "年末"),)), Start.YEAR,
          Owner.UNIT),
    _rule("handling_report", "报告提案工作情况", Occasions((), (NEXT_SESSION,)), Start.YEAR, Owner.REPORTERS),
)  # fmt: skip

CHOICES = Choices(
    review_stages=_said(
        (
            Listed("first", "初审"),
            Listed("second", "复审"),
            Listed("third", "会审"),
            Listed("final", "终审"),
        )
    ),
    delegation_may_submit=_said(True),
    cosigners_confirm=_said(True),
    inadmissible=_said(
        (
            Listed("not_local", "不属于本级职权范围"),
            Listed("personal", "为本人或者亲属解决个人问题"),
            Listed("case", "涉及具体案件"),
            Listed("letter", "转递来信"),
            Listed("academic_or_product", "学术讨论、产品推介"),
            Listed("no_content", "内容空泛、没有具体建议"),
            Listed("other", "其他不宜立案的"),
        )
    ),
    exits=_said(
        (
            Listed("returned", "退回提案人"),
            Listed("information", "转为社情民意信息"),
            Listed("letter", "作委员来信处理"),
            Listed("reference", "转有关部门作工作参考"),
        )
    ),
    withdrawal_needs_all_signers=_said(True),
    deputy_may_name_unit=_said(True),
    deputy_may_object=_said(True),
    decides_hand_back=_said(("office", "government_office")),
    hard_mode=_said(HardMode.BY_CONSENT),
    merge_each_answered=_said(True),
    each_signer_answered=_said(True),
    answer_classes=_said(
        (
            AnswerClass("solved", "已经解决或者采纳", (Need.RESULT,), False, True),
            AnswerClass("solving", "列入计划逐步解决", (Need.PLAN_AND_DATE,), True, False),
            AnswerClass("reference", "留作参考", (Need.REASON,), False, False),
        )
    ),
    answer_signed_by_head=_said(True),
    answer_sealed=_said(True),
    copies_to=_said((Listed("office", "提案委员会"), Listed("government_office", "政府办公室"))),
    questions=_said((Question("attitude", "办理态度"), Question("result", "办理结果"))),
    promise_questions=_said((Question("promise", "承诺事项落实情况"),)),
    scale=_said(SATISFACTION),
    lead_signer_evaluates=_said(True),
    unit_sees=_said(UnitSees.ON_REHANDLING),
    aggregate_at_least=_said(5),
    unsatisfied_answer=_said(Follow.OFFICE_MAY_ORDER),
    unsatisfied_again=_said(Follow.MEETING),
    unsatisfied_promise=_said(Follow.MEETING),
    unreturned_excluded=_said(True),
    key_selected_by=_said("council_of_chairpersons"),
    followed_over_years=_said(True),
    open_after_term=_said(True),
    report_voted=_said(False),
    made_public=_said(Publicity(report=True, each=False)),
    counted_in_appraisal=_said(False),
    mandate_ends=_said(
        (
            Listed("moved", "调离本行政区域"),
            Listed("resigned", "辞去委员"),
            Listed("disqualified", "撤销委员资格"),
            Listed("died", "去世"),
        )
    ),
    mandate_suspended=_said((Listed("duty_suspended", "暂停履职"),)),
)

CPPCC_OWN = Pack(
    id="cppcc_own",
    version="1",
    title="政协提案工作规则（本会自定）",
    place="cn",
    profile="cppcc",
    in_force_from=dt.date(2004, 1, 1),
    own=True,
    assumption="不依据代表法；由本会依照章程自行规定。",
    rules={rule.id: rule for rule in (*RULES, *(replace(rule, assumption=OWN) for rule in (*VOICE, *PETITIONS)))},
    choices=CHOICES,
)
