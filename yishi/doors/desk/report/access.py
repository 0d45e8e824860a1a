"""Who reads the report and who writes it, as `readings/report/guards.py` says."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from yishi.doors.parts.who import Request, door
from yishi.foundation.people.actors import Actor
from yishi.readings.report.guards import READERS, WRITERS
from yishi.readings.report.models import Chapter, Paragraph, Report

read = door(*READERS)
write = door(*WRITERS)


def reads(actor: Actor) -> bool:
    """Is the report shown to him at all?"""
    return read.opens_to(actor)


def writes(request: Request) -> bool:
    """Does he see the buttons?"""
    return request.actor.has(*WRITERS)


def report_of(request: Request, pk: int) -> Report:
    """The organ's own report of that key; raises Http404."""
    return get_object_or_404(
        Report.objects.select_related("organ", "frozen", "frozen_next"), pk=pk, organ=request.actor.organ
    )


def paragraph_of(request: Request, pk: int) -> Paragraph:
    """A paragraph of the organ's own report; raises Http404."""
    rows = Paragraph.objects.select_related("chapter__report")
    return get_object_or_404(rows, pk=pk, chapter__report__organ=request.actor.organ)


def chapter_of(request: Request, pk: int) -> Chapter:
    """A chapter of it; raises Http404."""
    return get_object_or_404(Chapter.objects.select_related("report"), pk=pk, report__organ=request.actor.organ)
