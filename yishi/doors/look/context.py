"""Context that every page of the look needs; named in TEMPLATES as `yishi.doors.look.context.look`."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

ELDER_COOKIE = "elder"
PANEL = "panel-body"
SHELLS = {
    "desk": "look/desk.html",
    "unit": "look/unit.html",
    "pocket": "look/pocket.html",
    "public": "look/public.html",
}


def elder(request: HttpRequest) -> bool:
    """Whether this reader wants large type: the device's cookie, else what his account keeps (`elder`)."""
    kept = request.COOKIES.get(ELDER_COOKIE)
    if kept is not None:
        return kept == "1"
    return bool(getattr(getattr(request, "user", None), "elder", False))


def pocket_home() -> str:
    """Where Pocket begins and what its service worker may serve."""
    try:
        return reverse("pocket:home")
    except NoReverseMatch:
        return "/pocket/"


def shell_of(request: HttpRequest) -> str:
    """The shell template of the door that the request came in by (`request.shell_base` overrides)."""
    chosen = getattr(request, "shell_base", "")
    if chosen:
        return str(chosen)
    match = getattr(request, "resolver_match", None)
    for namespace in match.namespaces if match else ():
        if namespace in SHELLS:
            return SHELLS[namespace]
    return SHELLS["desk"]


def in_panel(request: HttpRequest) -> bool:
    """Whether the answer goes into the panel beside a page and not into a page of its own."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and htmx.target == PANEL)


def look(request: HttpRequest) -> dict[str, object]:
    """`elder`, the door's `shell_base`, and `panel_base`: what `look/panel.html` stands on."""
    shell = shell_of(request)
    return {
        "elder": elder(request),
        "shell_base": shell,
        "panel_base": "look/panel_part.html" if in_panel(request) else shell,
    }
