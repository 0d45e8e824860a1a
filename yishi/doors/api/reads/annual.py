"""The annual report by the functions of its pages, and drafts checked against the records."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from yishi.doors.api.asking import as_page, found, typed
from yishi.doors.api.auth import Request
from yishi.doors.api.lists.listing import FILE
from yishi.doors.api.problems import ONE, READ, WRITE, problems
from yishi.doors.api.reads.annual_shapes import (
    AddIn,
    AnnexOut,
    AnnualOut,
    BeginIn,
    BegunOut,
    ChapterOut,
    CheckedOut,
    CheckIn,
    DiffersOut,
    DraftJobOut,
    FrozenOut,
    HeadIn,
    MadeOut,
    MoveIn,
    ParagraphOut,
    SumIn,
    SumOut,
    TextIn,
    TitleIn,
    WholeAnnualOut,
    WhyIn,
)
from yishi.doors.api.reads.indicator_shapes import VersionIn
from yishi.doors.api.types import PathKey
from yishi.doors.desk.figures import asking
from yishi.doors.desk.report import checking, home, one, shown
from yishi.doors.desk.report.access import chapter_of, read, report_of, write
from yishi.doors.desk.work.papers import docx
from yishi.foundation.files.kinds import LARGEST
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.outbox.models import Job
from yishi.readings.figures import catalogue
from yishi.readings.report import drafts, finishing, inserting, marking, reading
from yishi.readings.report.build import NoDays
from yishi.readings.report.check import Checking
from yishi.readings.report.models import Report

router = Router(tags=["reports"])
Draft = File(..., description=".docx 或 .txt")  # how ninja declares a file


def _drawn(row: Report) -> dict[str, Any]:
    return {
        "id": row.pk, "year": row.year, "span": row.span, "title": row.title, "subtitle": row.subtitle, "until": row.until,
        "tree": row.tree, "state": row.state, "version": row.version,
    }  # fmt: skip


@router.get("/annual-reports", response={200: list[AnnualOut], **problems(READ)}, operation_id="list_annual_reports")
def list_annual_reports(request: Request) -> Sequence[AnnualOut]:
    """The organ's reports, the latest first."""
    page = as_page(request, read)
    return [AnnualOut(**_drawn(row)) for row in Report.objects.filter(organ=page.actor.organ)]


@router.post("/annual-reports", response={200: BegunOut, **problems(WRITE)}, operation_id="begin_annual_report")
def begin_annual_report(request: Request, given: BeginIn) -> BegunOut:
    """Draft a report from the records; where there is much to count it is a job."""
    page = as_page(request, write)
    try:
        made = home.begun(page.actor, given.model_dump())
    except NoDays as reason:
        raise Refused(str(reason)) from reason
    return BegunOut(report=None, job=made.pk) if isinstance(made, Job) else BegunOut(report=made.pk, job=None)


@router.post("/annual-reports/check", response={200: CheckedOut, **problems(WRITE)}, operation_id="check_draft")
def check_draft(request: Request, given: CheckIn) -> CheckedOut:
    """Every figure of a draft against the records; nothing is kept."""
    page = as_page(request, read)
    return _checked(page, _read(given.text.encode(), "text"), given.model_dump(exclude={"text"}))


@router.get("/annual-reports/jobs/{id}", response={200: DraftJobOut, **problems(ONE)}, operation_id="get_annual_job")
def get_annual_job(request: Request, id: PathKey) -> DraftJobOut:
    """How far a draft is."""
    page = as_page(request, write)
    row = found(home.job_of, page.actor, id)
    made = int(row.result_text) if row.state == Job.State.DONE and row.result_text else None
    return DraftJobOut(state=row.state, done=row.done, total=row.total, report=made, error=row.error)


@router.get("/annual-reports/{id}", response={200: WholeAnnualOut, **problems(ONE)}, operation_id="get_annual_report")
def get_annual_report(request: Request, id: PathKey) -> WholeAnnualOut:
    """A report as it is written and as it reads, its sums, and what is wanting."""
    page = as_page(request, read)
    row = found(report_of, page, id)
    try:
        told = shown.page(row, page.actor)
    except NoDays as reason:
        raise Refused(str(reason)) from reason
    return WholeAnnualOut(
        **_drawn(row), wanting=told.wanting, hash=row.frozen.hash if row.frozen else "",
        sums=[SumOut(id=one_sum.row.pk, formula=one_sum.row.formula, broken=one_sum.broken) for one_sum in told.formulas],
        chapters=[
            ChapterOut(id=chapter.pk, title=chapter.title, paragraphs=[_paragraph(each) for each in paragraphs])
            for chapter, paragraphs in told.chapters
        ],
    )  # fmt: skip


