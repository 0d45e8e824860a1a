"""How figures are told that do not follow from the catalogue: suggestions, shares, seats."""

from __future__ import annotations

import json

from yishi.readings.figures.expression import Count, Expression
from yishi.readings.report.express import rates
from yishi.readings.report.express.reading import count
from yishi.readings.report.express.suggestions import expression_of
from yishi.rooms.suggestions.measures import BY_ID

TOLD = {
    "received": ("收到{m}", "提出{m}", "共收到{m}", "征集{m}"),
    "session": ("大会期间提出{m}", "大会期间收到{m}"),
    "between": ("闭会期间提出{m}", "闭会期间收到{m}"),
    "from_motion": ("由议案转来的{m}",),
    "from_messages": ("群众意见转化为{m}", "转化为{m}"),
    "carried": ("上年转入{m}",),
    "filed": ("登记受理{m}", "受理{m}", "立案{m}", "审查立案{m}"),
    "merged": ("并案办理{m}", "合并办理{m}"),
    "turned_away": ("不予立案{m}", "退回{m}"),
    "withdrawn": ("撤回{m}",),
    "split": ("分案办理{m}",),
    "higher": ("在上级提出{m}",),
    "handed": ("交办{m}", "转交{m}", "分办{m}"),
    "answered": ("答复{m}", "办结{m}", "办复{m}"),
    "late": ("逾期答复{m}",),
    "key": ("重点督办{m}", "领衔督办{m}"),
    "published": ("公开{m}",),
    "good": ("评选优秀{m}", "优秀{m}"),
    "good_handling": ("评选{m}优秀办理件",),
}
"""A measure of the room of suggestions -> how it is told; {m} is what the organ calls them."""
OCCASIONS = {
    "meetings": ("召开{m}督办会",), "on_site": ("开展{m}现场办理",), "television": ("开展{m}电视问政",), "look_back": ("开展{m}办理回头看",),
    "checks": ("开展{m}督办员抽查",), "oversight": ("开展{m}督办活动",),
}  # fmt: skip
PROMISES = {
    "promised": ("作出承诺事项", "作出{m}承诺事项"),
    "promise_kept": ("兑现承诺事项", "兑现{m}承诺事项"),
    "promise_failed": ("未能兑现承诺事项",),
}
WORD = {"npc": "代表建议", "cppcc": "提案"}
PARTS = {"parts": ("承办{m}",), "answers": ("发出{m}答复",), "again": ("重新办理{m}",), "handed_back": ("改交{m}",)}


def key(expression: Expression) -> str:
    """An expression as a key."""
    return json.dumps(expression.data(), ensure_ascii=False, sort_keys=True)


def _suggestions() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    made = {}
    for table, unit in ((TOLD, "件"), (OCCASIONS, "次"), (PROMISES, "项"), (PARTS, "件次")):
        for id, ways in table.items():
            for profile, word in WORD.items():
                made[profile, key(expression_of(BY_ID[id]))] = tuple((way.format(m=word), unit) for way in ways)
    return made


def _rates() -> dict[tuple[str, str], tuple[str, ...]]:
    told: dict[tuple[str, str], tuple[str, ...]] = {}
    for profile, word in WORD.items():
        for expression, ways in (
            (rates.ON_TIME, ("{m}按期答复率", "{m}按时办结率", "{m}按期办复率达")),
            (rates.SOLVED, ("{m}解决率", "{m}解决率达")),
            (rates.KEPT, ("{m}承诺兑现率", "承诺事项兑现率")),
            (rates.HANDLED, ("{m}办结率", "{m}办复率")),
            (rates.SATISFACTION, ("{m}办理满意率", "{m}办理满意度")),
        ):
            told[profile, key(expression)] = tuple(way.format(m=word) for way in ways)
    return told


SUGGESTIONS = _suggestions()
RATES = _rates()
SEATS = {
    key(Count("seats")): (("现有{who}", "名"), ("在任{who}", "名"), ("共有{who}", "名")),
    key(count("seats", person_kind="standing")): (("现有常委会组成人员", "名"), ("现有组成人员", "名")),
    key(count("seats", person_sex="f")): (("现有女{who}", "名"), ("现有妇女{who}", "名")),
    key(count("seats", person_grass_roots="yes")): (("现有基层一线{who}", "名"), ("现有基层{who}", "名")),
    key(count("seats", person_non_party="yes")): (("现有非中共{who}", "名"), ("现有党外{who}", "名")),
    key(count("seats", person_re_elected="yes")): (("现有连任{who}", "名"),),
}

__all__ = ["RATES", "SEATS", "SUGGESTIONS", "key"]
