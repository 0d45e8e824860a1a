"""Scores of handling units by the published formula: what each part is, the counts behind it, and the sheet for the
performance assessment (CQ 37)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.desk.people.acting import Act, acts, sent
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.work.forms import year_asked, years
from yishi.doors.desk.work.kept import must_write
from yishi.doors.look.tables import PageLink, Pager
from yishi.doors.parts.exporting import workbook
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Refused as StepRefused
from yishi.foundation.people.refusals import Refused
from yishi.rooms.suggestions import scores as scoring
from yishi.rooms.suggestions.models import ScoreRule

desk = door(*DESK)
UNITS = 30
"""On one page; the sheet has all."""


@desk
def scores(request: Request) -> HttpResponse:
    """All units of a year, best first, each with its parts."""
    year = year_asked(request.GET)
    rule = scoring.published(request.actor.organ, year)
    weights = rule.weights if rule else scoring.DEFAULT_WEIGHTS
    formula = [(part, weights.get(part.id, 0)) for part in scoring.FORMULA]
    found = scoring.scores(request.actor, year)
    # What is said of a part is said of it for every unit: once beneath the table.
    notes = dict.fromkeys(f"{part.part.name}：{part.note}" for score in found for part in score.parts if part.note)
    page = Paginator(found, UNITS).get_page(request.GET.get("page"))
    context = {
        "year": year, "years": years(year), "rule": rule, "formula": formula, "scores": list(page), "notes": list(notes),
        "pager": _pager(page, year),
    }  # fmt: skip
    return render(request, "desk/work/scores.html", context)


def _pager(page: Page[scoring.Score], year: int) -> Pager:
    """Where these units stand among all."""
    url = f"{reverse('desk:scores')}?year={year}&page="
    return Pager(
        page.start_index(), page.end_index(), page.paginator.count,
        f"{url}{page.number - 1}" if page.has_previous() else "", f"{url}{page.number + 1}" if page.has_next() else "",
        [PageLink(number, f"{url}{number}", number == page.number) for number in page.paginator.page_range],
    )  # fmt: skip


@desk
def sheet(request: Request) -> HttpResponse:
    """The sheet for the performance assessment."""
    year = year_asked(request.GET)
    return workbook(scoring.excel(request.actor, year), _("%d年承办单位计分.xlsx") % year)


class WeightsForm(forms.Form):
    """Points of a hundred for each part."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = forms.IntegerField(
            label=_("年份"), min_value=2000, max_value=2100, initial=clock.today().year
        )
        for part in scoring.FORMULA:
            self.fields[part.id] = forms.IntegerField(
                label=part.name, help_text=part.definition, min_value=0, max_value=100, initial=part.weight
            )

    def weights(self) -> dict[str, int]:
        """As given, without the year."""
        return {part.id: self.cleaned_data[part.id] for part in scoring.FORMULA}


@acts(desk)
def publish(request: Request) -> Act:
    """Publish a year's formula; once published it is not changed under those who are scored."""
    must_write(request)
    form = WeightsForm(sent(request))
    back = reverse("desk:scores")

    def do(data: dict[str, Any]) -> Note:
        organ, year = request.actor.organ, data["year"]
        try:
            weights = scoring.check_weights(form.weights())
        except StepRefused as refusal:
            raise Refused(refusal.sentence) from refusal
        made, fresh = ScoreRule.objects.get_or_create(
            organ=organ, year=year, defaults={"weights": weights, "published_on": clock.today()}
        )
        if not fresh:
            raise Refused(
                _("%(year)d 年的计分办法已于 %(day)s 公布，不再改动。") % {"year": year, "day": made.published_on}
            )
        said = {"年份": year, **{part.name: weights[part.id] for part in scoring.FORMULA}}
        return Note(
            step="scores.publish", told=_("计分办法已公布。"), said=said, room="suggestions", url=f"{back}?year={year}"
        )

    return Act(form, do, title=_("公布计分办法"), submit=_("公布"), back=back)
