"""Addresses of the journal; part of the desk's."""

from __future__ import annotations

from django.urls import path

from yishi.doors.desk.record import erase, proof, views

urlpatterns = [
    path("", views.home, name="record_home"),
    path("entries/<int:seq>/", views.entry, name="record_entry"),
    path("seals/", proof.seals, name="record_seals"),
    path("seals/<int:pk>/seal.json", proof.seal_file, name="record_seal_file"),
    path("chain.jsonl", proof.chain_file, name="record_chain"),
    path("verify/", proof.verify, name="record_verify"),
    path("verify/<int:pk>/", proof.job, name="record_job"),
    path("erase/", erase.request_erasure, name="record_erase"),
]
