"""Suggestions: the list with its filters, and one with everything that this reader may see."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.db.models import Exists, Min, OuterRef, Prefetch, QuerySet, Subquery
from ninja import Query, Router
from pydantic import BaseModel, Field

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, READ, WRITE, problems
from yishi.doors.api.reads import clocks, draw
from yishi.doors.api.reads.packs import kept
from yishi.doors.api.reads.shapes import Named, Paged, SuggestionLine, SuggestionOut
from yishi.doors.api.types import Given, Key, Pages, PathKey, QueryKey, paged_together
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING, overdue
from yishi.foundation.loops.refusals import NotFound
from yishi.readings.search.alike import alike
from yishi.readings.search.find import find
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Handling, Promise, Signer, Suggestion
from yishi.rooms.suggestions.sight import Sight, marked, sight

router = Router(tags=["suggestions"])

SORTS = {
    "submitted": ("submitted_on",), "number": ("matter__number",), "state": ("matter__state", "submitted_on"),
    "title": ("matter__title",), "touched": ("matter__touched_at",), "due": ("due",),
}  # fmt: skip
Sort = Literal[
    "submitted",
    "-submitted",
    "number",
    "-number",
    "state",
    "-state",
    "title",
    "-title",
    "touched",
    "-touched",
    "due",
    "-due",
]


class Filters(BaseModel):
    """What to leave in a list of suggestions; several are all required."""

    state: list[Suggestion.State] = Field([], description="状态，可写多个")
    topic: QueryKey | None = Field(None, description="类别")
    unit: QueryKey | None = Field(None, description="承办单位")
    lead: QueryKey | None = Field(None, description="领衔人（代表、委员资格的编号）")
    when: Suggestion.When | None = Field(None, description="大会期间或者闭会期间")
    session: QueryKey | None = Field(None, description="会次")
    year: int | None = Field(None, ge=1950, le=2999, description="提交的年份")
    key: bool | None = Field(None, description="是否重点督办")
    overdue: bool | None = Field(None, description="是否有逾期的期限")
    q: Annotated[str, Field(max_length=100)] = Field("", description="标题、内容、编号、姓名、单位中的文字，两个字以上")
    sort: Sort = Field("-submitted", description="排序，前加 - 为倒序")


def _family(rows: QuerySet[Clock]) -> QuerySet[Clock]:
    return rows.filter(root=OuterRef("pk"))


def filtered(rows: QuerySet[Suggestion], wanted: Filters) -> QuerySet[Suggestion]:
    """The rows that fit, in the order wanted."""
    plain: dict[str, Any] = {
        "topic": wanted.topic, "lead": wanted.lead, "when": wanted.when, "session": wanted.session, "submitted_on__year": wanted.year,
        "matter__state__in": wanted.state or None,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value is not None})
    if wanted.unit is not None:
        rows = rows.filter(
            Exists(Handling.objects.filter(suggestion=OuterRef("pk"), unit=wanted.unit, superseded=False))
        )
    if wanted.key is not None:
        rows = rows.filter(key_on__isnull=not wanted.key)
    if wanted.overdue is not None:
        late = Exists(_family(Clock.objects.filter(overdue(clock.today()))))
        rows = rows.filter(late if wanted.overdue else ~late)
    return _ordered(find(rows, wanted.q), wanted.sort)


def _ordered(rows: QuerySet[Suggestion], sort: str) -> QuerySet[Suggestion]:
    name = sort.removeprefix("-")
    if name == "due":
        first = (
            _family(Clock.objects.filter(RUNNING))
            .order_by()
            .values("organ")
            .annotate(first=Min("due_on"))
            .values("first")
        )
        rows = rows.annotate(due=Subquery(first))
    turned = [f"-{column}" if sort.startswith("-") else column for column in SORTS[name]]
    return rows.order_by(*turned, "-pk")


@router.get("/suggestions", response={200: Paged[SuggestionLine], **problems(READ)}, operation_id="list_suggestions")
def list_suggestions(request: Request, filters: Query[Filters], paging: Pages) -> Paged[SuggestionLine]:
    """Suggestions that I may read."""
    rows = filtered(marked(lists.visible(request.auth), request.auth), filters)
    parts = Prefetch("handlings", Handling.objects.select_related("unit"))
    rows = rows.select_related("matter", "lead__person", "topic", "session__term").prefetch_related(parts, "signers")

    def shown(found: Any) -> list[SuggestionLine]:
        owed = clocks.owed([s.pk for s in found if sight(request.auth, s).inside])
        return [draw.line(s, list(s.handlings.all()), owed.get(s.pk, clocks.NOTHING)) for s in found]

    return paged_together(rows, paging, shown)


class Draft(Given):
    """What somebody is about to put forward."""

    title: Annotated[str, Field(min_length=1, max_length=200, title="标题")]
    text: Annotated[str, Field(max_length=100_000, title="内容")] = ""
    apart_from: Key | None = Field(None, description="不与哪一件比较，如正在修改的草稿")


class AlikeOut(BaseModel):
    """A suggestion that reads alike."""

    suggestion: Named
    number: str
    score: float = Field(description="相似程度，0 至 1")
    phrases: list[str] = Field(description="两件都有的词句")


class AlikeList(BaseModel):
    """What reads alike, the most alike first."""

    items: list[AlikeOut]


@router.post("/suggestions/alike", response={200: AlikeList, **problems(WRITE - {404, 409})}, operation_id="find_alike")
def find_alike(request: Request, given: Draft) -> AlikeList:
    """Suggestions like a draft, of those that I may read, drafts left out. Nothing is kept."""
    rows = lists.visible(request.auth).exclude(matter__state=Suggestion.State.DRAFT).select_related("matter")
    found = alike(f"{given.title}\n{given.text}", rows.exclude(pk=given.apart_from) if given.apart_from else rows)
    return AlikeList(
        items=[
            AlikeOut(
                suggestion=Named(id=row.record.pk, name=row.record.matter.title), number=row.record.matter.number, score=row.score,
                phrases=list(row.phrases),
            )
            for row in found
        ]
    )  # fmt: skip


def one(request: Request, key: int) -> tuple[Suggestion, Sight]:
    """A suggestion that this reader may see, with its parts, answers and signers, and what he is towards it.
    Raises NotFound. Four queries."""
    parts = Prefetch(
        "handlings",
        Handling.objects.select_related("unit", "matter").prefetch_related("replies").order_by("superseded", "pk"),
    )
    rows = marked(lists.visible(request.auth), request.auth).select_related(
        "matter", "lead__person", "topic", "session__term", "term", "grouping", "committee", "preferred", "handover"
    )
    signers = Prefetch("signers", Signer.objects.select_related("mandate__person"))
    s = rows.prefetch_related(parts, signers).filter(pk=key).first()
    if s is None:
        raise NotFound()
    return s, sight(request.auth, s)


@router.get("/suggestions/{int:id}", response={200: SuggestionOut, **problems(ONE)}, operation_id="get_suggestion")
def get_suggestion(request: Request, id: PathKey) -> SuggestionOut:
    """One suggestion: its text, signers, units' parts, answers sent, promises, and periods with the reason of each day."""
    s, seen = one(request, id)
    pack = kept(request.auth.organ, s.matter.pack)
    periods = clocks.of_family(id) if seen.inside else []
    owing = clocks.summed(periods, id)
    handlings = list(s.handlings.all())
    return draw.whole(
        s, draw.line(s, handlings, owing.get(id, clocks.NOTHING)), seen,
        signers=draw.signers(list(s.signers.all()), seen),
        parts=[draw.part(h, seen, owing, pack) for h in handlings if not h.superseded or seen.inside],
        promises=_promises(s, handlings, owing), clocks=clocks.explained(periods, pack),
    )  # fmt: skip


def _promises(s: Suggestion, handlings: list[Handling], owing: draw.Owing) -> list[Any]:
    """No query where no answer promised anything."""
    if not any(answer.plans for h in handlings for answer in h.replies.all()):
        return []
    rows = list(
        Promise.objects.filter(suggestion=s.pk).select_related("matter", "handling__unit").order_by("due_on", "pk")
    )
    for row in rows:
        row.suggestion = s
    return [draw.promise_line(row, owing.get(row.pk, clocks.NOTHING)) for row in rows]
