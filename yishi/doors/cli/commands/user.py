"""`yishi user add | password | role | list`: accounts with first passwords, printed once."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.doors.cli.commands.organ import organ_of
from yishi.foundation import clock
from yishi.foundation.people.accounts import FirstPassword, NewAccount, make_accounts, reset_password
from yishi.foundation.people.appointments import appoint
from yishi.foundation.people.models import Account, Grouping, Organ, Role, RoleCode, Unit, in_force
from yishi.foundation.people.refusals import Refused

GIVEN = [code for code in RoleCode.values if code != RoleCode.MEMBER]


def arguments(parser: argparse.ArgumentParser) -> None:
    """One of four things to do."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="add|password|role|list")
    add = things.add_parser("add", help=_("开账号，打印一次性密码"))
    add.add_argument("username")
    add.add_argument("--name", required=True, help=_("姓名"))
    role = things.add_parser("role", help=_("授予角色"))
    role.add_argument("username")
    for each in (add, role):
        each.add_argument("--organ", required=True, metavar="CODE")
        each.add_argument("--role", required=True, choices=GIVEN, help=_("代表（委员）的角色随其资格产生"))
        each.add_argument("--unit", metavar="CODE", help=_("联络员、负责人、政府办、党委办所在单位的编号"))
        each.add_argument("--committee", metavar="NAME", help=_("专门委员会的名称"))
    things.add_parser("password", help=_("重置密码，打印一次性密码")).add_argument("username")
    things.add_parser("list", help=_("列出账号和角色")).add_argument("--organ", required=True, metavar="CODE")


def run(options: argparse.Namespace) -> int:
    """Do it; what the people's own rules refuse is told in their words."""
    try:
        print({"add": _add, "password": _password, "role": _role, "list": _list}[options.thing](options))
    except Refused as refusal:
        raise Wrong(str(refusal)) from refusal
    return 0


def _place(organ: Organ, options: argparse.Namespace) -> dict[str, Any]:
    """The unit or committee that a role names."""
    place: dict[str, Any] = {}
    if options.unit:
        place["unit"] = Unit.objects.filter(organ=organ, code=options.unit).first()
    if options.committee:
        place["grouping"] = Grouping.objects.filter(
            organ=organ, kind=Grouping.Kind.COMMITTEE, name=options.committee
        ).first()
    if None in place.values():
        raise Wrong(_("没有找到所说的单位或委员会，请核对编号、名称。"), 2)
    of_unit = options.role in (RoleCode.LIAISON, RoleCode.HEAD, RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE)
    if of_unit and "unit" not in place:
        raise Wrong(_("这一角色属于某个单位，请加 --unit 编号。"), 2)
    if options.role == RoleCode.COMMITTEE and "grouping" not in place:
        raise Wrong(_("这一角色属于某个专门委员会，请加 --committee 名称。"), 2)
    return place


def _account(username: str) -> Account:
    found = Account.objects.filter(username=username).first()
    if found is None:
        raise Wrong(_("没有用户名为 %(name)s 的账号。") % {"name": username}, 2)
    return found


def _add(options: argparse.Namespace) -> str:
    organ = organ_of(options.organ)
    new = NewAccount(options.username, options.name, RoleCode(options.role), **_place(organ, options))
    return _slip(make_accounts(organ, [new], clock.today())[0])


def _password(options: argparse.Namespace) -> str:
    return _slip(reset_password(_account(options.username)))


def _slip(slip: FirstPassword) -> str:
    words = {"name": slip.name, "username": slip.username, "password": slip.password}
    return _("%(name)s  用户名：%(username)s  一次性密码：%(password)s（只显示这一次，登录后须改）") % words


def _role(options: argparse.Namespace) -> str:
    organ = organ_of(options.organ)
    role = appoint(organ, _account(options.username), RoleCode(options.role), clock.today(), **_place(organ, options))
    return _("已授予：%(role)s，自 %(day)s 起。") % {"role": role, "day": role.began}


def _list(options: argparse.Namespace) -> str:
    held = Role.objects.filter(in_force(clock.today()), organ=organ_of(options.organ)).select_related(
        "account", "unit", "grouping"
    )
    rows = [
        "  ".join(
            filter(
                None,
                (
                    role.account.username,
                    role.account.name,
                    str(RoleCode(role.code).label),
                    str(role.unit or role.grouping or ""),
                ),
            )
        )
        for role in held.order_by("code", "account__username")
    ]
    return "\n".join(rows) or _("还没有账号。")
