"""Writing the report: what the office does to its text, each time with an entry in the journal.

A reading that is written: the report is no matter and has no loop, but nobody changes it unseen. Every function locks the
report, looks at the version that the page saw, and writes what was said, so that of two editors the second is told and
keeps what he typed, and what stood there before can be found.

Refusals are those of `foundation.loops.refusals`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yishi.foundation.loops.refusals import Changed, NotFound, Refused
from yishi.foundation.people.actors import Actor
from yishi.readings.figures.figure import Figure
from yishi.readings.report import asserted, fields, inserting
from yishi.readings.report.guards import invalid, locked, moved, must_write, record, same
from yishi.readings.report.models import Asserted, Chapter, Paragraph, Report
from yishi.readings.report.work import Part, Work

LONGEST = 20_000
GAP = 10
"""Between neighbours' order, so that one can be set between."""


def begin(actor: Actor, work: Work) -> Report:
    """Keep a text that was drafted from the records as the organ's report. Refused where there is one already."""
    must_write(actor)
    with transaction.atomic():
        known = {"organ": actor.organ, "year": work.year, "span": work.span}
        report, made = Report.objects.get_or_create(**known, defaults={"title": work.title, "tree": work.tree})
        if not made:
            raise Refused(_("%(report)s已经有了，请打开它继续修改。") % {"report": report})
        for order, part in enumerate(work.parts, 1):
            _keep(report, part, order * GAP)
        record(actor, "report.begin", report, {"标题": report.title, "章节": [part.title for part in work.parts]})
    return report


def _keep(report: Report, part: Part, order: int) -> None:
    chapter = Chapter.objects.create(report=report, code=part.code, title=part.title, order=order)
    Paragraph.objects.bulk_create(
        Paragraph(chapter=chapter, order=number * GAP, level=line.level, text=line.text)
        for number, line in enumerate(part.lines, 1)
    )


def head(actor: Actor, pk: int, version: int, *, title: str, subtitle: str = "", until: Any = None) -> Report:
    """Set title, subtitle and the day as of which it is written."""
    with transaction.atomic():
        report = locked(actor, pk)
        same(report.version, version)
        if not title.strip():
            invalid("title", _("请填写标题。"))
        report.title, report.subtitle, report.until = title.strip(), subtitle.strip(), until
        moved(report, "title", "subtitle", "until")
        record(actor, "report.head", report, {"标题": title, "副标题": subtitle, "数据截至": until})
    return report


def save(actor: Actor, pk: int, version: int, text: str, figures: Mapping[str, Figure]) -> Paragraph:
    """Set a paragraph's text. Figures typed by name are put by id; the text is refused where one is not known."""
    with transaction.atomic():
        paragraph = _paragraph(actor, pk, version)
        paragraph.text, before = _readable(text, figures), paragraph.text
        if paragraph.text == before:
            return paragraph
        paragraph.version += 1
        paragraph.save(update_fields=["text", "version"])
        _of_paragraph(actor, "report.save", paragraph, {"原文": before, "现文": paragraph.text})
    return paragraph


def add(
    actor: Actor, chapter: int, text: str, figures: Mapping[str, Figure], *, after: int | None = None, level: int = 0
) -> Paragraph:
    """A new paragraph in the chapter, behind `after`, or at its end."""
    with transaction.atomic():
        held = _chapter(actor, chapter)
        order = _room_behind(held, after)
        made = Paragraph.objects.create(
            chapter=held, order=order, level=min(max(level, 0), 3), text=_readable(text, figures)
        )
        _of_paragraph(actor, "report.add", made, {"现文": made.text})
    return made


def remove(actor: Actor, pk: int, version: int) -> None:
    """Take a paragraph out; its text stays in the journal."""
    with transaction.atomic():
        paragraph = _paragraph(actor, pk, version)
        said = {"原文": paragraph.text}
        chapter = paragraph.chapter
        paragraph.delete()
        record(actor, "report.remove", chapter.report, {"章节": chapter.title, **said})


def move(actor: Actor, pk: int, version: int, *, after: int | None) -> Paragraph:
    """Set a paragraph behind another of the same report, or (None) first in its chapter."""
    with transaction.atomic():
        paragraph = _paragraph(actor, pk, version)
        other = Paragraph.objects.filter(pk=after, chapter__report=paragraph.chapter.report).first() if after else None
        if after and other is None:
            raise NotFound
        held = other.chapter if other else paragraph.chapter
        paragraph.order = _room_behind(held, after, first=other is None)
        paragraph.chapter = held
        paragraph.version += 1
        paragraph.save(update_fields=["order", "chapter", "version"])
        _of_paragraph(actor, "report.save", paragraph, {"移动": True})
    return paragraph


