"""The figures that follow from the catalogues: each can be read back, counted, and told from every other."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from yishi.foundation.people.actors import system
from yishi.readings.figures import catalogue
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import counts, read
from yishi.readings.figures.tests.ground import CATALOGUE, Ground, Row
from yishi.readings.figures.windows import of_year
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.suggestions.measures import COUNTS, RATES

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_every_figure_is_whole(profile: str) -> None:
    found = catalogue.figures(profile)
    assert {measure.id for measure in COUNTS} | set(RATES) <= set(found)
    for figure in found.values():
        assert (
            figure.name
            and figure.measure
            and figure.definition.strip()
            and figure.english
            and profile in figure.profiles
        )
        assert read(figure.expression.data()) == figure.expression, figure.id
        assert "{" not in figure.name + figure.definition and "%(" not in figure.name + figure.definition
    words = {figure.name for figure in found.values()}
    assert len(words) == len(found), "no two figures have one name"
    assert ("收到提案" in words) == (profile == "cppcc")


def test_kinds_outputs_and_roles_make_theirs() -> None:
    found = {figure.id: figure for figure in catalogue.of_catalogue(CATALOGUE, "npc")}
    wanted = {
        "kind/visit": "走访", "kind/visit/people": "参加走访人数", "kind/visit/person_times/resident": "群众参加走访人次",
        "kind/visit/opinion": "走访意见建议", "kind/visit/days": "走访天数", "kind/house": "联络站点", "kind/house/begun": "新增联络站点",
        "kind/forum/result/agreed": "座谈达成一致", "output/firms/names": "不同企业", "role/deputy/people": "代表参加活动人数",
        "line/duty": "代表履职条线活动", "output/firms/level/city": "市级企业", "output/firms/above/city": "市级以上企业",
    }  # fmt: skip
    assert {id: found[id].name for id in wanted} == wanted
    assert found["kind/house"].expression.data() == {"count": "stock", "of": {"kind": ["house"]}}
    assert found["kind/visit/opinion"].expression.data() == {
        "count": "sum",
        "of": {"kind": ["opinion"], "source": ["visit"]},
    }
    assert "kind/visit/people/resident" not in found, "their names are not kept"
    assert found["output/firms/above/city"].expression.facets["outcome"] == ("province", "city")
    assert not found["kind/visit/people"].additive and found["kind/visit"].additive


def test_all_of_them_count_in_a_bounded_number_of_queries() -> None:
    ground = Ground()
    ground.put([Row(kind="law_inspection", day=dt.date(2026, 2, day)) for day in range(1, 20)])
    figures = catalogue.figures(ground.organs[0])
    numbers = []
    for some in (list(figures.values()), list(figures.values()) * 3):
        with CaptureQueriesContext(connection) as queries:
            values = Counter(system(ground.organs[0]), of_year(2026)).values([figure.expression for figure in some])
        numbers.append(len(queries))
        assert not [value.note for value in values if value.number is None and value.note]
    assert numbers[0] == numbers[1] <= 26 and len(figures) > 60
    asked = sum(1 for figure in figures.values() for _count in counts(figure.expression))
    assert asked > 3 * numbers[0]


def test_names_are_the_reports_and_definitions_the_readers() -> None:
    with translation.override("en"):
        english = catalogue.figures("npc")["received"]
    chinese = catalogue.figures("npc")["received"]
    assert english.name == chinese.name == "收到建议" and english.definition != chinese.definition
    assert english.english == chinese.english != "收到建议"


def test_a_kind_of_every_line_has_its_figure() -> None:
    for profile in ("npc", "cppcc"):
        mine = {kind.code for kind in kinds.load().kinds if profile in kind.profiles}
        assert {f"kind/{code}" for code in mine} <= set(catalogue.figures(profile))
