"""Texts of the length and variety that real suggestions have. Lives are walked with tokens in the place of words;
each clone puts its own in: the place it is about and the sentences it says."""

from __future__ import annotations

import random

from bench.data.people import spelt

PLACE = "某某某某某片区"
"""The token of the place that a life is about."""
SENTENCES = 16
TOKENS = tuple(f"〖{spelt(at, 2)}〗" for at in range(SENTENCES))

WHERE = (
    "老城社区",
    "沿江地段",
    "新建小区",
    "乡镇集市",
    "学校周边",
    "产业园区",
    "医院门前",
    "公交沿线",
    "山区村落",
    "安置房片",
)
WHAT = ("电梯老化", "停车困难", "排水不畅", "路灯缺失", "托育不足", "就医排队", "扬尘扰民", "用水紧张", "道路破损", "消防通道堵塞",
        "养老床位短缺", "垃圾转运不及时", "农产品滞销", "快递车辆乱停", "噪声超标", "文化设施闲置")  # fmt: skip
EFFECT = (
    "群众反映强烈",
    "老人出行不便",
    "存在安全隐患",
    "影响企业经营",
    "学生上下学受影响",
    "多次报修没有结果",
    "雨季尤其突出",
    "周边投诉集中",
)
WISH = ("建议有关部门实地调研", "建议纳入明年民生实事", "建议安排专项资金", "建议明确牵头单位", "建议分期分批改造", "建议引入社会力量",
        "建议建立联席会议制度", "建议向社会公开进度", "建议完善考核办法", "建议先行试点再推开")  # fmt: skip


def sentence(random_: random.Random) -> str:
    """One of some ten thousand."""
    pick = random_.choice
    number = random_.randrange(3, 980)
    return f"{pick(WHERE)}{pick(WHAT)}，涉及居民{number}户，{pick(EFFECT)}，{pick(WISH)}。"


def sentence_at(number: int) -> str:
    """The same sentence for the same number."""
    return sentence(random.Random(number))


def place(number: int) -> str:
    """The place of the clone `number`."""
    return f"{spelt(number, 5)}片区"


def of_clone(number: int) -> dict[str, str]:
    """What a clone says instead of the tokens; the same every time."""
    random_ = random.Random(number)
    return {PLACE: place(number)} | {token: sentence(random_) for token in TOKENS}


SITUATION = "".join(TOKENS[:8])
PROPOSALS = "\n".join(f"{at}、{token}" for at, token in enumerate(TOKENS[8:12], 1))
ANSWER = f"经研究，现将有关情况答复如下。\n{''.join(TOKENS[12:])}\n感谢您对我们工作的关心和支持。"
TITLES = (
    "关于加快{}停车设施建设的建议",
    "关于在{}老旧小区加装电梯的建议",
    "关于改善{}学校周边交通的建议",
    "关于增加{}托育服务供给的建议",
)
