"""Spreadsheets in: a preview of every row that changes nothing, then the same file again to carry it out.

Nothing is held between the two. Who confirms sends the file once more with the preview's fingerprint, so that what is
done is what was seen; where the register has moved since, it is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Literal

from django import forms
from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from yishi.doors.api.acts.doing import Slip, slip
from yishi.doors.api.asking import as_page
from yishi.doors.api.auth import Request
from yishi.doors.api.lists.listing import FILE
from yishi.doors.api.problems import ONE, WRITE, problems
from yishi.doors.api.types import Day, PathKey
from yishi.doors.desk.activities.entry import must_record
from yishi.doors.desk.people import importing as registers
from yishi.doors.desk.people.access import write
from yishi.doors.desk.rules import calendar, yearly
from yishi.doors.desk.work import importing as work
from yishi.doors.parts.exporting import XLSX
from yishi.doors.parts.who import DESK, door
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Changed, Invalid
from yishi.foundation.loops.refusals import Refused as StepRefused
from yishi.foundation.people.imports import Applied, Preview
from yishi.foundation.people.models import RoleCode
from yishi.foundation.people.refusals import Refused
from yishi.foundation.sheets.limits import MEGABYTE, Limits
from yishi.rooms.activities import imports as activities
from yishi.rooms.suggestions import imports as suggestions

router = Router(tags=["imports"])
SHOWN = 2000
RECORDERS = door(*DESK, RoleCode.STATION_KEEPER)
What = Literal["roll", "units"]
Seen = Annotated[str, Form(max_length=64, description="预览给出的 fingerprint")]
Sheet = File(..., description=".xlsx、.xls 或 .csv")  # how ninja declares a file


class ChangeOut(BaseModel):
    """One thing that a row changes."""

    title: str
    before: str
    after: str


class RowOut(BaseModel):
    """One row: where it stands, what becomes of it, and why it cannot be taken."""

    place: str
    name: str
    outcome: str = Field(description="new、changed、unchanged、refused")
    errors: list[str]
    warnings: list[str]
    changes: list[ChangeOut]


class PreviewOut(BaseModel):
    """What an import would do. Nothing has been changed."""

    fingerprint: str
    errors: list[str] = Field(description="整个文件不能用的原因")
    notes: list[str]
    makes: list[str] = Field(description="将一并新建的")
    counts: dict[str, int]
    rows: list[RowOut] = Field(description="不能导入的在前，最多 2000 行")


class ImportedOut(BaseModel):
    """What an import did."""

    told: str
    counts: dict[str, int]
    slips: list[Slip]


class YearPreview(BaseModel):
    """What loading a year's calendar would do."""

    fingerprint: str
    fit: bool
    days: int
    errors: list[str]
    warnings: list[str]
    changes: list[str]


def shown(made: Preview[Any]) -> PreviewOut:
    """A preview as the api tells it: the bad rows first."""
    rows = sorted(made.rows, key=lambda row: not row.errors)[:SHOWN]
    return PreviewOut(
        fingerprint=made.fingerprint, errors=made.errors, notes=made.notes, makes=made.makes, counts={str(k): n for k, n in made.counts.items()},
        rows=[
            RowOut(
                place=row.place(), name=row.name, outcome=str(row.outcome), errors=row.errors, warnings=row.warnings,
                changes=[ChangeOut(title=each.title, before=each.before, after=each.after) for each in row.changes],
            )
            for row in rows
        ],
    )  # fmt: skip


def _done(done: Applied, told: str) -> ImportedOut:
    counts = {str(outcome): number for outcome, number in done.counts.items()}
    return ImportedOut(told=told, counts=counts, slips=[slip(each) for each in done.passwords])


def same(seen: str, fingerprint: str) -> None:
    """What is confirmed is what was seen. Raises Changed."""
    if seen != fingerprint:
        raise Changed()


