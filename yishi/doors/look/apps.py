"""The Django app of the look; stands before allauth in INSTALLED_APPS so that its sign-in pages win."""

from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Templates, static files and template tags; no models."""

    name = "yishi.doors.look"
    label = "look"

    def ready(self) -> None:
        """Register the system checks."""
        from yishi.doors.look import checks

        checks.register()
