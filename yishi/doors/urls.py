"""Every address of the house, door by door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from yishi.doors.desk.views import start
from yishi.doors.parts.choosing import organs

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("organs/", organs, name="organs"),
    path("accounts/", include("allauth.urls")),
    path("look/", include("yishi.doors.look.urls")),
    path("desk/", include("yishi.doors.desk.urls")),
    path("unit/", include("yishi.doors.unit.urls")),
    path("pocket/", include("yishi.doors.pocket.urls")),
    path("public/", include("yishi.doors.public.urls")),
    path("api/", include("yishi.doors.api.urls")),
]
