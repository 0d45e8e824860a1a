"""The house's addresses, and the bare view that pages are measured against."""

from django.urls import include, path

from bench.bare import bare

urlpatterns = [path("bare/", bare), path("", include("yishi.doors.urls"))]
