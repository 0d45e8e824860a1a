"""Addresses of rules and calendar; part of the desk's."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.rules import calendar, edit, views

urlpatterns = [
    path("", views.home, name="rules_home"),
    path("pack/<str:ref>/", views.pack, name="rules_pack"),
    path("when/", views.when, name="rules_when"),
    path("edit/", edit.edit, name="rules_edit"),
    path("calendar/", calendar.home, name="rules_calendar"),
    path("calendar/<int:year>/", calendar.year, name="rules_calendar_year"),
    path("calendar/<int:year>/set/", calendar.set_day, name="rules_day_set"),
    path("calendar/<int:year>/remove/<int:month>/<int:day>/", calendar.remove_day, name="rules_day_remove"),
    path("calendar/<int:year>/load/", calendar.load, name="rules_calendar_load"),
    path("calendar/<int:year>/load/template/", calendar.template, name="rules_calendar_template"),
    path("calendar/<int:year>/load/preview/", calendar.preview, name="rules_calendar_preview"),
]
