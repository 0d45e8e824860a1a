"""What every test run needs: nothing skipped in CI, browser tests where Chromium is, databases kept apart."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["pytester", "yishi.foundation.journal.tests.flushing"]

# Machines are shared: how long one example takes says nothing about the code.
hypothesis_settings.register_profile("yishi", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("yishi")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = "no Chromium on this machine (Debian packages chromium, fonts-noto-cjk)"


def in_ci() -> bool:
    """Whether this run is the one where nothing may be skipped (`CI=true`)."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def find_chromium() -> str | None:
    """Path of the Chromium to drive: `CHROMIUM` if set, else the first known name on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def on_postgres() -> bool:
    """Whether the settings in force point at PostgreSQL."""
    from django.conf import settings

    return settings.configured and "postgresql" in settings.DATABASES["default"]["ENGINE"]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test has a journal of its own, and its heads may be those of another's: counts kept under them go."""
    if "yishi.doors.parts.kept" in sys.modules:
        sys.modules["yishi.doors.parts.kept"].forget()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of the Chromium that browser tests drive; the test is skipped where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(NO_CHROMIUM)
    return path


# Modules, models and templates of a whole house stay to the end of the run. To look through them for garbage again and again
# took a tenth of its time.
gc.set_threshold(100_000, 50, 100)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What stands by now is no garbage."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip browser tests without Chromium; leave tests meant for PostgreSQL alone to its own run."""
    if find_chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
    if not on_postgres():
        elsewhere = [item for item in items if _postgres_only(item)]
        items[:] = [item for item in items if not _postgres_only(item)]
        config.hook.pytest_deselected(items=elsewhere)


def _postgres_only(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("postgres")
    return bool(marker and marker.kwargs.get("only"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """In CI a skipped test is a failed one: what does not run there proves nothing."""
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    """The same for a whole file that skips itself while it is collected."""
    return _refuse_skip((yield))


def _refuse_skip(report: Any) -> Any:
    if in_ci() and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped in CI: {reason}"
    return report
