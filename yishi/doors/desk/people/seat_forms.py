"""Forms about persons and the seats they hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.doors.desk.people.fields import DayField, choose, flag, line, lines, pick, picks
from yishi.foundation import clock, language
from yishi.foundation.people import grounds
from yishi.foundation.people.mandates import term_on
from yishi.foundation.people.models import Grouping, Mandate, Organ, Person, Term

MARKS = ("re_elected", "grass_roots", "non_party")
PERSON = ("name", "sex", "born", "degree", "title", "work", "phone")


def persons_of(organ: Organ) -> QuerySet[Person]:
    """Everybody whom this organ's registers know."""
    return Person.objects.filter(Q(mandates__organ=organ) | Q(posts__organ=organ)).distinct()


class OnePerson(forms.Form):
    """What a roll shows of a person and the statistics need; nothing asks for belief or ethnicity."""

    name = line(gettext_lazy("姓名"), 40)
    sex = choose(gettext_lazy("性别"), Person.Sex.choices, blank="—", required=False)
    born = DayField(
        label=gettext_lazy("出生日期"),
        required=False,
        future=False,
        help_text=gettext_lazy("只用于算年龄和区分同名的人"),
    )
    degree = choose(gettext_lazy("学历"), Person.Degree.choices, blank="—", required=False)
    title = line(gettext_lazy("职称"), 40, required=False)
    work = line(gettext_lazy("单位及职务"), 120, required=False)
    phone = line(gettext_lazy("联系电话"), 40, required=False)


