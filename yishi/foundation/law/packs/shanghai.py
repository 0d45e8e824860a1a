"""The pack of Shanghai: 上海市人民代表大会关于代表建议、批评和意见的规定, in force since 1 March 2015."""

from __future__ import annotations

import datetime as dt

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
from .national import FROM as LAW_OF_2025
from .national import NATIONAL
from .national_2015 import NATIONAL_2015
from .shanghai_rules import LAW, RULES
from .voice import PETITIONS_OF_SHANGHAI

cite = LAW.cite


def _answer(code: str, label: str, rest: str, *needs: Need, promises: bool = False) -> AnswerClass:
    return AnswerClass(code, label, needs, promises, code == "solved", cite(18, 1, label + rest))


def _ground(code: str, label: str) -> Listed:
    return Listed(code, label, cite(8, 1, label))


def _exit(code: str, label: str) -> Listed:
    return Listed(code, label, cite(8, 2, label))


COPIED = cite(20, 1, "抄送市人民代表大会常务委员会代表工作机构")
ASKED = cite(21, 1, "对办理态度和办理结果提出意见")
SIGNED = cite(20, 1, "承办单位对代表的书面答复应当由本单位负责人审核签发，并加盖本单位公章")
RESULT_TOLD = "或者所提意见和建议已经被采纳、部分采纳的，应当将解决或者采纳的情况答复代表"

