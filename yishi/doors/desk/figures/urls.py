"""Addresses of figures, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.figures import compare, compose, one, views

urlpatterns = [
    path("", views.home, name="figures_home"),
    path("compare/", compare.compared, name="figures_compare"),
    path("compose/", compose.compose, name="figures_compose"),
    path("compose/preview/", compose.preview, name="figures_preview"),
    path("own/<int:pk>/", compose.edit, name="figures_own"),
    path("own/<int:pk>/end/", compose.end, name="figures_own_end"),
    path("of/<path:id>/", one.one, name="figures_one"),
]
