"""`yishi voice pull URL --organ CODE --by USERNAME [--since DAY] [--dry-run]`: bring in what came to another Open311 system."""

from __future__ import annotations

import argparse
import datetime as dt
import os

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.cli.calling import Wrong
from yishi.doors.open311 import pulling
from yishi.doors.open311.asked import SPAN
from yishi.doors.open311.reading import Service, Unreachable
from yishi.foundation import clock, language
from yishi.foundation.clock import CHINA
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.people.models import Account, Organ, RoleCode

DOES = lazy("从其他 Open311 系统取回群众意见")
SHOWN = 20
KEY = "YISHI_OPEN311_KEY"
"""The key stands in the environment: on the command line everybody on the machine could read it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where from, whereto, in whose name."""
    parser.add_argument("url", metavar="URL", help=_("对方服务的地址，如 https://311.example/open311/v2"))
    parser.add_argument("--organ", metavar="CODE", required=True, help=_("归入哪个机关"))
    parser.add_argument("--by", metavar="USERNAME", required=True, help=_("以哪个账号的名义导入（工作机构）"))
    parser.add_argument("--jurisdiction", default="", metavar="ID", help=_("对方的 jurisdiction_id"))
    parser.add_argument(
        "--since", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help=_("从哪一天起，默认最近 90 天")
    )
    parser.add_argument(
        "--prefix", default=pulling.PREFIX, metavar="TEXT", help=_("编号前加什么，默认 %s") % pulling.PREFIX
    )
    parser.add_argument("--dry-run", action="store_true", help=_("只看会带进什么，不写入"))
    parser.add_argument("--skip-bad", action="store_true", help=_("有问题的跳过，其余照常带进；默认有问题就都不带"))


def run(options: argparse.Namespace) -> int:
    """Say what comes in, what is known already, what is wrong; 1 where something is."""
    actor = _actor(options.organ, options.by)
    until = clock.now() + dt.timedelta(seconds=1)  # times are asked for to the second; this one belongs to it
    since = dt.datetime.combine(options.since, dt.time(0), CHINA) if options.since else until - SPAN
    service = Service(options.url, options.jurisdiction, os.environ.get(KEY, ""))
    try:
        made = pulling.plan(actor, service.requests(since, until), options.prefix)
        _tell(made)
        if options.dry_run:
            print(_("只是预览，什么都没有写入。"))
        elif made.bad and not options.skip_bad:
            raise Wrong(_("有问题的改好之前，什么都没有写入。要跳过它们，请加 --skip-bad。"))
        else:
            print(_("已带进 %d 条。") % pulling.apply(actor, made))
    except Unreachable as error:
        raise Wrong(str(error)) from error
    except Refused as refusal:
        raise Wrong(refusal.sentence) from refusal
    return 1 if made.bad else 0


def _actor(code: str, username: str) -> Actor:
    organ = Organ.objects.filter(code=code).first()
    if organ is None:
        raise Wrong(_("没有代码为 %s 的机关。") % code, 2)
    account = Account.objects.filter(username=username, is_active=True).first()
    actor = actor_of(account, organ, clock.today()) if account else None
    if actor is None or not actor.has(RoleCode.OFFICE):
        raise Wrong(_("%(by)s 不是 %(organ)s 工作机构的账号。") % {"by": username, "organ": organ}, 2)
    return actor


def _tell(made: pulling.Plan) -> None:
    counts = {"new": len(made.new), "known": len(made.known), "bad": len(made.bad)}
    print(_("新的 %(new)d 条，已有的 %(known)d 条，有问题的 %(bad)d 条。") % counts)
    for number, sentence in made.bad[:SHOWN]:
        print(language.pair(number, sentence))
    if len(made.bad) > SHOWN:
        print(_("……另有 %d 条有问题。") % (len(made.bad) - SHOWN))
