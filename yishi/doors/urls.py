"""Every address of the house, door by door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from yishi.doors.desk.views import start
from yishi.doors.parts.choosing import organs
from yishi.doors.parts.signing import ask_the_administrator

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("organs/", organs, name="organs"),
    *(path(f"accounts/{page}/<path:rest>", ask_the_administrator) for page in ("password/reset", "signup", "email")),
    *(path(f"accounts/{page}/", ask_the_administrator) for page in ("password/reset", "signup", "email")),
    path("accounts/", include("allauth.urls")),
    path("look/", include("yishi.doors.look.urls")),
    path("desk/", include("yishi.doors.desk.urls")),
    path("unit/", include("yishi.doors.unit.urls")),
    path("pocket/", include("yishi.doors.pocket.urls")),
    path("public/", include("yishi.doors.public.urls")),
    path("api/", include("yishi.doors.api.urls")),
    path("open311/", include("yishi.doors.open311.urls")),
]
