"""National law on suggestions: 代表法 as amended on 11 March 2025."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ..articles import Statute
from ..choices import HardMode, Listed, Publicity, Said
from ..pack import Pack
from ..rules import Owner, Rule, Start, months
from ..seasons import Happening, Occasions, Prompt, Side
from .assumed import EVALUATE_WITHIN
from .silent import SILENT
from .voice import PETITIONS, VOICE

LAW = Statute("全国人民代表大会和地方各级人民代表大会代表法", "代表法", "2025-03-11", "2025年修正", "代表法")
FROM = dt.date(2025, 3, 11)

ANSWER = LAW.cite(
    51,
    2,
    "有关机关、组织应当认真研究办理代表建议、批评和意见，与代表联系沟通，充分听取意见，并自交办之日起三个月内答复",
)
CONTACT = LAW.cite(51, 2, "有关机关、组织应当认真研究办理代表建议、批评和意见，与代表联系沟通，充分听取意见")
HARD = LAW.cite(51, 2, "涉及面广、处理难度大的建议、批评和意见，应当自交办之日起六个月内答复")
REPORT = LAW.cite(
    51,
    3,
    "由常务委员会办事机构、工作机构或者有关机关、组织向本级人民代表大会常务委员会报告，并印发下一次人民代表大会会议",
)
PRINTED = Occasions((), (Happening("next_session", Side.BEFORE, "印发下一次人民代表大会会议"),))

RULES = (
    Rule("reply", "答复代表", months(3), Start.HANDED_OVER, Owner.UNIT, ANSWER),
    Rule("reply_hard", "答复代表（涉及面广、处理难度大）", months(6), Start.HANDED_OVER, Owner.UNIT, HARD),
    Rule("contact", "与代表联系沟通", Prompt("联系沟通"), Start.RECEIVED, Owner.UNIT, CONTACT),
    EVALUATE_WITHIN,
    Rule("handling_report", "报告办理情况", PRINTED, Start.YEAR, Owner.REPORTERS, REPORT, duty="报告"),
)


def _ends(code: str, label: str, paragraph: int = 1) -> Listed:
    return Listed(code, label, LAW.cite(62, paragraph, label))


def _suspends(code: str, label: str) -> Listed:
    return Listed(code, label, LAW.cite(61, 1, label))


MANDATE_ENDS = (
    _ends("moved", "地方各级人民代表大会代表迁出或者调离本行政区域"),
    _ends("resigned", "辞职或者责令辞职被接受"),
    _ends("absent_twice", "未经批准两次不出席本级人民代表大会会议"),
    _ends("recalled", "被罢免"),
    _ends("lost_nationality", "丧失中华人民共和国国籍"),
    _ends("deprived_of_rights", "依照法律被剥夺政治权利"),
    _ends("lost_capacity", "丧失行为能力"),
    _ends("died", "代表去世", paragraph=2),
)
MANDATE_SUSPENDED = (
    _suspends("criminal_custody", "因刑事案件被羁押正在受侦查、起诉、审判"),
    _suspends("serving_sentence", "被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑"),
)

CHOICES = replace(
    SILENT,
    hard_mode=Said(
        HardMode.SET_AT_HANDOVER, HARD, "何者为涉及面广、处理难度大，由交办机构在交办时确定并记录理由"
    ),
    key_selected_by=Said(
        "council_of_chairpersons",
        LAW.cite(
            52,
            2,
            "委员长会议或者主任会议可以围绕经济社会发展和关系人民群众切身利益、社会普遍关注的问题，"
            "确定重点督促办理的代表建议、批评和意见",
        ),
    ),
    made_public=Said(
        Publicity(report=True, each=False),
        LAW.cite(51, 3, "代表建议、批评和意见办理情况的报告，应当予以公开"),
        "代表法只规定公开报告；单件建议和答复是否公开由本级决定",
    ),
    mandate_ends=Said(MANDATE_ENDS, LAW.cite(62, 1, "代表有下列情形之一的，其代表资格终止")),
    mandate_suspended=Said(MANDATE_SUSPENDED, LAW.cite(61, 1, "代表有下列情形之一的，暂时停止执行代表职务")),
)  # fmt: skip

NATIONAL = Pack(
    id="national",
    version="2025-03-11",
    title="全国（代表法2025年修正）",
    place="cn",
    profile="npc",
    in_force_from=FROM,
    commencement=LAW.cite(65, 0, "本法自公布之日起施行"),
    assumption="文本未写公布之日，按修正之日计。",
    rules={rule.id: rule for rule in (*RULES, *VOICE, *PETITIONS)},
    choices=CHOICES,
)
