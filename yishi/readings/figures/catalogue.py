"""The figures that there are: they follow from the catalogue of activities, from the rooms' measures, from the seats, and
from what offices composed.

| id | figure |
| --- | --- |
| kind/K | happenings of a kind; of a stock, how many there are |
| kind/K/begun | of a stock, how many came into being |
| kind/K/people, kind/K/person_times | who took part, by name once each, or every time with head counts |
| kind/K/people/R, kind/K/person_times/R | the same of one role; people where its names are kept |
| kind/K/days | days that they took |
| kind/K/result/C | those with one result |
| kind/K/O | an output of the kind |
| output/O, output/O/names | an output over all kinds; things named in it, once each |
| output/O/level/V, output/O/above/V | what was taken up at a level; at it or above |
| role/R/people, role/R/person_times | a role over all kinds |
| line/L | all happenings of a line of work |
| seats, seats/... | who sits, by structure |
| received, answered, on_time, ... | the measures of suggestions, by their own ids |
| heard/... | what residents said, and what came of it |
| own/CODE | what an office composed |

Names are the words of Chinese reports in every language, with an English one beside; definitions follow the reader's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.people.models import Organ
from yishi.readings.figures import heard, suggested
from yishi.readings.figures.expression import Count, Expression, read
from yishi.readings.figures.figure import PROFILES, Figure
from yishi.readings.figures.models import SavedFigure
from yishi.readings.figures.seated import seats
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind, Level, Line, Output, Role


def figures(whose: Organ | str) -> Mapping[str, Figure]:
    """Figures by id, in the order of the lines: of an organ, with its own ones, or of a profile alone."""
    if isinstance(whose, str):
        return _built_in(whose, get_language() or "")
    found = dict(_built_in(whose.profile, get_language() or ""))
    found |= {figure.id: figure for figure in suggested.satisfaction(whose)}
    return found | {figure.id: figure for figure in saved(whose)}


def saved(organ: Organ) -> Iterator[Figure]:
    """What the organ's office and those above it composed and still use."""
    above = organ.path.strip("/").split("/")
    rows = SavedFigure.objects.filter(organ__code__in=above, organ__profile=organ.profile, ended_on=None)
    for row in rows.order_by("organ__path", "pk"):
        yield figure_of(row)


def figure_of(row: SavedFigure) -> Figure:
    """A composed figure in the shape of all others."""
    return Figure(
        f"own/{row.code}", row.line, row.name, tuple(row.aliases), row.measure, row.definition, read(row.expression),
        row.additive, saved=True,
    )  # fmt: skip


@cache
def _built_in(profile: str, spoken: str) -> Mapping[str, Figure]:
    catalogue = kinds.load()
    order = {line.code: line.order for line in catalogue.lines}
    made = [*of_catalogue(catalogue, profile), *suggested.figures(profile), *heard.figures(), *seats(profile)]
    made.sort(key=lambda figure: order.get(figure.line, 999))
    found = {figure.id: figure for figure in made}
    if len(found) != len(made):
        raise ValueError("two figures have one id")
    return found


def of_catalogue(catalogue: Catalogue, profile: str) -> Iterator[Figure]:
    """The figures that follow from kinds, outputs, roles and lines."""
    for line in catalogue.lines:
        mine = [kind for kind in catalogue.kinds if kind.line == line.code and profile in kind.profiles]
        for kind in mine:
            yield from of_kind(kind, catalogue, profile)
        if mine:
            name = f"{line.name_in(profile)}条线活动"
            yield _figure(
                f"line/{line.code}", line.code, name, "次", _("“%(line)s”条线全部活动，各按所代表的次数计。") % {"line": _said(line, profile)},
                count("times", line=[line.code]), f"{line.english}: all",
            )  # fmt: skip
    for output in catalogue.outputs:
        yield from _of_output(output, catalogue)
    for role in catalogue.roles:
        yield from _of_role(role)


def _said(row: Line | Kind | Output | Role | Level, profile: str = "") -> str:
    """What it is called within a sentence of the reader's language."""
    return language.either(row.name_in(profile) if isinstance(row, Line | Kind) else row.name, row.english)


