"""A station's code (站点码): the address of its page, and its drawing."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.urls import reverse

from yishi.rooms.stations.models import Station


def address(s: Station) -> str:
    """The whole address of its page; it is printed, so it names the installation and not the request's host."""
    return f"{settings.BASE_URL.rstrip('/')}{reverse('public:station', args=[s.code])}"


def drawing(s: Station) -> bytes:
    """The QR code as SVG in black on white; a quarter of it may be soiled and it still reads."""
    held = io.BytesIO()
    segno.make(address(s), error="q", micro=False).save(
        held, kind="svg", scale=8, border=4, light="#fff", xmldecl=False, nl=False
    )
    return held.getvalue()


def picture(s: Station) -> str:
    """The same as a picture within a page."""
    made = segno.make(address(s), error="q", micro=False)
    return str(made.svg_data_uri(scale=8, border=4, light="#fff", xmldecl=False, nl=False))
