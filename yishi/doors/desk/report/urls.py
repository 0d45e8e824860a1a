"""Addresses of the annual report and of checking drafts, within the desk."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.report import check, home, one, writing

urlpatterns = [
    path("", home.home, name="annual_home"),
    path("begin/", home.begin, name="annual_begin"),
    path("jobs/<int:pk>/", home.job, name="annual_job"),
    path("check/", check.home, name="check_home"),
    path("check/result/", check.result, name="check_result"),
    path("check/claims/<int:at>/", check.claim, name="check_claim"),
    path("check/marked.docx", check.paper, name="check_paper"),
    path("check/drop/", check.drop, name="check_drop"),
    path("<int:pk>/", one.one, name="annual"),
    path("<int:pk>/annex/", one.annex, name="annual_annex"),
    path("<int:pk>/frozen/", one.frozen, name="annual_frozen"),
    path("<int:pk>/report.<slug:kind>", one.paper, name="annual_paper"),
    path("<int:pk>/head/", writing.head, name="annual_head"),
    path("<int:pk>/find/", writing.find, name="annual_find"),
    path("<int:pk>/finish/", writing.finish, name="annual_finish"),
    path("<int:pk>/reopen/", writing.reopen, name="annual_reopen"),
    path("<int:pk>/chapters/add/", writing.chapter_add, name="annual_chapter_add"),
    path("<int:pk>/sums/add/", writing.formula, name="annual_sum"),
    path("<int:pk>/sums/<int:row>/drop/", writing.formula_drop, name="annual_sum_drop"),
    path("chapters/<int:pk>/", writing.chapter, name="annual_chapter"),
    path("chapters/<int:pk>/drop/", writing.chapter_drop, name="annual_chapter_drop"),
    path("chapters/<int:pk>/add/", writing.add, name="annual_add"),
    path("paragraphs/<int:pk>/", writing.edit, name="annual_paragraph"),
    path("paragraphs/<int:pk>/remove/", writing.remove, name="annual_remove"),
    path("paragraphs/<int:pk>/move/", writing.move, name="annual_move"),
]
