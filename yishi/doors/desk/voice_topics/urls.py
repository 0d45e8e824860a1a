"""Addresses of hot topics, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.voice_topics import one, views, weekly

urlpatterns = [
    path("", views.home, name="hot_topics"),
    path("find/", views.compute, name="hot_topics_find"),
    path("jobs/<int:pk>/", views.job, name="hot_topics_job"),
    path("jobs/<int:pk>/stop/", views.stop, name="hot_topics_stop"),
    path("weekly/", weekly.home, name="weekly"),
    path("weekly/bulletin.docx", weekly.paper, name="weekly_paper"),
    path("<int:pk>/", one.one, name="hot_topic"),
    path("<int:pk>/name/", one.rename, name="hot_topic_name"),
]
