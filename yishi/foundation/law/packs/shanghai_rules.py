"""Shanghai: 上海市人民代表大会关于代表建议、批评和意见的规定, in force since 1 March 2015."""

from __future__ import annotations

from ..articles import Statute
from ..rules import Measure, Owner, Rule, Start, months, workdays
from ..seasons import Happening, Occasions, Prompt, Side, Window

LAW = Statute("上海市人民代表大会关于代表建议、批评和意见的规定", "上海规定", "", "2015年施行")
cite = LAW.cite

EXTENDED = cite(19, 1, "经同意，可以适当延长，延长时间不得超过三个月")
MID_YEAR = Window(6, 6, "年中")
MID_YEAR_MEANS = "条文的“年中”未写日期，按六月理解。"
NEXT_SESSION = Happening("next_session", Side.BEFORE, "下一次市人民代表大会会议召开之前")

RULES = (
    Rule(
        "assign",
        "交办",
        workdays(7),
        Start.SUBMITTED,
        Owner.OFFICE,
        cite(11, 1, "由市人民代表大会常务委员会代表工作机构负责受理，并在收到之日起七个工作日内交办"),
        duty="负责",
        between_sessions=True,
    ),
    Rule(
        "handover_meeting",
        "召开办理工作会议",
        months(1),
        Start.SESSION_CLOSED,
        Owner.OFFICE,
        cite(15, 1, "应当于市人民代表大会闭会后一个月内组织召开代表建议、批评和意见办理工作会议"),
    ),
    Rule(
        "hand_back",
        "说明不属于本单位职权",
        workdays(7),
        Start.RECEIVED,
        Owner.UNIT,
        cite(
            14,
            1,
            "应当在收到之日起七个工作日内，向市人民代表大会常务委员会代表工作机构或者市人民政府办公厅说明情况",
        ),
    ),
    Rule(
        "reassign",
        "研究并重新交办",
        Prompt("及时"),
        Start.HAND_BACK_RECEIVED,
        Owner.OFFICE,
        cite(14, 2, "应当对承办单位退回的代表建议、批评和意见及时研究并交办"),
    ),
    Rule(
        "objection_answer",
        "反馈对交办意见的处理",
        Prompt("及时"),
        Start.OBJECTED,
        Owner.OFFICE,
        cite(14, 3, "会同有关机关、组织研究后及时向代表反馈处理情况"),
        duty="反馈",
    ),
    Rule(
        "contact",
        "与代表联系沟通",
        Prompt("联系沟通"),
        Start.RECEIVED,
        Owner.UNIT,
        cite(16, 3, "承办单位应当与代表加强联系沟通"),
    ),
    Rule(
        "co_opinion",
        "送会办意见",
        months(1),
        Start.RECEIVED,
        Owner.CO_UNIT,
        cite(17, 1, "会办单位应当在收到代表建议、批评和意见之日起一个月内将会办意见书面送主办单位"),
    ),
    Rule(
        "reply",
        "答复代表",
        months(3),
        Start.HANDED_OVER,
        Owner.UNIT,
        cite(19, 1, "承办单位应当自交办之日起三个月内将建议、批评和意见的办理结果答复代表"),
    ),
    Rule(
        "extension",
        "延长答复期限",
        months(3),
        Start.HANDED_OVER,
        Owner.UNIT,
        EXTENDED,
        duty="不得超过",
        extends="reply",
        measure=Measure.MORE,
        assumption="延长的期限与原期限合并，自交办之日起连续计算。",
    ),
    Rule(
        "evaluate",
        "填写反馈表",
        Prompt("在收到承办单位对建议、批评和意见的答复后"),
        Start.ANSWER_RECEIVED,
        Owner.LEAD_SIGNER,
        cite(
            21,
            1,
            "代表在收到承办单位对建议、批评和意见的答复后，通过"
            "“上海市人大代表建议、批评和意见网上处理系统”填写《代表建议、批评和意见办理情况意见反馈表》",
        ),
        duty="填写",
    ),
    Rule(
        "rehandle",
        "再作研究办理并答复",
        months(1),
        Start.REHANDLE_RECEIVED,
        Owner.UNIT,
        cite(21, 2, "对需要再次办理的代表建议、批评和意见，交承办单位再作研究办理，在一个月内再次答复代表"),
        duty="再次答复代表",
        assumption="条文未写自何日起算；自承办单位收到再次办理的要求之日起算。",
    ),
    Rule(
        "promise_kept_notice",
        "解决后书面告知",
        Prompt("在解决问题后书面告知代表"),
        Start.PROMISE_KEPT,
        Owner.UNIT,
        cite(22, 2, "答复承诺代表在相应期限内解决的，应当在解决问题后书面告知代表"),
    ),
    Rule(
        "promise_report",
        "年内未解决的转下年度跟踪办理",
        Occasions((Window(1, 12, "年内"),)),
        Start.PROMISE_DUE,
        Owner.UNIT,
        cite(22, 2, "年内尚未解决的，转下年度跟踪办理"),
        duty="跟踪办理",
    ),
    Rule(
        "promise_failed_notice",
        "报告未能落实的原因",
        Prompt("及时"),
        Start.PROMISE_FAILED,
        Owner.UNIT,
        cite(
            22,
            2,
            "因客观情况发生变化而未能落实答复意见的，承办单位应当及时向代表书面报告有关情况，"
            "书面报告应当由本单位负责人审核签发",
        ),
    ),
    Rule(
        "unit_self_report",
        "报告本单位办理情况",
        Occasions((MID_YEAR, Window(12, 12, "年末"))),
        Start.YEAR,
        Owner.UNIT,
        cite(
            24,
            2,
            "承办单位应当在每年年中和年末，向市人民代表大会常务委员会代表工作机构书面报告"
            "本单位办理代表建议、批评和意见的情况",
        ),
        assumption=MID_YEAR_MEANS,
    ),
    Rule(
        "handling_report",
        "报告办理情况",
        Occasions((MID_YEAR,), (NEXT_SESSION,)),
        Start.YEAR,
        Owner.REPORTERS,
        cite(26, 1, "在每年年中和下一次市人民代表大会会议召开之前，分别向市人民代表大会常务委员会报告"),
        duty="报告",
        assumption=MID_YEAR_MEANS,
    ),
)
