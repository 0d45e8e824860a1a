"""The form by which a figure is composed: what is counted, of which kinds, with which conditions, over which days.

Form -> expression      expression_of(cleaned)
expression -> Form      initial_of(expression), or None where the form has no fields for it: then it is written as JSON
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.people.fields import DayField
from yishi.doors.desk.people.fields import line as text_line
from yishi.doors.desk.people.fields import lines as text_lines
from yishi.foundation.people.models import Grouping, Mandate, Organ, Person, Unit
from yishi.readings.figures import suggested as measures
from yishi.readings.figures.engine.filters import NO, YES
from yishi.readings.figures.expression import Compound, Count, Expression, Unreadable
from yishi.readings.figures.saving import read
from yishi.readings.figures.wording import SAID
from yishi.rooms.activities import own
from yishi.rooms.activities.catalogue.kinds import Catalogue
from yishi.rooms.suggestions import counted as suggested
from yishi.rooms.suggestions.models import Topic

HOWS = (
    ("one", lazy("数一样东西")), ("rate", lazy("比率：甲占乙的百分比")), ("plus", lazy("相加：甲加乙")),
    ("minus", lazy("相减：甲减乙")), ("mean", lazy("平均：甲除以乙")), ("coverage", lazy("覆盖面：甲占乙的百分比")),
    ("change", lazy("比上年同期的增减")), ("growth", lazy("比上年同期增长的百分比")),
)  # fmt: skip
TWO = ("rate", "plus", "minus", "mean", "coverage")
WINDOWS = (
    ("asked", lazy("看的人选的期间")), ("year", lazy("全年")), ("last_year", lazy("上年全年")), ("term", lazy("本届以来")),
    ("since_change_of_term", lazy("换届以来")), ("asof", lazy("到期末为止的全部")), ("plan", lazy("年度计划数")),
    ("between", lazy("固定的两天之间")),
)  # fmt: skip
MARK = "、"
A, B = "a", "b"
OUTPUTS = ("sum", "median", "names")
"""What is counted of outputs: the output stands as the kind of the fact, the happening as its source."""
LISTED = ("kind", "output", "role", "outcome", "topic", "unit", "group", "sector", "line")
FLAGS = ("grass_roots", "non_party", "re_elected")
PERSON = {"kind": "person_kind", "sex": "sex", "sector": "sector", "degree": "degree", **{flag: flag for flag in FLAGS}}
"""Attribute of persons -> field."""


class ExpressionForm(forms.Form):
    """How a number is come by. `a_…` are the fields of the first count, `b_…` of the second where there are two."""

    NAMED: tuple[str, ...] = ()
    """Fields beside the expression: what is wrong with them does not keep it from being counted."""
    how = forms.ChoiceField(label=lazy("算法"), choices=HOWS, required=False)

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = choices_of(organ)
        for side in (A, B):
            for name, made in fields_of(choices).items():
                self.fields[f"{side}_{name}"] = made
        self.fields["json"] = text_lines(_("算法原文（JSON）"), 20_000, 6, required=False)
        self.fields["as_json"] = forms.BooleanField(
            label=_("按下面的算法原文计算"), required=False, help_text=_("表单里写不下的算法，可以直接改原文")
        )

    def side(self, name: str) -> list[forms.BoundField]:
        """The fields of one count."""
        return [self[field] for field in self.fields if field.startswith(f"{name}_")]

    @property
    def first(self) -> list[forms.BoundField]:
        """Of the first."""
        return self.side(A)

    @property
    def second(self) -> list[forms.BoundField]:
        """Of the second."""
        return self.side(B)

    @property
    def two(self) -> bool:
        """Whether the second is asked for."""
        return self["how"].value() in TWO

    def clean(self) -> dict[str, Any]:
        """The expression that it says, in `expression`."""
        data: dict[str, Any] = super().clean() or {}
        if not set(self.errors) - set(self.NAMED):
            try:
                data["expression"] = read(data["json"]) if data.get("as_json") else expression_of(data)
            except Unreadable as wrong:
                raise ValidationError(str(wrong)) from None
        return data


class SaveForm(ExpressionForm):
    """The same with what a figure is called, to be kept."""

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, organ=organ, **kwargs)
        lines = own.catalogue(organ).lines
        self.fields["name"] = text_line(_("名称"), 60)
        self.fields["measure"] = text_line(_("量词"), 8, help_text=_("如 次、人、件、%"))
        self.fields["definition"] = text_lines(_("口径"), 600, 3, help_text=_("什么算一个，从何时算起，哪些不算"))
        self.fields["aliases"] = text_line(
            _("别称"), 400, required=False, help_text=_("报告里的其他说法，多个用顿号分开，核对报告时也认")
        )
        self.fields["line"] = forms.ChoiceField(
            label=_("工作条线"), required=False,
            choices=[("", _("综合")), *((line.code, line.called(organ.profile)) for line in lines)],
        )  # fmt: skip
        self.fields["additive"] = forms.BooleanField(
            label=_("各部分可以相加"), required=False, initial=True, help_text=_("同一件事会计入几个部分的，不勾")
        )

    NAMED = ("name", "measure", "definition", "aliases", "line", "additive")

    @property
    def named(self) -> list[forms.BoundField]:
        """The fields of its name and meaning."""
        return [self[name] for name in self.NAMED]

    def given(self) -> dict[str, Any]:
        """What `saving` takes."""
        data = self.cleaned_data
        aliases = [each.strip() for each in data["aliases"].replace(",", MARK).replace("，", MARK).split(MARK)]
        return {name: data[name] for name in self.NAMED if name != "aliases"} | {
            "aliases": [each for each in aliases if each], "expression": data["expression"].data(),
        }  # fmt: skip


def choices_of(organ: Organ) -> Mapping[str, list[tuple[str, Any]]]:
    """What may be chosen: from the catalogue, and the organ's own classes, units and groups."""
    catalogue = own.catalogue(organ)
    units = Unit.objects.filter(organ=organ).order_by("name").values_list("pk", "name")
    groups = Grouping.objects.filter(organ=organ).order_by("kind", "name").values_list("pk", "name", "kind")
    found = list(groups)
    return {
        "kind": [
            *((kind.code, kind.called(organ.profile)) for kind in catalogue.kinds),
            *names_of_happenings(organ.profile).items(),
        ],
        "output": [(output.code, output.called) for output in catalogue.outputs],
        "role": [(role.code, role.called) for role in catalogue.roles],
        "outcome": list(_outcomes(catalogue)),
        "line": [(line.code, line.called(organ.profile)) for line in catalogue.lines],
        "topic": list(Topic.objects.filter(organ=organ).values_list("code", "name")),
        "unit": [(f"#{pk}", name) for pk, name in units],
        "group": [(f"#{pk}", name) for pk, name, _kind in found],
        "sector": [(name, name) for _pk, name, kind in found if kind == Grouping.Kind.SECTOR],
    }


