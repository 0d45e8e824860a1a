"""Zhejiang: 浙江省人民代表大会代表建议、批评和意见办理的规定 as amended on 27 May 2016.

The time to answer (第二十一条, three months after the unit got it) is not set here: the national law gives
the same three months from the hand-over, which is never later, and stands above it.
"""

from __future__ import annotations

from ..articles import Statute
from ..rules import Measure, Owner, Rule, Start, days, months
from ..seasons import Happening, Occasions, Prompt, Side

LAW = Statute("浙江省人民代表大会代表建议、批评和意见办理的规定", "浙江规定", "2016-05-27", "2016年修正")
cite = LAW.cite

EXTENDED = cite(21, 1, "承办代表建议、批评和意见量大或者复杂的，经交办机构同意，可以延长至六个月内答复")
ALL_DONE = Happening("all_handled", Side.AFTER, "全部办结")

RULES = (
    Rule(
        "accept_notice",
        "通知代表已受理",
        days(7),
        Start.ACCEPTED,
        Owner.OFFICE,
        cite(10, 1, "由省人民代表大会常务委员会代表与选举任免工作委员会受理，并在受理后的七天内通知代表"),
        duty="通知代表",
        between_sessions=True,
    ),
    Rule(
        "assign",
        "交办",
        Prompt("及时"),
        Start.SUBMITTED,
        Owner.OFFICE,
        cite(
            11,
            1,
            "由省人民代表大会常务委员会代表与选举任免工作委员会及时交由有关机关、组织研究处理并负责答复",
        ),
        duty="交由",
    ),
    Rule(
        "hand_back",
        "说明不属于本单位职责",
        days(10),
        Start.RECEIVED,
        Owner.UNIT,
        cite(
            14,
            1,
            "对不属于本单位职责范围内的代表建议、批评和意见，应当在收到之日起十日内，向交办机构说明情况",
        ),
    ),
    Rule(
        "reassign",
        "重新确定承办单位并交办",
        Prompt("及时"),
        Start.HAND_BACK_RECEIVED,
        Owner.OFFICE,
        cite(14, 1, "交办机构应当及时重新确定承办单位并交办"),
    ),
    Rule(
        "contact",
        "与代表沟通、联系",
        Prompt("沟通、联系"),
        Start.RECEIVED,
        Owner.UNIT,
        cite(17, 1, "应当加强与提出建议、批评和意见的代表沟通、联系"),
    ),
    Rule(
        "co_opinion",
        "告知会办意见",
        months(2),
        Start.RECEIVED,
        Owner.CO_UNIT,
        cite(18, 1, "会办单位应当在收到代表建议、批评和意见之日起两个月内将书面办理意见告知主办单位"),
    ),
    Rule(
        "extension",
        "延长答复期限",
        months(6),
        Start.HANDED_OVER,
        Owner.UNIT,
        EXTENDED,
        duty="可以",
        extends="reply",
        measure=Measure.TOTAL,
        assumption="条文自接到交办起算；代表法自交办之日起算，延长后的期限也自交办之日起合计。",
    ),
    Rule(
        "evaluate",
        "评价答复",
        Prompt("及时"),
        Start.ANSWER_RECEIVED,
        Owner.LEAD_SIGNER,
        cite(23, 2, "应当按规定填写《人大代表建议、批评和意见办理情况征询意见表》，及时寄送承办单位"),
    ),
    Rule(
        "rehandle",
        "再次研究办理并答复",
        months(1),
        Start.REHANDLE_RECEIVED,
        Owner.UNIT,
        cite(24, 1, "督促承办单位再次研究办理，承办单位应当在一个月内重新书面答复代表"),
        assumption="条文未写自何日起算；自承办单位收到再次办理的要求之日起算。",
    ),
    Rule(
        "promise_kept_notice",
        "妥善解决后再次答复",
        Prompt("在妥善解决后再次答复代表"),
        Start.PROMISE_KEPT,
        Owner.UNIT,
        cite(20, 1, "应当继续做好办理工作，在妥善解决后再次答复代表"),
    ),
    Rule(
        "promise_failed_notice",
        "说明不能解决的原因",
        Prompt("及时"),
        Start.PROMISE_FAILED,
        Owner.UNIT,
        cite(20, 1, "不能按已答复要求解决的，应当及时向代表说明原因"),
    ),
    Rule(
        "unit_self_report",
        "报告本单位办理情况",
        Occasions((), (ALL_DONE,)),
        Start.YEAR,
        Owner.UNIT,
        cite(
            25,
            2,
            "承办单位全部办结代表建议、批评和意见后，"
            "应当及时向省人民代表大会常务委员会代表与选举任免工作委员会"
            "书面报告本单位办理代表建议、批评和意见的情况",
        ),
    ),
    Rule(
        "handling_report",
        "报告办理工作情况",
        Occasions((), (ALL_DONE,)),
        Start.YEAR,
        Owner.REPORTERS,
        cite(29, 1, "在每年代表建议、批评和意见全部办结后分别向省人民代表大会常务委员会报告"),
        duty="报告",
    ),
)
