"""Addresses of a resident's way."""

from __future__ import annotations

from django.urls import path

from yishi.doors.public.voice import follow, look_up, published, say

urlpatterns = [
    path("o/<slug:code>/say/", say.say, name="say"),
    path("s/<slug:code>/say/", say.at_station, name="say_at"),
    path("d/<int:pk>/", say.to_deputy, name="say_to"),
    path("look-up/", look_up.look_up, name="look_up"),
    path("mine/", follow.mine, name="mine"),
    path("mine/leave/", look_up.leave, name="leave"),
    path("mine/file/<int:pk>/", follow.my_file, name="my_file"),
    path("mine/<slug:step>/", follow.my_step, name="my_step"),
    path("m/<str:link>/", follow.by_link, name="follow"),
    path("m/<str:link>/file/<int:pk>/", follow.file_by_link, name="follow_file"),
    path("m/<str:link>/<slug:step>/", follow.step_by_link, name="follow_step"),
    path("o/<slug:code>/messages/", published.of_one, name="messages"),
    path("messages/<int:pk>/", published.one, name="message"),
    path("messages/<int:pk>/support/", published.support, name="support"),
]
