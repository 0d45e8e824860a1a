"""Word to residents (短信): that there is news of what they said, by the installation's bridges to phones; never what it is.

Taken up, tried again and given up as notices are (`foundation/outbox/deliver.py`). The number is read from `Sender` when the word
leaves and kept nowhere else; once that is erased nothing can be sent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from yishi.foundation import clock, codes
from yishi.foundation.outbox import channels
from yishi.foundation.outbox.deliver import LEASE, WAITS, NotSent, Round, hand_over
from yishi.foundation.outbox.letters import Letter
from yishi.rooms.voice.models import Word


def send(limit: int = 500) -> Round:
    """Send what waits, at most `limit` words. Scheduled each minute; rounds may overlap."""
    outcome = Round()
    for parcel in _take_up(limit):
        if not _begin(parcel):
            continue
        try:
            _send(parcel)
        except NotSent as error:
            _keep_failure(parcel, error, outcome)
        else:
            _rows(parcel).update(sent_at=clock.now(), error="")
            outcome.sent += 1
    return outcome


def _rows(parcel: Sequence[Word]) -> QuerySet[Word]:
    return Word.objects.filter(pk__in=[row.pk for row in parcel])


def _take_up(limit: int) -> list[list[Word]]:
    """Claim what waits; the words of one message make one parcel. What a killed worker may have handed over is let be."""
    moment = clock.now()
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        waiting = Word.objects.filter(sent_at=None, given_up_at=None, due_at__lte=moment).order_by("due_at", "pk")
        waiting = waiting.select_related("message__sender", "message__matter")
        rows = list(waiting.select_for_update(skip_locked=skip, of=("self",))[:limit])
        doubtful = [row for row in rows if row.begun_at]
        if doubtful:
            _rows(doubtful).update(given_up_at=moment, error=_("发送时中断，可能已经送达，未再发送"))
        parcels: dict[int, list[Word]] = defaultdict(list)
        for row in rows:
            if row not in doubtful:
                row.due_at = moment + LEASE
                parcels[row.message_id].append(row)
        Word.objects.filter(pk__in=[row.pk for each in parcels.values() for row in each]).update(due_at=moment + LEASE)
    return list(parcels.values())


def _begin(parcel: Sequence[Word]) -> bool:
    """Write down that it is being handed over; False where the lease ran out and another worker has it."""
    with transaction.atomic():
        mine = _rows(parcel).filter(due_at=parcel[0].due_at, sent_at=None, given_up_at=None, begun_at=None)
        if mine.update(begun_at=clock.now(), tries=F("tries") + 1) != len(parcel):
            transaction.set_rollback(True)
            return False
    return True


def _send(parcel: Sequence[Word]) -> None:
    m = parcel[0].message
    phone, bridges = m.sender.phone, channels.to_phones()
    if not (m.sender.wants_word and codes.tail(phone)):
        raise NotSent(_("没有可以发送的号码"), final=True)
    if not bridges:
        raise NotSent(_("这一渠道已经停用"), final=True)
    with translation.override(settings.LANGUAGE_CODE):
        letter = compose(m.matter.number)
    for url in bridges.values():
        hand_over(channels.for_phone(url, codes.digits(phone)), letter)


def compose(number: str) -> Letter:
    """What it says: that there is news of the message with that number, and where to look."""
    said = {"number": number, "link": settings.BASE_URL.rstrip("/")}
    body = _("您反映的事（编号 %(number)s）有新进展。请打开留言时给您的链接，或者到 %(link)s 点“查进展”。")
    return Letter(_("您反映的事有新进展"), body % said)


def _keep_failure(parcel: Sequence[Word], error: NotSent, outcome: Round) -> None:
    tries, reason = max(row.tries for row in parcel) + 1, str(error)[:200]
    if error.final or tries > len(WAITS):
        _rows(parcel).update(given_up_at=clock.now(), error=reason)
        outcome.given_up += 1
    else:
        wait: dt.timedelta = WAITS[tries - 1]
        _rows(parcel).update(begun_at=None, due_at=clock.now() + wait, error=reason)
        outcome.failed += 1
