"""What a resident says in private stays so: no code or link is guessed, no search, file, export, log or notice names him."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.doors.public.voice.logs import NoLinks
from yishi.doors.public.voice.tests.resident import PHONE, Resident, picture
from yishi.foundation import clock, codes
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.tests import samples
from yishi.foundation.journal.models import Body
from yishi.foundation.outbox.models import Notice, Outgoing
from yishi.readings.search.index import refresh
from yishi.readings.search.models import Text
from yishi.rooms.voice import counting
from yishi.rooms.voice.models import Message, Sender, Tries
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
NAME, PLACE = "试某民", "试验路九号院二单元"
SECRETS = (NAME, PHONE, "9000 1234")
NOON = dt.datetime(2026, 3, 16, 12, tzinfo=clock.CHINA)


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(NOON):
        yield made


@pytest.fixture
def resident(office: Office) -> Resident:
    made = Resident(office)
    made.sends(name=NAME, place=PLACE)
    return made


def guesser(office: Office, number: int = 0) -> Resident:
    return Resident(office, f"198.51.{number // 200}.{number % 200 + 1}")


# guessing


def test_five_errors_lock_a_code_for_a_day_and_no_other(office: Office, resident: Resident) -> None:
    another = Resident(office, "203.0.113.50")
    another.sends("另一件事：垃圾没有清运。")
    for at in range(5):
        assert guesser(office, at).looks_up(resident.code, "0000").status_code == 422
    locked = guesser(office, 9).looks_up(resident.code)
    assert locked.status_code == 429 and int(locked["Retry-After"]) > 80_000 and "锁住" in locked.content.decode()
    assert guesser(office, 10).looks_up(another.code).status_code == 302
    assert resident.follows(), "who has the link is not locked out"
    with clock.at(NOON + dt.timedelta(hours=25)):
        assert guesser(office, 11).looks_up(resident.code).status_code == 302


def test_a_right_answer_forgives_the_errors_before(office: Office, resident: Resident) -> None:
    for _time in range(3):
        for at in range(4):
            assert guesser(office, at).looks_up(resident.code, "0000").status_code == 422
        assert resident.looks_up().status_code == 302


def test_one_client_tries_twenty_codes_an_hour_right_ones_too(office: Office, resident: Resident) -> None:
    thief = guesser(office)
    tried = [thief.looks_up("".join(codes.ALPHABET[(at + n) % 30] for n in range(10)), "1234") for at in range(20)]
    assert {answer.status_code for answer in tried} == {422}
    refused = thief.looks_up(resident.code)
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 3000
    assert guesser(office, 1).looks_up(resident.code).status_code == 302, "others are not slowed"
    with clock.at(NOON + dt.timedelta(minutes=61)):
        assert thief.looks_up(resident.code).status_code == 302


def test_one_client_tries_thirty_links_an_hour_and_known_ones_are_not_counted(
    office: Office, resident: Resident
) -> None:
    thief = guesser(office)
    tried = [thief.get(f"/public/m/{codes.keys(codes.fresh()).link}/").status_code for _ in range(32)]
    assert tried == [404] * 30 + [429] * 2
    assert {Resident.get(thief, resident.link).status_code for _ in range(40)} == {200}
    for path in ("withdraw/", "file/1/", "photos/"):
        assert thief.post(f"/public/m/{'A' * 22}/{path}").status_code in (405, 429)


def test_tries_stand_in_the_database_and_survive_a_restart(office: Office, resident: Resident) -> None:
    for at in range(5):
        guesser(office, at).looks_up(resident.code, "0000")
    assert Tries.objects.filter(until__gt=NOON).count() == 1
    connection.close_if_unusable_or_obsolete()
    assert (
        Client(REMOTE_ADDR="192.0.2.200")
        .post("/public/look-up/", {"code": resident.code, "tail": PHONE[-4:]})
        .status_code
        == 429
    )


def test_a_header_that_anybody_can_write_makes_no_new_client(office: Office, resident: Resident) -> None:
    answers = [
        Client(REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=f"10.0.0.{at}").post("/public/look-up/", {"code": "ABCDEFGHJ2", "tail": "1234"})
        for at in range(22)
    ]  # fmt: skip
    assert answers[-1].status_code == 429


def test_a_wrong_code_and_wrong_digits_get_the_same_answer_after_the_same_work(
    office: Office, resident: Resident
) -> None:
    found = []
    for at, code in enumerate((resident.code.replace(" ", ""), "ABCDEFGHJ2")):
        with CaptureQueriesContext(connection) as asked:
            answer = guesser(office, at).looks_up(code, "0000")
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(code, "CODE")
        work = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked]
        found.append((answer.status_code, html, work, sorted(answer.headers)))
    assert found[0] == found[1]


def test_links_and_codes_have_enough_in_them_and_stand_nowhere_as_they_are(resident: Resident) -> None:
    link, code = resident.link.split("/")[-2], resident.code.replace(" ", "")
    assert len(link) == 22 and len(code) == 10 and 30**10 * 10**4 > 2**60
    sender = Sender.objects.get()
    kept = f"{sender.link}{sender.code}{sender.tail}{sender.who}"
    assert (
        link not in kept
        and code not in kept
        and PHONE[-4:] != sender.tail
        and len({sender.link, sender.code, sender.tail}) == 3
    )
    made = {codes.keys(codes.fresh()).link for _ in range(500)}
    assert len(made) == 500


def test_no_number_of_a_matter_opens_anything(office: Office, resident: Resident) -> None:
    m = resident.message
    for path in (
        f"/public/m/{m.pk}/",
        f"/public/m/{m.matter.number}/",
        f"/public/messages/{m.pk}/",
        f"/public/mine/file/{m.pk}/",
    ):
        assert guesser(office).get(path).status_code in (403, 404)


def test_one_link_opens_no_other_messages_file(office: Office, resident: Resident) -> None:
    another = Resident(office, "203.0.113.50")
    another.sends("另一件事：垃圾没有清运。", photos=[picture(2)])
    file = Attachment.objects.get()
    assert another.get(f"{another.link}file/{file.pk}/").status_code == 200
    assert resident.get(f"{resident.link}file/{file.pk}/").status_code == 404
    assert Client().get(f"/desk/file/{file.pk}/").status_code in (302, 403, 404)


# flooding


def test_a_client_that_floods_is_slowed_keeps_its_words_and_others_go_on(office: Office, resident: Resident) -> None:
    flood = guesser(office)
    assert [flood.sends(f"第{at}件事，路灯坏了。").status_code for at in range(6)] == [200] * 6
    answer = flood.sends("第七件事，写了很久。", photos=[picture(1, "seventh.jpg")])
    html = answer.content.decode()
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 601
    assert "第七件事，写了很久。" in html and "seventh.jpg" in html and "10 分钟后" in html
    assert Message.objects.count() == 7 and guesser(office, 1).sends("第八件事，我不是他。").status_code == 200
    with clock.at(NOON + dt.timedelta(minutes=11)):
        assert flood.sends("第七件事，写了很久。", nonce=answer.context["nonce"]).status_code == 200
    assert Attachment.objects.count() == 1


def test_forty_a_day_of_one_client(office: Office) -> None:
    flood = guesser(office)
    sent = 0
    for hour in range(0, 9):
        with clock.at(NOON + dt.timedelta(minutes=20 * hour)):
            sent += sum(flood.sends(f"第{hour}-{at}件事，路灯。").status_code == 200 for at in range(7))
    assert sent == 40


def test_forms_that_fail_cannot_fill_the_disk(office: Office) -> None:
    flood = guesser(office)
    answers = [flood.sends("", photos=[picture(1 + at % 8, f"{at}.jpg")]) for at in range(counting.HELD[0].most + 1)]
    assert {answer.status_code for answer in answers} == {422} and "照片没有留住" in answers[-1].content.decode()


def test_the_same_words_from_many_clients_are_looked_at_and_not_refused(office: Office) -> None:
    for at in range(6):
        assert guesser(office, at).sends("请全体邻居一起反映：停车费太贵了！").status_code == 200
    states = Message.objects.order_by("pk").values_list("matter__state", "held_for")
    assert [state for state, _why in states] == ["received"] * 3 + ["checking"] * 3 and "相同" in states[5][1]


def test_a_sender_cannot_ring_the_office_all_day(office: Office, resident: Resident) -> None:
    m = resident.message
    office.take("settle", m, layer="explained", text="说明。")
    answers = [resident.does("rate", solved="no").status_code for _ in range(counting.ACTED[0].most + 1)]
    assert set(answers[:-1]) == {302} and answers[-1] == 429


# nobody finds a resident


def test_neither_journal_nor_notice_nor_search_nor_letter_names_him(office: Office, resident: Resident) -> None:
    m = resident.message
    office.take("assign", m, layer="unit", unit=office.units[0].pk)
    office.take("answer", m, "liaison0", outcome="solved", text="已修好。")
    resident.does("rate", solved="no", note="没有修好。")
    office.published(m)
    refresh()
    told = [text for (text,) in Notice.objects.values_list("text")] + [
        text for (text,) in Notice.objects.values_list("subject")
    ]
    kept = {
        "journal": list(Body.objects.values_list("text", flat=True)), "notices": told,
        "search": [str(row) for row in Text.objects.values()], "outgoing": [str(row) for row in Outgoing.objects.values()],
        "matter": [m.matter.title],
    }  # fmt: skip
    assert kept["journal"] and kept["notices"] and kept["search"]
    for where, texts in kept.items():
        for secret in (*SECRETS, resident.link.split("/")[-2], resident.code.replace(" ", "")):
            assert not any(secret in (text or "") for text in texts), (where, secret)


def test_no_page_export_or_api_for_strangers_names_him(office: Office, resident: Resident) -> None:
    m, of = resident.message, f"/public/o/{office.organ.code}"
    office.take("settle", m, layer="explained", text=f"{NAME}您好，已派人到{PLACE}。")
    office.published(m)
    stranger = Client()
    pages = [
        "/public/", f"{of}/", f"{of}/messages/", f"{of}/messages/?export=csv", f"{of}/messages/?export=xlsx", f"/public/messages/{m.pk}/",
        f"{of}/messages/?col=title&col=place&col=sender&col=text&sort=sender__phone", f"{of}/messages/?sender__phone__startswith=1390&sender__name=x",
    ]  # fmt: skip
    for path in pages:
        answer = stranger.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200
        for secret in (*SECRETS, PLACE):
            assert secret.encode() not in body, (path, secret)
    for words in (NAME, PHONE, PLACE, "您好", "三号楼"):
        assert "路灯坏了" not in stranger.get(f"{of}/messages/", {"q": words}).content.decode(), words
    for path in ("/api/messages", f"/api/message/{m.pk}", "/api/search?q=x", "/api/journal"):
        assert stranger.get(path).status_code in (401, 403, 404), path


def test_what_a_camera_wrote_is_gone_and_so_is_the_name_he_gave_the_file(office: Office, resident: Resident) -> None:
    one = Resident(office, "203.0.113.60")
    one.sends("另一件事，有照片。", photos=[picture(1, f"{NAME}家.jpg")])
    row = Attachment.objects.get()
    with row.file.open("rb") as file:
        kept = file.read()
    shown = b"".join(one.get(f"{one.link}file/{row.pk}/"))
    assert samples.SECRET not in kept and kept == shown and b"http://ns.adobe.com" not in kept
    assert NAME not in row.name and not any(
        NAME in (text or "") for text in Body.objects.values_list("text", flat=True)
    )


def test_held_photographs_lose_what_the_camera_wrote_when_they_are_kept(office: Office) -> None:
    one = guesser(office)
    nonce = one.nonce()
    one.sends("", nonce=nonce, photos=[picture(3)])
    one.sends("有照片的一件事。", nonce=nonce)
    with Attachment.objects.get().file.open("rb") as file:
        assert samples.SECRET not in file.read()


def test_his_pages_are_kept_by_nobody_and_their_address_goes_nowhere(office: Office, resident: Resident) -> None:
    resident.looks_up()
    own = [
        resident.get(resident.link),
        resident.get("/public/mine/"),
        resident.get("/public/look-up/"),
        resident.sends("又一件事，路灯。"),
    ]
    own += [
        resident.get(f"/public/m/{'A' * 22}/"),
        resident.does("rate", solved="yes"),
        resident.get(f"{resident.link}x/"),
    ]
    for answer in own:
        assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "same-origin"
    html = resident.follows()
    outside = [
        url
        for url in re.findall(r'(?:href|src|action)="([^"]+)"', html)
        if not url.startswith(("/", "#", "data:", "?"))
    ]
    assert outside == []


def test_no_log_has_a_link_a_name_or_a_number(
    office: Office, resident: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    handler = django_settings.LOGGING["handlers"]["console"]
    assert handler["filters"] == ["links"] and django_settings.LOGGING["filters"]["links"]["()"].endswith("NoLinks")
    caplog.handler.addFilter(NoLinks())
    try:
        with caplog.at_level(logging.DEBUG):
            resident.does("rate", solved="yes")
            resident.does("x")
            resident.get(f"/public/m/{'B' * 22}/")
            resident.looks_up(resident.code, "0000")
            resident.sends("", name=NAME)
            lines = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    finally:
        caplog.handler.filters.clear()
    assert any("/public/m/…" in line for line in lines), lines
    for secret in (*SECRETS, resident.link.split("/")[-2], "B" * 22, resident.code):
        assert not any(secret in line for line in lines), secret
