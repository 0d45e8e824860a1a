"""The Django app of the api door; its only table is that of tokens."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Label `api`."""

    name = "yishi.doors.api"
    label = "api"
