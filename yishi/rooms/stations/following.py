"""How a resident finds his booking again: by the link of 128 bits that he was given, or by the code of ten characters together
with the last four digits of his phone. The database keeps keyed digests alone; wrong digits are counted there."""

from __future__ import annotations

import datetime as dt
import hmac

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import clock, codes
from yishi.foundation.loops.refusals import Refused
from yishi.rooms.stations.models import Booker, Booking

HOUR = dt.timedelta(hours=1)
ERRORS = 5
"""Wrong digits after which a code stays shut for an hour, also to the right ones."""
SIGNER = signing.TimestampSigner(salt="yishi.stations.booking")


class Slow(Refused):
    """Too many tries from one phone or machine, or with one code."""

    status = 429


def link(word: str) -> str:
    """The digest under which a link is kept."""
    return codes.digest("booking", word)


def code(word: str) -> str:
    """The digest under which a code is kept."""
    return codes.digest("booking code", codes.plain_code(word))


def tail(digest: str, digits: str) -> str:
    """The digest of the last digits behind a code."""
    return codes.digest("booking tail", f"{digest}{digits}")


def by_link(word: str) -> Booking | None:
    """The booking that this link follows."""
    return _rows().filter(booker__link=link(word)).first() if word else None


def by_code(word: str, digits: str) -> Booking | None:
    """The booking of this code where the digits fit it; None else. Raises Slow while the code is shut.

    Wrong digits are counted in a transaction of its own, so that no refusal undoes the count."""
    with transaction.atomic():
        row = Booker.objects.select_for_update(no_key=True).filter(code=code(word)).first()
        if row is None:
            return None
        now = clock.now()
        if row.shut_until is not None and row.shut_until > now:
            raise Slow(_("这个预约码输错多次，请一小时以后再试，或者打站点的电话。"))
        fits = bool(row.tail) and hmac.compare_digest(row.tail, tail(row.code or "", digits))
        errors = 0 if fits else row.errors + 1
        shut = now + HOUR if errors >= ERRORS else None
        Booker.objects.filter(pk=row.pk).update(errors=0 if shut else errors, shut_until=shut)
    return _rows().filter(pk=row.pk).first() if fits else None


def _rows() -> QuerySet[Booking]:
    return Booking.objects.select_related(
        "slot__reception__station__matter", "slot__reception__matter__organ", "booker"
    )


def proof(booking: Booking) -> str:
    """What shows for an hour that somebody found this booking by link or code."""
    return SIGNER.sign(str(booking.pk))


def proved(word: str) -> Booking | None:
    """The booking of such a proof; None for one that is old or was made elsewhere."""
    try:
        key = int(SIGNER.unsign(word, max_age=HOUR))
    except (signing.BadSignature, ValueError):
        return None
    return _rows().filter(pk=key).first()
