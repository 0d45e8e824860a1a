"""National law on suggestions before the amendment of 2025: matters begun then keep it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ..articles import Statute
from ..choices import HardMode, Listed, Publicity, Said
from ..pack import Pack
from ..rules import Owner, Rule, Start, months
from ..seasons import Prompt
from .assumed import EVALUATE_WITHIN
from .national import FROM, MANDATE_ENDS, MANDATE_SUSPENDED, PRINTED
from .silent import SILENT
from .voice import PETITIONS, VOICE

LAW = Statute("全国人民代表大会和地方各级人民代表大会代表法", "代表法", "2015-08-29", "2015年修正", "代表法")

ANSWER = LAW.cite(42, 1, "有关机关、组织应当认真研究办理代表建议、批评和意见，并自交办之日起三个月内答复")
HARD = LAW.cite(42, 1, "涉及面广、处理难度大的建议、批评和意见，应当自交办之日起六个月内答复")
CONTACT = LAW.cite(42, 2, "应当与代表联系沟通，充分听取意见")
REPORT = LAW.cite(
    42,
    3,
    "代表建议、批评和意见的办理情况，应当向本级人民代表大会常务委员会或者乡、民族乡、镇的人民代表大会主席团"
    "报告，并印发下一次人民代表大会会议",
)

RULES = (
    Rule("reply", "答复代表", months(3), Start.HANDED_OVER, Owner.UNIT, ANSWER),
    Rule("reply_hard", "答复代表（涉及面广、处理难度大）", months(6), Start.HANDED_OVER, Owner.UNIT, HARD),
    Rule("contact", "与代表联系沟通", Prompt("联系沟通"), Start.RECEIVED, Owner.UNIT, CONTACT),
    EVALUATE_WITHIN,
    Rule("handling_report", "报告办理情况", PRINTED, Start.YEAR, Owner.REPORTERS, REPORT),
)


def _then(ground: Listed, article: int) -> Listed:
    """The same ground in the words and at the place of the 2015 text, which does not mention death."""
    if ground.code == "died":
        return Listed(ground.code, ground.label)
    label = "辞职被接受" if ground.code == "resigned" else ground.label
    return Listed(ground.code, label, LAW.cite(article, 1, label))


NATIONAL_2015 = Pack(
    id="national",
    version="2015-08-29",
    title="全国（代表法2015年修正）",
    place="cn",
    profile="npc",
    in_force_from=dt.date(2015, 8, 29),
    in_force_until=FROM - dt.timedelta(days=1),
    commencement=LAW.cite(52, 0, "本法自公布之日起施行"),
    assumption="文本未写公布之日，按修正之日计。",
    rules={rule.id: rule for rule in (*RULES, *VOICE, *PETITIONS)},
    choices=replace(
        SILENT,
        hard_mode=Said(HardMode.SET_AT_HANDOVER, HARD, "何者为涉及面广、处理难度大，由交办机构在交办时确定并记录理由"),
        made_public=Said(
            Publicity(report=True, each=False),
            LAW.cite(42, 3, "代表建议、批评和意见办理情况的报告，应当予以公开"),
            "代表法只规定公开报告；单件建议和答复是否公开由本级决定",
        ),
        mandate_ends=Said(
            tuple(_then(ground, 49) for ground in MANDATE_ENDS),
            LAW.cite(49, 1, "代表有下列情形之一的，其代表资格终止"),
            "条文未写代表去世；其代表资格自然终止",
        ),
        mandate_suspended=Said(
            tuple(_then(ground, 48) for ground in MANDATE_SUSPENDED),
            LAW.cite(48, 1, "代表有下列情形之一的，暂时停止执行代表职务"),
        ),
    ),
)
