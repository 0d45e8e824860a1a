"""What an office is suggested from its own records: from names at first, then from what it decided, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.foundation.loops.take import create, take
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode, Unit
from yishi.foundation.people.tests.factories import UnitFactory, actor, make_organ
from yishi.readings.search import index
from yishi.readings.sorting import office, store
from yishi.readings.sorting.office import suggest
from yishi.rooms.voice.loop.message import message
from yishi.rooms.voice.models import Message

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 16)
SCHOOL = "望溪中学每个周末都要学生到校补课，还收补课费，请教育部门管管。"
LIGHT = "柳荫路的路灯上周起全都不亮，晚上走路摔跤，请尽快修。"
STALL = "菜场门口的摊贩天天占道经营，垃圾没人扫，请城管来看看。"


@pytest.fixture
def organ(tmp_path: Path, settings: Any) -> Organ:
    settings.YISHI_VAR = tmp_path
    made = make_organ()
    for code, name in (
        ("E1", "云溪区教育委员会"),
        ("C1", "云溪区城市管理局"),
        ("T1", "望溪街道办事处"),
        ("T2", "听泉街道办事处"),
    ):
        UnitFactory(organ=made, code=code, name=name, short=name.removeprefix("云溪区").removesuffix("办事处"))
    return made


@pytest.fixture
def clerk(organ: Organ) -> Actor:
    return actor(organ, RoleCode.OFFICE)


def said(clerk: Actor, text: str, **more: Any) -> Message:
    """A message that came by phone."""
    with clock.at(DAY):
        found: Message = create(message["record"], clerk, {"text": text, "channel": "call", **more}).record
    return Message.objects.select_related("matter").get(pk=found.pk)


def handed(clerk: Actor, text: str, topic: str, unit: str) -> Message:
    """One that was handed to a unit."""
    m = said(clerk, text)
    with clock.at(DAY):
        unit_key = Unit.objects.get(organ=clerk.organ, code=unit).pk
        take(message["assign"], m.pk, clerk, {"layer": "unit", "unit": str(unit_key), "topic": topic})
    return m


def test_names_alone_suggest_where_nothing_was_decided(organ: Organ, clerk: Actor) -> None:
    found = suggest(organ, said(clerk, SCHOOL))
    assert found.topic is not None and found.topic.code == "education" and "“学生”" in found.topic.reason
    assert found.units[0].kind == "education" and [str(unit) for unit in found.units[0].units] == ["教育委员会"]
    assert len(found.units) == 3 and found.learned == 0


def test_what_the_office_decides_is_learned(organ: Organ, clerk: Actor) -> None:
    """Here street lights go to the education bureau, as nowhere else: what counts is what this office does."""
    for number in range(12):
        handed(clerk, f"第{number}巷的路灯不亮，晚上出门看不见，请修路灯。", "education", "E1")
        handed(clerk, f"第{number}号摊位占道，垃圾堆在路边，请清理摊贩。", "urban", "C1")
    said(clerk, LIGHT, topic="civil")
    assert office.train(organ) == 24, "what a resident or caller chose and nobody decided is not learned"
    found = suggest(organ, said(clerk, LIGHT))
    assert found.topic is not None and found.topic.code == "education" and found.learned == 24
    assert found.units[0].kind == "education" and "路灯" in found.units[0].words
    assert office.guess_topics(organ, [("", LIGHT), ("", STALL)]) == ["education", "urban"]


def test_of_many_streets_only_those_named_are_offered(organ: Organ, clerk: Actor) -> None:
    found = suggest(organ, said(clerk, "望溪街道的社区居委会不开证明，村委会和街道互相推，镇政府也不管。"))
    town = next(each for each in found.units if each.kind == "town")
    assert [str(unit) for unit in town.units] == ["望溪街道"]


def test_similar_messages_are_those_the_reader_may_see(organ: Organ, clerk: Actor) -> None:
    first, other = said(clerk, STALL), said(clerk, SCHOOL)
    blocked = said(clerk, STALL + "又来了。")
    with clock.at(DAY):
        take(message["block"], blocked.pk, clerk, {"why": "重复发送。"})
    index.rebuild()
    new = said(clerk, "菜场门口摊贩占道经营，垃圾也没人扫，请城管来管。")
    found = suggest(organ, new)
    assert [each.message.pk for each in found.similar] == [first.pk]
    assert found.similar[0].percent > 30 and "“摊贩”" in found.similar[0].reason
    assert suggest(organ, new, Message.objects.filter(pk=other.pk)).similar == ()


def test_details_that_lack_hurry_or_should_be_hidden(organ: Organ, clerk: Actor) -> None:
    found = suggest(organ, said(clerk, "我叫陈晓荷，楼道里有煤气味，怕燃气泄漏，电话13800000000。"))
    assert {each.kind for each in found.private} == {"name", "number"}
    assert [each.group for each in found.urgent] == ["gas"]
    assert {each.kind for each in found.missing} == {"place", "time", "wish"}
    placed = suggest(organ, said(clerk, "电梯坏了没人修，请物业来修一修。", place="柳荫小区"))
    assert "place" not in {each.kind for each in placed.missing}


def test_queries_do_not_grow(organ: Organ, clerk: Actor) -> None:
    new = said(clerk, STALL)

    def asked() -> int:
        index.rebuild()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            suggest(organ, new)
        return len(seen)

    said(clerk, STALL)
    few = asked()
    for number in range(15):
        said(clerk, f"{STALL}第{number}次反映。")
        UnitFactory(organ=organ, code=f"X{number}", name=f"第{number}城市管理局", short=f"城管{number}")
    assert asked() == few <= 9


def test_at_night_an_office_is_learned_from_when_it_has_decided_enough(organ: Organ, clerk: Actor) -> None:
    assert office.retrain() == 0 and store.load(organ.code) is None
    for number in range(office.NEW):
        handed(clerk, f"{SCHOOL}第{number}次反映。", "education", "E1")
    assert office.retrain() == 1
    kept = store.load(organ.code)
    assert kept is not None and kept.learned == {"topic": office.NEW, "unit": office.NEW}
    assert office.retrain() == 0, "nothing was decided since"
