"""What browser tests of the doors share: Chromium, signing in by a cookie, axe, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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


def faults(page: Page, width: int) -> list[str]:
    """What axe finds, and whether anything sticks out."""
    page.evaluate("document.querySelectorAll('details:not([data-menu])').forEach(d => d.open = true)")
    page.evaluate((Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    told = [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        told.append("wider than the screen")
    return told


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
    for size in sizes:
        reader = context(browser, url, session, size, elder=elder)
        page = reader.new_page()
        page.on("pageerror", lambda error, told=wrong: told.append(str(error)))
        for path in paths:
            answer = page.goto(f"{url}{path}")
            if answer is None or answer.status != 200:
                wrong.append(f"{path}: {answer.status if answer else 'nothing'}")
            wrong += [f"{path} at {size['width']}: {line}" for line in faults(page, size["width"])]
        reader.close()
    return wrong
