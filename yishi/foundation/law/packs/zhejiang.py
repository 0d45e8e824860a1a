"""The pack of Zhejiang: 浙江省人民代表大会代表建议、批评和意见办理的规定 as amended on 27 May 2016.

The time to answer (第二十一条, three months after the unit got it) is not set here: the national law gives
the same three months from the hand-over, which is never later, and stands above it.
"""

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
from .voice import PETITIONS_OF_ZHEJIANG
from .zhejiang_rules import EXTENDED, LAW, RULES

cite = LAW.cite


def _answer(code: str, label: str, wording: str, *needs: Need, promises: bool = False) -> AnswerClass:
    return AnswerClass(code, label, needs, promises, code == "solved", cite(19, 1, wording))


def _ground(code: str, label: str) -> Listed:
    return Listed(code, label, cite(6, 1, label))


CHOICES = Choices(
    cosigners_confirm=Said(
        True,
        cite(9, 1, "联名提出的，领衔代表应当采取适当方式，使参加联名的代表了解建议、批评和意见的内容"),
        "条文只要求了解内容；仍由参加联名的代表逐一确认，以证明其了解",
    ),
    delegation_may_submit=Said(
        False,
        cite(9, 1, "代表建议、批评和意见可以由代表一人提出，也可以由代表联名提出"),
        "条文未写代表团，按不可以处理",
    ),
    inadmissible=Said(
        (
            _ground("personal", "涉及解决代表本人或者其亲属个人问题"),
            _ground("letter_or_appeal", "代转人民群众来信或者案件申诉材料"),
            _ground("academic_or_product", "属于学术探讨、产品推介"),
            _ground("no_content", "没有具体内容"),
            _ground("pending_case", "对尚未审理终结的具体司法案件提出具体意见"),
            _ground("tender", "对正在进行的招标投标活动提出具体中标意见"),
            _ground("other", "其他不应当作为建议、批评和意见"),
        ),
        cite(6, 1, "下列情况不应当作为代表建议、批评和意见提出"),
    ),
    exits=Said(
        (Listed("not_accepted", "不予受理", cite(10, 2, "不予受理，并告知代表")),),
        cite(10, 2, "不予受理，并告知代表"),
    ),
    decides_hand_back=Said(
        ("office", "government_office"),
        cite(14, 1, "向交办机构说明情况，经交办机构同意后退回"),
        "政府系统的建议由两家共同交办（第十一条第二款），其退回由省人民政府办公厅协调、任一家同意即可",
    ),
    hard_mode=Said(HardMode.BY_CONSENT, EXTENDED),
    merge_each_answered=Said(
        True, cite(18, 3, "承办单位对于内容相同的代表建议、批评和意见，可以合并办理，但应当分别答复代表")
    ),
    each_signer_answered=Said(True, cite(22, 2, "代表联名提出的建议、批评和意见，应当分别答复每位代表")),
    answer_classes=Said(
        (
            _answer("solved", "能够及时解决", "对能够及时解决的，应当予以解决", Need.RESULT),
            _answer(
                "solving",
                "列入工作计划、规划，逐步解决",
                "对应该解决但因客观条件限制一时难以解决的，应当列入工作计划、规划，逐步解决",
                Need.PLAN_AND_DATE,
                promises=True,
            ),
            _answer(
                "not_possible",
                "确实不能解决",
                "对确实不能解决的，应当充分说明原因，给予详细答复",
                Need.REASON,
            ),
        ),
        cite(19, 1, "坚持实事求是，注重解决实际问题的原则"),
    ),
    answer_signed_by_head=Said(True, cite(22, 1, "由承办单位主要负责人审核签发并加盖本单位公章")),
    answer_sealed=Said(True, cite(22, 1, "由承办单位主要负责人审核签发并加盖本单位公章")),
    copies_to=Said(
        (
            Listed(
                "office",
                "省人民代表大会常务委员会代表与选举任免工作委员会",
                cite(25, 1, "应当同时抄送省人民代表大会常务委员会代表与选举任免工作委员会"),
            ),
            Listed(
                "electing_office",
                "选举该代表的市人民代表大会常务委员会代表工作机构",
                cite(25, 1, "选举该代表的市人民代表大会常务委员会代表工作机构"),
            ),
            Listed(
                "government_office",
                "省人民政府办公厅",
                cite(25, 1, "承办单位为政府所属部门的，还应当将答复件同时抄送省人民政府办公厅"),
            ),
        ),
        cite(25, 1, "承办单位对代表建议、批评和意见的答复，应当同时抄送"),
    ),
    questions=Said(
        (Question("handling", "办理工作", cite(23, 1, "征询对办理工作的意见")),),
        cite(23, 1, "应当给领衔提出建议、批评和意见的代表附寄《人大代表建议、批评和意见办理情况征询意见表》"),
    ),
    scale=Said(SATISFACTION, None, "条文只写不满意；档次按满意、基本满意、不满意，不满意的填写具体意见"),
    lead_signer_evaluates=Said(True, cite(23, 2, "对本人领衔提出的建议、批评和意见的办理情况进行反馈评价")),
    unit_sees=Said(UnitSees.FORM_SENT, cite(23, 2, "及时寄送承办单位")),
    unsatisfied_answer=Said(
        Follow.OFFICE_MUST_ORDER,
        cite(
            24,
            1,
            "代表对承办单位的答复不满意的，省人民代表大会常务委员会代表与选举任免工作委员会督促承办单位再次研究办理",
        ),
    ),
    key_selected_by=Said(
        "council_of_chairpersons",
        cite(12, 1, "提出拟重点督办的代表建议、批评和意见，由省人民代表大会常务委员会主任会议研究确定"),
    ),
    followed_over_years=Said(True, cite(20, 1, "承办单位办理代表建议、批评和意见实行跟踪办理制度")),
    report_voted=Said(
        True,
        cite(
            29,
            2,
            "代表建议、批评和意见办理工作报告经省人民代表大会常务委员会会议审议通过后，印发下次省人民代表大会会议",
        ),
    ),
    made_public=Said(
        Publicity(report=True, each=False),
        cite(
            29,
            3,
            "代表建议、批评和意见办理情况的报告，应当通过浙江人大门户网站和浙江人大代表履职服务平台等"
            "向社会和代表予以公开",
        ),
        "条文只写公开报告；单件建议和答复是否公开由本级决定",
    ),
    counted_in_appraisal=Said(True, cite(26, 2, "将所属部门办理代表建议、批评和意见情况列入目标考核内容")),
)


def _pack(national: Pack, version: str, first: dt.date, last: dt.date | None) -> Pack:
    return national.child(
        id="zhejiang",
        version=version,
        title="浙江省（2016年规定）",
        place="33",
        in_force_from=first,
        in_force_until=last,
        commencement=cite(31, 0, "本规定自公布之日起施行"),
        assumption="文本未写公布之日，按修正之日计；规定未写市、县、乡是否参照，按参照处理。",
        rules=(*RULES, *PETITIONS_OF_ZHEJIANG),
        choices=CHOICES,
    )


BEGAN = dt.date(2016, 5, 27)
ZHEJIANG_2016 = _pack(NATIONAL_2015, "2016-05-27", BEGAN, LAW_OF_2025 - dt.timedelta(days=1))
ZHEJIANG = _pack(NATIONAL, "2025-03-11", LAW_OF_2025, None)
