"""Actions of the year's set ticked off (6+1), and stars: suggested by the published rule, decided by the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Many, Number, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.rooms.stations import roles, stars
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.loop.station import S, station
from yishi.rooms.stations.models import Stars, Station, Ticked
from yishi.rooms.stations.words import OWN_RULES

AgainstRule = Annotated[
    str, Text(lazy("与规则算得的不同的理由"), lazy("与规则算得的星级不同时填写"), required=False, longest=200, rows=2)
]


@station.step(S.OPEN, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记完成动作"))
def tick(
    s: Station, act: Act, *, action: Annotated[str, Pick(lazy("动作"), choices=given.actions)], day: given.PastDay = None,
    note: given.Note = "",
) -> None:  # fmt: skip
    """One of the year's actions was done once more."""
    act.add(Ticked(station=s, action=action, day=day or act.day, note=note))


def _ticked(scope: Scope) -> Any:
    return Ticked.objects.filter(station=scope.record.pk)


@station.step(S.OPEN, by=roles.KEEPERS, law=OWN_RULES, title=lazy("去掉记错的动作"))
def untick(s: Station, act: Act, *, rows: Annotated[Sequence[Ticked], Many(lazy("哪些"), rows=_ticked)]) -> None:
    """They were noted in error; what they were stays in the journal."""
    for row in rows:
        row.delete()


@station.step(S.OPEN, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("评定星级"), batch=True)
def rate_stars(
    s: Station, act: Act, *, year: Annotated[int, Number(lazy("年度"), least=2000, most=2100)],
    number: Annotated[
        int | None, Number(lazy("星级"), lazy("不填则照规则算得的；0 为不评星"), required=False, least=0, most=5)
    ] = None, why: AgainstRule = "",
) -> None:  # fmt: skip
    """Give the stars of a year: those that the rule suggests, or others with the reason. How the points came about is kept."""
    if year > act.day.year:
        raise Invalid({"year": [_("这一年还没有到，不能评定。")]})
    found = act.scope().once(f"rules of {year}", lambda: stars.Rating.of(act.organ, year))
    suggested = found.of_station(s.pk)
    given_stars = suggested.stars if number is None else number
    if given_stars != suggested.stars and not why:
        raise Invalid({"why": [_("按规则算得 %d 星，评定不同的星级请写明理由。") % suggested.stars]})
    row = Stars.objects.filter(station=s, year=year).first() or Stars(station=s, year=year)
    row.stars, row.suggested, row.points = given_stars, suggested.stars, suggested.points
    row.counted, row.why, row.day = suggested.as_kept(), why if given_stars != suggested.stars else "", act.day
    act.note(**{_("按规则"): suggested.stars, _("得分"): suggested.points})
    (act.change if row.pk else act.add)(row)
