"""Addresses of how messages were answered, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.voice_figures import views

urlpatterns = [
    path("", views.home, name="voice_figures"),
    path("rows/", views.rows, name="voice_figures_rows"),
]
