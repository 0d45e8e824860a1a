"""A deputy's code (代表码): the address of his public card, and its drawing."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.urls import reverse

from yishi.foundation.people.models import Mandate


def address(m: Mandate) -> str:
    """The whole address of his card; it is printed, so it names the installation and not the request's host."""
    return f"{settings.BASE_URL.rstrip('/')}{reverse('public:deputy', args=[m.pk])}"


def drawing(m: Mandate) -> bytes:
    """The QR code as SVG in black on white; a quarter of it may be soiled and it still reads."""
    held = io.BytesIO()
    segno.make(address(m), error="q", micro=False).save(
        held, kind="svg", scale=8, border=4, light="#fff", xmldecl=False, nl=False
    )
    return held.getvalue()
