"""Delivery: what leaves, how it is tried again, and that two workers never send the same."""

import datetime as dt
import smtplib
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.db import connection, transaction

from yishi.foundation import clock
from yishi.foundation.outbox import deliver as delivery
from yishi.foundation.outbox.deliver import LEASE, WAITS, deliver
from yishi.foundation.outbox.models import Outgoing
from yishi.foundation.outbox.tell import tell
from yishi.foundation.outbox.tests import made

NOON = dt.datetime(2026, 3, 16, 12, tzinfo=clock.CHINA)
MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return made.house()


@pytest.fixture
def reader(house):
    return made.with_address(house.liaison)


def told(account, organ, *keys, **kwargs):
    with clock.at(NOON), transaction.atomic():
        tell([made.telling(account, organ, key, **kwargs) for key in keys])


def round_at(moment, **kwargs):
    with clock.at(moment):
        return deliver(**kwargs)


class Refusing:
    """A mail server that answers with an error as long as it is told to."""

    def __init__(self, monkeypatch, error):
        self.error, self.tried = error, 0
        self.real = mail.EmailMessage.send
        monkeypatch.setattr(mail.EmailMessage, "send", lambda message, **kw: self.send(message))

    def send(self, message):
        self.tried += 1
        if self.error:
            raise self.error
        return self.real(message)


def test_mail_says_that_something_waits_and_nothing_of_it(house, reader):
    of = made.matter(house.organ, title="关于甲某某身体状况的建议")
    told(reader, house.organ, "a", matter_id=of.pk, text=f"{of.title}已交办")
    assert round_at(NOON).sent == 1
    letter = mail.outbox[0]
    assert letter.to == [reader.email]
    assert letter.subject == "您有 1 件事项待办理：新的交办"
    assert "请登录查看：http" in letter.body
    assert "甲某某" not in letter.subject + letter.body
    assert of.number not in letter.subject + letter.body


def test_titles_leave_only_where_the_installation_allows_it(house, reader, settings):
    settings.YISHI_MAIL_SHOWS_TITLES = True
    of = made.matter(house.organ)
    told(reader, house.organ, "a", matter_id=of.pk)
    round_at(NOON)
    assert str(of) in mail.outbox[0].body


def test_what_waits_for_one_account_leaves_in_one_mail(house, reader):
    told(reader, house.organ, "a", "b", subject="答复期限将至")
    told(reader, house.organ, "c", subject="答复已逾期", urgent=True)
    told(made.with_address(house.head), house.organ, "a")
    assert round_at(NOON).sent == 2
    subjects = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert subjects[reader.email] == "【紧急】您有 3 件事项待办理：答复期限将至 2 件，答复已逾期 1 件"
    assert not Outgoing.objects.filter(sent_at=None).exists()


def test_what_was_sent_is_not_sent_again(house, reader):
    told(reader, house.organ, "a")
    assert [round_at(NOON + n * dt.timedelta(days=1)).sent for n in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1


def test_the_limit_is_kept(house, reader):
    told(reader, house.organ, *"abcde")
    round_at(NOON, limit=2)
    assert Outgoing.objects.filter(sent_at=None).count() == 3


def test_a_failure_waits_longer_each_time_and_is_given_up_with_its_reason(house, reader, monkeypatch):
    server = Refusing(monkeypatch, smtplib.SMTPServerDisconnected("线路中断"))
    told(reader, house.organ, "a")
    moment = NOON
    for wait in WAITS:
        assert round_at(moment).failed == 1
        assert round_at(moment + wait - dt.timedelta(seconds=1)).failed == 0
        moment += wait
    assert round_at(moment).given_up == 1
    row = Outgoing.objects.get()
    assert row.given_up_at is not None
    assert row.sent_at is None
    assert "线路中断" in row.error
    server.error = None
    assert round_at(moment + dt.timedelta(days=9)).sent == 0
    assert server.tried == len(WAITS) + 1 == row.tries


def test_after_an_outage_it_leaves_and_the_reason_is_forgotten(house, reader, monkeypatch):
    server = Refusing(monkeypatch, OSError("没有网络"))
    told(reader, house.organ, "a")
    round_at(NOON)
    server.error = None
    assert round_at(NOON + WAITS[0]).sent == 1
    assert Outgoing.objects.get().error == ""
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("error", "final"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}), True),
        (smtplib.SMTPRecipientsRefused({"x": (451, b"later")}), False),
        (ValueError("bad header"), True),
    ],
)
def test_only_what_cannot_get_better_is_given_up_at_once(house, reader, monkeypatch, error, final):
    Refusing(monkeypatch, error)
    told(reader, house.organ, "a")
    assert round_at(NOON).given_up == int(final)


def test_an_account_that_lost_its_address_is_given_up(house, reader):
    told(reader, house.organ, "a")
    reader.email = ""
    reader.save()
    assert round_at(NOON).given_up == 1
    assert "邮箱" in Outgoing.objects.get().error


