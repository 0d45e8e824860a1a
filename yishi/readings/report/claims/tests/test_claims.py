"""What a claim says beyond its value: unit, approximation, place, indicator, scope, kind; tables; and that nothing breaks it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yishi.readings.report.claims import Claim, find
from yishi.readings.report.claims.outside import PATTERNS, outside
from yishi.readings.report.claims.plain import plain
from yishi.readings.report.claims.rules import refused_by
from yishi.readings.report.claims.tokens import tokens


def one(text: str) -> Claim:
    (claim,) = find(text)
    return claim


@pytest.mark.parametrize(
    ("text", "number", "unit", "approx"),
    [
        ("接待群众近900人", "近900", "人", True),
        ("接待群众约900人", "900", "人", True),
        ("接待群众九百余人次", "九百余", "人次", True),
        ("捐款20余万元", "20余万", "元", True),
        ("捐款18.7万余元", "18.7万余", "元", True),
        ("投资3.2亿元", "3.2亿", "元", False),
        ("吸引投资3.2亿,", "3.2亿", "元", False),
        ("12万选民参加投票", "12万", "人", False),
        ("走访30余镇街", "30余", "个", True),
        ("办结率达98%以上", "98%", "%", True),
        ("满意率首次突破90%", "90%", "%", True),
        ("满意率达到90%", "90%", "%", False),
        ("占全县委员的四成", "四成", "%", False),
        ("服务群众3600多人(次)", "3600多", "人次", True),
        ("提高3.5个百分点", "3.5", "个百分点", False),
        ("历时两个多月", "两", "月", True),
        ("完成“6”项规定动作", "6", "项", False),
        ("近半数委员参加了活动", "近半数", "%", True),
        ("捐赠消毒液1200升", "1200", "升", False),
        ("召开会议 10 次", "10", "次", False),
        ("委员平均年龄46.5岁", "46.5", "岁", False),
    ],
)
def test_number_unit_and_approximation(text: str, number: str, unit: str, approx: bool) -> None:
    claim = one(text)
    assert (claim.number, claim.unit, claim.approx) == (number, unit, approx)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("全年召开主任会议12次，", "召开主任会议次数"),
        ("组织执法检查5项、专题调研4项，", "组织执法检查项数 组织专题调研项数"),
        ("建立7个代表小组，", "建立代表小组个数"),
        ("提案办结率100%。", "提案办结率"),
        ("接待群众760人次，", "接待群众人次"),
        ("任免干部40人次,其中任命30人次。", "任免干部人次 任免干部其中任命人次"),
        ("捐款16.2万元，", "捐款金额"),
    ],
)
def test_indicators_are_named_in_the_sentences_own_words(text: str, what: str) -> None:
    assert " ".join(claim.what for claim in find(text)) == what


REPORT = """某县人大常委会工作报告

一、2025年工作回顾
全年召开常委会会议8次，共有代表联络站12个，代表履职补助由每年2000元提高到3000元。
形成“1+5+20”三级站点网络。

二、过去五年的工作回顾
五年来，共审议报告96项。今年审议报告20项。

三、2026年工作安排
听取专项报告9项。
"""


def test_scopes_follow_the_parts_of_a_report() -> None:
    scopes = [(claim.number, claim.scope) for claim in find(REPORT)]
    assert scopes == [
        ("8", "year"),
        ("12", "asof"),
        ("2000", "asof"),
        ("3000", "asof"),
        ("1", "asof"),
        ("5", "asof"),
        ("20", "asof"),
        ("96", "term"),
        ("20", "year"),
        ("9", "plan"),
    ]


def test_figures_of_a_table_take_measure_from_row_or_column() -> None:
    table = "序号\t项目\t数量（件）\t单位\n1\t收到提案\t262\t\n2\t审查立案\t84\t\n\n会议\t次数\n主席会议\t12\n\n走访企业\t36\t家\n办结率\t98.5\t%\n"
    assert [(claim.number, claim.unit, claim.what) for claim in find(table)] == [
        ("262", "件", "收到提案数量"),
        ("84", "件", "审查立案数量"),
        ("12", "次", "主席会议次数"),
        ("36", "家", "走访企业"),
        ("98.5", "%", "办结率"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("召开第12次会议", "ordinal"),
        ("《条例》第3条", "ordinal"),
        ("“3大行动”", "quotation"),
        ("《5年规划》", "title"),
        ("2025年12月", "date"),
        ("值守24小时", "time_passing"),
        ("抓好三个方面", "chinese_numeral"),
        ("下设12", "nothing_counted"),
        ("三分之一以上代表联名", "quorum"),
    ],
)
def test_a_refusal_has_a_name(text: str, why: str) -> None:
    flat = plain(text)
    reasons = {refused_by(flat, token, outside(flat)) for token in tokens(flat)}
    assert why in reasons and find(text) == []


def test_every_pattern_of_what_is_no_figure_has_a_name() -> None:
    assert all(name and patterns for name, patterns in PATTERNS.items())


def test_as_json_is_plain_json() -> None:
    said = json.loads(json.dumps(one("办结率98.5%").as_json(), ensure_ascii=False))
    assert (said["value"], said["unit"], said["kind"]) == (98.5, "%", "percent")
    assert one("办理12件").as_json()["value"] == 12


WORDS = "百分之|分之|人次|个百分点|其中|分别|会议|建立|开展|平均年龄|每|以上|半数|方面|提出|建议|收到|增长|http://|12|2026年"
PIECES = st.sampled_from(
    [
        *'0123456789一二两三十百千万亿零余多近约第届次年月日号个件项人名元%,。、;:()“”《》"+-—/.· \t\n',
        *WORDS.split("|"),
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_never_raises_and_places_hold(text: str) -> None:
    last = -1
    for claim in find(text):
        assert text[claim.start : claim.end] == claim.number
        assert claim.number and claim.start >= last
        assert claim.number in claim.quote or "\n" in claim.number
        assert claim.value >= 0
        assert json.dumps(claim.as_json())
        last = claim.end


@given(st.integers(1, 10**6), st.sampled_from(["件", "次", "人次", "个", "项", "名", "万元"]))
def test_a_plain_count_is_read_back(number: int, unit: str) -> None:
    claim = one(f"全年共办理事项{number}{unit}，")
    assert claim.value == number * (10**4 if unit == "万元" else 1)
    assert claim.number.startswith(str(number))


@pytest.mark.parametrize(
    "sign", ["1", "1 ", "一", "“", "《", "1,", "1、", "1件", "两次", "第", "\t", "1+", "十分之", "访问", "1\t"]
)
def test_time_grows_with_the_text_only(sign: str) -> None:
    """A text that means ill takes no longer for each character when there are ten times as many."""
    short, long = (sign * (size // len(sign)) for size in (4_000, 40_000))
    assert _time(long) < 40 * _time(short) + 0.5


def _time(text: str) -> float:
    """The processor's own, whatever else it does meanwhile."""
    began = time.process_time()
    find(text)
    return time.process_time() - began
