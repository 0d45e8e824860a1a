"""Addresses of the look: `path("look/", include("yishi.doors.look.urls"))`."""

from __future__ import annotations

from django.urls import path

from yishi.doors.look import views

app_name = "look"
urlpatterns = [
    path("elder/", views.elder_mode, name="elder"),
    path("language/", views.language, name="language"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.service_worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/<slug:part>/", views.gallery, name="gallery_part"),
]
