"""Chongqing: 重庆市人民代表大会代表建议批评和意见工作条例 (2017), in force since 1 January 2018."""

from __future__ import annotations

from ..articles import Statute
from ..rules import Owner, Rule, Start, months, workdays
from ..seasons import Occasions, Window

LAW = Statute("重庆市人民代表大会代表建议批评和意见工作条例", "重庆条例", "2017-11-30", "2017年通过")
cite = LAW.cite

HARD = cite(21, 1, "涉及面广、处理难度大的建议、批评和意见，应当自交办之日起六个月内答复代表")
RULES = (
    Rule(
        "assign",
        "交办",
        workdays(10),
        Start.SUBMITTED,
        Owner.OFFICE,
        cite(
            13,
            2,
            "由市人大常委会人代工委负责受理，并在收到之日起十个工作日内通过重庆市人大代表履职服务平台交办",
        ),
        duty="负责",
        between_sessions=True,
    ),
    Rule(
        "hand_back",
        "说明不属于本单位职责",
        workdays(10),
        Start.HANDED_OVER,
        Owner.UNIT,
        cite(
            16,
            1,
            "应当自代表建议、批评和意见交办之日起十个工作日内向大会秘书处或者市人大常委会人代工委书面说明情况和理由",
        ),
    ),
    Rule(
        "reassign",
        "重新确定承办单位并交办",
        workdays(10),
        Start.HAND_BACK_RECEIVED,
        Owner.OFFICE,
        cite(
            16,
            1,
            "经同意后退回的代表建议、批评和意见，由大会秘书处或者市人大常委会人代工委自收到之日起十个工作日内"
            "重新确定承办单位并交办",
        ),
        duty="由大会秘书处或者市人大常委会人代工委",
    ),
    Rule(
        "contact",
        "与代表沟通、联系",
        workdays(20),
        Start.RECEIVED,
        Owner.UNIT,
        cite(18, 1, "承办单位应当自收到代表建议、批评和意见之日起二十个工作日内与代表沟通、联系"),
    ),
    Rule(
        "co_opinion",
        "报送协办意见",
        workdays(30),
        Start.HANDED_OVER,
        Owner.CO_UNIT,
        cite(20, 1, "协办单位应当自代表建议、批评和意见交办之日起三十个工作日内将协办意见书面报送主办单位"),
    ),
    Rule(
        "co_opinion_again",
        "重新提出协办意见",
        workdays(5),
        Start.REQUESTED,
        Owner.CO_UNIT,
        cite(20, 1, "协办单位应当自主办单位提出要求之日起五个工作日内重新提出协办意见并送达主办单位"),
    ),
    Rule(
        "reply",
        "答复代表",
        months(3),
        Start.HANDED_OVER,
        Owner.UNIT,
        cite(21, 1, "承办单位应当自代表建议、批评和意见交办之日起三个月内答复代表"),
    ),
    Rule("reply_hard", "答复代表（涉及面广、处理难度大）", months(6), Start.HANDED_OVER, Owner.UNIT, HARD),
    Rule(
        "evaluate",
        "评价答复",
        workdays(20),
        Start.ANSWER_RECEIVED,
        Owner.LEAD_SIGNER,
        cite(27, 1, "代表应当自收到答复函之日起二十个工作日内"),
    ),
    Rule(
        "rehandle",
        "重新办理并答复",
        months(2),
        Start.REHANDLE_RECEIVED,
        Owner.UNIT,
        cite(27, 2, "承办单位应当在收到重新办理要求后两个月内书面答复代表"),
    ),
    Rule(
        "promise_report",
        "寄送承诺事项落实情况",
        Occasions((Window(10, 12, "第四季度"),)),
        Start.PROMISE_DUE,
        Owner.UNIT,
        cite(24, 2, "承办单位应当于每年第四季度向代表寄送"),
        assumption="第四季度内作出的承诺，当年第四季度即报告一次。",
    ),
    Rule(
        "promise_evaluate",
        "评价承诺事项落实情况",
        workdays(20),
        Start.PROMISE_REPORTED,
        Owner.LEAD_SIGNER,
        cite(28, 1, "代表应当自收到承办单位反馈的承诺事项的落实情况之日起二十个工作日内"),
    ),
    Rule(
        "handling_report",
        "审议和表决办理工作情况的报告",
        Occasions((Window(11, 11, "十一月"),)),
        Start.YEAR,
        Owner.REPORTERS,
        cite(34, 1, "市人民代表大会常务委员会每年十一月审议和表决"),
        duty="审议和表决",
        assumption="报告应当在审议的会议之前提出；提前多少日由本级议事规则定。",
    ),
)
