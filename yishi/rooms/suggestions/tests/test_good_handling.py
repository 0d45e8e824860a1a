"""Good handling cases chosen: by whom, when, why, and where they are counted and shown."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused, WrongState
from yishi.foundation.outbox.models import Notice
from yishi.rooms.suggestions import papers, tallies
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.suggestions.tests.papers.reading import text

pytestmark = pytest.mark.django_db
WHY = "三次上门沟通，当年落实。"


def _opinion(office: Office, s: Suggestion) -> None:
    co = office.part(s, 1)
    office.take(handling["receive"], co, "liaison1")
    office.take(handling["give_opinion"], co, "liaison1", text="同意。")


def test_chosen_with_its_reason_told_and_counted_for_the_unit() -> None:
    office = Office()
    s = office.assigned(co=True)
    h = office.part(s)
    with pytest.raises(WrongState):
        office.take(handling["choose_good"], h, "office", why=WHY)
    _opinion(office, s)
    office.answer(h)
    with pytest.raises(Invalid):
        office.take(handling["choose_good"], h, "office", why="")
    with pytest.raises(NotAllowed):
        office.take(handling["choose_good"], h, "liaison0", why=WHY)
    office.take(handling["choose_good"], h, "office", why=WHY)
    with pytest.raises(Refused, match="评为优秀办理件"):
        office.take(handling["choose_good"], h, "office", why=WHY)
    told = set(Notice.objects.filter(text__contains="被评为优秀办理件").values_list("account", flat=True))
    assert told == {office["liaison0"].account.pk, office["head0"].account.pk}
    with clock.at(office.day):
        counted = tallies.for_reader(office["office"], dt.date(2026, 1, 1), dt.date(2026, 12, 31))
        assert counted.count("good_handling").value == 1
        assert [row.key for row in counted.by_unit("good_handling")] == [str(office.units[0].pk)]
        said = text(papers.handling_report(office.organ, 2026))
    assert "优秀办理件1件次" in said and WHY in said


def test_a_co_handlers_part_is_not_chosen() -> None:
    office = Office()
    s = office.assigned(co=True)
    _opinion(office, s)
    h = office.answer(office.part(s))
    office.evaluate(h)
    office.take(handling["close"], h, "office")
    with pytest.raises(Refused, match="在主办、分办单位中评选"):
        office.take(handling["choose_good"], office.part(s, 1), "office", why=WHY)
