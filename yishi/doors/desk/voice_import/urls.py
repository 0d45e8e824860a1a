"""Addresses of the import of messages, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.voice_import import views

urlpatterns = [
    path("", views.upload, name="voice_import"),
    path("preview/", views.preview, name="voice_import_preview"),
    path("template.xlsx", views.template, name="voice_import_template"),
    path("jobs/<int:pk>/", views.job, name="voice_import_job"),
    path("jobs/<int:pk>/stop/", views.stop, name="voice_import_stop"),
    path("jobs/<int:pk>/wrong.csv", views.wrong, name="voice_import_wrong"),
]