class SomePerson(OnePerson):
    """Someone the registers know, or someone new."""

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organ = organ
        known = pick(
            _("已登记的人"),
            persons_of(organ),
            required=False,
            help_text=_("曾任或现任其他职务的人从这里选；新人不选，填下面各项"),
        )
        known.label_from_instance = lambda p: language.aside(p.name, p.work)  # type: ignore[method-assign, assignment]
        self.fields = {"known": known, **self.fields}
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        """Either one who is known or a new name, not both and not neither."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("known") and not data.get("name") and "known" not in self.errors:
            self.add_error("name", _("请选择已登记的人，或填写新人的姓名。"))
        if data.get("known") and data.get("name") and data["name"] != data["known"].name:
            self.add_error("name", _("已选了%(name)s，又填了另一个姓名，请只留一个。") % {"name": data["known"].name})
        if not data.get("known") and data.get("name"):
            self._not_known_already(data)
        return data

    def _not_known_already(self, data: dict[str, Any]) -> None:
        alike = persons_of(self.organ).filter(name=data["name"])
        born = data.get("born")
        if any(person.born == born or None in (person.born, born) for person in alike):
            self.add_error(
                "name", _("名册中已有%(name)s。是同一人请在上面选择；是另一人请填写出生日期。") % {"name": data["name"]}
            )

    def person(self) -> Person:
        """The one meant: known, known to another organ by name and birth, or saved anew."""
        data = self.cleaned_data
        if data.get("known"):
            found: Person = data["known"]
            return found
        born = data.get("born")
        elsewhere = list(Person.objects.filter(name=data["name"], born=born)[:2]) if born else []
        if len(elsewhere) == 1:
            return elsewhere[0]
        return Person.objects.create(**{name: data.get(name) for name in PERSON if data.get(name)})


class Marked(forms.Form):
    """What quotas count."""

    re_elected = flag(gettext_lazy("连任"))
    grass_roots = flag(gettext_lazy("基层一线"))
    non_party = flag(gettext_lazy("非中共"), help_text=gettext_lazy("只为名额结构统计"))

    def marks(self) -> dict[str, bool]:
        """Those set."""
        return {name: bool(self.cleaned_data.get(name)) for name in MARKS}


class Begin(Marked, SomePerson):
    """A seat taken."""

    field_order = ("known", *PERSON, "kind", "term", "began", "begun_by", "number", "office", "groupings", *MARKS)

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, organ=organ, **kwargs)
        kinds, today = grounds.kinds(organ), clock.today()
        ways = {way for kind in kinds for way in grounds.begins(organ, kind)}
        current = term_on(organ, today)
        self.fields |= {
            "kind": choose(_("身份"), [(kind, Mandate.Kind(kind).label) for kind in kinds]),
            "term": forms.ModelChoiceField(
                Term.objects.filter(organ=organ),
                label=_("届次"),
                required=False,
                initial=current,
                help_text=_("任命人员可以不选"),
            ),
            "began": DayField(label=_("任职开始"), initial=today),
            "begun_by": choose(_("产生方式"), [(way, label) for way, label in Mandate.Begun.choices if way in ways]),
            "number": line(_("证号"), 24, required=False),
            "office": line(_("职务"), 80, required=False, help_text=_("如主任、副主任、委员")),
            "groupings": picks(
                _("编入"), Grouping.objects.filter(Q(term=current) | Q(term=None), organ=organ), required=False
            ),
        }
        self.order_fields(self.field_order)


class Replace(Marked, SomePerson):
    """A vacancy filled."""

    field_order = ("known", *PERSON, "began", "number", *MARKS)

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, organ=organ, **kwargs)
        self.fields |= {
            "began": DayField(label=_("任职开始"), initial=clock.today()),
            "number": line(_("证号"), 24, required=False),
        }
        self.order_fields(self.field_order)


class Correct(Marked, OnePerson):
    """What stands on the roll put right; days and grounds of a seat are not corrected but ended and begun."""

    number = line(gettext_lazy("证号"), 24, required=False)
    office = line(gettext_lazy("职务"), 80, required=False)


class End(forms.Form):
    """A seat that ends."""

    def __init__(self, *args: Any, seat: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = grounds.ends(seat.organ, seat.kind)
        words = [(ground, language.aside(Mandate.Over(ground).label, law)) for ground, law in allowed.items()]
        self.fields["day"] = DayField(
            label=_("最后一天"),
            initial=clock.today(),
            help_text=_("名册计到这一天。任期届满的当天仍可履职，其他情形当天起停止"),
        )
        self.fields["ground"] = choose(_("终止的情形"), words, widget=forms.RadioSelect)


class Suspend(forms.Form):
    """A pause in a deputy's duties."""

    def __init__(self, *args: Any, seat: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = DayField(label=_("自哪天起"), initial=clock.today())
        if seat.organ.profile == Organ.Profile.NPC:
            cases = [(case, case) for case in grounds.SUSPENSIONS]
            self.fields["ground"] = choose(_("情形（代表法 61）"), cases, widget=forms.RadioSelect)
        else:
            self.fields["ground"] = lines(_("情形"), 200, 3, help_text=_("按本会规定写明"))


class Erase(forms.Form):
    """What is deleted beside the telephone number."""

    born = flag(gettext_lazy("连同出生日期"), help_text=gettext_lazy("删除后不再计入平均年龄，也不能以它区分同名的人"))
    sure = forms.BooleanField(label=gettext_lazy("确认删除，不能恢复"))


class OnDay(forms.Form):
    """A day alone."""

    def __init__(self, *args: Any, label: str, initial_day: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = DayField(label=label, initial=initial_day or clock.today())


class Join(forms.Form):
    """A place in a delegation, sector or group."""

    def __init__(self, *args: Any, seat: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit = Grouping.objects.filter(organ=seat.organ)
        fit = fit.filter(Q(term=seat.term) | Q(term=None)) if seat.term_id else fit
        field = pick(_("编入"), fit.order_by("kind", "name"))
        field.label_from_instance = lambda g: f"{g.get_kind_display()} {g.name}"  # type: ignore[method-assign, assignment]
        self.fields["grouping"] = field
        self.fields["day"] = DayField(label=_("自哪天起"), initial=clock.today())
        self.fields["heads"] = flag(_("任团长、组长、召集人"))
        self.fields["second"] = flag(_("作为第二界别"))
