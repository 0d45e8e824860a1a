"""A resident's way, page by page: what he says and how it arrives, and what everybody may read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.doors.public.voice.tests.resident import PHONE, Resident, answered, picture
from yishi.foundation import clock
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.tests import samples
from yishi.foundation.loops.refusals import Busy
from yishi.foundation.people.models import Mandate
from yishi.foundation.people.tests.factories import OrganFactory
from yishi.rooms.stations.models import Station
from yishi.rooms.voice.models import Message, Sender
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = pytest.mark.django_db
S = Message.State


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


@pytest.fixture
def resident(office: Office) -> Resident:
    return Resident(office)


# saying something


def test_the_form_asks_little_and_says_whom_it_goes_to(office: Office) -> None:
    browser, organ = Client(), office.organ.code
    html = browser.get(f"/public/o/{organ}/say/").content.decode()
    assert office.organ.short in html and "不用注册" in html and 'name="photos"' in html
    html = browser.get(f"/public/o/{organ}/say/?station={office.station.code}").content.decode()
    assert "试验街道代表联络站" in html
    html = browser.get(f"/public/o/{organ}/say/?deputy={office.first.pk}").content.decode()
    assert office.first.person.name in html


def test_codes_lead_to_the_form_by_short_addresses(office: Office) -> None:
    of = f"/public/o/{office.organ.code}/say/"
    assert Client().get(f"/public/s/{office.station.code}/say/")["Location"] == f"{of}?station={office.station.code}"
    assert Client().get(f"/public/d/{office.first.pk}/")["Location"] == f"{of}?deputy={office.first.pk}"
    for path in ("/public/s/none/say/", "/public/d/999999/", "/public/o/none/say/"):
        assert Client().get(path).status_code == 404
    page = Client().get(f"/public/deputies/{office.first.pk}/").content.decode()
    assert f"/public/d/{office.first.pk}/" in page


@pytest.mark.parametrize(
    "query", ["?station=none", "?deputy=999999", "?deputy=x", "?station=%00none", "?deputy=" + "9" * 30]
)
def test_a_code_that_leads_nowhere_any_more_loses_nothing(office: Office, resident: Resident, query: str) -> None:
    assert "您扫的码已经不用了" in resident.get(f"/public/o/{office.organ.code}/say/{query}").content.decode()
    assert resident.sends(query=query).status_code == 200
    assert (resident.message.station_id, resident.message.deputy_id, resident.message.channel) == (None, None, "web")


def test_a_station_that_closed_and_a_deputy_who_left_get_nothing_more(office: Office, resident: Resident) -> None:
    office.station.matter.state = Station.State.CLOSED
    office.station.matter.save()
    Mandate.objects.filter(pk=office.first.pk).update(ended="2026-03-01", ended_by="resigned")
    assert (
        "已经不用了"
        in resident.get(f"/public/o/{office.organ.code}/say/?station={office.station.code}").content.decode()
    )
    assert "已经不用了" in resident.get(f"/public/o/{office.organ.code}/say/?deputy={office.first.pk}").content.decode()


def test_what_is_sent_arrives_with_place_and_people(office: Office, resident: Resident) -> None:
    Station.objects.filter(pk=office.station.pk).update(area="试验街道")
    answer = resident.sends(
        query=f"?station={office.station.code}",
        place="三号楼前",
        latitude="29.563",
        longitude="106.5505",
        wants_word="on",
    )
    m = resident.message
    assert (m.text, m.place, m.station_id, m.channel, m.area) == (
        TEXT,
        "三号楼前",
        office.station.pk,
        "station_code",
        "试验街道",
    )
    assert (float(m.latitude or 0), m.may_publish, m.sender.phone, m.sender.wants_word) == (29.563, True, PHONE, True)
    html = answer.content.decode()
    assert resident.code in html and f"{resident.link}" in html and "data:image/svg" in html and PHONE not in html
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]


def test_one_form_sent_twice_is_one_message_and_the_same_page(office: Office, resident: Resident) -> None:
    nonce = resident.nonce()
    first, again = resident.sends(nonce=nonce), resident.sends(nonce=nonce)
    assert Message.objects.count() == 1 and Sender.objects.count() == 1
    assert first.context["code"] == again.context["code"] and first.context["path"] == again.context["path"]
    assert "改动的内容没有再送" not in again.content.decode()
    assert "改动的内容没有再送" in resident.sends("改过的话，四号楼。", nonce=nonce).content.decode()
    assert Message.objects.count() == 1


def test_who_left_no_phone_gets_a_link_and_no_code(resident: Resident) -> None:
    html = resident.sends(phone="").content.decode()
    assert "您没有留电话" in html and resident.code == "" and "我反映的事" in resident.follows()


@pytest.mark.parametrize("nonce", ["x", "", "=" * 22, "a" * 21])
def test_a_number_that_is_none_gives_way_to_a_fresh_one(resident: Resident, nonce: str) -> None:
    given = {"text": TEXT, "nonce": nonce}
    answer = resident.post(f"/public/o/{resident.office.organ.code}/say/", given)
    assert answer.status_code == 200 and Message.objects.count() == 1


def test_the_number_is_never_taken_from_an_address(office: Office) -> None:
    """Else somebody could send round a form whose link he knows."""
    known = "A" * 22
    html = Client().get(f"/public/o/{office.organ.code}/say/?nonce={known}").content.decode()
    assert f'value="{known}"' not in html


def test_a_form_that_is_refused_keeps_what_was_typed_and_chosen(office: Office, resident: Resident) -> None:
    nonce = resident.nonce()
    answer = resident.sends("", nonce=nonce, place="三号楼前", photos=[picture(1), picture(2, "b.jpg")])
    html = answer.content.decode()
    assert answer.status_code == 422 and "三号楼前" in html and PHONE in html and "b.jpg" in html
    assert re.search(rf'name="nonce" value="{nonce}"', html)
    resident.sends(nonce=nonce, photos=[picture(3, "c.jpg")])
    assert Attachment.objects.filter(matter=resident.message.pk).count() == 3


def test_a_busy_house_keeps_the_form_and_says_to_send_it_again(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> None:
        raise Busy()

    monkeypatch.setattr("yishi.doors.public.voice.say.create", busy)
    answer = resident.sends(photos=[picture(1, "a.jpg")])
    html = answer.content.decode()
    assert answer.status_code == 409 and "系统正忙" in html and TEXT in html and "a.jpg" in html
    monkeypatch.undo()
    assert resident.sends(nonce=answer.context["nonce"]).status_code == 200 and Attachment.objects.count() == 1


def test_two_clicks_at_once_are_one_message(resident: Resident, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looked before the first was there, and is refused by the database alone."""
    from yishi.doors.public.voice import say

    nonce, real, looked = resident.nonce(), say._sent, iter([False, True])
    first = resident.sends(nonce=nonce)
    monkeypatch.setattr(say, "_sent", lambda number: real(number) if next(looked) else None)
    again = resident.sends(nonce=nonce)
    assert again.status_code == 200 and again.context["path"] == first.context["path"] and Message.objects.count() == 1


