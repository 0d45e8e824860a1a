"""What is done with contact chains: links begun and ended, visits and talks logged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.doors.desk.people.access import write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.fields import DayField, choose, line, lines, pick, picks
from yishi.doors.desk.people.recording import Note
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people import contacts
from yishi.foundation.people.models import Contact, Grouping, Mandate, Organ, in_force

MOST_MET = 9999


class Link(forms.Form):
    """Someone, and those he is to keep in touch with."""

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = contacts.RULES[organ.profile]
        seats = Mandate.objects.filter(in_force(clock.today()), organ=organ).exclude(kind=Mandate.Kind.OFFICIAL)
        seats = seats.select_related("person").order_by("person__name", "kind")
        places = Grouping.objects.filter(
            organ=organ, kind__in=[kind for rule in rules.values() for kind in rule.people_of]
        )
        self.fields["chain"] = choose(_("联系关系"), [(chain, rule.title) for chain, rule in rules.items()])
        self.fields["keeper"] = _named(pick(_("联系人"), seats))
        self.fields["kept"] = _named(picks(_("联系谁"), seats, required=False, help_text=_("可以选多位")))
        self.fields["people_of"] = picks(
            _("联系哪里的群众"), places.order_by("kind", "name"), required=False,
            help_text=_("联系选民、界别群众的选这里，不登记群众姓名"),
        )  # fmt: skip
        self.fields["day"] = DayField(label=_("自哪天起"), initial=clock.today())

    def clean(self) -> dict[str, Any]:
        """Seats for every chain but the last, whose people are named by where they are."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        public = data.get("chain") == Contact.Chain.PUBLIC
        wanted, other = ("people_of", "kept") if public else ("kept", "people_of")
        if data.get("chain") and wanted not in self.errors and not data.get(wanted):
            self.add_error(wanted, _("请选择联系对象。"))
        if data.get(other):
            self.add_error(other, _("这种联系关系不选“%(label)s”，请清空。") % {"label": self.fields[other].label})
        return data


def _named(field: Any) -> Any:
    field.label_from_instance = lambda m: language.aside(m.person.name, m.office or m.get_kind_display())
    return field


class Logged(forms.Form):
    """A visit or talk."""

    day = DayField(label=gettext_lazy("日期"), future=False)
    how = line(gettext_lazy("方式"), 40, help_text=gettext_lazy("如走访、座谈、电话"))
    met = forms.IntegerField(
        label=gettext_lazy("见到几人"), min_value=1, max_value=MOST_MET, required=False,
        help_text=gettext_lazy("只记人数，不记群众姓名"),
    )  # fmt: skip
    note = lines(gettext_lazy("情况"), 4000, 4, required=False)


class Until(forms.Form):
    """The last day of something."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = DayField(label=_("最后一天"), initial=clock.today())


@acts(write)
def begin(request: Request) -> Act:
    """New links from one keeper to several."""
    organ = request.actor.organ
    asked = request.GET.get("keeper", "")
    form = Link(sent(request), organ=organ, initial={"keeper": asked} if asked.isdecimal() and len(asked) < 19 else {})

    def do(data: dict[str, Any]) -> Note:
        someone, day, others = data["keeper"], data["day"], [*data["kept"], *data["people_of"]]
        contacts.link(data["chain"], someone, others, day)
        said = {
            "联系关系": contacts.words(organ, data["chain"]),
            "联系人": someone,
            "联系": others,
        }
        told = _("已为%(name)s建立 %(n)d 条联系。") % {"name": someone, "n": len(others)}
        return Note(step="contact.begin", told=told, said=said, day=day)

    return Act(form, do, title=_("建立联系"), back=reverse("desk:people_contacts"), submit=_("建立"))


def _link(request: Request, pk: int) -> Contact:
    rows = Contact.objects.filter(keeper__organ=request.actor.organ)
    found: Contact = own(rows.select_related("keeper__person", "kept__person", "people_of"), pk)
    return found


def _back(link: Contact) -> str:
    return reverse("desk:people_keeper", args=[link.keeper_id])


def _lead(link: Contact) -> str:
    return _("%(keeper)s 联系 %(kept)s") % {"keeper": link.keeper, "kept": link.whom}


@acts(write)
def visit(request: Request, pk: int) -> Act:
    """A visit or talk on a link is logged."""
    link = _link(request, pk)
    form = Logged(sent(request), initial={"day": clock.today(), "how": _("走访")})

    def do(data: dict[str, Any]) -> Note:
        return logged(link, data)

    return Act(form, do, title=_("记录走访、谈话"), lead=_lead(link), back=_back(link), submit=_("记录"))


def logged(link: Contact, data: dict[str, Any]) -> Note:
    """Log a visit, and say so, whoever does it."""
    contacts.log(link, **data)
    said = {
        "联系人": link.keeper,
        "对象": link.kept or link.people_of,
        "方式": data["how"],
        "人数": data["met"],
        "情况": data["note"],
    }
    return Note(step="contact.visit", told=_("已记录。"), said=said, day=data["day"])


@acts(write)
def end(request: Request, pk: int) -> Act:
    """A link ends."""
    link = _link(request, pk)
    form = Until(sent(request))

    def do(data: dict[str, Any]) -> Note:
        contacts.unlink(link, data["day"])
        said = {"联系人": link.keeper, "对象": link.kept or link.people_of}
        return Note(step="contact.end", told=_("联系已结束。"), said=said, day=data["day"])

    return Act(form, do, title=_("结束联系"), lead=_lead(link), back=_back(link))
