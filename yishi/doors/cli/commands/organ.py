"""`yishi organ add | term | session | list`: what an installation begins with, before anybody can sign in."""

from __future__ import annotations

import argparse
import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.foundation import language
from yishi.foundation.law import places
from yishi.foundation.law.pack import PackError
from yishi.foundation.people import organs
from yishi.foundation.people.models import Organ, Session, Term

DAY = dt.date.fromisoformat


def arguments(parser: argparse.ArgumentParser) -> None:
    """One of four things to do."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="add|term|session|list")
    add = things.add_parser("add", help=_("登记机关"))
    add.add_argument("code", help=_("代码，如 500199-rd；日志链以它为名"))
    add.add_argument("name", help=_("全称"))
    add.add_argument("--short", required=True, help=_("简称"))
    add.add_argument("--profile", choices=Organ.Profile.values, required=True)
    add.add_argument("--level", choices=Organ.Level.values, default=Organ.Level.DISTRICT)
    add.add_argument("--place", required=True, help=_("行政区划代码，决定适用哪一地的规则"))
    add.add_argument("--parent", metavar="CODE", help=_("上级机关的代码"))
    add.add_argument("--letterhead", default="", help=_("发文代字"))
    term = things.add_parser("term", help=_("登记一届"))
    term.add_argument("organ", metavar="CODE")
    term.add_argument("number", type=int)
    term.add_argument("--began", type=DAY, required=True, metavar="YYYY-MM-DD")
    session = things.add_parser("session", help=_("登记最近一届的一次会议"))
    session.add_argument("organ", metavar="CODE")
    session.add_argument("number", type=int)
    session.add_argument("--opens", type=DAY, required=True, metavar="YYYY-MM-DD")
    session.add_argument("--closes", type=DAY, required=True, metavar="YYYY-MM-DD")
    things.add_parser("list", help=_("列出机关"))


def run(options: argparse.Namespace) -> int:
    """Do it, and say what now stands."""
    try:
        with transaction.atomic():
            print({"add": _add, "term": _term, "session": _session, "list": _list}[options.thing](options))
    except ValidationError as error:
        raise Wrong("".join(error.messages)) from error
    return 0


def organ_of(code: str) -> Organ:
    """The organ of that code. Raises Wrong where there is none."""
    found = Organ.objects.filter(code=code).first()
    if found is None:
        known = language.listed(Organ.objects.values_list("code", flat=True)) or _("还没有任何机关")
        raise Wrong(_("没有代码为 %(code)s 的机关（现有：%(known)s）。") % {"code": code, "known": known}, 2)
    return found


def _add(options: argparse.Namespace) -> str:
    try:
        pack = places.pack_for(options.place, options.profile, dt.date.max.replace(year=2999))
    except PackError as error:
        raise Wrong(str(error), 2) from error
    parent = organ_of(options.parent) if options.parent else None
    made = Organ(
        code=options.code, name=options.name, short=options.short, profile=options.profile, level=options.level,
        place=options.place, parent=parent, letterhead=options.letterhead, working=options.level in organs.WORKING,
    )  # fmt: skip
    made.full_clean(exclude=["path"])
    made.save()
    return _("已登记%(name)s，适用规则：%(pack)s") % {"name": made.name, "pack": places.why(pack, options.place)}


def _term(options: argparse.Namespace) -> str:
    organ = organ_of(options.organ)
    before = organ.terms.order_by("-number").first()
    if before and (options.number <= before.number or options.began <= before.began):
        raise Wrong(
            _("上一届是%(term)s，自 %(began)s 起。届次和开始日期都应当在其后。")
            % {"term": before, "began": before.began}
        )
    made = Term(organ=organ, number=options.number, began=options.began)
    if before and before.ended is None:
        before.ended = options.began - dt.timedelta(days=1)
        before.save(update_fields=["ended"])
    made.full_clean()
    made.save()
    return _("已登记%(organ)s%(term)s。") % {"organ": organ, "term": made}


def _session(options: argparse.Namespace) -> str:
    organ = organ_of(options.organ)
    term = organ.terms.order_by("-number").first()
    if term is None:
        raise Wrong(_("请先登记届次：yishi organ term。"))
    made = Session(term=term, number=options.number, opens=options.opens, closes=options.closes)
    made.full_clean()
    made.save()
    return _("已登记%(organ)s%(session)s，%(opens)s 至 %(closes)s。") % {
        "organ": organ, "session": made, "opens": made.opens, "closes": made.closes,
    }  # fmt: skip


def _list(options: argparse.Namespace) -> str:
    rows = [f"{organ.path.count('/') * '  '}{organ.code}  {organ.name}  {organ.place}" for organ in Organ.objects.all()]
    return "\n".join(rows) or _("还没有任何机关。")
