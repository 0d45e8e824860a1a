"""Addresses for the tests of the look: itself and the sign-in pages."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("look/", include("yishi.doors.look.urls")),
    path("accounts/", include("allauth.urls")),
]