def _paragraph(told: shown.Told) -> ParagraphOut:
    reads = "\n".join("".join(piece.text for piece in line) for line in told.lines)
    row = told.row
    return ParagraphOut(
        id=row.pk, version=row.version, level=row.level, text=row.text, reads=reads, wrong=list(told.wrong)
    )


@router.get("/annual-reports/{id}/annex", response={200: AnnexOut, **problems(ONE)}, operation_id="get_annual_annex")
def get_annual_annex(request: Request, id: PathKey) -> AnnexOut:
    """Every figure of the report with its definition, and the next year's plan."""
    built = one.built_of(found(report_of, as_page(request, read), id))
    rows, planned = ([dataclasses.asdict(row) for row in part] for part in (built.rows, built.planned))
    return AnnexOut(days=built.days, hash=built.digest, rows=rows, planned=planned)


@router.get("/annual-reports/{id}/frozen", response={200: FrozenOut, **problems(ONE)}, operation_id="get_annual_frozen")
def get_annual_frozen(request: Request, id: PathKey) -> FrozenOut:
    """The frozen figures, proved now."""
    row = found(report_of, as_page(request, read), id)
    if row.frozen is None:
        raise Refused(_("报告还没有定稿，指标没有定格。"))
    proof = one.proof(row.frozen)
    differs = [DiffersOut(id=each.id, name=each.name, then=each.then, now=each.now) for each in proof["differs"]]
    snapshot = row.frozen
    return FrozenOut(
        alg=snapshot.alg, hash=snapshot.hash, made_at=snapshot.made_at, figures=snapshot.figures, wrong=proof["wrong"],
        differs=differs,
    )  # fmt: skip


@router.get(
    "/annual-reports/{id}/paper", response={200: None, **problems(ONE)}, operation_id="annual_paper", openapi_extra=FILE
)
def annual_paper(
    request: Request, id: PathKey, kind: Annotated[Literal["docx", "txt"], Query()] = "docx"
) -> HttpResponse:
    """The report as a Word file whose figures stay traceable, or as plain text."""
    page = as_page(request, read)
    row = found(report_of, page, id)
    return one.file_of(row, kind)


@router.get(
    "/annual-reports/{id}/find", response={200: list[dict[str, str]], **problems(ONE)}, operation_id="find_annual"
)
def find_annual(request: Request, id: PathKey, q: Annotated[str, Query(max_length=60)] = "") -> Any:
    """Figures by a few letters of their names, to be put into a text."""
    page = as_page(request, write)
    found(report_of, page, id)
    rows = inserting.find(catalogue.figures(page.actor.organ), q)
    return [{"id": row.id, "name": row.name, "definition": row.definition} for row in rows]


