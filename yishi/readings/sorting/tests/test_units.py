"""The rule that reads a kind of unit from an answer, on invented answers; and the kinds themselves."""

from __future__ import annotations

import pytest

from yishi.readings.sorting.units import by_code, first_named, kind_of, kinds, said
from yishi.rooms.voice.catalogue.topics import by_code as topics


def test_fifteen_kinds_each_with_names_and_words() -> None:
    assert len(kinds()) == len(by_code()) == 15
    for kind in kinds():
        assert kind.names and len(kind.words) >= 10
        assert set(kind.topics) <= topics().keys()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("您好！经区教育局核实，该园收费已公示。", "education"),
        ("网友您好：经查，交警大队已在路口增设警力，城管部门将清理占道。", "police"),
        ("经调查，城管部门已清理占道，交警大队也将加强巡逻。", "city"),
        ("云溪县水利局已安排维修。", "utilities"),
        ("已由市场监督管理局立案。", "market"),
        ("我街道高度重视，立即上门走访。", "town"),
        ("经了解，情况属实。云溪县住房和城乡建设局 2026年3月2日", "housing"),
        ("经县自然资源和规划局核实，该地块为耕地。", "land"),
        ("县医疗保障局回复：可以报销。", "labour"),
        ("县卫健局已约谈该诊所。", "health"),
        ("市生态环境局云溪分局已责令停产。", "environment"),
        ("县民政局将为您办理低保。", "civil"),
        ("县农业农村局已发放补贴。", "rural"),
        ("县税务局提醒您凭发票办理。", "economy"),
        ("公交公司将增加班次。", "transport"),
    ],
)
def test_first_name_counts(answer: str, kind: str) -> None:
    found = first_named(answer)
    assert found is not None and found.kind == kind
    assert answer[found.start :].startswith(found.words)


@pytest.mark.parametrize(
    "answer",
    ["", "您反映的问题已转有关部门办理。", "感谢您的支持！2026年3月2日", "我局已安排人员处理。"],
)
def test_nobody_is_named(answer: str) -> None:
    assert first_named(answer) is None


def test_what_is_quoted_or_repeated_is_not_read() -> None:
    """The message's own subject and the names of laws are not whom the answer names."""
    assert first_named("您发布的《请教育局管管补课》一帖已收悉，经区民政局核实，情况属实。").kind == "civil"  # type: ignore[union-attr]
    assert first_named("您反映城管局不作为的问题已收悉。县交通运输局已派人。").kind == "transport"  # type: ignore[union-attr]
    text = "根据《环境保护局办事指南》，由县水务局办理。"
    assert len(said(text)) == len(text) and "环境保护局" not in said(text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区教育委员会", "education"),
        ("区公安分局", "police"),
        ("住房和城乡建设委员会", "housing"),
        ("规划和自然资源局", "land"),
        ("云谷街道", "town"),
        ("柳湾镇人民政府", "town"),
        ("柳湾镇", "town"),
        ("城市管理局", "city"),
        ("云溪供电公司", "utilities"),
        ("交通运输委员会", "transport"),
        ("退役军人事务局", "civil"),
        ("委组织部", ""),
        ("", ""),
    ],
)
def test_kind_of_an_office_s_own_unit(name: str, kind: str) -> None:
    assert kind_of(name) == kind