class Killed(BaseException):
    """Stands for SIGKILL: nothing after it runs."""


def test_a_worker_killed_before_handing_over_loses_and_doubles_nothing(house, reader, monkeypatch):
    told(reader, house.organ, "a")
    monkeypatch.setattr(delivery, "_begin", lambda parcel: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        round_at(NOON)
    monkeypatch.undo()
    assert round_at(NOON + MINUTE).sent == 0
    assert round_at(NOON + LEASE).sent == 1
    assert len(mail.outbox) == 1


def test_mail_in_doubt_is_sent_again_under_the_same_message_id(house, reader, monkeypatch):
    told(reader, house.organ, "a", "b")
    real = delivery._mail

    def killed_after(parcel):
        real(parcel)
        raise Killed

    monkeypatch.setattr(delivery, "_mail", killed_after)
    with pytest.raises(Killed):
        round_at(NOON)
    monkeypatch.undo()
    told(reader, house.organ, "later")
    round_at(NOON + LEASE)
    ids = [letter.message()["Message-ID"] for letter in mail.outbox]
    assert len(ids) == 3
    assert len(set(ids)) == 2


def test_a_worker_whose_lease_ran_out_leaves_the_rest_to_the_next(house, reader, monkeypatch):
    told(reader, house.organ, "a")
    real = delivery._begin

    def slow(parcel):
        monkeypatch.setattr(delivery, "_begin", real)
        assert round_at(NOON + LEASE).sent == 1
        return real(parcel)

    monkeypatch.setattr(delivery, "_begin", slow)
    assert round_at(NOON).sent == 0
    assert len(mail.outbox) == 1


@pytest.fixture
def robot():
    """A chat robot on this machine; `robot.heard` is what it was told, `robot.answer` what it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("unicode_escape")
            server.heard.append((self.path, body))
            self.send_response(server.answer)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.heard, server.answer = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_group_is_told_without_names_or_titles(house, settings, robot):
    settings.YISHI_APPRISE_URLS = [f"json://127.0.0.1:{robot.server_port}/group"]
    settings.YISHI_MAIL_SHOWS_TITLES = True
    of = made.matter(house.organ)
    told(house.liaison, house.organ, "a", matter_id=of.pk)
    assert round_at(NOON).sent == 1
    (path, body) = robot.heard[0]
    assert path == "/group"
    assert "有 1 件事项待办理：新的交办" in body
    assert of.title not in body
    assert house.liaison.name not in body


def test_a_personal_bridge_is_called_with_the_accounts_own_name(house, settings, robot):
    settings.YISHI_APPRISE_URLS = [f"json://127.0.0.1:{robot.server_port}/" + "{username}"]
    told(house.liaison, house.organ, "a")
    told(house.head, house.organ, "a")
    assert round_at(NOON).sent == 2
    assert {path for path, _body in robot.heard} == {f"/{house.liaison.username}", f"/{house.head.username}"}


def test_a_bridge_that_refuses_is_tried_again_and_one_removed_is_given_up(house, settings, robot):
    settings.YISHI_APPRISE_URLS = [f"json://127.0.0.1:{robot.server_port}/"]
    robot.answer = 500
    told(house.liaison, house.organ, "a")
    assert round_at(NOON).failed == 1
    settings.YISHI_APPRISE_URLS = []
    assert round_at(NOON + WAITS[0]).given_up == 1
    assert "停用" in Outgoing.objects.get().error


def test_a_bridge_in_doubt_is_not_called_again(house, settings, robot):
    settings.YISHI_APPRISE_URLS = [f"json://127.0.0.1:{robot.server_port}/"]
    told(house.liaison, house.organ, "a")
    Outgoing.objects.update(begun_at=NOON)
    assert round_at(NOON).sent == 0
    assert robot.heard == []
    assert "可能已经送达" in Outgoing.objects.get().error


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_send_each_mail_once():
    house = made.house()
    readers = [made.somebody() for _ in range(40)]
    with transaction.atomic():
        tell([made.telling(reader, house.organ) for reader in readers])
    start, sent, errors = threading.Barrier(4), [], []

    def work():
        try:
            start.wait()
            for _ in range(6):
                sent.append(deliver(limit=7).sent)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(sent) == 40
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(reader.email for reader in readers)


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_rows_held_by_another_worker_are_passed_over():
    house = made.house()
    told(made.with_address(house.liaison), house.organ, "a")
    told(made.with_address(house.head), house.organ, "b")
    held = Outgoing.objects.order_by("pk").first()
    sent = []

    def other():
        sent.append(round_at(NOON).sent)
        connection.close()

    with transaction.atomic():
        Outgoing.objects.select_for_update().get(pk=held.pk)
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(10)
        assert sent == [1]
    assert Outgoing.objects.get(pk=held.pk).sent_at is None
