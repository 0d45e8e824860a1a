"""Stated and recorded numbers, by invented sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yishi.readings.report.agreement import stated

CASES = (
    # sentence, number, value, unit, approx, agreeing, differing
    ("召开会议12次", "12", 12, "次", False, (12,), (11, 13)),
    ("发放问卷2500余份", "2500余", 2500, "份", True, (2500, 2543, 2599), (2499, 2600)),
    ("走访企业逾千家", "千", 1000, "家", True, (1000, 1830), (999, 2000)),
    ("收集意见近900条", "近900", 900, "条", True, (900, 873), (800, 901)),
    ("联系群众18.7万余人", "18.7万余", 187_000, "人", True, (187_000, 187_950), (186_999, 188_000)),
    ("246万选民参加投票", "246万", 2_460_000, "人", False, (2_460_000, 2_464_999, 2_455_000), (2_465_000, 2_454_999)),
    ("投票率达90.03%", "90.03", Decimal("90.03"), "%", False, (Decimal("90.034"),), (Decimal("90.04"),)),
    ("办结率100%", "100", 100, "%", False, (100,), (Decimal("99.6"),)),
    ("整改金额1.55亿元", "1.55亿", Decimal("1.55"), "亿元", False, (155_000_000, 155_230_000), (156_000_000, 1)),
    ("整改金额1.55亿元", "1.55亿", 155_000_000, "亿元", False, (155_230_000,), (156_000_000,)),
    ("占比80%以上", "80", 80, "%", False, (80, 95), (79,)),
    ("参加约500人", "500", 500, "人", True, (500, 540), (560, 440)),
    ("捐款16.22万元", "16.22万", 162_200, "元", False, (162_200, 162_249), (162_300,)),
)


@pytest.mark.parametrize(("sentence", "number", "value", "unit", "approx", "agreeing", "differing"), CASES)
def test_what_may_be_called_so(sentence, number, value, unit, approx, agreeing, differing):
    start = sentence.index(number)
    said = stated(sentence, start, start + len(number), Decimal(value), unit, approx)
    for recorded in agreeing:
        assert said.agrees(Decimal(recorded)), recorded
        assert said.off_by(Decimal(recorded)) == 0
    for recorded in differing:
        assert not said.agrees(Decimal(recorded)), recorded
        assert said.off_by(Decimal(recorded)) == said.value - Decimal(recorded)