def test_half_a_place_is_refused_beside_the_button(resident: Resident) -> None:
    answer = resident.sends(latitude="29.5")
    assert answer.status_code == 422 and "要么都填" in answer.content.decode() and Message.objects.count() == 0


def test_a_photograph_can_be_taken_off_before_it_is_sent(resident: Resident) -> None:
    nonce = resident.nonce()
    resident.sends("", nonce=nonce, photos=[picture(1, "a.jpg"), picture(2, "b.jpg")])
    answer = resident.sends("只写了一半", nonce=nonce, drop="0")
    html = answer.content.decode()
    assert answer.status_code == 200 and "a.jpg" not in html and "b.jpg" in html and "只写了一半" in html
    assert Message.objects.count() == 0
    resident.sends(nonce=nonce)
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("upload", "why"),
    [
        (SimpleUploadedFile("a.pdf", samples.PDF, "application/pdf"), "不是照片"),
        (SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg"), "a.jpg"),
        (SimpleUploadedFile("a.svg", b"<svg/>", "image/svg+xml"), "svg"),
        (SimpleUploadedFile("a.jpg", b"", "image/jpeg"), "空的"),
        (SimpleUploadedFile("a.jpg", samples.jpeg() + bytes(10 * 1024 * 1024), "image/jpeg"), "超过 10 MB"),
    ],
)
def test_only_pictures_of_a_sane_size_are_taken(resident: Resident, upload: SimpleUploadedFile, why: str) -> None:
    answer = resident.sends(photos=[upload])
    html = answer.content.decode()
    assert answer.status_code == 422 and why in html and TEXT in html
    assert (Message.objects.count(), Attachment.objects.count()) == (0, 0)


def test_six_photographs_and_no_seventh(resident: Resident) -> None:
    answer = resident.sends(photos=[picture(number, f"{number}.jpg") for number in range(1, 8)])
    assert answer.status_code == 422 and "最多添加 6 张" in answer.content.decode()
    nonce = answer.context["nonce"]
    resident.sends(nonce=nonce)
    assert Attachment.objects.count() == 6
    answer = resident.does("photos", photos=[picture(8)])
    assert answer.status_code == 422 and "最多添加 6 张" in answer.content.decode()


