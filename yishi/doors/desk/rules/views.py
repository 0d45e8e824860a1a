"""The rules in force with their articles, earlier versions, and when a thing would fall due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import read
from yishi.doors.desk.people.fields import asked_day
from yishi.doors.desk.rules import words
from yishi.doors.desk.rules.packs import Version, current, versions
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.explain import Explanation, explain
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.places import why
from yishi.foundation.law.rules import Extension, Rule
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import RoleCode


@dataclass(frozen=True)
class Line:
    """A rule as the page shows it."""

    rule: Rule
    when: str
    start: str
    owner: str
    extends: str


@dataclass(frozen=True)
class Answer:
    """When a rule would fall due, and why; `refused` where it cannot be said."""

    rule: Rule
    line: Line
    explained: Explanation | None
    refused: str = ""


def line(pack: Pack, rule: Rule) -> Line:
    """A rule in words."""
    return Line(rule, words.when(rule), words.runs_from(rule), words.owner(rule), words.extends(pack, rule))


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The pack in force today."""
    known = versions(request.actor.organ)
    return _page(request, known, current(request.actor.organ, clock.today(), known))


@read
@require_GET
def pack(request: Request, ref: str) -> HttpResponse:
    """One version, in force or not."""
    known = versions(request.actor.organ)
    found = next((version for version in known if version.pack.ref == ref), None)
    if found is None:
        raise NotFound()
    return _page(request, known, found)


def _page(request: Request, known: list[Version], shown: Version | None) -> HttpResponse:
    organ = request.actor.organ
    context: dict[str, Any] = {
        "versions": known,
        "shown": shown,
        "today": clock.today(),
        "may_edit": may_edit(request, shown),
    }
    if shown:
        made = shown.pack
        context |= {
            "rules": [line(made, rule) for rule in made.rules.values()], "choices": list(words.choices(made)),
            "why": why(made, organ.place) if not shown.own else _("本机关自定的版本，由%(name)s制定。") % {"name": shown.own.made_by},
            "holds": shown.holds(clock.today()),
        }  # fmt: skip
    return render(request, "desk/rules/pack.html", context)


def may_edit(request: Request, shown: Version | None) -> bool:
    """The office edits the latest version of the organ's own rules, and what is only assumed; statutes nobody does."""
    if shown is None or not request.actor.has(RoleCode.OFFICE):
        return False
    return shown.pack.own or bool(shown.pack.assumed())


@read
@require_GET
def when(request: Request) -> HttpResponse:
    """If it happened on the day asked for, when would each thing fall due, and why."""
    organ, day = request.actor.organ, asked_day(request)
    version = current(organ, day)
    known = calendar()
    answers = [answer(version.pack, rule, day, known) for rule in version.pack.rules.values()] if version else []
    return render(
        request, "desk/rules/when.html", {"day": day, "version": version, "answers": answers, "today": clock.today()}
    )


def answer(made: Pack, rule: Rule, day: dt.date, known: Calendar) -> Answer:
    """One rule, started on the day; an extension from the start of what it extends."""
    shown = line(made, rule)
    base = made.rule(rule.extends) if rule.extends else None
    try:
        explained = explain(base, day, known, (), Extension(rule)) if base else explain(rule, day, known)
    except ValueError as refusal:
        return Answer(rule, shown, None, str(refusal))
    return Answer(rule, shown, explained)
