"""Accounts (账号): who signs in, with which roles; the administrator's alone."""

from __future__ import annotations

import django_filters
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import administrator
from yishi.doors.desk.people.acting import own
from yishi.doors.desk.people.showing import listed
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people.models import Account, Organ, Role, RoleCode, in_force


class Filters(django_filters.FilterSet):
    """Filters of the list of accounts."""

    role = django_filters.ChoiceFilter(choices=RoleCode.choices, method="by_role", label=gettext_lazy("角色"))

    class Meta:
        model = Account
        fields: list[str] = []

    def by_role(self, rows: QuerySet[Account], name: str, code: str) -> QuerySet[Account]:
        """Who holds it now."""
        held = Role.objects.filter(
            in_force(clock.today()), account=OuterRef("pk"), organ=self.request.actor.organ, code=code
        )
        return rows.filter(Exists(held))


def ours(organ: Organ) -> QuerySet[Account]:
    """Accounts at home in the organ, and those of others with a role in it."""
    return Account.objects.filter(Q(home=organ) | Q(pk__in=Role.objects.filter(organ=organ).values("account")))


def state_of(account: Account) -> State:
    """Word, shape and colour."""
    if not account.is_active:
        return State(_("已停用"), Kind.ENDED)
    return State(_("尚未改首次密码"), Kind.WAITING) if account.must_change_password else State(_("在用"), Kind.ON_TIME)


def _roles(account: Account) -> CellValue:
    held: list[Role] = account.now  # type: ignore[attr-defined]  # prefetched
    words = [language.aside(role.get_code_display(), role.unit or role.grouping) for role in held]
    return language.listed(dict.fromkeys(words))


def listing(request: Request) -> Listing:
    """Accounts with their roles of today."""
    organ, day = request.actor.organ, clock.today()
    held = Role.objects.filter(in_force(day), organ=organ)
    without = ~Q(pk__in=held.values("account"))
    now = Prefetch("roles", held.select_related("unit", "grouping").order_by("code"), to_attr="now")
    return Listing(
        id="accounts", counted="accounts", caption=_("账号"), url=reverse("desk:people_accounts"), rows=ours(organ),
        columns=[
            Col("name", _("姓名"), lambda a: Cell(a.name, a.username), ("name",), primary=True),
            Col("state", _("状态"), lambda a: None),
            Col("username", _("用户名"), lambda a: a.username, ("username",), on=False),
            Col("roles", _("角色"), _roles),
            Col("phone", _("电话"), lambda a: a.phone),
            Col("last", _("最近登录"), lambda a: a.last_login, ("last_login",)),
        ],
        empty=Empty(
            _("没有这样的账号"), _("账号由管理员开通；单位名录导入时，联络员、负责人的账号一并开通。"),
            reverse("desk:people_account_new"), _("开通账号"),
        ),
        link=lambda a: reverse("desk:people_account", args=[a.pk]), state=state_of, filters=Filters,
        tabs=[
            Tab("active", gettext_lazy("在用"), Q(is_active=True)),
            Tab("first", gettext_lazy("尚未改首次密码"), Q(is_active=True, must_change_password=True)),
            Tab("idle", gettext_lazy("没有角色"), Q(is_active=True) & without),
            Tab("closed", gettext_lazy("已停用"), Q(is_active=False)),
            Tab("all", gettext_lazy("全部"), Q()),
        ],
        find=lambda found, words: found.filter(Q(name__icontains=words) | Q(username__icontains=words) | Q(phone__icontains=words)),
        find_in=_("姓名、用户名、电话"), order="name", dress=lambda found: found.prefetch_related(now),
    )  # fmt: skip


@administrator
@require_GET
def home(request: Request) -> HttpResponse:
    """The list of accounts."""
    return listed(request, listing(request), "desk/people/accounts.html")


def account_of(request: Request, pk: int) -> Account:
    """An account that the administrator may see, or NotFound."""
    found: Account = own(ours(request.actor.organ).select_related("person", "home"), pk)
    return found


@administrator
@require_GET
def account(request: Request, pk: int) -> HttpResponse:
    """One account: state, roles now and before."""
    found, day = account_of(request, pk), clock.today()
    roles = list(
        found.roles.filter(organ=request.actor.organ)
        .select_related("unit", "grouping", "mandate__term")
        .order_by("-began", "-pk")
    )
    now = [role for role in roles if role.began <= day and (role.ended is None or role.ended >= day)]
    context = {
        "account": found, "state": state_of(found), "now": now, "others": [role for role in roles if role not in now], "day": day,
        "ours": found.home_id == request.actor.organ.pk, "self": found.pk == request.user.pk, "second": Authenticator.objects.filter(user=found).exists(),
        "seat": found.person.mandates.filter(organ=request.actor.organ).order_by("-began").first() if found.person else None,
    }  # fmt: skip
    return render(request, "desk/people/account.html", context)
