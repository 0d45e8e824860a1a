"""The clauses by which the report tells figures, each with its field in it.

    sayer.clause(figures["kind/law_inspection"], live)               开展执法检查[[…]]
    sayer.clause(figures["kind/law_inspection/opinion"], live)       执法检查中收集意见建议[[…]]
    sayer.further(figures["kind/law_inspection/opinion"], live)      收集意见建议[[…]], in a list behind another of its kind

Words come from `express.say`, so that whoever checks the report's text reads them back as the same figures; what that does
not say is told by its name (按期答复率[[…]]).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from yishi.readings.figures.figure import Figure
from yishi.readings.report.express.say import say
from yishi.readings.report.fields import Live
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Catalogue

SCALES = {"万": "wan", "亿": "yi"}


class Sayer:
    """Says the figures of one profile."""

    def __init__(self, profile: str) -> None:
        self.profile = profile

    @cached_property
    def catalogue(self) -> Catalogue:
        """Whose words are used."""
        return kinds.load()

    def clause(self, figure: Figure, live: Live) -> str:
        """A clause that can stand alone."""
        said = say(figure.expression, self.profile, self.catalogue)
        if said is None:
            return f"{figure.name}{live}"
        if said.unit not in ("%", figure.measure):
            live = _in_unit(live, said.unit, figure.measure)
        return f"{said.before}{live}{said.after.removeprefix(said.unit)}"

    def further(self, figure: Figure, live: Live) -> str:
        """What else came of the kind of which the clause before told."""
        output = self.catalogue.output_by_code[figure.id.rpartition("/")[2]]
        if not output.verbs or output.name.startswith(tuple(output.verbs)):
            return f"{output.name}{live}"
        return f"{output.verbs[0]}{output.name}{live}"


def _in_unit(live: Live, unit: str, measure: str) -> Live:
    """The field with another counting word; one that is ten thousand of its measure (万元) changes how the number is written."""
    scale = SCALES.get(unit[:1]) if unit[1:] == measure else None
    return replace(live, scale=scale) if scale else replace(live, measure=unit)
