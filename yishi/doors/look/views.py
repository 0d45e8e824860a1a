"""The few pages that belong to the look itself and to no room."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from yishi.doors.look.context import ELDER_COOKIE, elder, pocket_home
from yishi.foundation.language import in_that_of_records

YEAR_SECONDS = 365 * 24 * 3600
OFFLINE_PARTS = (
    "vendor/tabler/css/tabler.min.css",
    "vendor/htmx/htmx.min.js",
    "look/css/look.css",
    "look/css/shell.css",
    "look/css/parts.css",
    "look/css/list.css",
    "look/js/boot.js",
    "look/js/look.js",
    "look/js/panel.js",
    "look/js/drafts.js",
    "look/js/pocket.js",
    "look/img/mark.svg",
)


@require_POST
def elder_mode(request: HttpRequest) -> HttpResponse:
    """Turn large type on or off for this device, and in the account (`elder`) of who is signed in.

    With scripts the page posts and stays; without, it goes back to where the reader was.
    """
    wanted = request.POST.get("elder", "0" if elder(request) else "1") == "1"
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        get_user_model()._default_manager.filter(pk=user.pk).update(elder=wanted)
    response: HttpResponse = _back(request)
    if request.headers.get("X-Requested-With") == "fetch":
        response = JsonResponse({"elder": wanted})
    response.set_cookie(ELDER_COOKIE, "1" if wanted else "0", max_age=YEAR_SECONDS, samesite="Lax")
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read everything in another language: on this device, and in the account (`language`) of who is signed in."""
    wanted = request.POST.get("language", "")
    response = _back(request)
    if wanted in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            get_user_model()._default_manager.filter(pk=request.user.pk).update(language=wanted)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=YEAR_SECONDS, samesite="Lax")
    return response


def _back(request: HttpRequest) -> HttpResponseRedirect:
    back = request.POST.get("next", "")
    local = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if local else "/")


@require_GET
@cache_control(max_age=3600, public=True)
@in_that_of_records()  # one for all readers of a device, since it is kept
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest that makes Pocket installable."""
    home = pocket_home()
    icons = [
        {
            "src": static(f"look/img/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": use,
        }
        for size in (192, 512)
        for use in ("any", "maskable")
    ]
    body = {
        "id": home,
        "name": _("议事 · 履职"),
        "short_name": _("议事"),
        "lang": "zh-Hans",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#F7F5F2",
        "theme_color": "#F7F5F2",
        "icons": icons,
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the look and an offline page on the phone; never a page with anybody's data."""
    kept = [static(part) for part in OFFLINE_PARTS]
    offline = reverse("look:offline")
    version = hashlib.sha256("|".join([*kept, offline]).encode()).hexdigest()[:12]
    words = {"version": f"yishi-{version}", "offline": offline, "kept": kept, "static": settings.STATIC_URL}
    body = render_to_string("look/service_worker.js", {"words": json.dumps(words)})
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = pocket_home()
    return response


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What the phone shows when there is no network: what was written is kept on it."""
    return HttpResponse(render_to_string("look/offline.html"))  # no request: it is kept, so it names nobody


def gallery(request: HttpRequest, part: str = "") -> HttpResponse:
    """Every component in every state, for those who build pages; only while DEBUG is on."""
    if not settings.DEBUG:
        raise Http404
    from yishi.doors.look import gallery as rooms_of_gallery  # sample data is not for production's memory

    return rooms_of_gallery.show(request, part)
