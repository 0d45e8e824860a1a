"""Addresses of the public's door."""

from __future__ import annotations

from django.urls import path

from yishi.doors.public import views
from yishi.doors.public.stations import urls as stations
from yishi.doors.public.survey import views as survey
from yishi.doors.public.voice import paths

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("suggestions/<int:pk>/", views.suggestion, name="suggestion"),
    path("deputies/<int:pk>/", views.deputy, name="deputy"),
    path("deputies/<int:pk>/card/", views.card, name="card"),
    path("deputies/<int:pk>/code.svg", views.code, name="code"),
    path("surveys/<slug:code>/", survey.survey, name="survey"),
    path("o/<slug:code>/", views.organ_home, name="organ"),
    path("o/<slug:code>/suggestions/", views.of_one, name="of_organ"),
    path("o/<slug:code>/answers/", views.answers, name="answers"),
    path("o/<slug:code>/deputies/", views.deputies, name="deputies"),
    path("o/<slug:code>/figures/", views.figures, name="figures"),
    *stations.urlpatterns,
    *paths.urlpatterns,
]
