"""Word to a resident's phone: that there is news, never what; through a bridge that listens here."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.outbox.deliver import WAITS
from yishi.rooms.voice import texting
from yishi.rooms.voice.models import Message, Sender, Word
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 16, 12, tzinfo=clock.CHINA)
MINUTE = dt.timedelta(minutes=1)


class Bridge:
    """A gateway that keeps what it was given, and refuses as long as it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        bridge = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                bridge.got.append((self.path, json.loads(body)))
                self.send_response(bridge.status)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def bridge(settings: Any) -> Iterator[Bridge]:
    made = Bridge()
    settings.YISHI_APPRISE_URLS = [f"json://127.0.0.1:{made.port}/sms/" + "{phone}"]
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def office() -> Office:
    return Office()


def sent(office: Office, **given: Any) -> Message:
    return office.sent(at=NOON, **{"wants_word": True, "phone": "139-0000 1234"} | given)


def handed(office: Office, m: Message) -> None:
    office.take("assign", m, at=NOON, layer="unit", unit=office.units[0].pk)


def round_at(moment: dt.datetime) -> texting.Round:
    with clock.at(moment):
        return texting.send()


def test_he_is_told_that_there_is_news_and_nothing_of_it(office: Office, bridge: Bridge) -> None:
    m = sent(office)
    handed(office, m)
    assert round_at(NOON).sent == 1
    (path, said), *more = bridge.got
    assert not more and path.endswith("/sms/13900001234")
    words = json.dumps(said, ensure_ascii=False)
    assert m.matter.number in words and "有新进展" in words and "查进展" in words
    for secret in (TEXT, m.matter.title, "路灯", "试民", office.units[0].name, "/m/"):
        assert secret not in words
    assert round_at(NOON + MINUTE).sent == 0


def test_what_waits_together_leaves_as_one(office: Office, bridge: Bridge) -> None:
    m = sent(office)
    handed(office, m)
    office.take("answer", m, "liaison0", at=NOON, outcome="explained", text="说明。")
    assert Word.objects.count() == 2 and round_at(NOON).sent == 1 and len(bridge.got) == 1


@pytest.mark.parametrize("given", [{"wants_word": False}, {"phone": ""}])
def test_who_did_not_ask_or_left_no_number_gets_none(office: Office, bridge: Bridge, given: dict[str, Any]) -> None:
    m = sent(office, **given)
    handed(office, m)
    assert not Word.objects.exists()


def test_what_he_does_himself_calls_nobody(office: Office, bridge: Bridge) -> None:
    m = sent(office)
    office.take("withdraw", m, office.sender(m), at=NOON)
    assert not Word.objects.exists()


@pytest.mark.parametrize(
    "url", ["json://127.0.0.1:9/group", "json://127.0.0.1:9/{email}", "json://127.0.0.1:9/{username}/{phone}"]
)
def test_without_a_bridge_to_phones_nothing_is_put_by(office: Office, settings: Any, url: str) -> None:
    settings.YISHI_APPRISE_URLS = [url]
    handed(office, sent(office))
    assert not Word.objects.exists()


def test_an_outage_is_survived_and_the_end_is_kept(office: Office, bridge: Bridge) -> None:
    bridge.status = 500
    handed(office, sent(office))
    moment = NOON
    for wait in WAITS:
        assert round_at(moment).failed == 1
        assert round_at(moment + wait - dt.timedelta(seconds=1)).failed == 0
        moment += wait
    bridge.status = 200
    assert round_at(moment).sent == 1 and Word.objects.get().sent_at is not None


def test_a_number_that_was_erased_meanwhile_is_not_called(office: Office, bridge: Bridge) -> None:
    m = sent(office)
    handed(office, m)
    Sender.objects.filter(pk=m.pk).update(phone="")
    assert round_at(NOON).given_up == 1 and not bridge.got


def test_what_a_killed_worker_had_in_hand_is_not_sent_twice(office: Office, bridge: Bridge) -> None:
    handed(office, sent(office))
    Word.objects.update(begun_at=NOON)
    assert round_at(NOON).sent == 0 and not bridge.got
    assert "中断" in Word.objects.get().error
