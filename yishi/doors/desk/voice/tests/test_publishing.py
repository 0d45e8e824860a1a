"""Making public: numbers are masked beforehand and marked, refused while they stand, and nothing goes out without consent."""

from __future__ import annotations

import pytest

from yishi.doors.desk.voice.tests.seated import client
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
SAID = "试验小区的路灯坏了，有事打 13912345678，身份证 110101199003077571。"


def closed(office: Office, **given: object) -> Message:
    """Answered, and at an end."""
    m = office.sent(SAID, **given)
    office.take("settle", m, layer="explained", text="已通知维修，联系人 13987654321。")
    return office.again(m)


def url(m: Message) -> str:
    """Its page."""
    return f"/desk/messages/{m.pk}/publish/"


def test_numbers_are_masked_beforehand_and_marked_beside(office: Office) -> None:
    m = closed(office)
    answer = client(office).get(url(m))
    form, text = answer.context["form"], answer.content.decode()
    assert "13912345678" not in form["text"].value() and "13987654321" not in form["answer"].value()
    assert text.count('<mark class="mark-private"') == 3


def test_numbers_that_stand_are_refused_and_what_was_typed_stays(office: Office) -> None:
    m = closed(office)
    answer = client(office).post(url(m), {"version": m.matter.version, "title": "路灯", "text": SAID, "answer": ""})
    assert answer.status_code == 422 and "还有电话或者证件号码" in answer.content.decode()
    assert office.again(m).publicity == "undecided"


def test_looked_over_words_go_out(office: Office) -> None:
    m = closed(office)
    sent = {"version": m.matter.version, "title": "路灯不亮", "text": "试验小区的路灯坏了。", "answer": "已通知维修。"}
    assert client(office).post(url(m), sent).status_code == 303
    m = office.again(m)
    assert (m.publicity, m.public_text, m.text) == ("published", "试验小区的路灯坏了。", SAID)


def test_without_consent_it_cannot_begin(office: Office) -> None:
    m = closed(office, may_publish=False)
    answer = client(office).get(url(m))
    assert answer.status_code == 409 and "没有同意公开" in answer.content.decode()
    assert "没有同意公开" in client(office).get(f"/desk/messages/{m.pk}/").content.decode()


def test_only_the_office_publishes_and_the_button_leads_here(office: Office) -> None:
    m = closed(office)
    assert client(office, "leader").get(url(m)).status_code == 403
    answer = client(office).get(f"/desk/step/message/{m.pk}/publish/")
    assert answer.status_code == 302 and answer["Location"] == url(m)
