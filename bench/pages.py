"""Pages of the desk as the office opens them: queries, and p95 beside the bare view."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.data.build import TODAY
from bench.data.people import house
from bench.measure import RUNS, Bar, Measured, in_turns, p95
from bench.run import Run
from yishi.doors.parts import kept
from yishi.foundation import clock
from yishi.rooms.suggestions.models import Suggestion

REQUESTS = 60
MOST_QUERIES = 12
PAGES = Bar(most=10)


def measure(run: Run) -> Iterator[Measured]:
    """The four pages, each through every address of its kind in turn."""
    with clock.at(TODAY):
        client, bare = Client(), f"/bare/?organ={house().organ.pk}"
        client.force_login(house().account("office"))
        for name, each in addresses().items():
            yield paged(run, client, name, each, bare)


def addresses() -> dict[str, list[str]]:
    """What is asked for, by the kind of page."""
    every = reverse("desk:suggestions")
    words = (
        "停车",
        "电梯老化",
        "试甲丙",
        "第07局",
        "甲甲甲乙丙片区",
        "老城社区 托育",
        "分期分批改造",
        "2026",
        "没有这样的词",
    )
    return {
        "page: desk list": [every, f"{every}?page=7", f"{every}?view=late", f"{every}?view=handling&page=2"],
        "page: search": [f"{every}?q={word}" for word in words],
        "page: to-do": [reverse("desk:home")],
        "page: one suggestion": [reverse("desk:suggestion", args=[pk]) for pk in _one_of_each()],
    }  # fmt: skip


def quoted(address: str) -> str:
    """The address as it travels."""
    return quote(address, safe="/?=&")


def _one_of_each() -> list[int]:
    """Two suggestions in every state that the office reads, clones both."""
    rows = Suggestion.objects.exclude(situation__contains="〖").exclude(matter__state=Suggestion.State.DRAFT)
    states = rows.order_by().values_list("matter__state", flat=True).distinct()
    return [
        pk
        for state in sorted(states)
        for pk in rows.filter(matter__state=state).order_by("-pk")[:2].values_list("pk", flat=True)
    ]


def paged(run: Run, client: Client, name: str, asked: Sequence[str], bare: str) -> Measured:
    """One kind of page, through its addresses in turn."""
    stranger = Client()
    counts = {address: _queries(client, address) for address in asked}
    _get(stranger, bare)
    at = iter(range(10**9))

    def ours() -> float:
        return p95([_get(client, asked[next(at) % len(asked)]) for _ in range(run.few(REQUESTS))])

    def theirs() -> float:
        return p95([_get(stranger, bare) for _ in range(run.few(REQUESTS))])

    found, compared = in_turns(lambda: 1000 * ours(), lambda: 1000 * theirs(), RUNS)
    most = max(counts.values())
    return Measured(
        name, run.size, "ms, p95 of a run", found, "bare view: 50 rows of one indexed query", compared, PAGES, guide="150 ms",
        also={f"queries <= {MOST_QUERIES}": most <= MOST_QUERIES},
        more={"queries": most, "p95": round(sorted(found)[len(found) // 2], 1), "p95_after_a_step": _anew(client, asked)},
    )  # fmt: skip


def _anew(client: Client, asked: Sequence[str]) -> float:
    """Milliseconds, p95 over the addresses, where a step was taken since: what is kept of counts is counted anew."""
    took = []
    for address in asked:
        for _ in range(3):
            kept.forget()
            took.append(1000 * _get(client, address))
    return round(p95(took), 1)


def _queries(client: Client, address: str) -> int:
    """How many a page takes when everything that is read once for a process has been read, and counts are made anew."""
    _get(client, address)
    kept.forget()
    with CaptureQueriesContext(connection) as queries:
        _get(client, address)
    return len(queries)


def _get(client: Client, address: str) -> float:
    began = time.perf_counter()
    response = client.get(address)
    took = time.perf_counter() - began
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return took
