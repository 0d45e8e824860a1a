"""Addresses of the api: /api/v1/…"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from yishi.doors.api.house import build
from yishi.doors.api.problems import guarded, not_here

JSON = "application/json"
FORM = "multipart/form-data"
UPLOADS = ("attachments", "imports/")
"""Parts of addresses that take files."""

api = build()
patterns, _app, namespace = api.urls
for pattern in patterns:
    if isinstance(pattern, URLPattern):
        uploads = any(part in str(pattern.pattern) for part in UPLOADS)
        pattern.callback = guarded(pattern.callback, FORM if uploads else JSON)

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include((patterns, "ninja"), namespace=namespace)),
    re_path(r"^(?P<rest>.*)$", guarded(not_here, JSON)),
]
