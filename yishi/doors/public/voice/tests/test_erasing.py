"""Erased on request: words, photographs and the sender go for good; what is counted and the chain stay."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from yishi.doors.public.voice.tests.resident import PHONE, Resident, picture
from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.files.models import Attachment
from yishi.foundation.journal.models import Body
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.outbox.models import Notice
from yishi.rooms.voice.models import Hop, Message, Sender
from yishi.rooms.voice.tests.office import TEXT, Office
from yishi.rooms.voice.words import ERASED

pytestmark = pytest.mark.django_db
SECRETS = (TEXT, "路灯", "试民", PHONE, "三号楼", "张某某")


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def lived(office: Office) -> tuple[Resident, Message]:
    """One that went the whole way, with words of his wherever they can stand."""
    resident = Resident(office)
    resident.sends(place="三号楼前", latitude="29.5", longitude="106.5", photos=[picture(1)])
    m = resident.message
    office.take("classify", m, topic="urban", area="试验街道")
    office.take("ask", m, question="张某某，哪一盏路灯？")
    resident.does("complete", reply="三号楼门口的路灯。")
    office.take("assign", m, layer="unit", unit=office.units[0].pk, note="三号楼张某某")
    office.take("answer", m, "liaison0", outcome="solved", text="张某某您好，三号楼路灯已修。")
    office.take(
        "confirm_solved",
        m,
        "keeper" if m.station_id else "other_office",
        day=office.day.isoformat(),
        how="call",
        note="张某某说亮了",
    )
    resident.does("rate", solved="yes", content="satisfied", note="三号楼谢谢。")
    office.published(m, title="三号楼路灯", text="三号楼路灯坏了。", answer="三号楼路灯已修。")
    return resident, office.again(m)


def rows(m: Message) -> str:
    """Everything that the room keeps of it, as text."""
    found = list(Message.objects.filter(pk=m.pk).values()) + list(Sender.objects.filter(pk=m.pk).values())
    for name in ("assignments", "checks", "ratings", "questions", "hops", "words"):
        found += list(getattr(m, name).values())
    return json.dumps([*found, m.matter.title], default=str, ensure_ascii=False)


def facts(m: Message) -> list[tuple[object, ...]]:
    return sorted(Fact.objects.filter(matter=m.pk).values_list("kind", "day", "topic", "place", "outcome", "quantity"))


def test_words_photographs_and_sender_go_and_what_is_counted_stays(office: Office) -> None:
    resident, m = lived(office)
    before, notices = facts(m), Notice.objects.filter(matter=m.pk).count()
    path = Attachment.objects.get().file.path
    office.take("erase_words", m, why="本人请求删除")
    m = office.again(m)
    assert (m.text, m.matter.title, m.matter.state) == (ERASED, ERASED, "solved") and facts(m) == before
    assert not any(secret in rows(m) for secret in SECRETS), rows(m)
    assert not any(
        secret in (text or "")
        for text in Body.objects.filter(entry__matter=m.pk).values_list("text", flat=True)
        for secret in SECRETS
    )
    assert not any(secret in text for text in Notice.objects.values_list("text", flat=True) for secret in SECRETS)
    assert notices and Notice.objects.filter(matter=m.pk).count() == notices
    assert not Attachment.objects.exists() and path
    assert verify(office.organ).ok
    assert (m.sender.link, m.sender.code, m.sender.tail, m.sender.who, m.sender.erased_on) == (
        None,
        None,
        "",
        "",
        office.day,
    )
    assert resident.get(resident.link).status_code == 404 and resident.looks_up().status_code == 422
    assert resident.get(f"/public/messages/{m.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_file_itself_is_gone_from_the_disk(office: Office) -> None:
    _resident, m = lived(office)
    storage, name = Attachment.objects.get().file.storage, Attachment.objects.get().file.name
    assert storage.exists(name)
    office.take("erase_words", m, why="本人请求删除")
    assert not storage.exists(name)


def test_the_reason_stays_and_twice_is_refused(office: Office) -> None:
    _resident, m = lived(office)
    office.take("erase_words", m, why="本人请求删除")
    last = Body.objects.filter(entry__matter=m.pk, entry__step="message.erase_words").get()
    assert "本人请求删除" in (last.text or "")
    with pytest.raises(Refused, match="已经依法删除"):
        office.take("erase_words", m, why="再删")


@pytest.mark.parametrize("who", ["keeper", "deputy", "liaison0", "administrator", "supervisor"])
def test_nobody_but_the_office_erases(office: Office, who: str) -> None:
    m = office.sent()
    with pytest.raises(NotAllowed):
        office.take("erase_words", m, who, why="x")


def test_what_was_erased_goes_on_and_tells_nobody(office: Office) -> None:
    m = office.assigned()
    office.take("erase_words", m, why="本人请求删除")
    office.take("answer", m, "liaison0", outcome="explained", text="已处理。")
    assert Hop.objects.filter(message=m.pk, kind="answered").exists() and office.again(m).text == ERASED
