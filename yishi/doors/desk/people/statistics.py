"""Structure of a term (结构统计) as of a day: every figure with its definition and the rows behind it, and how it changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.people import roll
from yishi.doors.desk.people.access import read
from yishi.doors.desk.people.fields import asked_day
from yishi.doors.desk.people.showing import listed
from yishi.doors.look.cards import Numbers, Tally
from yishi.doors.look.tables import Empty
from yishi.doors.parts.listing import Listing
from yishi.doors.parts.who import Request
from yishi.foundation.people import grounds, movements, statistics
from yishi.foundation.people.mandates import term_on
from yishi.foundation.people.models import Grouping, Mandate, Organ, Term
from yishi.foundation.people.statistics import Figure

POINTS = 10
CHARTED = ("number", "women", "grass_roots", "non_party", "re_elected")
FIRST_SHOWN = ("number", "women", "grass_roots", "non_party")


class Asked:
    """Which term, as of which day, which kind of seat."""

    def __init__(self, request: Request) -> None:
        organ = request.actor.organ
        self.organ, self.day = organ, asked_day(request)
        self.terms = list(organ.terms.all())
        number = request.GET.get("term", "")
        wanted = next((term for term in self.terms if str(term.number) == number), None)
        self.term: Term | None = wanted or term_on(organ, self.day)
        self.kinds = [
            (kind, Mandate.Kind(kind).label) for kind in grounds.kinds(organ) if kind != Mandate.Kind.OFFICIAL
        ]
        asked = request.GET.get("kind", "")
        self.kind = asked if asked in dict(self.kinds) else self.kinds[0][0]

    @property
    def query(self) -> str:
        """The same question, for links."""
        return urlencode({"term": self.term.number if self.term else "", "on": self.day.isoformat(), "kind": self.kind})

    def figures(self) -> list[Figure]:
        """Every figure; none without a term."""
        return statistics.structure(self.term, self.day, self.kind) if self.term else []

    def rows_url(self, key: str) -> str:
        """Where the rows behind a figure stand."""
        return f"{reverse('desk:people_figure', args=[key])}?{self.query}"


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The structure, its groupings, overlaps and change over the term."""
    asked = Asked(request)
    figures = asked.figures()
    shown = {figure.key: figure for figure in figures}
    context: dict[str, Any] = {
        "asked": asked,
        "figures": [(figure, asked.rows_url(figure.key), percent(figure)) for figure in figures],
    }
    if asked.term:
        seats = statistics.seats_of(asked.term, asked.day, asked.kind)
        mean = statistics.mean_age(seats, asked.day)
        kind = roll.GROUPED_BY[Organ.Profile(asked.organ.profile)]
        parts = statistics.by_grouping(seats, asked.term, kind, asked.day)
        context |= {
            "tallies": _tallies(asked, shown, mean), "mean": mean, "parts": parts, "vacancies": statistics.vacancies(parts),
            "grouped_by": Grouping.Kind(kind).label, "chart": _chart(asked, shown),
            "overlaps": [(figure, asked.rows_url(figure.key)) for figure in overlaps(asked)],
            "moves": [(figure, move, asked.rows_url(figure.key)) for figure, move in moves(asked)],
        }  # fmt: skip
    return render(request, "desk/people/statistics.html", context)


def percent(figure: Figure) -> str:
    """The share with one decimal; a dash where nothing is compared."""
    return f"{float(figure.rate) * 100:.1f}%" if figure.rate is not None else "—"


def _tallies(asked: Asked, shown: dict[str, Figure], mean: statistics.MeanAge) -> list[Tally]:
    found = [_tally(asked, shown[key]) for key in FIRST_SHOWN if key in shown]
    age = f"{float(mean.mean):.1f}" if mean.mean is not None else "—"
    return [
        *found,
        Tally(
            _("平均年龄"),
            age,
            asked.rows_url("number"),
            _("岁"),
            note=_("%(n)d 人没有出生日期") % {"n": mean.unknown} if mean.unknown else "",
        ),
    ]


def _tally(asked: Asked, figure: Figure) -> Tally:
    whole = figure.key == "number"
    return Tally(
        figure.title,
        figure.part or 0,
        asked.rows_url(figure.key),
        _("席") if whole else "",
        note="" if whole else percent(figure),
    )


