"""Addresses of the office's own work, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.work import figures, importing, kept, papers, reports, scoring

urlpatterns = [
    path("handovers/", kept.handovers, name="handovers"),
    path("handovers/new/", kept.handover_new, name="handovers_new"),
    path("handovers/<int:pk>/", kept.handover, name="handover"),
    path("handovers/<int:pk>/edit/", kept.handover_new, name="handover_edit"),
    path("handovers/<int:pk>/list.docx", papers.handover_list, name="handover_list"),
    path("hints/", kept.hints, name="hints"),
    path("hints/new/", kept.hint_new, name="hints_new"),
    path("hints/<int:pk>/", kept.hint, name="hint"),
    path("hints/<int:pk>/edit/", kept.hint_new, name="hint_edit"),
    path("topics/", kept.topics, name="topics"),
    path("topics/new/", kept.topic_new, name="topics_new"),
    path("topics/<int:pk>/", kept.topic_new, name="topic"),
    path("bulletins/", kept.bulletins, name="bulletins"),
    path("bulletins/new/", kept.bulletin_new, name="bulletins_new"),
    path("bulletins/<int:pk>/", kept.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/edit/", kept.bulletin_new, name="bulletin_edit"),
    path("bulletins/<int:pk>/bulletin.docx", papers.bulletin, name="bulletin_paper"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:name>/", figures.rows, name="figure_rows"),
    path("scores/", scoring.scores, name="scores"),
    path("scores/publish/", scoring.publish, name="scores_publish"),
    path("scores/scores.xlsx", scoring.sheet, name="scores_sheet"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.report_new, name="reports_new"),
    path("reports/<int:pk>/", reports.report_new, name="reports_edit"),
    path("report.docx", papers.report, name="report"),
    path("import/", importing.upload, name="import"),
    path("import/preview/", importing.preview, name="import_preview"),
    path("import/template.xlsx", importing.template, name="import_template"),
]
