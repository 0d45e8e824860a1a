"""Words that want somebody at once, and what a message does not say; on invented messages."""

from __future__ import annotations

import pytest

from yishi.readings.sorting.missing import missing
from yishi.readings.sorting.urgent import GROUPS, urgent


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("楼道里有煤气味，怀疑是燃气泄漏。", "gas"),
        ("老屋后墙快垮了，随时会塌。", "collapse"),
        ("昨晚三楼着火，消防通道被堵。", "fire"),
        ("再不发工资我只有跳楼。", "self_harm"),
        ("我们准备集体上访。", "crowd"),
        ("幼儿园老师体罚孩子。", "children"),
        ("十几个学生食物中毒。", "poison"),
    ],
)
def test_urgent_words_give_their_group_and_reason(text: str, group: str) -> None:
    found = urgent(text)
    assert group in {one.group for one in found}
    for one in found:
        assert text[one.start :].startswith(one.words[0])
        assert one.words[0] in one.reason and str(GROUPS[one.group]) in one.reason


@pytest.mark.parametrize(
    "text", ["社区应当多宣传防火灾知识。", "请问死亡证明怎么开？", "建议预防溺水。", "公交线路能不能延长？", ""]
)
def test_what_is_prevented_or_only_a_paper_is_not_urgent(text: str) -> None:
    assert urgent(text) == []


def kinds(text: str, place: str = "") -> set[str]:
    return {one.kind for one in missing(text, place)}


def test_what_is_not_said() -> None:
    assert kinds("路灯坏了") == {"short", "place", "time", "wish"}
    assert kinds("望溪街道柳荫路一带的路灯从上周起不亮，请尽快维修。") == set()
    assert "place" in kinds("我们小区的电梯最近总是坏，请尽快维修，老人上下楼很不方便。")
    assert "place" not in kinds("我们小区的电梯最近总是坏，请尽快维修，老人上下楼很不方便。", place="望溪街道")
    assert kinds("望溪街道柳荫路的路灯都不亮，请尽快维修，谢谢。") == {"time"}
    assert kinds("听泉街道柳荫路的路灯上周都不亮了，走路看不见。") == {"wish"}


def test_each_missing_detail_comes_with_a_question() -> None:
    for one in missing("路灯坏了"):
        assert one.reason and one.question.endswith("。")
