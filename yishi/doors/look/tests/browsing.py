"""What browser tests of the doors share: Chromium, signing in by a cookie, axe, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, sync_playwright

RUN = """axe.run({resultTypes: ["violations"]}).then(
    found => found.violations.map(one => [one.impact, one.id, one.nodes[0].html.slice(0, 120)])
)"""
EVERY = ("minor", "moderate", "serious", "critical")
SETTLED = 3000
"""Milliseconds after which a page does not become narrower any more."""
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


def signed_in(account: Any) -> str:
    """The session of an account. Asked for before Chromium runs: the database answers no question from within."""
    client = Client()
    client.force_login(account)
    return str(client.cookies["sessionid"].value)


def context(
    browser: Browser, url: str, session: str = "", size: Any = PHONE, *, elder: bool = False, scripts: bool = True
) -> BrowserContext:
    """A reader's browser, signed in if a session is given."""
    made = browser.new_context(viewport=size, bypass_csp=True, locale="zh-CN", java_script_enabled=scripts)
    if elder:
        made.add_cookies([{"name": "elder", "value": "1", "url": url}])
    if session:
        made.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    return made


@cache
def axe() -> str:
    """The checker's own script."""
    return (Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def faults(page: Page, width: int, impacts: tuple[str, ...] = ("serious", "critical")) -> list[str]:
    """What axe finds of these impacts with all details open, and whether anything sticks out."""
    page.evaluate("document.querySelectorAll('details:not([data-menu])').forEach(d => d.open = true)")
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(axe())
    told = [f"{impact} {rule}: {html}" for impact, rule, html in page.evaluate(RUN) if impact in impacts]
    if sticks_out(page, width):
        told.append("wider than the screen")
    return told


def sticks_out(page: Page, width: int) -> bool:
    """Whether the page is wider than the screen, once drawings have found their size."""
    try:
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width, timeout=SETTLED)
    except TimeoutError:
        return True
    return False


def walk(
    browser: Browser,
    url: str,
    session: str,
    paths: list[str],
    *,
    sizes: tuple[Any, ...] = (WIDE, PHONE),
    elder: bool = False,
) -> list[str]:
    """Open every path in every size; answers all that is wrong."""
    wrong: list[str] = []
    reader = context(browser, url, session, sizes[0], elder=elder)
    reader.add_init_script(axe())
    page = reader.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for path in paths:
        page.set_viewport_size(sizes[0])
        answer = page.goto(f"{url}{path}")
        if answer is None or answer.status != 200:
            wrong.append(f"{path}: {answer.status if answer else 'nothing'}")
        for size in sizes:
            page.set_viewport_size(size)
            wrong += [f"{path} at {size['width']}: {line}" for line in faults(page, size["width"])]
    reader.close()
    return wrong
