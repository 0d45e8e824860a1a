"""Units (承办单位): the directory, and one unit's page with who is liaison officer and who signs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import at_desk, may_write, read, sees_contacts, write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.fields import DayField, choose, flag, line, pick
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.people.showing import listed
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people.models import Organ, Role, RoleCode, Unit, in_force
from yishi.foundation.people.refusals import Refused

SERVING = (RoleCode.LIAISON, RoleCode.HEAD, RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE)
RECEIVING = (RoleCode.LIAISON, RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE)
"""Who receives what is handed over: a coordinating office's own people too."""
FIELDS = ("code", "name", "short", "side", "coordinates", "phone", "began", "ended", "successor")


class Edit(forms.Form):
    """What a directory of units says of one."""

    code = line(gettext_lazy("编号"), 24)
    name = line(gettext_lazy("全称"), 80)
    short = line(gettext_lazy("简称"), 24)
    side = choose(gettext_lazy("系统"), Unit.Side.choices)
    coordinates = flag(gettext_lazy("本系统的交办协调单位"), help_text=gettext_lazy("如政府办、党委办"))
    phone = line(gettext_lazy("联系电话"), 40, required=False)
    began = DayField(label=gettext_lazy("设立"), required=False)
    ended = DayField(
        label=gettext_lazy("撤销"), required=False, help_text=gettext_lazy("撤销后不再交办；在办的由承接单位接续")
    )

    def __init__(self, *args: Any, organ: Organ, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organ, self.unit = organ, unit
        others = Unit.objects.filter(organ=organ).exclude(pk=unit.pk if unit else 0).order_by("code")
        self.fields["successor"] = pick(_("职能并入"), others, required=False)

    def clean(self) -> dict[str, Any]:
        """Numbers and names stand once; a unit ends after it began; successors form no ring."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        others = Unit.objects.filter(organ=self.organ).exclude(pk=self.unit.pk if self.unit else 0)
        for name, words in (("code", _("编号已被%(unit)s使用。")), ("name", _("已有同名单位%(unit)s。"))):
            found = others.filter(**{name: data[name]}).first() if data.get(name) else None
            if found:
                self.add_error(name, words % {"unit": found})
        if data.get("began") and data.get("ended") and data["ended"] < data["began"]:
            self.add_error("ended", _("撤销日期早于设立日期。"))
        if self.unit and _leads_back(data.get("successor"), self.unit):
            self.add_error("successor", _("所选单位的职能又并入了本单位，请重新选择。"))
        return data


def _leads_back(successor: Unit | None, unit: Unit) -> bool:
    seen: set[int] = set()
    while successor is not None and successor.pk not in seen:
        if successor.pk == unit.pk:
            return True
        seen.add(successor.pk)
        successor = successor.successor
    return False


def serving(day: Any) -> Prefetch:
    """Roles held for a unit on a day, as `serving`."""
    rows = (
        Role.objects.filter(in_force(day), code__in=SERVING, account__is_active=True)
        .select_related("account")
        .order_by("pk")
    )
    return Prefetch("roles", rows, to_attr="serving")


def _people(unit: Unit, *codes: str) -> list[Role]:
    return [role for role in unit.serving if role.code in codes]  # type: ignore[attr-defined]  # prefetched


def listing(request: Request) -> Listing:
    """The directory of units."""
    organ, day = request.actor.organ, clock.today()
    phones, may = sees_contacts(request.actor), may_write(request.actor)

    def named(*codes: str) -> Any:
        def cell(unit: Unit) -> CellValue:
            found = _people(unit, *codes)
            numbers = language.listed(filter(None, (role.account.phone for role in found))) if phones else ""
            return Cell(language.listed(role.account.name for role in found), numbers)

        return cell

    standing = Q(ended=None) | Q(ended__gte=day)
    serves = Role.objects.filter(in_force(day), account__is_active=True, unit__organ=organ)
    receivers = serves.filter(code__in=RECEIVING).values("unit")
    signers = serves.filter(code=RoleCode.HEAD).values("unit")
    return Listing(
        id="directory", counted="units", caption=_("单位名录"), url=reverse("desk:people_units"), rows=Unit.objects.filter(organ=organ),
        columns=[
            Col("name", _("单位"), lambda u: Cell(u.name, str(u.get_side_display())), ("name",), primary=True),
            Col("state", _("状态"), lambda u: None),
            Col("code", _("编号"), lambda u: u.code, ("code",)),
            Col("liaison", _("联络员"), named(*RECEIVING)),
            Col("head", _("负责人"), named(RoleCode.HEAD)),
            Col("phone", _("电话"), lambda u: u.phone),
        ],
        empty=Empty(
            _("还没有单位"), _("可以从 Excel 导入，联络员、负责人的账号一并开通。"),
            reverse("desk:people_import", args=["units"]) if may else "", _("从 Excel 导入单位") if may else "",
        ),
        link=lambda u: reverse("desk:people_unit", args=[u.pk]), state=lambda u: _state(u),
        tabs=[
            Tab("now", gettext_lazy("现有"), standing),
            Tab("nobody", gettext_lazy("缺联络员"), standing & ~Q(pk__in=receivers)),
            Tab("headless", gettext_lazy("缺负责人"), standing & ~Q(pk__in=signers)),
            Tab("gone", gettext_lazy("已撤销"), Q(ended__lt=day)),
        ],
        find=lambda found, words: found.filter(Q(name__icontains=words) | Q(short__icontains=words) | Q(code__icontains=words)),
        find_in=_("单位名称、编号"), order="code", dress=lambda found: found.prefetch_related(serving(day)),
    )  # fmt: skip


def _state(unit: Unit) -> State:
    gone = unit.ended is not None and unit.ended < clock.today()
    return State(_("已撤销"), Kind.ENDED) if gone else State(_("现有"), Kind.ON_TIME)


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The directory's page."""
    return listed(request, listing(request), "desk/people/units.html", may=may_write(request.actor))


def unit_of(request: Request, pk: int) -> Unit:
    """The organ's unit of that key, or NotFound."""
    found: Unit = own(Unit.objects.filter(organ=request.actor.organ).select_related("organ", "successor"), pk)
    return found


@read
@require_GET
def unit(request: Request, pk: int) -> HttpResponse:
    """One unit: who serves in it, who did, what it succeeded."""
    found, day = unit_of(request, pk), clock.today()
    roles = list(found.roles.filter(code__in=SERVING).select_related("account").order_by("-began", "-pk"))
    now = [role for role in roles if role.began <= day and (role.ended is None or role.ended >= day)]
    context = {
        "unit": found, "state": _state(found), "may": may_write(request.actor), "contacts": sees_contacts(request.actor),
        "now": now, "before": [role for role in roles if role not in now], "at_desk": at_desk(request.actor),
        "absorbed": Unit.objects.filter(successor=found), "served": {role.code for role in now if role.account.is_active},
    }  # fmt: skip
    return render(request, "desk/people/unit.html", context)


@acts(write)
def make(request: Request) -> Act:
    """A new unit."""
    organ = request.actor.organ
    form = Edit(sent(request), organ=organ)

    def do(data: dict[str, Any]) -> Note:
        made = Unit.objects.create(organ=organ, **data)
        url = reverse("desk:people_unit", args=[made.pk])
        return Note(
            step="unit.make",
            told=_("已新建%(unit)s。") % {"unit": made},
            said={"编号": made.code, "全称": made.name},
            url=url,
            row=made.pk,
        )

    return Act(form, do, title=_("新建单位"), back=reverse("desk:people_units"), submit=_("新建"))


@acts(write)
def edit(request: Request, pk: int) -> Act:
    """A unit renamed, abolished, its functions passed on."""
    found = unit_of(request, pk)
    known = {name: getattr(found, name) for name in FIELDS}
    form = Edit(sent(request), organ=found.organ, unit=found, initial=known | {"successor": found.successor_id})

    def do(data: dict[str, Any]) -> Note:
        changed = {name: (before, data[name]) for name, before in known.items() if data[name] != before}
        if not changed:
            raise Refused(_("没有改动任何一项。"))
        for name, (_before, after) in changed.items():
            setattr(found, name, after)
        found.save(update_fields=[*changed])
        said = {"单位": found.name} | {
            form.fields[name].label: [str(before or "—"), str(after or "—")]
            for name, (before, after) in changed.items()
        }
        return Note(step="unit.edit", told=_("已修改%(unit)s。") % {"unit": found}, said=said)

    back = reverse("desk:people_unit", args=[found.pk])
    return Act(form, do, title=_("修改%(unit)s") % {"unit": found}, back=back, submit=_("保存"))