def overlaps(asked: Asked) -> list[Figure]:
    """Quotas met together, each seat counted once; the commonest first."""
    seats = statistics.seats_of(asked.term, asked.day, asked.kind) if asked.term else Mandate.objects.none()
    names = {key: str(title) for key, title, _words, _where in statistics.QUOTAS}
    counted = sorted(statistics.overlaps(seats).items(), key=lambda pair: -pair[1])
    whole = sum(number for _keys, number in counted)
    found = []
    for met, number in counted:
        keys = [key for key in names if key in met]
        title = " + ".join(names[key] for key in keys) or _("都不符合")
        words = _("只计同时符合所列各项、且不符合其余各项的席位；每席只计一次")
        rows = statistics.meeting(seats, keys)
        found.append(Figure("overlap-" + ("-".join(keys) or "none"), title, words, number, whole, rows))
    return found


def moves(asked: Asked) -> list[tuple[Figure, movements.Movement]]:
    """Seats begun and ended since the term began, by ground."""
    if asked.term is None:
        return []
    bounds = (asked.term, asked.term.began, asked.day, asked.kind)
    began = _("%(term)s开始至 %(day)s 任职开始的席位") % {"term": asked.term, "day": asked.day}
    ended = _("%(term)s开始至 %(day)s 终止的席位") % {"term": asked.term, "day": asked.day}
    found = [(f"came-{m.ground}", began, m) for m in movements.came(*bounds)]
    found += [(f"went-{m.ground}", ended, m) for m in movements.went(*bounds)]
    return [(Figure(key, m.title, words, m.number, None, m.rows), m) for key, words, m in found]


def _some_moves(asked: Asked) -> list[Figure]:
    return [figure for figure, _move in moves(asked)]


def _points(term: Term, day: dt.date) -> list[dt.date]:
    """The first day of the term, the ends of its years, and the day itself; the latest few."""
    ends = [dt.date(year, 12, 31) for year in range(term.began.year, day.year)]
    days = [term.began, *(end for end in ends if end > term.began), day]
    return sorted({one for one in days if one <= day})[-POINTS:]


def _chart(asked: Asked, shown: dict[str, Figure]) -> dict[str, Any] | None:
    term = asked.term
    if term is None or asked.day < term.began:
        return None
    moments = movements.over_time(term, _points(term, asked.day), asked.kind)
    names = [day.isoformat() for day, _figures in moments]
    values = {key: [next(f.part or 0 for f in figures if f.key == key) for _day, figures in moments] for key in CHARTED}
    titles = {key: shown[key].title for key in CHARTED}
    option = {
        "xAxis": {"type": "category", "data": names}, "yAxis": {"type": "value", "minInterval": 1}, "legend": {"type": "scroll"},
        "series": [{"name": titles[key], "type": "line", "data": values[key]} for key in CHARTED],
    }  # fmt: skip
    first, last = values["number"][0], values["number"][-1]
    said = {"term": term, "first": first, "last": last, "women": values["women"][-1]}
    sentence = _("%(term)s开始时在任 %(first)d 席，现在 %(last)d 席，其中女性 %(women)d 席。") % said
    rows = [[name, *(values[key][at] for key in CHARTED)] for at, name in enumerate(names)]
    return {"option": option, "table": Numbers([_("截至"), *titles.values()], rows), "sentence": sentence}


def behind(request: Request, asked: Asked, key: str) -> tuple[Figure, Listing]:
    """A figure with the seats behind it; raises Http404 where there is no such figure."""
    others = {"overlap": overlaps, "came": _some_moves, "went": _some_moves}
    known = others.get(key.partition("-")[0], Asked.figures)
    found = next((one for one in known(asked) if one.key == key), None)
    if found is None or asked.term is None:
        raise Http404
    rows = roll.rows(asked.organ, asked.day).filter(pk__in=found.rows.order_by().values("pk"))
    columns = [column for column in roll.columns(request, asked.day) if column.key != "ended"]
    listing = Listing(
        id="figure", counted="people", caption=f"{asked.term}{found.title}", url=reverse("desk:people_figure", args=[key]), rows=rows, columns=columns,
        empty=Empty(_("没有符合的席位"), found.definition), link=lambda m: reverse("desk:people_seat", args=[m.pk]),
        state=lambda m: roll.state_of(m, asked.day), order="name", dress=lambda some: some.select_related("person"),
    )  # fmt: skip
    return found, listing


@read
@require_GET
def figure(request: Request, key: str) -> HttpResponse:
    """The seats behind one figure."""
    asked = Asked(request)
    found, listing = behind(request, asked, key)
    return listed(request, listing, "desk/people/figure.html", figure=found, asked=asked, share=percent(found))