def _applied(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Refused as refusal:
        raise StepRefused(str(refusal)) from refusal


def _checked(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise Invalid({name: [str(each) for each in said] for name, said in form.errors.items()})
    return form.cleaned_data


def _file(file: UploadedFile) -> MultiValueDict[str, Any]:
    return MultiValueDict({"file": [file]})


def xlsx(content: bytes) -> HttpResponse:
    """A spreadsheet."""
    return HttpResponse(content, content_type=XLSX)


@router.get(
    "/imports/suggestions/template",
    response={200: None, **problems(ONE)},
    operation_id="suggestions_template",
    openapi_extra=FILE,
)
def suggestions_template(request: Request) -> HttpResponse:
    """An empty sheet for suggestions."""
    as_page(request, work.desk)
    return xlsx(suggestions.template(request.auth.organ.profile))


def _suggestions(request: Request, file: UploadedFile) -> Preview[Any]:
    page = as_page(request, work.desk)
    work.must_import(page)
    return suggestions.preview(request.auth, read_file(file))


def read_file(file: UploadedFile) -> bytes:
    """The file's bytes. Raises Invalid for one that is larger than what is read."""
    most = Limits().megabytes
    if (file.size or 0) > most * MEGABYTE:
        raise Invalid({"file": [_("文件超过 %(most)d MB，请拆分后再导入。") % {"most": most}]})
    return bytes(file.read())


@router.post(
    "/imports/suggestions/preview", response={200: PreviewOut, **problems(WRITE)}, operation_id="suggestions_preview"
)
def suggestions_preview(request: Request, file: UploadedFile = Sheet) -> PreviewOut:
    """Suggestions from a spreadsheet: what would become of each row."""
    return shown(_suggestions(request, file))


@router.post(
    "/imports/suggestions/apply", response={200: ImportedOut, **problems(WRITE)}, operation_id="suggestions_apply"
)
def suggestions_apply(
    request: Request, seen: Seen, skip: Form[bool] = False, file: UploadedFile = Sheet
) -> ImportedOut:
    """The same file, carried out: every row, or with `skip` only the good ones."""
    made = _suggestions(request, file)
    same(seen, made.fingerprint)
    done = suggestions.apply(made, request.auth, skip_bad=skip)
    return _done(done, _("已导入 %d 件。") % done.taken)


@router.get(
    "/imports/activities/template",
    response={200: None, **problems(ONE)},
    operation_id="activities_template",
    openapi_extra=FILE,
)
def activities_template(request: Request) -> HttpResponse:
    """An empty sheet for activities."""
    as_page(request, RECORDERS)
    return xlsx(activities.template(request.auth.organ.profile))


def _activities(request: Request, file: UploadedFile) -> Preview[Any]:
    must_record(as_page(request, RECORDERS))
    return activities.preview(request.auth, read_file(file))


@router.post(
    "/imports/activities/preview", response={200: PreviewOut, **problems(WRITE)}, operation_id="activities_preview"
)
def activities_preview(request: Request, file: UploadedFile = Sheet) -> PreviewOut:
    """Activities from a spreadsheet: what would become of each row."""
    return shown(_activities(request, file))


@router.post(
    "/imports/activities/apply", response={200: ImportedOut, **problems(WRITE)}, operation_id="activities_apply"
)
def activities_apply(request: Request, seen: Seen, skip: Form[bool] = False, file: UploadedFile = Sheet) -> ImportedOut:
    """The same file, carried out: every row, or with `skip` only the good ones."""
    made = _activities(request, file)
    same(seen, made.fingerprint)
    done = activities.apply(made, request.auth, skip_bad=skip)
    return _done(done, _("已导入 %d 条。") % done.taken)


@router.get(
    "/imports/{what}/template",
    response={200: None, **problems(ONE)},
    operation_id="register_template",
    openapi_extra=FILE,
)
def register_template(request: Request, what: What) -> HttpResponse:
    """An empty sheet for the roll or for units."""
    as_page(request, write)
    return xlsx(registers.kind_of(what).template(request.auth.organ))


def _register(
    request: Request, what: What, file: UploadedFile, day: dt.date | None, make: bool
) -> tuple[registers.What, Preview[Any]]:
    as_page(request, write)
    kind = registers.kind_of(what)
    given = {"day": (day or clock.today()).isoformat()} | ({"make": "on"} if make else {})
    data = _checked(registers.Upload(given, _file(file), groups=kind.groups))
    return kind, kind.preview(request.auth.organ, data["file"].read(), data["day"], bool(data.get("make")))


@router.post("/imports/{what}/preview", response={200: PreviewOut, **problems(WRITE)}, operation_id="register_preview")
def register_preview(
    request: Request, what: What, day: Form[Day | None] = None, make: Form[bool] = False, file: UploadedFile = Sheet
) -> PreviewOut:
    """The roll or units from a spreadsheet, as of a day: what would become of each row. `make`: groupings that are not there too."""
    return shown(_register(request, what, file, day, make)[1])


@router.post("/imports/{what}/apply", response={200: ImportedOut, **problems(WRITE)}, operation_id="register_apply")
def register_apply(
    request: Request, what: What, seen: Seen, day: Form[Day | None] = None, make: Form[bool] = False, skip: Form[bool] = False,
    file: UploadedFile = Sheet,
) -> ImportedOut:  # fmt: skip
    """The same file and choices, carried out: every row, or with `skip` only the good ones. First passwords are told this once."""
    kind, made = _register(request, what, file, day, make)
    same(seen, made.fingerprint)
    done, told = _applied(lambda: registers.carried_out(request.auth, kind, made, skip=skip))
    return _done(done, told)


def _year(request: Request, year: int, source: str, file: UploadedFile) -> tuple[yearly.Plan, str]:
    as_page(request, write)
    calendar.within(year)
    data = _checked(calendar.YearFile({"source": source}, _file(file)))
    return yearly.plan(year, data["file"].read()), data["source"]


@router.get(
    "/imports/calendar/{int:year}/template",
    response={200: None, **problems(ONE)},
    operation_id="calendar_template",
    openapi_extra=FILE,
)
def calendar_template(request: Request, year: PathKey) -> HttpResponse:
    """An empty table of a year's days off."""
    as_page(request, write)
    calendar.within(year)
    return xlsx(yearly.template(year))


Source = Annotated[str, Form(min_length=1, max_length=120, description="通知及文号")]


@router.post(
    "/imports/calendar/{int:year}/preview",
    response={200: YearPreview, **problems(WRITE)},
    operation_id="calendar_preview",
)
def calendar_preview(request: Request, year: PathKey, source: Source, file: UploadedFile = Sheet) -> YearPreview:
    """A year's days off from a spreadsheet: what it would change."""
    made, _source = _year(request, year, source, file)
    return YearPreview(
        fingerprint=made.fingerprint, fit=made.fit, days=len(made.days), errors=made.errors, warnings=made.warnings,
        changes=[str(each) for each in made.changes],
    )  # fmt: skip


@router.post(
    "/imports/calendar/{int:year}/apply", response={200: ImportedOut, **problems(WRITE)}, operation_id="calendar_apply"
)
def calendar_apply(
    request: Request, year: PathKey, source: Source, seen: Seen, file: UploadedFile = Sheet
) -> ImportedOut:
    """The same file, loaded: provisional periods follow it."""
    made, said = _year(request, year, source, file)
    same(seen, made.fingerprint)
    told = _applied(lambda: calendar.loaded(as_page(request, write), made, said))
    return ImportedOut(told=told, counts={"new": len(made.days)}, slips=[])
