"""Messages in the unit's door: on its home by due day, the answer beside the message, hand-back, what it may not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from yishi.doors.desk.voice.tests.seated import NAME, PHONE, client, late
from yishi.foundation import clock
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Office]:
    """The clock stands on the office's day."""
    made = Office()
    with clock.at(made.day):
        yield made


def test_its_home_shows_them_by_due_day(office: Office) -> None:
    m, before = office.assigned(), late(office)
    answer = client(office, "liaison0").get("/unit/")
    todos = answer.context["todos"]
    assert [todo.url for todo in todos] == [f"/unit/messages/{before.pk}/", f"/unit/messages/{m.pk}/"]
    item = next(item for group in answer.context["nav"] for item in group.items if item.label == "群众意见")
    assert (item.count, item.late) == (2, 1)
    assert client(office, "liaison1").get("/unit/").context["todos"] == []


def test_the_answer_is_written_beside_the_message(office: Office) -> None:
    m = office.assigned()
    desk = client(office, "liaison0")
    page = desk.get(f"/unit/step/message/{m.pk}/answer/")
    text = page.content.decode()
    assert TEXT in text and 'name="files"' in text and not page.context["form"]["text"].value()
    wrong = desk.post(
        f"/unit/step/message/{m.pk}/answer/", {"version": m.matter.version, "outcome": "planned", "text": ""}
    )
    assert wrong.status_code == 422
    sent = {"version": m.matter.version, "outcome": "solved", "text": "灯已换好。", "done_on": office.day.isoformat()}
    answer = desk.post(f"/unit/step/message/{m.pk}/answer/", sent)
    assert answer.status_code == 303 and answer["Location"] == f"/unit/messages/{m.pk}/"
    assert office.again(m).matter.state == "answered"


def test_it_hands_back_what_is_not_its_own(office: Office) -> None:
    m = office.assigned()
    desk = client(office, "liaison0")
    assert "退回" in desk.get(f"/unit/messages/{m.pk}/").content.decode()
    desk.post(f"/unit/step/message/{m.pk}/hand_back/", {"version": m.matter.version, "why": "属于交通部门。"})
    assert office.again(m).matter.state == "received"
    assert desk.get("/unit/messages/?view=all").context["table"].total == 1


def test_its_list_holds_its_own_alone(office: Office) -> None:
    office.assigned(0)
    office.answered()
    office.assigned(1)
    desk = client(office, "liaison0")
    assert [
        desk.get(f"/unit/messages/?view={view}").context["table"].total for view in ("hand", "answered", "all")
    ] == [1, 1, 2]
    assert desk.get("/unit/messages/?export=csv").status_code == 200


def test_it_sees_the_sender_as_long_as_it_has_the_message(office: Office) -> None:
    m = office.assigned()
    desk = client(office, "liaison0")
    page = desk.get(f"/unit/messages/{m.pk}/").content.decode()
    assert NAME not in page and PHONE not in page
    assert PHONE in desk.post(f"/unit/messages/{m.pk}/sender/").content.decode()
    office.take("hand_back", m, "liaison0", why="属于交通部门。")
    assert desk.post(f"/unit/messages/{m.pk}/sender/").status_code == 403
    assert client(office, "liaison1").post(f"/unit/messages/{m.pk}/sender/").status_code == 404


def test_it_asks_little(office: Office, django_assert_max_num_queries: Any) -> None:
    for _each in range(3):
        office.assigned()
    desk = client(office, "liaison0")
    for url, most in (("/unit/messages/", 12), ("/unit/", 16)):
        desk.get(url)
        with django_assert_max_num_queries(most):
            desk.get(url)
