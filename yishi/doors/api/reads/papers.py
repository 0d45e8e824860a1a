"""Word files and sheets: the very ones that pages give, for whom they give them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpResponseBase
from ninja import Query, Router

from yishi.doors.api.acts.doing import typed_view
from yishi.doors.api.asking import as_page, found
from yishi.doors.api.auth import Request
from yishi.doors.api.lists.listing import FILE, for_whom
from yishi.doors.api.problems import ONE, problems
from yishi.doors.desk.work import papers, scoring
from yishi.doors.parts.who import DESK, POCKET, UNIT, Door, door
from yishi.doors.pocket import views as pocket

router = Router(tags=["papers"])
ANYONE = door(*DESK, *UNIT, *POCKET)
Year = Annotated[int | None, Query(ge=1954, le=2100, description="年份；不填为今年")]


def _either(
    at_desk: Callable[..., HttpResponseBase], own: Callable[..., HttpResponseBase]
) -> Callable[..., HttpResponseBase]:
    """A deputy who is nothing else gets a paper as the pocket gives it: of what he takes part in."""
    others = door(*DESK, *UNIT)
    return lambda page, pk: at_desk(page, pk) if others.opens_to(page.actor) else own(page, pk)


def _add(path: str, name: str, title: str, opened: Door, find: Callable[..., HttpResponseBase]) -> None:
    def view(request, id):  # type: ignore[no-untyped-def]  # typed below
        return found(find, as_page(request, opened), id)

    router.get(
        path,
        response={200: None, **problems(ONE)},
        operation_id=name,
        url_name=name,
        summary=title,
        description=f"As Word, as the page gives it. {for_whom(opened)}",
        openapi_extra=FILE,
    )(typed_view(view, ("id",)))


_add(
    "/suggestions/{int:id}/form.docx",
    "suggestion_paper",
    "建议（提案）专用纸",
    ANYONE,
    _either(papers.suggestion_form, pocket.suggestion_paper),
)
_add("/answers/{int:id}/letter.docx", "letter", "答复函", ANYONE, _either(papers.letter, pocket.letter))
_add("/handovers/{int:id}/list.docx", "handover_list", "交办清单", papers.desk, papers.handover_list)
_add("/bulletins/{int:id}/bulletin.docx", "bulletin_paper", "简报", papers.desk, papers.bulletin)


def _of_year(request: Request, opened: Door, year: int | None, **more: Any) -> Any:
    return as_page(request, opened, query={"year": year} | more)


@router.get("/report.docx", response={200: None, **problems(ONE)}, operation_id="report", openapi_extra=FILE)
def report(request: Request, year: Year = None, inner: bool = False) -> HttpResponseBase:
    """The yearly report on handling (办理情况报告); `inner`: the office's own, with what is sealed."""
    made: HttpResponseBase = found(papers.report, _of_year(request, papers.desk, year, inner="1" if inner else ""))
    return made


@router.get("/scores.xlsx", response={200: None, **problems(ONE)}, operation_id="scores_sheet", openapi_extra=FILE)
def scores_sheet(request: Request, year: Year = None) -> HttpResponseBase:
    """The sheet of units' scores for the performance assessment."""
    made: HttpResponseBase = found(scoring.sheet, _of_year(request, scoring.desk, year))
    return made
