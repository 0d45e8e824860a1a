"""The Django app of the crossing; its only table says how far it has read."""

from __future__ import annotations

from django.apps import AppConfig


class StreetConfig(AppConfig):
    """Label `street`."""

    name = "yishi.crossings.street"
    label = "street"
