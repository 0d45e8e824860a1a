"""Messages on the phone: deputies, station keepers and informants, each with his own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from yishi.doors.desk.voice.tests.seated import NAME, PHONE, client
from yishi.foundation import clock
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
MINE = "/pocket/messages/"


@pytest.fixture
def office() -> Iterator[Office]:
    """The clock stands on the office's day."""
    made = Office()
    with clock.at(made.day):
        yield made


def words(office: Office, who: str) -> list[str]:
    """What waits for somebody, in words."""
    return [card.word for card in client(office, who).get("/pocket/").context["cards"]]


def test_what_was_said_to_him_waits_and_then_whether_it_is_solved(office: Office) -> None:
    office.sent()
    office.answered("solved")
    assert words(office, "deputy") == words(office, "keeper") == ["居民反映", "请核实是否解决"]
    assert words(office, "other_deputy") == words(office, "other_keeper") == words(office, "informant") == []


def test_who_answered_is_not_asked_to_check(office: Office) -> None:
    m = office.sent()
    office.take("settle", m, "deputy", layer="on_spot", text="已经换好。")
    assert words(office, "deputy") == [] and words(office, "keeper") == ["请核实是否解决"]


def test_a_deputy_settles_on_the_spot_on_the_phone(office: Office) -> None:
    m = office.sent()
    phone = client(office, "deputy")
    assert "即时答复" in phone.get(f"{MINE}{m.pk}/").content.decode()
    assert not phone.get(f"/pocket/step/message/{m.pk}/settle/").context["form"]["text"].value()
    sent = {"version": m.matter.version, "layer": "on_spot", "text": "已请物业换好。"}
    answer = phone.post(f"/pocket/step/message/{m.pk}/settle/", sent)
    assert answer.status_code == 303 and answer["Location"] == f"{MINE}{m.pk}/"
    assert office.again(m).matter.state == "answered"


def test_a_deputy_confirms_reopens_and_urges(office: Office) -> None:
    phone = client(office, "deputy")
    m = office.answered("solved")
    day = office.day.isoformat()
    sent = {
        "version": m.matter.version,
        "day": day,
        "how": "on_site",
        "note": "看了，亮了。",
        "without_photo": "手机没电。",
    }
    phone.post(f"/pocket/step/message/{m.pk}/confirm_solved/", sent)
    m = office.again(m)
    assert m.matter.state == "solved"
    phone.post(f"/pocket/step/message/{m.pk}/reopen/", {"version": m.matter.version, "why": "又坏了。"})
    m = office.again(m)
    assert m.matter.state == "assigned"
    answer = phone.post(f"/pocket/step/message/{m.pk}/urge/", {"version": m.matter.version, "why": "请抓紧。"})
    assert answer.status_code == 303


@pytest.mark.parametrize(("who", "channel"), [("deputy", "visit"), ("keeper", "reception"), ("informant", "informant")])
def test_each_notes_down_what_a_resident_said(office: Office, who: str, channel: str) -> None:
    phone = client(office, who)
    form = phone.get(f"{MINE}new/").context["form"]
    assert form["channel"].value() == channel
    answer = phone.post(f"{MINE}new/", {"text": "试验路口的井盖松了。", "channel": channel})
    m = Message.objects.select_related("matter").get()
    assert answer.status_code == 303 and answer["Location"] == f"{MINE}{m.pk}/"
    assert phone.get(f"{MINE}{m.pk}/").status_code == 200
    assert [row.url for row in phone.get(MINE).context["table"].rows] == [f"{MINE}{m.pk}/"]
    assert (m.deputy_id, m.station_id) == (
        office.first.pk if who == "deputy" else None, office.station.pk if who == "keeper" else None,
    )  # fmt: skip


def test_keepers_and_informants_have_their_own_home_and_no_others(office: Office) -> None:
    for who in ("keeper", "informant"):
        phone = client(office, who)
        assert phone.get("/", follow=True).redirect_chain[-1][0] == "/pocket/"
        assert [tab.label for tab in phone.get("/pocket/").context["tabs"]] == ["待办", "记一条", "群众意见", "我"]
        for url in ("/pocket/suggestions/", "/pocket/duty/", "/pocket/study/"):
            assert phone.get(url).status_code == 403, url
        for url in ("/pocket/me/", "/pocket/inbox/", "/pocket/info/"):
            assert phone.get(url).status_code == 200, url


def test_others_messages_are_not_found(office: Office) -> None:
    m = office.recorded()
    for who in ("deputy", "keeper", "informant"):
        phone = client(office, who)
        assert phone.get(f"{MINE}{m.pk}/").status_code == 404
        assert phone.post(f"{MINE}{m.pk}/sender/").status_code == 404


def test_who_hears_him_reaches_him(office: Office) -> None:
    m = office.sent()
    phone = client(office, "deputy")
    page = phone.get(f"{MINE}{m.pk}/").content.decode()
    assert NAME not in page and PHONE not in page
    assert PHONE in phone.post(f"{MINE}{m.pk}/sender/").content.decode()


def test_it_asks_little(office: Office, django_assert_max_num_queries: Any) -> None:
    for _each in range(3):
        office.answered("solved")
    for who in ("deputy", "keeper"):
        phone = client(office, who)
        for url, most in ((MINE, 12), ("/pocket/", 16)):
            phone.get(url)
            with django_assert_max_num_queries(most):
                phone.get(url)
