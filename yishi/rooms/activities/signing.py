"""The activity's code (签到码): what its QR code says, signed so that nobody makes one for himself.

A code names its activity and nothing else, and is good while one can sign in; whoever sees it must still be signed in as
a sitting deputy. `signed_in` is what a phone's page calls."""

from __future__ import annotations

from contextlib import suppress

from django.core import signing

from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.loops.take import take
from yishi.foundation.people.actors import Actor
from yishi.rooms.activities.models import Activity, Participant

SIGNER = signing.Signer(salt="yishi.activities.sign-in")


def token(a: Activity) -> str:
    """What the QR code of an activity carries."""
    return SIGNER.sign(str(a.pk))


def read(text: str) -> int | None:
    """The activity's key; None for what was not signed here."""
    try:
        return int(SIGNER.unsign(text))
    except (signing.BadSignature, ValueError):
        return None


def signed_in(actor: Actor, text: str) -> Participant:
    """Sign the actor in to the activity whose code this is; twice is once. Raises a `Refused`."""
    from yishi.rooms.activities.loop.taking_part import AlreadySigned, sign_in

    key = read(text)
    if key is None:
        raise NotFound()
    with suppress(AlreadySigned):
        take(sign_in, key, actor, {"token": text})
    rows = Participant.objects.filter(activity=key, mandate__person__mandates__in=actor.sitting).exclude(signed_at=None)
    return rows.order_by("pk")[0]
