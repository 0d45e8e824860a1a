"""Addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

from yishi.doors.desk import views
from yishi.doors.desk.work import papers
from yishi.doors.parts import files
from yishi.doors.parts.voice import paths as messages
from yishi.doors.parts.who import DESK, door

app_name = "desk"
urlpatterns = [
    *files.paths(door(*DESK)),
    *messages.paths(door(*DESK)),
    path("", views.home, name="home"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/", views.suggestion, name="suggestion"),
    path("suggestions/<int:pk>/form.docx", papers.desk(papers.suggestion_form), name="suggestion_paper"),
    path("answers/<int:pk>/letter.docx", papers.desk(papers.letter), name="letter"),
    path("work/", include("yishi.doors.desk.work.urls")),
    path("promises/", views.promises, name="promises"),
    path("units/", views.units, name="units"),
    path("inbox/", views.inbox, name="inbox"),
    path("new/<slug:kind>/<slug:name>/", views.new, name="new"),
    path("step/<slug:kind>/<int:pk>/<slug:name>/", views.step, name="step"),
    path("bulk/<slug:kind>/", views.bulk, name="bulk"),
    path("messages/", include("yishi.doors.desk.voice.urls")),
    path("voice/figures/", include("yishi.doors.desk.voice_figures.urls")),
    path("voice/import/", include("yishi.doors.desk.voice_import.urls")),
    path("activities/", include("yishi.doors.desk.activities.urls")),
    path("stations/", include("yishi.doors.desk.stations.urls")),
    path("street/", include("yishi.doors.desk.street.urls")),
    path("hot-topics/", include("yishi.doors.desk.voice_topics.urls")),
    path("people/", include("yishi.doors.desk.people.urls")),
    path("rules/", include("yishi.doors.desk.rules.urls")),
    path("record/", include("yishi.doors.desk.record.urls")),
    path("figures/", include("yishi.doors.desk.figures.urls")),
    path("reports/", include("yishi.doors.desk.report.urls")),
]
