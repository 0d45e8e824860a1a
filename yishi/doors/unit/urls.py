"""Addresses of the unit's door."""

from __future__ import annotations

from django.urls import path

from yishi.doors.parts import files
from yishi.doors.parts.voice import paths as voice
from yishi.doors.parts.who import UNIT, door
from yishi.doors.unit import messages, views

app_name = "unit"
urlpatterns = [
    *files.paths(door(*UNIT)),
    *voice.paths(door(*UNIT)),
    path("", views.home, name="home"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/", views.suggestion, name="suggestion"),
    path("promises/", views.promises, name="promises"),
    path("messages/", messages.messages, name="messages"),
    path("messages/<int:pk>/", messages.message, name="message"),
    path("inbox/", views.inbox, name="inbox"),
    path("step/<slug:kind>/<int:pk>/<slug:name>/", views.step, name="step"),
    path("bulk/<slug:kind>/", views.bulk, name="bulk"),
    path("figures/", views.figures, name="figures"),
    path("letter/<int:pk>/", views.sheet, name="sheet"),
    path("letter/<int:pk>/preview/", views.preview, name="preview"),
    path("answers/<int:pk>/letter.docx", views.letter, name="letter"),
    path("suggestions/<int:pk>/form.docx", views.suggestion_paper, name="suggestion_paper"),
]
