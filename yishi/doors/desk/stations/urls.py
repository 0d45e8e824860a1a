"""Addresses of stations, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.stations import board, duties, importing, map, one, placing, poster, rating, roster, tree, views

urlpatterns = [
    path("", views.stations, name="stations"),
    path("tree/", tree.tree, name="stations_tree"),
    path("map/", map.places, name="stations_map"),
    path("board/", board.board, name="stations_board"),
    path("duties/", duties.duties, name="stations_duties"),
    path("placing/", placing.placing, name="stations_placing"),
    path("rating/", rating.rating, name="stations_rating"),
    path("import/", importing.upload, name="stations_import"),
    path("import/preview/", importing.preview, name="stations_preview"),
    path("import/template.xlsx", importing.template, name="stations_template"),
    path("posts/import/", importing.posts_upload, name="posts_import"),
    path("posts/import/preview/", importing.posts_preview, name="posts_preview"),
    path("posts/import/template.xlsx", importing.posts_template, name="posts_template"),
    path("<int:pk>/", views.station, name="station"),
    path("<int:pk>/poster/", poster.poster, name="station_poster"),
    path("<int:pk>/roster/", roster.month, name="station_roster"),
    path("duties/<int:pk>/", one.duty, name="station_duty"),
    path("receptions/<int:pk>/", one.reception, name="reception"),
    path("online/<int:pk>/", one.presence, name="presence"),
    path("rules/<int:pk>/", one.rule, name="station_rule"),
    path("grounds/<int:pk>/", one.ground, name="ground"),
]
