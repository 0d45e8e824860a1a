"""Organs from one's own downwards: the administrator makes those right below his, each with an administrator of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import administrator, read
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.fields import choose, line
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.people.showing import listed
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.people import accounts, organs
from yishi.foundation.people.accounts import FirstPassword, NewAccount
from yishi.foundation.people.models import Organ, RoleCode, in_force
from yishi.foundation.people.refusals import Refused

KEPT = ("name", "short", "letterhead")


class Names(forms.Form):
    """What an organ is called."""

    name = line(gettext_lazy("全称"), 120)
    short = line(gettext_lazy("简称"), 40)
    letterhead = line(gettext_lazy("发文代字"), 20, required=False)


class New(Names):
    """An organ below one's own, and who administers it."""

    code = line(
        gettext_lazy("代码"), 40, help_text=gettext_lazy("字母、数字、- 和 _，定下后不改，如 500199-rd；日志链以它为名")
    )
    place = line(gettext_lazy("行政区划代码"), 12, help_text=gettext_lazy("决定适用哪一地的规则"))
    admin_name = line(gettext_lazy("管理员姓名"), 40)
    admin_username = line(gettext_lazy("管理员用户名"), 150, help_text=gettext_lazy("首次密码只显示一次，请交给本人"))

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"] = choose(
            _("层级"), [(level, Organ.Level(level).label) for level in organs.below(organ)],
            help_text=_("街道、开发区设的是工作机构：不作决议，没有届次和会议，自己的工作自己记录（组织法 59）"),
        )  # fmt: skip
        self.order_fields(["name", "short", "level", "place", "code", "letterhead", "admin_name", "admin_username"])


def rows(organ: Organ) -> QuerySet[Organ]:
    """The organ and all below it, with how many hold a seat and how many sign in."""
    day = clock.today()
    return organ.subtree().annotate(
        seats=Count("mandates", filter=in_force(day, "mandates__"), distinct=True),
        staff=Count(
            "roles__account", filter=in_force(day, "roles__") & Q(roles__account__is_active=True), distinct=True
        ),
    )


def listing(request: Request) -> Listing:
    """The tree, a row an organ."""
    organ = request.actor.organ
    may = request.actor.has(RoleCode.ADMINISTRATOR)
    top = organ.path.count("/")
    return Listing(
        id="organs", counted="organs", caption=_("机关"), url=reverse("desk:people_organs"), rows=rows(organ),
        columns=[
            Col("name", _("机关"), lambda o: Cell("　" * (o.path.count("/") - top) + o.short, o.name), ("path",), primary=True),
            Col("level", _("层级"), lambda o: Cell(str(o.get_level_display()), _("工作机构") if o.working else ""), ("level",)),
            Col("above", _("上级"), lambda o: o.parent.short if o.parent and o.pk != organ.pk else None),
            Col("code", _("代码"), lambda o: o.code, ("code",)),
            Col("place", _("行政区划"), lambda o: o.place, ("place",)),
            Col("seats", _("在任"), lambda o: o.seats or None, ("seats",), numeric=True),
            Col("staff", _("账号"), lambda o: o.staff or None, ("staff",), numeric=True),
        ],
        empty=Empty(_("没有这样的机关"), _("换一换上面的条件试试。")),
        link=(lambda o: reverse("desk:people_organ_edit", args=[o.pk])) if may else (lambda o: ""),
        tabs=[
            Tab("all", gettext_lazy("全部"), Q()), Tab("resolving", gettext_lazy("人大、政协机关"), Q(working=False)),
            Tab("working", gettext_lazy("工作机构"), Q(working=True)),
        ],
        find=lambda found, words: found.filter(Q(name__icontains=words) | Q(short__icontains=words) | Q(code__icontains=words)),
        find_in=_("名称、代码"), order="name", dress=lambda found: found.select_related("parent"),
    )  # fmt: skip


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The tree's page."""
    organ = request.actor.organ
    may = request.actor.has(RoleCode.ADMINISTRATOR) and bool(organs.below(organ))
    return listed(request, listing(request), "desk/people/organs.html", may=may)


@acts(administrator)
def make(request: Request) -> Act:
    """A new organ right below one's own; its administrator's first password is shown once."""
    organ, back = request.actor.organ, reverse("desk:people_organs")
    form = New(sent(request), organ=organ)
    slips: list[FirstPassword] = []

    def do(data: dict[str, Any]) -> Note:
        if not organs.below(organ):
            raise Refused(_("%(organ)s下面不设机关。") % {"organ": organ.short})
        made = organs.make(organ, **{name: data[name] for name in ("code", "level", "place", *KEPT)})
        first = NewAccount(data["admin_username"], data["admin_name"], RoleCode.ADMINISTRATOR)
        slips.extend(accounts.make_accounts(made, [first], clock.today()))
        told = _("已新建%(organ)s。") % {"organ": made.short}
        said = {
            "代码": made.code,
            "全称": made.name,
            "层级": Organ.Level(made.level).label,
            "管理员": data["admin_name"],
        }
        return Note(step="organ.make", told=told, said=said, law=_law(made), row=made.pk)

    lead = _("新机关各记各的：本机关看得到它在树上，看不到它的记录。")
    return Act(form, do, title=_("新建下级机关"), lead=lead, back=back, submit=_("新建"), slips=slips)


def _law(organ: Organ) -> str:
    """The article on street working bodies, where it binds: the law on organisation knows congresses only."""
    return "组织法 59" if organ.working and organ.profile == Organ.Profile.NPC else ""


@acts(administrator)
def edit(request: Request, pk: int) -> Act:
    """One's own organ or one right below it is called otherwise."""
    mine = request.actor.organ
    found: Organ = own(Organ.objects.filter(Q(pk=mine.pk) | Q(parent=mine)), pk)
    known = {name: getattr(found, name) for name in KEPT}
    form = Names(sent(request), initial=known)

    def do(data: dict[str, Any]) -> Note:
        changed = [name for name in KEPT if data[name] != known[name]]
        if not changed:
            raise Refused(_("没有改动任何一项。"))
        for name in changed:
            setattr(found, name, data[name])
        found.save(update_fields=changed)
        said = {form.fields[name].label: [known[name] or "—", data[name] or "—"] for name in changed}
        return Note(step="organ.edit", told=_("已修改%(organ)s。") % {"organ": found.short}, said=said)

    lead = _("代码 %(code)s、层级、行政区划定下后不改：日志链和适用的规则都以它们为准。") % {"code": found.code}
    title = _("修改%(organ)s") % {"organ": found.short}
    return Act(form, do, title=title, lead=lead, back=reverse("desk:people_organs"), submit=_("保存"))
