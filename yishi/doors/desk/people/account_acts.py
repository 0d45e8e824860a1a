"""What the administrator does with accounts. Passwords are shown once and written nowhere, not in the journal either."""

from __future__ import annotations

from typing import Any

from axes.utils import reset as unlock
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.doors.desk.people.access import administrator
from yishi.doors.desk.people.accounts import account_of
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.contact_acts import Until
from yishi.doors.desk.people.fields import DayField, choose, line, pick
from yishi.doors.desk.people.recording import Note
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.people import accounts, appointments
from yishi.foundation.people.accounts import FirstPassword, NewAccount
from yishi.foundation.people.models import Account, Grouping, Mandate, Organ, Role, RoleCode, Unit, in_force
from yishi.foundation.people.refusals import Refused

GIVEN = [code for code in RoleCode if code not in (RoleCode.MEMBER, RoleCode.RESIDENT)]
"""Roles that an administrator gives: a member's follows his seat, a resident has no account."""


class GiveRole(forms.Form):
    """A role, and the unit or committee that some must name."""

    code = choose(gettext_lazy("角色"), [(code, code.label) for code in GIVEN])

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = pick(
            _("单位"),
            Unit.objects.filter(organ=organ),
            required=False,
            help_text=_("承办单位联络员、负责人、政府办、党委办须选"),
        )
        committees = Grouping.objects.filter(organ=organ, kind__in=[Grouping.Kind.COMMITTEE, Grouping.Kind.WORKING])
        self.fields["grouping"] = pick(_("专门委员会"), committees, required=False, help_text=_("专门委员会须选"))
        self.fields["day"] = DayField(label=_("自哪天起"), initial=clock.today())

    def clean(self) -> dict[str, Any]:
        """A role of a unit names it, a committee's the committee."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("code") in appointments.OF_UNITS and not data.get("unit"):
            self.add_error("unit", _("请选择单位。"))
        if data.get("code") == RoleCode.COMMITTEE and not data.get("grouping"):
            self.add_error("grouping", _("请选择专门委员会。"))
        return data

    def place(self) -> dict[str, Unit | Grouping]:
        """Only what the role asks for."""
        data = self.cleaned_data
        if data["code"] in appointments.OF_UNITS:
            return {"unit": data["unit"]}
        return {"grouping": data["grouping"]} if data["code"] == RoleCode.COMMITTEE else {}


class New(GiveRole):
    """An account with its first role."""

    name = line(gettext_lazy("姓名"), 40)
    username = line(gettext_lazy("用户名"), 150, help_text=gettext_lazy("登录时用，文字、字母、数字和 @ . + - _"))
    phone = line(gettext_lazy("电话"), 40, required=False)
    field_order = ("name", "username", "phone", "code", "unit", "grouping", "day")

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, organ=organ, **kwargs)
        self.order_fields(self.field_order)


class Confirm(forms.Form):
    """Nothing to fill in."""


@acts(administrator)
def make(request: Request) -> Act:
    """A new account; its first password is shown once."""
    organ = request.actor.organ
    form = New(sent(request), organ=organ)
    slips: list[FirstPassword] = []
    back = reverse("desk:people_accounts")

    def do(data: dict[str, Any]) -> Note:
        code = RoleCode(data["code"])
        place: dict[str, Any] = form.place()
        wanted = NewAccount(data["username"], data["name"], code, phone=data["phone"], **place)
        slips.extend(accounts.make_accounts(organ, [wanted], data["day"]))
        said = {"姓名": data["name"], "用户名": data["username"], "角色": code.label, "单位": slips[0].place}
        return Note(
            step="account.make", told=_("已为%(name)s开通账号。") % {"name": data["name"]}, said=said, day=data["day"]
        )

    return Act(form, do, title=_("开通账号"), back=back, submit=_("开通"), slips=slips,
    )  # fmt: skip


def without_account(organ: Organ) -> QuerySet[Mandate]:
    """Seats of today whose holders cannot sign in yet; an account serves all the seats of a person."""
    rows = Mandate.objects.filter(in_force(clock.today()), organ=organ, person__account=None).exclude(
        kind=Mandate.Kind.OFFICIAL
    )
    return rows.select_related("person", "term").order_by("person__name", "kind")


@acts(administrator)
def members(request: Request) -> Act:
    """Accounts for all deputies or members who have none, with slips to hand out."""
    organ = request.actor.organ
    seats: dict[int, list[Mandate]] = {}
    for seat in without_account(organ):
        seats.setdefault(seat.person_id, []).append(seat)
    form = Confirm(sent(request))
    slips: list[FirstPassword] = []
    back = reverse("desk:people_accounts")

    def do(data: dict[str, Any]) -> Note:
        if not seats:
            raise Refused(_("在任的都已有账号。"))
        firsts = [mine[0] for mine in seats.values()]
        wanted = [
            NewAccount(name, seat.person.name, RoleCode.MEMBER, mandate=seat, phone=seat.person.phone)
            for seat, name in zip(firsts, _names(organ, firsts), strict=True)
        ]
        slips.extend(accounts.make_accounts(organ, wanted, clock.today()))
        _other_seats(seats)
        told = _("已开通 %(n)d 个账号。") % {"n": len(slips)}
        return Note(
            step="account.make",
            told=told,
            said={
                "账号数": len(slips),
                "角色": RoleCode.MEMBER.label,
                "用户名": [slip.username for slip in slips],
            },
        )

    names = [mine[0].person.name for mine in seats.values()]
    return Act(form, do, title=_("为代表、委员开通账号"), back=back, submit=_("开通 %(n)d 个账号") % {"n": len(names)},
        template="desk/people/members.html", slips=slips, more={"names": names},
    )  # fmt: skip


def _names(organ: Organ, seats: list[Mandate]) -> list[str]:
    """User names from the organ's code and the seat's number, made different where they would be taken."""
    wanted = [f"{organ.code}-{seat.number or f'm{seat.pk}'}" for seat in seats]
    taken = set(Account.objects.filter(username__startswith=f"{organ.code}-").values_list("username", flat=True))
    found = []
    for base in wanted:
        name, at = base, 1
        while name in taken:
            at += 1
            name = f"{base}-{at}"
        taken.add(name)
        found.append(name)
    return found


def _other_seats(seats: dict[int, list[Mandate]]) -> None:
    made = {account.person_id: account for account in Account.objects.filter(person__in=seats)}
    Role.objects.bulk_create(
        Role(account=made[person], organ_id=seat.organ_id, code=RoleCode.MEMBER, mandate=seat, began=seat.began, ended=seat.ended)
        for person, mine in seats.items() for seat in mine[1:]
    )  # fmt: skip


def at_home(request: Request, account: Account) -> None:
    """Raises Refused for an account of another organ, whose administrator sees to it."""
    if account.home_id != request.actor.organ.pk:
        raise Refused(_("该账号属于%(organ)s，请由那里的管理员办理。") % {"organ": account.home or _("别的机关")})


@acts(administrator)
def reset(request: Request, pk: int) -> Act:
    """A new first password for someone who forgot his own."""
    found = account_of(request, pk)
    slips: list[FirstPassword] = []
    back = reverse("desk:people_account", args=[found.pk])

    def do(data: dict[str, Any]) -> Note:
        at_home(request, found)
        if not found.is_active:
            raise Refused(_("账号已停用，不能重置密码。"))
        slips.append(accounts.reset_password(found))
        unlock(username=found.username)  # who forgot it has often tried too many times
        return Note(
            step="account.reset",
            told=_("已重置%(name)s的密码，原密码即时失效。") % {"name": found.name},
            said={"姓名": found.name, "用户名": found.username},
        )

    lead = _("%(name)s（%(username)s）的原密码即时失效；新的首次密码只显示一次，请打印后交给本人。") % {
        "name": found.name,
        "username": found.username,
    }
    form = Confirm(sent(request))
    return Act(
        form,
        do,
        title=_("重置密码"),
        lead=lead,
        back=back,
        slips=slips,
    )


@acts(administrator)
def close(request: Request, pk: int) -> Act:
    """Nobody signs in by the account any more."""
    found = account_of(request, pk)

    def do(data: dict[str, Any]) -> Note:
        at_home(request, found)
        if not found.is_active:
            raise Refused(_("账号已经停用。"))
        accounts.deactivate(found, clock.today())
        return Note(
            step="account.close",
            told=_("已停用%(name)s的账号。") % {"name": found.name},
            said={"姓名": found.name, "用户名": found.username},
        )

    lead = _("%(name)s（%(username)s）将不能再登录，各项角色到今天为止；办理过的记录都保留。") % {
        "name": found.name,
        "username": found.username,
    }
    form = Confirm(sent(request))
    return Act(form, do, title=_("停用账号"), lead=lead, back=reverse("desk:people_account", args=[found.pk]))


@acts(administrator)
def give_role(request: Request, pk: int) -> Act:
    """One role more."""
    found = account_of(request, pk)
    organ = request.actor.organ
    form = GiveRole(sent(request), organ=organ)

    def do(data: dict[str, Any]) -> Note:
        if not found.is_active:
            raise Refused(_("账号已停用，不能授予角色。"))
        code, place = RoleCode(data["code"]), form.place()
        appointments.appoint(organ, found, code, data["day"], **place)
        said = {"姓名": found.name, "角色": code.label, "单位或委员会": "、".join(map(str, place.values()))}
        told = _("已授予%(name)s“%(code)s”。") % {"name": found.name, "code": code.label}
        return Note(step="account.give_role", told=told, said=said, day=data["day"])

    back = reverse("desk:people_account", args=[found.pk])
    return Act(form, do, title=_("授予角色"), lead=found.name, back=back, submit=_("授予"))


@acts(administrator)
def take_role(request: Request, pk: int, role: int) -> Act:
    """One role less."""
    found = account_of(request, pk)
    organ = request.actor.organ
    held: Role = own(found.roles.filter(organ=organ).select_related("unit", "grouping"), role)
    form = Until(sent(request))

    def do(data: dict[str, Any]) -> Note:
        if held.ended and held.ended <= data["day"]:
            raise Refused(_("已于 %(day)s 收回。") % {"day": held.ended})
        last = (
            held.code == RoleCode.ADMINISTRATOR
            and not accounts.holders(organ, [RoleCode.ADMINISTRATOR], data["day"]).exclude(pk=found.pk).exists()
        )
        if last:
            raise Refused(_("这是%(organ)s唯一的系统管理员，请先指定另一位。") % {"organ": organ.short})
        appointments.dismiss(held, data["day"])
        told = _("已收回%(name)s的“%(code)s”。") % {"name": found.name, "code": held.get_code_display()}
        return Note(
            step="account.take_role",
            told=told,
            said={"姓名": found.name, "角色": RoleCode(held.code).label},
            day=data["day"],
        )

    lead = f"{found.name} · {held.get_code_display()}"
    return Act(form, do, title=_("收回角色"), lead=lead, back=reverse("desk:people_account", args=[found.pk]))
