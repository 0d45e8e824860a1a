"""System checks: page parts are fetched and not committed, and the settings must know the look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Warning
from django.core.checks import register as register_check

from yishi.doors.look import icons

PARTS = (
    "vendor/tabler/css/tabler.min.css",
    "vendor/htmx/htmx.min.js",
    "vendor/echarts/echarts.min.js",
)
PROCESSOR = "yishi.doors.look.context.look"


def page_parts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn for each style sheet, script or icon set that `make setup` should have fetched (look.W001)."""
    missing = [part for part in PARTS if finders.find(part) is None]
    if not icons.folder().is_dir():
        missing.append(f"icons ({icons.folder().name})")
    return [Warning(f"page part missing: {part}", hint="run `make setup` (npm ci)", id="look.W001") for part in missing]


def place_in_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when pages would lose elder mode (look.W002) or sign-in pages the look (look.W003)."""
    found: list[CheckMessage] = []
    engine: dict[str, Any] = settings.TEMPLATES[0]
    processors = engine.get("OPTIONS", {}).get("context_processors", [])
    if PROCESSOR not in processors:
        found.append(Warning(f"TEMPLATES lacks the context processor {PROCESSOR}", id="look.W002"))
    apps = [app.removesuffix(".apps.LookConfig") for app in settings.INSTALLED_APPS]
    if "allauth" in apps and apps.index("allauth") < apps.index("yishi.doors.look"):
        found.append(Warning("allauth stands before yishi.doors.look in INSTALLED_APPS", id="look.W003"))
    return found


def register() -> None:
    """Hook the checks in; called once when the app is ready."""
    register_check(page_parts)
    register_check(place_in_settings)