def of_kind(kind: Kind, catalogue: Catalogue, profile: str) -> Iterator[Figure]:
    """The figures of one kind."""
    name, called, mine = kind.name_in(profile), _said(kind, profile), {"kind": [kind.code]}
    stock = kind.form == "stock"
    yield _figure(
        f"kind/{kind.code}", kind.line, name, kind.measure, kind.definition, count("stock" if stock else "times", **mine),
        kind.english, kind.aliases, kind.profiles,
    )  # fmt: skip
    if stock:
        said = _("期间新设立、新形成的%(name)s，不论期末是否还在。") % {"name": called}
        yield _figure(
            f"kind/{kind.code}/begun", kind.line, f"新增{name}", kind.measure, said, count("times", **mine), f"{kind.english}: begun",
            tuple(f"新{verb}{name}" for verb in kind.verbs), kind.profiles,
        )  # fmt: skip
    else:
        said = _("%(name)s所用的天数：不满一天和一天的计一天，跨天的按起止日期计。") % {"name": called}
        yield _figure(
            f"kind/{kind.code}/days", kind.line, f"{name}天数", "天", said, count("days", **mine), f"{kind.english}: days",
            (), kind.profiles,
        )  # fmt: skip
    if kind.roles or not stock:
        yield from _who(f"kind/{kind.code}", kind, profile, [catalogue.role_by_code[code] for code in kind.roles])
    known = {row.name_in(profile) for row in catalogue.kinds} | {f"{name}{result}" for _code, result in kind.results}
    for code, result in kind.results:
        said = _("%(name)s中结果为“%(result)s”的。") % {"name": called, "result": result}
        yield _figure(
            f"kind/{kind.code}/result/{code}", kind.line, f"{name}{result}", kind.measure, said,
            count("times", outcome=[code], **mine), f"{kind.english}: {code}", (), kind.profiles,
        )  # fmt: skip
    for code in kind.outputs:
        output = catalogue.output_by_code[code]
        said = _("%(kind)s中形成的%(output)s。%(definition)s") % {
            "kind": called, "output": _said(output), "definition": output.definition,
        }  # fmt: skip
        yield _figure(
            f"kind/{kind.code}/{code}", kind.line, f"{name}的{output.name}" if f"{name}{output.name}" in known else f"{name}{output.name}",
            output.measure, said,
            count("sum", kind=[code], source=[kind.code]), f"{kind.english}: {output.english}",
            tuple(f"{name}{alias}" for alias in output.aliases), kind.profiles,
        )  # fmt: skip


def _who(id: str, kind: Kind, profile: str, roles: Iterable[Role]) -> Iterator[Figure]:
    name = kind.name_in(profile)
    for role in (None, *roles):
        who, place = (role.name, f"/{role.code}") if role else ("", "")
        facets = {"kind": [kind.code]} | ({"role": [role.code]} if role else {})
        english = f"{kind.english}: {role.english if role else 'people'}"
        said = {"name": _said(kind, profile), "who": _said(role) if role else _("人员")}
        if role is None or role.named:
            yield _figure(
                f"{id}/people{place}", kind.line, f"{who}参加{name}人数", "人",
                _("参加%(name)s的不同%(who)s，同一人几次参加计一人；只计记有姓名的，只记人数的不计。") % said,
                count("people", **facets), english, (), kind.profiles, additive=False,
            )  # fmt: skip
        yield _figure(
            f"{id}/person_times{place}", kind.line, f"{who}参加{name}人次", "人次",
            _("参加%(name)s的%(who)s，每参加一次计一人次；记有姓名的和只记人数的都计。") % said,
            count("person_times", **facets), f"{english}, each time", (), kind.profiles,
        )  # fmt: skip


def _of_output(output: Output, catalogue: Catalogue) -> Iterator[Figure]:
    yield _figure(
        f"output/{output.code}", "", output.name, output.measure, output.definition, count("sum", kind=[output.code]),
        output.english, output.aliases,
    )  # fmt: skip
    if output.of == "bodies":
        said = _("各项活动中记有名称的%(name)s，同名的计一个。") % {"name": _said(output)}
        yield _figure(
            f"output/{output.code}/names", "", f"不同{output.name}", output.measure, said, count("names", kind=[output.code]),
            f"{output.english}: by name", additive=False,
        )  # fmt: skip

    for level in catalogue.levels if output.levels else ():
        for way, word, codes in (("level", "", (level.code,)), ("above", "以上", catalogue.above(level.code))):
            said = _("在%(level)s得到采用、发表、表彰的%(name)s。") % {
                "level": _("%s以上") % _said(level) if word else _said(level),
                "name": _said(output),
            }
            yield _figure(
                f"output/{output.code}/{way}/{level.code}", "", f"{level.name}{word}{output.name}", output.measure, said,
                count("sum", kind=[output.code], outcome=codes), f"{output.english}: {level.english}{' and above' if word else ''}",
            )  # fmt: skip


def _of_role(role: Role) -> Iterator[Figure]:
    facets = {"role": [role.code]}
    if role.named:
        yield from _people_of(role, facets)
    yield _figure(
        f"role/{role.code}/person_times", "", f"{role.name}参加活动人次", "人次",
        _("期间%(who)s参加各项活动的人次；记有姓名的和只记人数的都计。") % {"who": _said(role)},
        count("person_times", **facets), f"{role.english}: each time",
    )  # fmt: skip


def _people_of(role: Role, facets: Mapping[str, Iterable[str]]) -> Iterator[Figure]:
    yield _figure(
        f"role/{role.code}/people", "", f"{role.name}参加活动人数", "人",
        _("期间参加过活动的不同%(who)s；只计记有姓名的。") % {"who": _said(role)},
        count("people", **facets), f"{role.english}: people", additive=False,
    )  # fmt: skip


def _figure(
    id: str, line: str, name: str, measure: str, definition: str, expression: Expression, english: str,
    aliases: tuple[str, ...] = (), profiles: tuple[str, ...] = PROFILES, *, additive: bool = True,
) -> Figure:  # fmt: skip
    return Figure(id, line, name, aliases, measure, definition, expression, additive, profiles, english)


def count(what: str, **facets: Iterable[str]) -> Count:
    """A count by facets whose names are words; `read` takes those with dots."""
    of: dict[str, Any] = {name: tuple(values) for name, values in facets.items()}
    return Count(what, tuple(sorted(of.items())))
