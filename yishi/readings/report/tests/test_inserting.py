"""Figures put into a text by name."""

from __future__ import annotations

import pytest

from yishi.readings.figures import catalogue
from yishi.readings.figures.expression import read
from yishi.readings.figures.figure import Figure
from yishi.readings.report import inserting
from yishi.readings.report.fields import Unreadable

COUNT = read({"count": "times"})


def figure(id: str, name: str, *aliases: str) -> Figure:
    return Figure(id, "", name, aliases, "次", "", COUNT)


FIGURES = {
    row.id: row
    for row in (
        figure("kind/visit", "视察", "视察活动"),
        figure("kind/special_visit", "专题视察", "视察专题"),
        figure("kind/talk", "座谈", "座谈会"),
        figure("kind/forum", "论坛", "座谈会"),
        figure("output/opinion", "意见建议"),
    )
}


def test_nearer_names_come_first() -> None:
    assert [row.id for row in inserting.find(FIGURES, "视察")] == ["kind/visit", "kind/special_visit"]
    assert [row.id for row in inserting.find(FIGURES, "专题 视察")] == ["kind/special_visit"]
    assert [row.id for row in inserting.find(FIGURES, "座谈会")] == ["kind/forum", "kind/talk"]
    assert [row.id for row in inserting.find(FIGURES, "kind/visit")] == ["kind/visit"]
    assert inserting.find(FIGURES, "  ") == [] == inserting.find(FIGURES, "没有这样的")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("开展[[视察]]，[[视察｜比上年]]。", "开展[[kind/visit]]，[[kind/visit|change]]。"),
        ("[[视察活动|数值]]", "[[kind/visit|number]]"),
        ("[[kind/talk]]", "[[kind/talk]]"),
        ("没有指标", "没有指标"),
    ],
)
def test_a_name_becomes_an_id(typed: str, kept: str) -> None:
    assert inserting.resolved(typed, FIGURES) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("[[座谈会]]", "“座谈会”不能确定是哪个指标，可能是：座谈（kind/talk）、论坛（kind/forum）。"),
        ("[[意见]]", "“意见”不能确定是哪个指标，可能是：意见建议（output/opinion）。"),
        ("[[火箭发射]]", "没有叫作“火箭发射”的指标，请从指标目录中选。"),
    ],
)
def test_a_name_of_none_or_several_is_refused_with_what_may_be_meant(typed: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        inserting.resolved(typed, FIGURES)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_every_figure_of_the_catalogue_is_found_by_its_name(profile: str) -> None:
    figures = catalogue.figures(profile)
    for id, row in list(figures.items())[::7]:
        same = [other.id for other in figures.values() if other.name == row.name]
        found = [other.id for other in inserting.find(figures, row.name, 200)]
        assert id in found[: max(len(same), 1) + 60], row.name
