"""The worker's round: what waits to leave is taken up, sent, and its outcome kept.

Two workers never take the same row. What each row went through is written before and after it is handed
over, so a worker killed between the two leaves one message in doubt: mail is sent again under the same
Message-ID, by which mail systems know it for the same; a bridge cannot tell, so there it is left at that.
"""

from __future__ import annotations

import datetime as dt
import smtplib
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.outbox import channels, letters
from yishi.foundation.outbox.models import Outgoing

LEASE = dt.timedelta(minutes=10)
"""How long others leave alone what a worker has taken up."""

WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440, 1440))
"""Time to the next try after the first, second ... failure; after the last one it is given up. An outage of
three days is survived."""

SECONDS_TO_ANSWER = 30

Parcel = Sequence[Outgoing]


class NotSent(Exception):
    """It did not leave. `final` when trying again is no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


@dataclass
class Round:
    """What became of one round, in messages."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


def deliver(limit: int = 1000) -> Round:
    """Send what waits, at most `limit` notices. Scheduled each minute; rounds may overlap."""
    outcome = Round()
    for parcel in _take_up(limit):
        lease = _begin(parcel)
        if lease is None:
            continue
        try:
            _send(parcel)
        except NotSent as error:
            _keep_failure(parcel, error, outcome)
        else:
            _rows(parcel).update(sent_at=clock.now(), error="")
            outcome.sent += 1
    return outcome


def _rows(parcel: Parcel) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(pk__in=[row.pk for row in parcel])


def _take_up(limit: int) -> list[list[Outgoing]]:
    """Claim waiting rows and pack those of one account and channel into one parcel."""
    moment = clock.now()
    skip_locked = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        waiting = (
            Outgoing.objects.filter(sent_at=None, given_up_at=None, due_at__lte=moment)
            .select_related("notice__account__person", "notice__matter")
            .order_by("due_at", "pk")
            .select_for_update(skip_locked=skip_locked, of=("self",))
        )
        rows = _without_doubtful(list(waiting[:limit]), moment)
        parcels = _pack(rows)
        for row in rows:
            row.due_at = moment + LEASE
        Outgoing.objects.bulk_update(rows, ["parcel", "due_at"])
    return parcels


def _without_doubtful(rows: list[Outgoing], moment: dt.datetime) -> list[Outgoing]:
    """Leave out what a killed worker may already have handed to a bridge."""
    doubtful = [row for row in rows if row.begun_at and row.channel != channels.MAIL]
    if doubtful:
        _rows(doubtful).update(given_up_at=moment, error=_("发送时中断，可能已经送达，未再发送"))
    return [row for row in rows if row not in doubtful]


def _pack(rows: list[Outgoing]) -> list[list[Outgoing]]:
    packed: dict[tuple[object, ...], list[Outgoing]] = defaultdict(list)
    groups = set(channels.of_groups())
    for row in rows:
        to = None if row.channel in groups else row.notice.account_id
        packed[row.parcel, row.channel, to].append(row)
    for parcel in packed.values():
        name = parcel[0].parcel or uuid.uuid4()
        for row in parcel:
            row.parcel = name
    return list(packed.values())


def _begin(parcel: Parcel) -> dt.datetime | None:
    """Write down that it is being handed over; None when the lease ran out and another worker has it."""
    moment = clock.now()
    still_ours = _rows(parcel).filter(due_at=parcel[0].due_at, sent_at=None, given_up_at=None)
    with transaction.atomic():
        begun = still_ours.update(begun_at=moment, due_at=moment + LEASE, tries=F("tries") + 1)
        if begun != len(parcel):
            transaction.set_rollback(True)
            return None
    return moment


def _send(parcel: Parcel) -> None:
    account = parcel[0].notice.account
    if parcel[0].channel == channels.MAIL:
        with translation.override(account.language):
            _mail(parcel)
        return
    url = channels.bridges().get(parcel[0].channel)
    if url is None:
        raise NotSent(_("这一渠道已经停用"), final=True)
    to_group = not channels.placeholders(url)
    with translation.override(settings.LANGUAGE_CODE if to_group else account.language):
        _bridge(url if to_group else channels.address(url, account), parcel, to_group)


def _mail(parcel: Parcel) -> None:
    account = parcel[0].notice.account
    if not account.email or not account.is_active:
        raise NotSent(_("账号没有邮箱或者已经停用"), final=True)
    letter = letters.compose([row.notice for row in parcel], to_group=False)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    # The same for every try of this parcel, so that a copy sent twice is known as one.
    message_id = f"<{parcel[0].parcel}.{parcel[0].pk}@{host}>"
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    message = mail.EmailMessage(
        letter.subject, letter.body, to=[account.email], headers=headers,
        connection=mail.get_connection(timeout=SECONDS_TO_ANSWER),
    )  # fmt: skip
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _reply in error.recipients.values()]
        raise NotSent(_("收件服务器拒收：%(error)s") % {"error": error}, final=min(codes) >= 500) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(_("邮件服务器：%(error)s") % {"error": error}) from error
    except ValueError as error:
        raise NotSent(_("邮箱地址有误：%(error)s") % {"error": error}, final=True) from error


def _bridge(url: str | None, parcel: Parcel, to_group: bool) -> None:
    if url is None:
        raise NotSent(_("账号没有这一渠道需要的号码"), final=True)
    hand_over(url, letters.compose([row.notice for row in parcel], to_group=to_group))


def hand_over(url: str, letter: letters.Letter) -> None:
    """Give a letter to a bridge; raises NotSent where it does not take it."""
    import apprise  # slow to load, and only the worker needs it

    bridge = apprise.Apprise()
    if not bridge.add(url):
        raise NotSent(_("渠道地址无法识别，请检查设置"), final=True)
    if not bridge.notify(title=letter.subject, body=letter.body):
        raise NotSent(_("渠道没有接收"))


def _keep_failure(parcel: Parcel, error: NotSent, outcome: Round) -> None:
    """Write the reason down; wait and try again, or give up."""
    tries = max(row.tries for row in parcel) + 1
    reason = str(error)[:300]
    if error.final or tries > len(WAITS):
        _rows(parcel).update(given_up_at=clock.now(), error=reason)
        outcome.given_up += 1
    else:
        _rows(parcel).update(begun_at=None, due_at=clock.now() + WAITS[tries - 1], error=reason)
        outcome.failed += 1
