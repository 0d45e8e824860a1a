"""One message's page: the one thing to do in each state, who sent it only after asking, links, and that it asks little."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.doors.desk.voice.tests.seated import NAME, PHONE, client, lived
from yishi.doors.parts import kept
from yishi.foundation.journal.models import Entry
from yishi.rooms.voice.reaching import SEEN
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = pytest.mark.django_db
FIRST = {
    "checking": "审核通过", "received": "交办", "asked": "补充情况", "answered": "核实已解决", "explained": "办结", "converted": "告知结果并办结",
    "blocked": "取消屏蔽",
}  # fmt: skip
"""What is to be done first, where the office has to do something."""


def page(office: Office, pk: int, who: str = "office") -> str:
    """As somebody sees it."""
    answer = client(office, who).get(f"/desk/messages/{pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_state_offers_the_one_thing_to_do(office: Office) -> None:
    found = lived(office)
    desk = client(office)
    for name, m in found.items():
        answer = desk.get(f"/desk/messages/{m.pk}/")
        assert answer.status_code == 200, name
        first = answer.context["page"].first
        if name in FIRST:
            assert first.label == FIRST[name], name


def test_it_shows_what_was_said_and_done(office: Office) -> None:
    m = office.solved()
    text = page(office, m.pk)
    for words in (
        TEXT,
        "已安排处理，谢谢反映。",
        "回访说亮了。",
        "核实已解决",
        "工作人员已于",
        "试验街道代表联络站",
        "为什么是这一天",
    ):
        assert words in text, words


def test_who_sent_it_is_shown_only_on_asking_and_the_journal_keeps_it(office: Office) -> None:
    m = office.assigned()
    desk = client(office)
    text = desk.get(f"/desk/messages/{m.pk}/").content.decode()
    assert NAME not in text and PHONE not in text
    assert desk.get(f"/desk/messages/{m.pk}/sender/").status_code == 405
    shown = desk.post(f"/desk/messages/{m.pk}/sender/").content.decode()
    assert NAME in shown and PHONE in shown
    entry = Entry.objects.get(matter=m.pk, step=SEEN)
    assert entry.actor_id == office.people["office"].account.pk  # type: ignore[union-attr]  # he has one
    assert PHONE not in str(entry.body.text) and "查看反映人的联系方式" in page(office, m.pk)


def test_who_need_not_reach_him_is_refused(office: Office) -> None:
    m = office.assigned()
    for who in ("leader", "supervisor", "auditor"):
        reader = client(office, who)
        assert "看反映人的联系方式" not in reader.get(f"/desk/messages/{m.pk}/").content.decode()
        answer = reader.post(f"/desk/messages/{m.pk}/sender/")
        assert answer.status_code == 403 and PHONE not in answer.content.decode()
    assert not Entry.objects.filter(step=SEEN).exists()


def test_merged_ones_lead_to_one_another(office: Office) -> None:
    into = office.sent("试验大道的路灯都不亮。")
    m = office.merged(into)
    assert f"/desk/messages/{into.pk}/" in page(office, m.pk)
    assert "并入本件" in page(office, into.pk) and f"/desk/messages/{m.pk}/" in page(office, into.pk)


def test_a_step_is_taken_from_the_page_with_a_photo(office: Office) -> None:
    m = office.answered("solved")
    desk = client(office)
    picture = SimpleUploadedFile("现场.png", PNG, content_type="image/png")
    sent = {
        "version": m.matter.version,
        "day": office.day.isoformat(),
        "how": "on_site",
        "note": "亮了。",
        "files": picture,
    }
    answer = desk.post(f"/desk/step/message/{m.pk}/confirm_solved/", sent)
    assert answer.status_code == 303 and answer["Location"] == f"/desk/messages/{m.pk}/"
    assert office.again(m).matter.state == "solved"


def test_without_photo_or_reason_it_is_not_confirmed(office: Office) -> None:
    m = office.answered("solved")
    sent = {"version": m.matter.version, "day": office.day.isoformat(), "how": "on_site", "note": "亮了。"}
    answer = client(office).post(f"/desk/step/message/{m.pk}/confirm_solved/", sent)
    assert answer.status_code == 422 and "请先添加现场照片" in answer.content.decode()


def test_another_organ_and_those_without_a_part_find_nothing(office: Office) -> None:
    m = office.held()
    assert client(Office()).get(f"/desk/messages/{m.pk}/").status_code == 404
    assert client(office, "leader").get(f"/desk/messages/{m.pk}/").status_code == 404


def test_it_asks_as_much_however_much_was_done(office: Office, django_assert_max_num_queries: Any) -> None:
    m = office.solved()
    for _each in range(2):
        office.take("reopen", m, office.sender(m), why="还是不亮。")
        office.take("answer", m, "liaison0", outcome="solved", text="再修过了。")
    desk = client(office)
    desk.get(f"/desk/messages/{m.pk}/")
    kept.forget()
    with django_assert_max_num_queries(18):
        desk.get(f"/desk/messages/{m.pk}/")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
"""One red dot."""