def chapter(actor: Actor, pk: int, version: int, *, title: str, row: int | None = None) -> Chapter:
    """Name a chapter (`row`) anew, or add one at the end."""
    with transaction.atomic():
        report = locked(actor, pk)
        same(report.version, version)
        if not title.strip():
            invalid("title", _("请填写章节标题。"))
        held = report.chapters.filter(pk=row).first() if row else Chapter(report=report, order=_end(report))
        if held is None:
            raise NotFound
        held.title = title.strip()
        held.save()
        moved(report)
        record(actor, "report.chapter", report, {"章节": held.title})
    return held


def drop_chapter(actor: Actor, pk: int, version: int, row: int) -> None:
    """Take out a chapter with its paragraphs; their texts stay in the journal."""
    with transaction.atomic():
        report = locked(actor, pk)
        same(report.version, version)
        held = report.chapters.filter(pk=row).first()
        if held is None:
            raise NotFound
        said = {"章节": held.title, "原文": [paragraph.text for paragraph in held.paragraphs.all()]}
        held.delete()
        moved(report)
        record(actor, "report.remove", report, said)


def assert_formula(actor: Actor, pk: int, formula: str, figures: Mapping[str, Figure]) -> Asserted:
    """Say that a sum or rate must hold in the report."""
    with transaction.atomic():
        report = locked(actor, pk)
        try:
            told = inserting.resolved(formula, figures)
            asserted.read(told)
        except fields.Unreadable as unreadable:
            invalid("formula", str(unreadable))
        made = Asserted.objects.create(report=report, formula=told)
        record(actor, "report.assert", report, {"等式": made.formula})
    return made


def drop_formula(actor: Actor, pk: int, row: int) -> None:
    """It need not hold any more."""
    with transaction.atomic():
        report = locked(actor, pk)
        held = report.asserted.filter(pk=row).first()
        if held is None:
            raise NotFound
        record(actor, "report.drop", report, {"等式": held.formula})
        held.delete()


# what they share


def _chapter(actor: Actor, pk: int) -> Chapter:
    held = Chapter.objects.filter(pk=pk, report__organ=actor.organ).first()
    if held is None:
        must_write(actor)
        raise NotFound
    held.report = locked(actor, held.report_id)
    return held


def _paragraph(actor: Actor, pk: int, version: int) -> Paragraph:
    """The paragraph as the page saw it; its report is held."""
    found = Paragraph.objects.filter(pk=pk, chapter__report__organ=actor.organ).select_related("chapter").first()
    if found is None:
        must_write(actor)
        raise NotFound
    report = locked(actor, found.chapter.report_id)
    held = Paragraph.objects.filter(pk=pk).select_related("chapter").first()
    if held is None:
        raise Changed
    held.chapter.report = report
    same(held.version, version)
    return held


def _readable(text: str, figures: Mapping[str, Figure]) -> str:
    """The text with its figures by id; refused where it is empty, too long, or names a figure that is not there."""
    kept = text.strip()
    if not kept:
        invalid("text", _("请填写正文；不要这一段的，请删除。"))
    if len(kept) > LONGEST:
        invalid("text", _("一段最多 %(n)d 字，请分成几段。") % {"n": LONGEST})
    try:
        return inserting.resolved(kept, figures)
    except fields.Unreadable as unreadable:
        invalid("text", str(unreadable))


def _room_behind(chapter: Chapter, after: int | None, *, first: bool = False) -> int:
    """An order behind that paragraph; the rest of the chapter makes way."""
    rows = chapter.paragraphs.order_by("order", "pk")
    behind = rows.filter(pk=after).first() if after else None
    last = rows.last()
    if behind is None and not first:
        return (last.order if last else 0) + GAP
    order = (behind.order if behind else 0) + 1
    rows.filter(order__gte=order).update(order=F("order") + GAP)
    return order


def _end(report: Report) -> int:
    last = report.chapters.order_by("order").last()
    return (last.order if last else 0) + GAP


def _of_paragraph(actor: Actor, step: str, paragraph: Paragraph, said: Mapping[str, Any]) -> None:
    told = {"章节": paragraph.chapter.title, "段落": paragraph.pk, **said}
    record(actor, step, paragraph.chapter.report, told)
