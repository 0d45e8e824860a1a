"""Who serves in a unit: liaison officers (联络员) and heads (负责人), appointed and dismissed from day to day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.doors.desk.people.access import write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.contact_acts import Until
from yishi.doors.desk.people.fields import DayField, choose, flag, line, pick
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.people.units import unit_of
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people import accounts, appointments
from yishi.foundation.people.groupings import DAY
from yishi.foundation.people.models import Account, Organ, Role, RoleCode, Unit, in_force
from yishi.foundation.people.refusals import Refused

CODES = (RoleCode.LIAISON, RoleCode.HEAD)


def of_units(organ: Organ) -> QuerySet[Account]:
    """Accounts that serve in units or hold no role at all: the organ's own staff are no candidates."""
    others = Role.objects.filter(in_force(clock.today()), organ=organ).exclude(code__in=CODES)
    return (
        Account.objects.filter(home=organ, is_active=True, person=None)
        .exclude(pk__in=others.values("account"))
        .order_by("name")
    )


class Appoint(forms.Form):
    """Someone with an account, or someone new who gets one."""

    code = choose(gettext_lazy("任什么"), [(code, code.label) for code in CODES])
    name = line(gettext_lazy("新人的姓名"), 40, required=False)
    username = line(
        gettext_lazy("新账号的用户名"),
        150,
        required=False,
        help_text=gettext_lazy("新人必填，文字、字母、数字和 @ . + - _"),
    )
    phone = line(gettext_lazy("电话"), 40, required=False)
    instead = flag(gettext_lazy("接替现任"), help_text=gettext_lazy("现任到前一天为止；不选则增加一位"))

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = pick(
            _("已有账号的人"), of_units(unit.organ), required=False, help_text=_("新人不选，填下面的姓名和用户名")
        )
        known.label_from_instance = lambda a: language.aside(a.name, a.username)  # type: ignore[method-assign, assignment]
        self.fields["known"] = known
        self.fields["day"] = DayField(label=_("自哪天起"), initial=clock.today())
        self.order_fields(["code", "known", "name", "username", "phone", "day", "instead"])

    def clean(self) -> dict[str, Any]:
        """One of the two ways, not both."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("known") and (data.get("name") or data.get("username")):
            self.add_error("known", _("选了已有账号的人，就不要再填新人的姓名和用户名。"))
        elif not data.get("known") and "known" not in self.errors:
            for field in ("name", "username"):
                if not data.get(field):
                    self.add_error(
                        field, _("没有选择已有账号的人，请填写%(label)s。") % {"label": self.fields[field].label}
                    )
        return data


@acts(write)
def appoint(request: Request, pk: int) -> Act:
    """Somebody begins to serve in the unit; a new account's first password is shown once."""
    unit = unit_of(request, pk)
    asked = request.GET.get("code", "")
    form = Appoint(sent(request), unit=unit, initial={"code": asked} if asked in CODES else {})
    slips: list[accounts.FirstPassword] = []
    back = reverse("desk:people_unit", args=[unit.pk])

    def do(data: dict[str, Any]) -> Note:
        code, day = RoleCode(data["code"]), data["day"]
        ended = _end_others(unit, code, day) if data["instead"] else []
        if data["known"]:
            appointments.appoint(unit.organ, data["known"], code, day, unit=unit)
            _call(data["known"], data["phone"])
            name = data["known"].name
        else:
            new = accounts.NewAccount(data["username"], data["name"], code, unit=unit, phone=data["phone"])
            slips.extend(accounts.make_accounts(unit.organ, [new], day))
            name = data["name"]
        said = {"单位": unit.name, "姓名": name, "任": code.label, "新账号": data["username"], "接替": ended}
        told = _("%(name)s自 %(day)s 起任%(unit)s%(code)s。") % {
            "name": name,
            "day": day,
            "unit": unit,
            "code": code.label,
        }
        return Note(step="unit.appoint", told=told, said=said, day=day)

    title = _("%(unit)s：确定联络员、负责人") % {"unit": unit}
    return Act(form, do, title=title, back=back, submit=_("确定"), slips=slips)


def _end_others(unit: Unit, code: str, day: dt.date) -> list[str]:
    serving = Role.objects.filter(Q(ended=None) | Q(ended__gte=day), unit=unit, code=code).select_related("account")
    names = []
    for role in serving:
        appointments.dismiss(role, day - DAY)
        names.append(role.account.name)
    return names


def _call(account: Account, phone: str) -> None:
    if phone and phone != account.phone:
        account.phone = phone
        account.save(update_fields=["phone"])


@acts(write)
def dismiss(request: Request, pk: int, role: int) -> Act:
    """Somebody serves in the unit no more."""
    unit = unit_of(request, pk)
    held: Role = own(unit.roles.filter(code__in=CODES).select_related("account"), role)
    form = Until(sent(request))

    def do(data: dict[str, Any]) -> Note:
        if held.ended and held.ended <= data["day"]:
            raise Refused(_("已于 %(day)s 免去。") % {"day": held.ended})
        appointments.dismiss(held, data["day"])
        said = {"单位": unit.name, "姓名": held.account.name, "任": RoleCode(held.code).label}
        told = _("已免去%(name)s的%(code)s。") % {"name": held.account.name, "code": held.get_code_display()}
        return Note(step="unit.dismiss", told=told, said=said, day=data["day"])

    lead = f"{unit} · {held.account.name} · {held.get_code_display()}"
    return Act(form, do, title=_("免去"), lead=lead, back=reverse("desk:people_unit", args=[unit.pk]))
