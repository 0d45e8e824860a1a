"""What is kept of counts is what would be counted anew, whatever was recorded in between and by whom."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from yishi.doors.desk.tests.seated import client, lived
from yishi.doors.parts import kept
from yishi.foundation import clock
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.standing import standing
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HOME, LIST = "/desk/", "/desk/suggestions/"


def asking(office: Office) -> Any:
    """A request of the office's clerk, as far as counts need one."""
    actor = office["office"]
    return SimpleNamespace(actor=actor, user=actor.account)


def test_it_is_counted_once_until_a_step_is_taken(office: Office) -> None:
    counted: list[int] = []

    def seen() -> int:
        return kept.kept(asking(office), "tests", make=lambda: counted.append(1) or len(counted))

    office.submitted()
    assert (seen(), seen()) == (1, 1)
    office.submitted()
    assert (seen(), seen()) == (2, 2)
    kept.forget()
    assert seen() == 3


def test_what_it_depends_on_is_told_apart(office: Office) -> None:
    office.submitted()
    here = asking(office)
    assert [kept.kept(here, "tests", given, make=lambda given=given: given) for given in (1, 2, 1)] == [1, 2, 1]
    other = SimpleNamespace(actor=SimpleNamespace(organ=SimpleNamespace(pk=-1)), user=here.user)
    assert kept.kept(other, "tests", 1, make=lambda: "theirs") == "theirs"


def test_only_so_much_is_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    here, counted = asking(office), []
    for given in (1, 2, 3, 3, 2, 1):
        kept.kept(here, "tests", given, make=lambda given=given: counted.append(given))
    assert counted == [1, 2, 3, 1]


def test_pages_follow_every_step(office: Office) -> None:
    lived(office)
    office.later(200)
    with clock.at(office.day):
        browser = client(office)
        for _ in range(3):
            office.submitted()
            for url in (HOME, LIST):
                page = browser.get(url)
                counts = {
                    str(item.label): (item.count, item.late) for group in page.context["nav"] for item in group.items
                }
                here = standing(office["office"], clock.today())
                assert counts["代表建议"] == (here.of("submitted", "registered", "evaluated"), here.late)
            tallies = {str(tally.label): tally.value for tally in browser.get(HOME).context["tallies"]}
            assert tallies["待审查"] == here.of("submitted") and tallies["已超期"] == here.late > 0


def test_one_query_tells_the_head_and_what_is_unread(office: Office, django_assert_num_queries: Any) -> None:
    office.submitted()
    request = asking(office)
    with django_assert_num_queries(1):
        kept.kept(request, "tests", make=int)
        assert kept.unread(request) >= 0
    fresh = Organ.objects.create(code="fresh", name="空机关", short="空", profile="npc", level=3)
    request = SimpleNamespace(actor=SimpleNamespace(organ=fresh), user=request.user)
    assert kept.unread(request) == kept.unread(asking(office)), "also where nothing is recorded yet"
