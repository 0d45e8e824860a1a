"""Noting down at the desk: three touches, a reception day's row of them, petitions, what is wrong and kept."""

from __future__ import annotations

import pytest

from yishi.doors.desk.voice.tests.seated import client
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
NEW = "/desk/messages/new/"
SAID = "试验路口的井盖松了，车压过去很响。"


def test_words_and_channel_are_enough(office: Office) -> None:
    answer = client(office).post(NEW, {"text": SAID, "channel": "call"})
    m = Message.objects.select_related("matter").get()
    assert answer.status_code == 303 and answer["Location"] == f"/desk/messages/{m.pk}/"
    assert (m.channel, m.matter.state, m.matter.title) == ("call", "received", "试验路口的井盖松了，车压过去很响")
    assert m.recorded_by_id == office.people["office"].account.pk  # type: ignore[union-attr]  # he has one


def test_on_a_reception_day_station_deputy_and_day_stay(office: Office) -> None:
    desk = client(office)
    sent = {
        "text": SAID, "channel": "reception", "day": "2026-03-13", "station": office.station.pk, "deputy": office.first.pk, "heads": "3",
        "name": "试某", "next": "1",
    }  # fmt: skip
    answer = desk.post(NEW, sent)
    assert answer.status_code == 303 and answer["Location"].startswith(f"{NEW}?")
    form = desk.get(answer["Location"]).context["form"]
    stays = {name: form[name].value() for name in ("channel", "station", "deputy", "day", "name", "heads", "text")}
    assert stays == {
        "channel": "reception", "station": str(office.station.pk), "deputy": str(office.first.pk), "day": "2026-03-13",
        "name": None, "heads": 1, "text": None,
    }  # fmt: skip


def test_a_petition_comes_by_letter_or_in_person(office: Office) -> None:
    desk = client(office)
    form = desk.get(f"{NEW}?petition=1").context["form"]
    assert [code for code, _word in form.fields["channel"].choices] == ["letter", "caller", "call"]
    desk.post(f"{NEW}?petition=1", {"text": SAID, "channel": "caller", "petition": "on", "heads": "5"})
    m = Message.objects.select_related("matter").prefetch_related("matter__clocks").get()
    assert (m.petition, m.heads) == (True, 5)
    assert [row.rule for row in m.matter.clocks.all()] == ["petition_accept"]
    assert str(m.matter) in desk.get("/desk/messages/?view=petitions").content.decode()


def test_what_was_typed_stays_where_something_is_wrong(office: Office) -> None:
    answer = client(office).post(NEW, {"text": "", "channel": "call", "place": "试验路 3 号", "latitude": "29.5"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "试验路 3 号" in text and not Message.objects.exists()


def test_whoever_notes_nothing_down_is_told_before_he_types(office: Office) -> None:
    for who in ("leader", "supervisor", "auditor"):
        assert client(office, who).get(NEW).status_code == 403
