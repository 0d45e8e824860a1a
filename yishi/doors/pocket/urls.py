"""Addresses of the pocket."""

from __future__ import annotations

from django.urls import path

from yishi.doors.parts import files
from yishi.doors.parts.voice import paths as voice
from yishi.doors.parts.who import FIELD, POCKET, door
from yishi.doors.pocket import activities, contacts, info, messages, reporting, signing, stations, street, views

app_name = "pocket"
urlpatterns = [
    *files.paths(door(*POCKET, *FIELD)),
    *voice.paths(door(*POCKET, *FIELD)),
    path("", views.home, name="home"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/", views.suggestion, name="suggestion"),
    path("street/", street.write, name="street_write"),
    path("street/<int:pk>/", street.way, name="street"),
    path("duty/", views.duty, name="duty"),
    path("duty/contacts/", contacts.home, name="contacts"),
    path("duty/contacts/<int:pk>/", contacts.visit, name="visit"),
    path("duty/activities/", activities.activities, name="activities"),
    path("duty/activities/new/", reporting.report, name="report_duty"),
    path("duty/activities/<int:pk>/", activities.activity, name="activity"),
    path("duty/activities/<int:pk>/again/", reporting.again, name="report_duty_again"),
    path("duty/stations/", stations.stations, name="stations"),
    path("duty/stations/online/", stations.online, name="online"),
    path("duty/stations/online/beat/", stations.beat, name="beat"),
    path("duty/stations/<int:pk>/", stations.one, name="station"),
    path("sign/<str:token>/", signing.sign_in, name="sign_in"),
    path("messages/", messages.messages, name="messages"),
    path("messages/new/", messages.new, name="message_new"),
    path("messages/<int:pk>/", messages.message, name="message"),
    path("info/", info.info_items, name="info_items"),
    path("info/<int:pk>/", info.info_item, name="info_item"),
    path("study/", views.study, name="study"),
    path("me/", views.me, name="me"),
    path("inbox/", views.inbox, name="inbox"),
    path("alike/", views.alike, name="alike"),
    path("answers/<int:pk>/letter.docx", views.letter, name="letter"),
    path("suggestions/<int:pk>/form.docx", views.suggestion_paper, name="suggestion_paper"),
    path("new/<slug:kind>/<slug:name>/", views.new, name="new"),
    path("step/<slug:kind>/<int:pk>/<slug:name>/", views.step, name="step"),
]
