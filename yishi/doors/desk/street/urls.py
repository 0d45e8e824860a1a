"""Addresses of the way from the street, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.street import views

urlpatterns = [
    path("<int:pk>/", views.way, name="street"),
    path("cross/", views.cross, name="street_cross"),
]