def names_of_happenings(profile: str) -> Mapping[str, str]:
    """What happens to suggestions by the names of its figures, in their order."""
    named: dict[str, str] = {}
    for figure in measures.figures(profile):
        expression = figure.expression
        if isinstance(expression, Count) and set(expression.facets) <= {"kind", "line"}:
            for code in expression.facets.get("kind", ()):
                named.setdefault(code, figure.called)
    return {code: name for code, name in named.items() if code in suggested.ALL}


def _outcomes(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    levels = ((level.code, level.called) for level in catalogue.levels)
    for code, name in (*(pair for kind in catalogue.kinds for pair in kind.results), *levels):
        if code not in seen:
            seen.add(code)
            yield code, name


def fields_of(choices: Mapping[str, list[tuple[str, Any]]]) -> dict[str, forms.Field]:
    """The fields of one count."""

    def several(name: str, label: Any, help: Any = "") -> forms.Field:
        return forms.MultipleChoiceField(
            label=label, required=False, choices=choices[name], help_text=help,
            widget=forms.SelectMultiple(attrs={"data-search": "1"}),
        )  # fmt: skip

    def one(label: Any, some: Any) -> forms.Field:
        return forms.ChoiceField(label=label, required=False, choices=[("", _("不限")), *some])

    def flag(label: Any) -> forms.Field:
        return one(label, [(YES, _("是")), (NO, _("不是"))])

    return {
        "what": forms.ChoiceField(label=_("数什么"), required=False, choices=list(SAID.items()), initial="times"),
        "kind": several("kind", _("种类"), _("不选为全部种类；选了上位的种类，下位的一并计入")),
        "output": several("output", _("成果"), _("数“数量合计”“名称”时选")),
        "line": several("line", _("工作条线")),
        "role": several("role", _("参加者身份")),
        "outcome": several("outcome", _("结果（层级）")),
        "topic": several("topic", _("类别")),
        "topics": text_line(_("主题"), 200, required=False, help_text=_("活动登记时写的主题，多个用顿号分开")),
        "place": text_line(_("镇街（片区）"), 200, required=False, help_text=_("多个用顿号分开")),
        "unit": several("unit", _("单位")),
        "group": several("group", _("代表团、界别、小组")),
        "measure": text_line(_("量词"), 40, required=False, help_text=_("只计按这个量词登记的")),
        "tag": text_line(_("标记"), 400, required=False, help_text=_("如 law:法规名称，多个用顿号分开")),
        "source": text_line(_("来源代码"), 200, required=False),
        "person_kind": one(_("席位种类"), Mandate.Kind.choices),
        "sex": one(_("性别"), Person.Sex.choices), "degree": one(_("学历"), Person.Degree.choices),
        "sector": several("sector", _("界别（人）")),
        "grass_roots": flag(_("基层一线")), "non_party": flag(_("非中共")), "re_elected": flag(_("连任")),
        "window": forms.ChoiceField(label=_("期间"), required=False, choices=WINDOWS, initial="asked"),
        "since": DayField(label=_("从"), required=False), "until": DayField(label=_("到"), required=False),
        "session": forms.IntegerField(
            label=_("只计第几次会议提出的"), required=False, min_value=1, max_value=99, help_text=_("看这批件今天的情况")
        ),
        "onwards": forms.BooleanField(
            label=_("连同这次会议之后提出的"), required=False, help_text=_("从会议开幕算起，闭会期间提出的也计入")
        ),
        "tree": forms.BooleanField(label=_("含所属各级机关"), required=False),
        "outside": forms.BooleanField(label=_("改为统计系统外机关报送的总数"), required=False),
    }  # fmt: skip


def expression_of(data: Mapping[str, Any]) -> Expression:
    """What the form says. Raises `Unreadable`."""
    how, first = data.get("how") or "one", count_of(data, A)
    if how == "one":
        return read(first)
    return read({how: [first, count_of(data, B)] if how in TWO else first})


def count_of(data: Mapping[str, Any], side: str) -> dict[str, Any]:
    """One count as JSON."""
    of = {name.removeprefix(f"{side}_"): value for name, value in data.items() if name.startswith(f"{side}_")}
    what = of.get("what") or "times"
    made: dict[str, Any] = {"count": what, "of": {name: values for name, values in _facets(of, what) if values}}
    window = of.get("window") or "asked"
    if window == "between":
        if not (of.get("since") and of.get("until")):
            raise Unreadable(_("固定的期间要填写起止两个日期。"))
        made["window"] = {"from": str(of["since"]), "to": str(of["until"])}
    elif window != "asked":
        made["window"] = window
    if of.get("tree"):
        made["organs"] = "tree"
    if of.get("session"):
        made["cohort"] = {"since_session" if of.get("onwards") else "session": of["session"]}
    elif of.get("onwards"):
        raise Unreadable(_("连同会议之后提出的一起计，要填写是第几次会议。"))
    if of.get("outside"):
        made["outside"] = True
    return made


def _facets(of: Mapping[str, Any], what: str) -> Iterator[tuple[str, list[str]]]:
    kinds, outputs = list(of.get("kind") or ()), list(of.get("output") or ())
    of_outputs = bool(outputs) and what in OUTPUTS
    yield "kind", outputs if of_outputs else kinds
    yield "source", kinds if of_outputs else split(of.get("source"))
    for name in ("line", "role", "outcome", "unit", "group"):
        yield name, list(of.get(name) or ())
    yield "topic", [*(of.get("topic") or ()), *split(of.get("topics"))]
    for name in ("place", "measure", "tag"):
        yield name, split(of.get(name))
    yield from _of_persons(of)


def _of_persons(of: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for attribute, name in PERSON.items():
        value = of.get(name)
        if value:
            yield f"person.{attribute}", list(value) if isinstance(value, list) else [value]


def split(text: str | None) -> list[str]:
    """Several in one line."""
    return [each.strip() for each in (text or "").replace("，", MARK).split(MARK) if each.strip()]


def initial_of(found: Expression, topics: frozenset[str]) -> dict[str, Any]:
    """The form filled in with an expression; as JSON where it has no fields for it. `topics` are the organ's classes."""
    text = json.dumps(found.data(), ensure_ascii=False, indent=2)
    filled: dict[str, Any] = {"json": text}
    how, parts = (found.how, found.parts) if isinstance(found, Compound) else ("one", (found,))
    simple = [part for part in parts if isinstance(part, Count)]
    if len(simple) < len(parts) or len(parts) > len((A, B)):
        return filled | {"as_json": True}
    filled["how"] = how
    for side, part in zip((A, B), simple, strict=False):
        filled |= {f"{side}_{name}": value for name, value in _filled(part, topics).items()}
    return filled if _says(filled, found) else filled | {"as_json": True}


def _says(filled: Mapping[str, Any], found: Expression) -> bool:
    """Whether the fields say all of it."""
    try:
        return expression_of(filled) == found
    except Unreadable:
        return False


def _filled(count: Count, topics: frozenset[str]) -> dict[str, Any]:
    facets = dict(count.facets)
    made: dict[str, Any] = {
        "what": count.what, "tree": count.tree, "outside": count.outside, "window": count.window.name or "between",
        "since": count.window.since, "until": count.window.until,
    }  # fmt: skip
    if count.cohort and count.cohort[0] in ("session", "since_session"):
        made |= {"session": count.cohort[1], "onwards": count.cohort[0] == "since_session"}
    if count.what in OUTPUTS:
        made |= {"output": list(facets.pop("kind", ())), "kind": list(facets.pop("source", ()))}
    told = facets.pop("topic", ())
    made |= {
        "topic": [one for one in told if one in topics],
        "topics": MARK.join(one for one in told if one not in topics),
    }
    for name, values in facets.items():
        field = PERSON.get(name.removeprefix("person."), name) if name.startswith("person.") else name
        made[field] = list(values) if field in LISTED else MARK.join(values)
    return made
