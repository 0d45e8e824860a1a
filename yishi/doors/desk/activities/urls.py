"""Addresses of activities, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.activities import beside, entry, importing, signing, targets, views

urlpatterns = [
    path("", views.activities, name="activities"),
    path("new/", entry.record, name="activity_new"),
    path("plan/", entry.plan, name="activity_plan"),
    path("<int:pk>/", views.activity, name="activity"),
    path("<int:pk>/code/", signing.code, name="activity_code"),
    path("<int:pk>/code/signed/", signing.signed, name="activity_signed"),
    path("import/", importing.upload, name="activities_import"),
    path("import/preview/", importing.preview, name="activities_preview"),
    path("import/template.xlsx", importing.template, name="activities_template"),
    path("targets/", targets.year, name="targets"),
    path("targets/now/", targets.now, name="targets_now"),
    path("targets/<int:pk>/", beside.target, name="target"),
    path("kinds/", beside.own_kinds, name="own_kinds"),
    path("kinds/<int:pk>/", beside.own_kind, name="own_kind"),
    path("outside/", beside.outside_totals, name="outside_totals"),
    path("outside/<int:pk>/", beside.outside_total, name="outside_total"),
]