# what everybody may read


def test_published_ones_are_listed_found_filtered_and_told(office: Office, resident: Resident) -> None:
    m = answered(office, resident)
    office.take("classify", m, topic="urban", area="试验街道")
    office.published(m, title="小区路灯坏了", text="某小区路灯坏了。", answer="已更换。")
    of = f"/public/o/{office.organ.code}/messages/"
    for query in (
        {},
        {"q": "路灯"},
        {"topic": "urban"},
        {"area": "试验街道"},
        {"year": "2026"},
        {"view": "answered"},
        {"sort": "-supports"},
    ):
        assert "小区路灯坏了" in Client().get(of, query).content.decode(), query
    for query in (
        {"q": "三号楼"},
        {"q": PHONE},
        {"q": "试民"},
        {"view": "solved"},
        {"view": "handling"},
        {"topic": "education"},
    ):
        assert "小区路灯坏了" not in Client().get(of, query).content.decode(), query
    html = Client().get(f"/public/messages/{m.pk}/").content.decode()
    assert "某小区路灯坏了。" in html and "已更换。" in html and TEXT not in html and "已派人更换灯头" not in html
    office.take("withhold", m, why="涉及隐私")
    assert Client().get(f"/public/messages/{m.pk}/").status_code == 404
    assert "小区路灯坏了" not in Client().get(of).content.decode()


def test_lists_ask_no_more_for_many_than_for_few(office: Office) -> None:
    of, counts = f"/public/o/{office.organ.code}/messages/", []
    for _time in range(2):
        for _each in range(3):
            office.published(office.answered())
        Client().get(of)
        with CaptureQueriesContext(connection) as asked:
            Client().get(of)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_his_page_asks_no_more_when_more_has_happened(office: Office, resident: Resident) -> None:
    answered(office, resident)
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            resident.follows()
        counts.append(len(asked))
        resident.does("reopen", why="又坏了。")
        office.take("answer", resident.message, "liaison0", outcome="explained", text="再次更换。")
    assert counts[0] == counts[1] <= 20


def test_who_knows_it_too_says_so_once_a_day_and_moves_nobodys_page(office: Office, resident: Resident) -> None:
    m = office.published(answered(office, resident))
    version, neighbour = m.matter.version, Resident(office, "203.0.113.77")
    for _time in range(3):
        assert neighbour.post(f"/public/messages/{m.pk}/support/").status_code == 302
    Resident(office, "203.0.113.78").post(f"/public/messages/{m.pk}/support/")
    assert (office.again(m).supports, office.again(m).matter.version) == (2, version)
    with clock.at(office.day.replace(day=17)):
        neighbour.post(f"/public/messages/{m.pk}/support/")
    assert office.again(m).supports == 3
    assert "3 人也遇到" in Client().get(f"/public/messages/{m.pk}/").content.decode()
    assert neighbour.get(f"/public/messages/{m.pk}/support/").status_code == 405
    assert neighbour.post("/public/messages/999999/support/").status_code == 404


def test_what_is_not_public_cannot_be_supported(office: Office, resident: Resident) -> None:
    m = answered(office, resident)
    assert Client().post(f"/public/messages/{m.pk}/support/").status_code == 404
    assert office.again(m).supports == 0


def test_the_front_page_leads_to_saying_and_to_looking_up(office: Office) -> None:
    html = Client().get("/public/").content.decode()
    of = f"/public/o/{office.organ.code}"
    for path in (f"{of}/say/", "/public/look-up/", f"{of}/messages/", f"{of}/deputies/", f"{of}/answers/"):
        assert f'href="{path}"' in html


def test_among_several_organs_each_keeps_its_own(office: Office, resident: Resident) -> None:
    other = OrganFactory(code="other", short="邻区人大常委会", parent=None)
    m = office.published(answered(office, resident))
    assert office.again(m).public_title not in Client().get(f"/public/o/{other.code}/messages/").content.decode()
    assert Client().get("/public/look-up/").status_code == 200 and resident.looks_up().status_code == 302
    assert office.organ.short in resident.get("/public/mine/").content.decode()


def test_someone_signed_in_says_it_as_a_resident(office: Office, resident: Resident) -> None:
    resident.force_login(office.people["office"].account)
    assert resident.sends().status_code == 200
    assert resident.message.recorded_by_id is None and resident.message.channel == "web"


def test_a_page_that_is_merely_read_opens_no_session(office: Office) -> None:
    browser: Any = Client()
    for path in (
        "/public/",
        f"/public/o/{office.organ.code}/say/",
        "/public/look-up/",
        f"/public/o/{office.organ.code}/messages/",
    ):
        browser.get(path)
    assert "sessionid" not in browser.cookies
