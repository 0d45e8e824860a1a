"""Addresses of messages, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.voice import bench, entry, funnel, info, publishing, surveys, views

urlpatterns = [
    path("", views.messages, name="messages"),
    path("new/", entry.new, name="message_new"),
    path("sort/", bench.bench, name="message_bench"),
    path("funnel/", funnel.funnel, name="message_funnel"),
    path("items/", info.info_items, name="info_items"),
    path("items/<int:pk>/", info.info_item, name="info_item"),
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/<int:pk>/", surveys.survey, name="survey"),
    path("<int:pk>/", views.message, name="message"),
    path("<int:pk>/publish/", publishing.publish, name="message_publish"),
]
