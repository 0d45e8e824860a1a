"""Addresses of stations, within the public's door. That of a station is printed: it is short and never changes."""

from __future__ import annotations

from django.urls import path

from yishi.doors.public.stations import booking, views

urlpatterns = [
    path("s/<slug:code>/", views.station, name="station"),
    path("s/<slug:code>/code.svg", views.code, name="station_code"),
    path("s/<slug:code>/book/<int:pk>/", booking.book, name="book"),
    path("bookings/", booking.find, name="find_booking"),
    path("bookings/<str:link>/", booking.booking, name="booking"),
    path("o/<slug:code>/stations/", views.stations, name="stations"),
    path("o/<slug:code>/online/", views.online, name="online"),
]
