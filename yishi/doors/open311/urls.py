"""Addresses of Open311 GeoReport v2: each ends in its format."""

from __future__ import annotations

from django.urls import re_path

from yishi.doors.open311 import views

app_name = "open311"
FORMAT = r"\.(?P<format>xml|json)\Z"
urlpatterns = [
    re_path(rf"^v2/discovery{FORMAT}", views.discovery, name="discovery"),
    re_path(rf"^v2/services{FORMAT}", views.services, name="services"),
    re_path(rf"^v2/services/(?P<code>[^/]+){FORMAT}", views.service, name="service"),
    re_path(rf"^v2/requests{FORMAT}", views.requests, name="requests"),
    re_path(rf"^v2/requests/(?P<number>[^/]+){FORMAT}", views.one, name="request"),
    re_path(rf"^v2/tokens/(?P<value>[^/]+){FORMAT}", views.token, name="token"),
    re_path(r"^(?P<rest>.*)\Z", views.nothing),
]
