"""A week counted by hand, and the bulletin made of it."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from docx import Document

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.readings.topics import office as topics
from yishi.readings.topics import weekly
from yishi.readings.topics.bulletin import bulletin
from yishi.readings.topics.tests.made import NOISE
from yishi.readings.topics.tests.office import WINDOW, moment, spoken
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 3, 16)


def text_of(made: bytes) -> str:
    """Paragraphs and cells of a Word file."""
    paper = Document(io.BytesIO(made))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


@pytest.fixture
def busy(office: Office) -> Office:
    """Last week noise, this week lamps; one answered, one solved, one taken back."""
    with clock.at(moment(MONDAY + dt.timedelta(days=4))):
        office.day = MONDAY + dt.timedelta(days=4)
        spoken(office, "紫藤园小区")
        spoken(office, "临江雅苑", NOISE, days=5)
        office.answered()
        office.solved()
        office.withdrawn()
        topics.compute(office.organ, WINDOW)
        yield office


def test_a_week_by_hand(busy: Office) -> None:
    found = weekly.week(busy.organ, MONDAY)
    assert (found.received, found.before, found.answered, found.solved) == (7, 4, 2, 1)
    assert found.late == late(busy, busy.day)
    assert (found.sunday, found.as_of, found.issue) == (dt.date(2026, 3, 22), busy.day, 12)
    assert dict(found.by_class) == {"城乡建设": 5, "": 2} and found.by_class[-1][0] == ""
    assert dict(found.by_area) == {"试验街道": 5, "": 2}
    assert [(one.topic.place, one.now, one.before) for one in found.grown] == [("紫藤园小区", 5, 0)]
    assert [one.now for one in weekly.week(busy.organ, MONDAY - dt.timedelta(days=7)).grown] == [4]


def late(office: Office, day: dt.date) -> int:
    """Messages with something undone that was due before that day."""
    rows = Clock.objects.filter(organ=office.organ, room="voice", met_on=None, stopped_on=None)
    return len({row.root_id for row in rows if row.due_on < day})


def test_what_is_late_is_what_fell_due_by_the_weeks_last_day_and_is_not_done(busy: Office) -> None:
    with clock.at(busy.day + dt.timedelta(days=120)):
        now, then = weekly.week(busy.organ, MONDAY), weekly.week(busy.organ, MONDAY + dt.timedelta(days=112))
    assert now.late == late(busy, now.sunday) < then.late == late(busy, then.sunday)


def test_urgent_and_supported_ones_are_offered_first(busy: Office) -> None:
    last = busy.recorded(text="化工厂围墙要倒了，请马上处理。", urgent=True)
    found = weekly.week(busy.organ, MONDAY)
    assert found.items[0].key == last.pk and found.items[0].urgent
    assert len(weekly.chosen(found, None)) == weekly.CHOSEN
    assert [item.key for item in weekly.chosen(found, [last.pk, 10**9])] == [last.pk]


def test_the_bulletin_tells_the_week_and_nobodys_phone(busy: Office) -> None:
    busy.sent("门口的井盖坏了。", title="井盖坏了，联系13912345678")
    found = weekly.week(busy.organ, MONDAY)
    told = text_of(bulletin(busy.organ, found, found.items, busy.day))
    assert "每周社情" in told and "2026年第12期" in told and busy.organ.name in told
    assert "2026年3月16日至22日群众意见情况" in told
    assert "本周收到群众意见8条，比上周增加4条；答复2件，确认解决1件。截至3月20日，超期未办的" in told
    assert "紫藤园小区" in told and "城乡建设" in told and "试验街道" in told
    assert "井盖坏了，联系139********" in told and "12345678" not in told and "试民" not in told
    assert "13900001000" not in told


def test_a_week_of_nothing_makes_a_bulletin_too(office: Office) -> None:
    found = weekly.week(office.organ, dt.date(2025, 12, 29))
    told = text_of(bulletin(office.organ, found, (), office.day))
    assert "2025年12月29日至1月4日" in told and "与上周持平" in told and "本周没有形成热点" in told


def test_it_asks_little(busy: Office, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        weekly.week(busy.organ, MONDAY)