CHOICES = Choices(
    delegation_may_submit=Said(
        False,
        cite(4, 1, "代表建议、批评和意见可以由代表一人提出，也可以由代表联名提出"),
        "条文未写代表团，按不可以处理",
    ),
    cosigners_confirm=Said(True, cite(4, 1, "参加联名的代表应当确认建议、批评和意见的内容能够真实表达自己的意愿")),
    inadmissible=Said(
        (
            _ground("not_local", "不属于本市有关机关、组织职权范围"),
            _ground("personal", "涉及解决代表本人及其亲属等个人问题或者本单位等个别问题"),
            _ground("case", "涉及具体司法案件"),
            _ground("letter", "代转信件或者有关材料"),
            _ground("academic_or_product", "属于学术探讨、产品推介"),
            _ground("no_content", "没有实际内容"),
            _ground("other", "其他不应当作为代表建议、批评和意见提出"),
        ),
        cite(8, 1, "下列情形不作为代表建议、批评和意见提出"),
    ),
    exits=Said(
        (_exit("returned", "退回代表"), _exit("letter", "作代表来信处理")),
        cite(8, 2, "向代表说明情况后，可以退回代表或者作代表来信处理"),
    ),
    withdrawal_needs_all_signers=Said(True, cite(10, 2, "代表联名提出的建议、批评和意见，经代表一致要求可以撤回")),
    deputy_may_name_unit=Said(True, cite(12, 2, "代表可以对承办单位的确定提出建议")),
    deputy_may_object=Said(
        True, cite(14, 3, "代表对交办或者分办有意见的，可以向市人民代表大会常务委员会代表工作机构提出")
    ),
    decides_hand_back=Said(
        ("office", "government_office"),
        cite(14, 1, "向市人民代表大会常务委员会代表工作机构或者市人民政府办公厅说明情况，经同意后退回"),
    ),
    hard_mode=Said(
        HardMode.BY_CONSENT,
        cite(
            19,
            1,
            "涉及面广、处理难度大、确实不能在限期内办理完毕的，应当向市人民代表大会常务委员会代表工作机构书面报告",
        ),
    ),
    each_signer_answered=Said(True, cite(20, 1, "对代表联名提出的建议、批评和意见，承办单位应当答复每位代表")),
    answer_classes=Said(
        (
            _answer("solved", "已经解决或者基本解决、部分解决", "，" + RESULT_TOLD, Need.RESULT),
            _answer(
                "solving",
                "已经列入年度工作方案，正在着手解决",
                "，并有明确解决时限的，应当将方案和解决时限答复代表",
                Need.PLAN_AND_DATE,
                promises=True,
            ),
            _answer(
                "planned",
                "已经列入工作计划，逐步加以解决",
                "，并有计划解决时限的，应当将工作计划和解决时限答复代表",
                Need.PLAN_AND_DATE,
                promises=True,
            ),
            _answer(
                "reference",
                "暂时无法解决",
                "，而所提意见和建议对加强和改进工作具有参考价值，拟在工作中研究参考的，应当将有关情况和理由答复代表",
                Need.REASON,
            ),
            _answer(
                "not_possible",
                "因法律、法规、政策的规定或者受条件限制确实不能解决",
                "的，应当如实向代表说明",
                Need.REASON,
            ),
        ),
        cite(18, 1, "区别不同情况，实事求是、具体明确地将办理结果答复代表"),
    ),
    answer_signed_by_head=Said(True, SIGNED),
    answer_sealed=Said(True, SIGNED),
    copies_to=Said(
        (
            Listed("office", "市人民代表大会常务委员会代表工作机构", COPIED),
            Listed(
                "government_office",
                "市人民政府办公厅",
                cite(20, 1, "承办单位为行政机关的，应当同时将答复抄送市人民政府办公厅"),
            ),
        ),
        COPIED,
    ),
    questions=Said(
        (
            Question("attitude", "办理态度", ASKED),
            Question("result", "办理结果", ASKED),
        ),
        ASKED,
    ),
    scale=Said(
        SATISFACTION,
        cite(21, 1, "代表对办理态度或者办理结果不满意的，应当填写具体意见"),
        "条文只写不满意；档次按满意、基本满意、不满意",
    ),
    unit_sees=Said(
        UnitSees.ON_REHANDLING,
        cite(21, 2, "应当对代表的具体意见进行研究，必要时会同市人民政府办公厅共同研究，并将研究结果告知代表"),
        "条文未写承办单位可见反馈表；承办单位仅从再次办理的要求中得知，其余只见汇总",
    ),
    unsatisfied_answer=Said(
        Follow.OFFICE_MAY_ORDER,
        cite(21, 2, "对需要再次办理的代表建议、批评和意见，交承办单位再作研究办理"),
    ),
    unsatisfied_again=Said(
        Follow.MEETING_POSSIBLE,
        cite(21, 2, "市人民代表大会常务委员会代表工作机构和市人民政府办公厅可以组织承办单位与代表当面沟通"),
    ),
    key_selected_by=Said(
        "council_of_chairpersons",
        cite(25, 2, "市人民代表大会常务委员会主任会议可以按照代表建议、批评和意见的办理情况确定督办专题"),
    ),
    followed_over_years=Said(True, cite(22, 2, "年内尚未解决的，转下年度跟踪办理")),
    open_after_term=Said(True, cite(19, 2, "应当在换届后继续在限期内完成办理并答复该建议、批评和意见的提出人")),
    made_public=Said(
        Publicity(report=True, each=False),
        cite(26, 1, "并通过“上海人大代表履职平台”和《上海市人民代表大会常务委员会公报》等向代表和社会公开"),
        "条文只写公开办理情况；单件建议和答复是否公开由本级决定",
    ),
    counted_in_appraisal=Said(True, cite(25, 1, "督促有关机关、组织对本单位、本系统的办理情况进行自查、开展评估考核")),
)


def _pack(national: Pack, version: str, first: dt.date, last: dt.date | None) -> Pack:
    return national.child(
        id="shanghai",
        version=version,
        title="上海市（2015年施行）",
        place="31",
        in_force_from=first,
        in_force_until=last,
        commencement=cite(29, 0, "本规定自2015年3月1日起施行"),
        below=cite(28, 0, "区、县和乡、镇人民代表大会代表建议、批评和意见的提出和处理参照本规定执行"),
        assumption="所据代表法2015年修正前的文本不在其内，按2015年8月29日起有规则计。",
        rules=(*RULES, *PETITIONS_OF_SHANGHAI),
        choices=CHOICES,
    )


SHANGHAI_2015 = _pack(NATIONAL_2015, "2015-08-29", NATIONAL_2015.in_force_from, LAW_OF_2025 - dt.timedelta(days=1))
SHANGHAI = _pack(NATIONAL, "2025-03-11", LAW_OF_2025, None)
