"""The pack of Chongqing: 重庆市人民代表大会代表建议批评和意见工作条例 (2017), in force since 2018."""

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
from .chongqing_rules import HARD, LAW, RULES
from .national import FROM as LAW_OF_2025
from .national import NATIONAL
from .national_2015 import NATIONAL_2015

cite = LAW.cite


def _answer(code: str, label: str, rest: str, *needs: Need, promises: bool = False) -> AnswerClass:
    return AnswerClass(code, label, needs, promises, code == "solved", cite(22, 1, label + rest))


def _ground(code: str, label: str) -> Listed:
    return Listed(code, label, cite(9, 2, label))


MEETING = "由市人大常委会人代工委召集有关代表和承办单位进行研究，提出处理意见"
AGAIN = "由市人大常委会人代工委视情况要求承办单位重新办理该代表建议、批评和意见"

CHOICES = Choices(
    review_stages=Said(
        (Listed("check", "复核"),),
        cite(13, 3, "大会秘书处或者市人大常委会人代工委应当对代表提出的建议、批评和意见进行复核"),
    ),
    delegation_may_submit=Said(True, cite(8, 1, "可以由代表多人联名提出，也可以由代表团提出")),
    cosigners_confirm=Said(True, cite(8, 2, "参加联名的代表应当确认建议、批评和意见的内容能够真实表达自己的意愿")),
    inadmissible=Said(
        (
            _ground("personal", "涉及解决代表本人或者其亲属个人问题"),
            _ground("case_or_letter", "涉及具体的司法案件或者代转人民群众来信"),
            _ground("academic_or_product", "属于学术探讨、产品推介"),
            _ground("complaint", "属于检举、申诉、控告"),
            _ground("other", "法律、法规规定的其他不宜作为代表建议、批评和意见"),
        ),
        cite(9, 2, "下列事项不应当作为代表建议、批评和意见提出"),
    ),
    exits=Said(
        (
            Listed("returned", "退回代表", cite(13, 3, "向代表说明情况后，退回代表")),
            Listed("reference", "转有关部门作工作参考", cite(13, 3, "转有关部门作工作参考")),
        ),
        cite(13, 3, "不作为代表建议、批评和意见处理，向代表说明情况后，退回代表或者转有关部门作工作参考"),
    ),
    withdrawal_needs_all_signers=Said(
        True,
        cite(12, 1, "代表要求撤回提出的建议、批评和意见，应当以书面形式"),
        "条文未写联名提出的如何撤回；按全体联名代表同意处理",
    ),
    decides_hand_back=Said(
        ("office",),
        cite(16, 1, "经同意后退回的代表建议、批评和意见，由大会秘书处或者市人大常委会人代工委"),
    ),
    hard_mode=Said(HardMode.SET_AT_HANDOVER, HARD, "由交办机构在交办时确定并记录理由"),
    merge_each_answered=Said(
        True,
        cite(13, 3, "可以合并处理，并告知提出建议、批评和意见的代表"),
        "合并处理的仍分别答复每位代表",
    ),
    each_signer_answered=Said(
        True, cite(23, 2, "代表联名提出的建议、批评和意见，应当答复提出建议、批评和意见的每位代表")
    ),
    answer_classes=Said(
        (
            _answer("solved", "已经解决或者采纳", "的，应当将解决或者采纳的情况答复代表", Need.RESULT),
            _answer(
                "solving",
                "正在研究解决",
                "的，应当将工作计划、工作进度和完成时限等情况答复代表",
                Need.PLAN_AND_DATE,
                promises=True,
            ),
            _answer("not_possible", "不具备解决条件", "的，应当将具体原因如实向代表说明", Need.REASON),
            _answer(
                "reported_up",
                "涉及上级国家机关职权",
                "的，应当将向上级国家机关反映的情况答复代表",
                Need.REPORTED_UP,
            ),
        ),
        cite(22, 1, "承办单位应当区别不同情况，将办理结果按照下列情况进行分类，实事求是、明确具体地答复代表"),
    ),
    answer_signed_by_head=Said(True, cite(23, 1, "应当按照统一格式行文，由主要负责人审定签发")),
    answer_sealed=Said(True, None, "条文未写盖章；书面答复按公文加盖公章"),
    copies_to=Said(
        (
            Listed("office", "市人大常委会人代工委", cite(25, 1, "应当抄送市人大常委会人代工委")),
            Listed(
                "government_office",
                "市人民政府办公厅",
                cite(
                    25,
                    1,
                    "市人民政府相关部门、区县（自治县）人民政府对代表建议、批评和意见的答复函"
                    "应当同时抄送市人民政府办公厅",
                ),
            ),
        ),
        cite(25, 1, "承办单位对代表建议、批评和意见的答复函，应当抄送市人大常委会人代工委"),
    ),
    questions=Said(
        (Question("answer", "答复函", cite(26, 1, "对承办单位办理代表建议、批评和意见的答复函")),),
        cite(27, 1, "对承办单位的答复函进行评价"),
    ),
    promise_questions=Said(
        (Question("promise", "承诺事项的落实情况", cite(26, 1, "答复函中承诺事项的落实情况作出满意")),),
        cite(28, 1, "对承办单位办理落实承诺事项的情况进行评价"),
    ),
    scale=Said(
        SATISFACTION,
        cite(26, 1, "作出满意、基本满意、不满意等评价"),
        "条文的“等”不再添档次；不满意的应当填写具体意见（第二十七条、第二十八条）",
    ),
    lead_signer_evaluates=Said(
        True, cite(26, 2, "代表联名提出建议、批评和意见的，由领衔代表反馈"), "代表团提出的由其联系组组长反馈"
    ),
    unit_sees=Said(
        UnitSees.ON_REHANDLING,
        cite(27, 1, "并将评价结果反馈市人大常委会人代工委"),
        "条文只写反馈人代工委；承办单位仅从重新办理的要求中得知，其余只见汇总",
    ),
    unsatisfied_answer=Said(Follow.OFFICE_MAY_ORDER, cite(27, 2, AGAIN)),
    unsatisfied_again=Said(Follow.MEETING, cite(27, 2, "重新办理答复后代表仍然不满意的，" + MEETING)),
    unsatisfied_promise=Said(
        Follow.MEETING,
        cite(28, 2, "代表对承诺事项的办理落实不满意的，应当填写具体意见，" + MEETING),
    ),
    unreturned_excluded=Said(
        True,
        cite(29, 1, "经催促仍然不反馈回执的，不纳入承办单位办理代表建议、批评和意见工作满意情况的统计范围"),
    ),
    key_selected_by=Said(
        "council_of_chairpersons",
        cite(
            32,
            1,
            "市人民代表大会常务委员会主任会议可以每年选取若干事关改革发展稳定和人民群众普遍关心的重大问题、"
            "代表反映比较集中的建议、批评和意见，决定进行重点督办",
        ),
    ),
    followed_over_years=Said(True, cite(33, 1, "可以研究确定若干件尚未落实的代表建议、批评和意见进行跨年度跟踪督办")),
    report_voted=Said(True, cite(34, 1, "市人民代表大会常务委员会每年十一月审议和表决")),
    made_public=Said(
        Publicity(report=True, each=True, not_public=("国家秘密", "商业秘密", "个人隐私")),
        cite(
            36,
            1,
            "向社会公开代表建议、批评和意见及其办理答复情况，承办单位应当在本单位网站进行公开，但是，"
            "涉及国家秘密、商业秘密、个人隐私等不宜公开的内容除外",
        ),
    ),
    counted_in_appraisal=Said(
        True, cite(37, 1, "承办单位办理代表建议、批评和意见工作情况应当纳入市级机关目标管理绩效考核")
    ),
)


def _pack(national: Pack, version: str, first: dt.date, last: dt.date | None) -> Pack:
    return national.child(
        id="chongqing",
        version=version,
        title="重庆市（2017年条例）",
        place="50",
        in_force_from=first,
        in_force_until=last,
        commencement=cite(40, 0, "本条例自2018年1月1日施行"),
        below=cite(39, 0, "区、县（自治县）和乡、民族乡、镇人民代表大会代表建议、批评和意见工作，参照本条例规定执行"),
        rules=RULES,
        without=("evaluate_within",),  # 第二十七条 sets the period
        choices=CHOICES,
    )


BEGAN = dt.date(2018, 1, 1)
CHONGQING_2018 = _pack(NATIONAL_2015, "2018-01-01", BEGAN, LAW_OF_2025 - dt.timedelta(days=1))
CHONGQING = _pack(NATIONAL, "2025-03-11", LAW_OF_2025, None)