@router.post("/annual-reports/{id}/head", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_head")
def annual_head(request: Request, id: PathKey, given: HeadIn) -> MadeOut:
    """Set title, subtitle, and as of which day it is written."""
    actor = as_page(request, write).actor
    row = drafts.head(actor, id, given.version, title=given.title, subtitle=given.subtitle, until=given.until)
    return MadeOut(id=row.pk, version=row.version)


@router.post("/annual-reports/{id}/finish", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_finish")
def annual_finish(request: Request, id: PathKey, given: VersionIn) -> MadeOut:
    """Make it final; its figures are frozen."""
    row = finishing.finish(as_page(request, write).actor, id, given.version)
    return MadeOut(id=row.pk, version=row.version)


@router.post("/annual-reports/{id}/reopen", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_reopen")
def annual_reopen(request: Request, id: PathKey, given: WhyIn) -> MadeOut:
    """Take it up again."""
    row = finishing.reopen(as_page(request, write).actor, id, given.why)
    return MadeOut(id=row.pk, version=row.version)


@router.post(
    "/annual-reports/{id}/chapters", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_chapter_add"
)
def annual_chapter_add(request: Request, id: PathKey, given: TitleIn) -> MadeOut:
    """A chapter at the end."""
    row = drafts.chapter(as_page(request, write).actor, id, given.version, title=given.title)
    return MadeOut(id=row.pk, version=row.report.version)


@router.post("/annual-reports/{id}/sums", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_sum")
def annual_sum(request: Request, id: PathKey, given: SumIn) -> MadeOut:
    """A sum that must hold."""
    actor = as_page(request, write).actor
    row = drafts.assert_formula(actor, id, given.formula, catalogue.figures(actor.organ))
    return MadeOut(id=row.pk, version=None)


@router.post(
    "/annual-reports/{id}/sums/{row}/drop", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_sum_drop"
)
def annual_sum_drop(request: Request, id: PathKey, row: PathKey) -> MadeOut:
    """It need not hold any more."""
    drafts.drop_formula(as_page(request, write).actor, id, row)
    return MadeOut(id=row, version=None)


@router.post("/annual-chapters/{id}", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_chapter")
def annual_chapter(request: Request, id: PathKey, given: TitleIn) -> MadeOut:
    """Name a chapter anew."""
    page = as_page(request, write)
    held = found(chapter_of, page, id)
    row = drafts.chapter(page.actor, held.report.pk, given.version, title=given.title, row=id)
    return MadeOut(id=row.pk, version=row.report.version)


@router.post(
    "/annual-chapters/{id}/drop", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_chapter_drop"
)
def annual_chapter_drop(request: Request, id: PathKey, given: VersionIn) -> MadeOut:
    """Take it out with its paragraphs; their texts stay in the journal."""
    page = as_page(request, write)
    held = found(chapter_of, page, id)
    drafts.drop_chapter(page.actor, held.report.pk, given.version, id)
    return MadeOut(id=id, version=None)


@router.post("/annual-chapters/{id}/paragraphs", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_add")
def annual_add(request: Request, id: PathKey, given: AddIn) -> MadeOut:
    """A paragraph, behind another or at the end."""
    actor = as_page(request, write).actor
    figures = catalogue.figures(actor.organ)
    row = drafts.add(actor, id, given.text, figures, after=given.after, level=given.level)
    return MadeOut(id=row.pk, version=row.version)


@router.post("/annual-paragraphs/{id}", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_paragraph")
def annual_paragraph(request: Request, id: PathKey, given: TextIn) -> MadeOut:
    """Set a paragraph's text."""
    actor = as_page(request, write).actor
    row = drafts.save(actor, id, given.version, given.text, catalogue.figures(actor.organ))
    return MadeOut(id=row.pk, version=row.version)


@router.post("/annual-paragraphs/{id}/move", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_move")
def annual_move(request: Request, id: PathKey, given: MoveIn) -> MadeOut:
    """Set it behind another paragraph."""
    row = drafts.move(as_page(request, write).actor, id, given.version, after=given.after)
    return MadeOut(id=row.pk, version=row.version)


@router.post("/annual-paragraphs/{id}/remove", response={200: MadeOut, **problems(WRITE)}, operation_id="annual_remove")
def annual_remove(request: Request, id: PathKey, given: VersionIn) -> MadeOut:
    """Take it out; its text stays in the journal."""
    drafts.remove(as_page(request, write).actor, id, given.version)
    return MadeOut(id=id, version=None)


@router.post(
    "/imports/report-check/marked",
    response={200: None, **problems(WRITE)},
    operation_id="mark_draft",
    openapi_extra=FILE,
)
def mark_draft(
    request: Request, file: UploadedFile = Draft, w: Annotated[str, Form(pattern="^(year|term|asof|between)$")] = "year",
    year: Annotated[int | None, Form(ge=1954, le=2100)] = None,
) -> HttpResponse:  # fmt: skip
    """A draft given back as a Word file with its figures in the colours of their verdicts, and remarks."""
    page = as_page(request, read)
    draft = _read(file.read(), "file")
    return docx(marking.marked(draft, _verdicts(page, draft, {"w": w, "year": year})), _("核对"))


@router.post("/imports/report-check", response={200: CheckedOut, **problems(WRITE)}, operation_id="check_draft_file")
def check_draft_file(
    request: Request, file: UploadedFile = Draft, w: Annotated[str, Form(pattern="^(year|term|asof|between)$")] = "year",
    year: Annotated[int | None, Form(ge=1954, le=2100)] = None,
) -> CheckedOut:  # fmt: skip
    """The same of a file, Word or plain text."""
    page = as_page(request, read)
    if (file.size or 0) > LARGEST:
        raise Invalid({"file": [_("文件超过 20 MB，不像一份报告。请删去图片，或只保存正文后再试。")]})
    return _checked(page, _read(file.read(), "file"), {"w": w, "year": year})


def _read(content: bytes, name: str) -> reading.Draft:
    """The draft; raises Invalid with how to mend it."""
    try:
        return reading.read(content)
    except reading.Unreadable as refused:
        raise Invalid({name: [str(refused)]}) from refused


def _verdicts(page: Any, draft: reading.Draft, choices: dict[str, Any]) -> Checking:
    days = asking.asked(page.actor.organ, typed(choices))
    if days.form.errors:
        raise Invalid({name: [str(each) for each in said] for name, said in days.form.errors.items()})
    return checking.verdicts(page.actor, draft, days)


def _checked(page: Any, draft: reading.Draft, choices: dict[str, Any]) -> CheckedOut:
    found = _verdicts(page, draft, choices)
    made = found.data()
    return CheckedOut(
        since=found.asked.since, until=found.asked.until, verdicts=made["verdicts"], claims=made["claims"],
        remarks=made["remarks"],
    )  # fmt: skip
