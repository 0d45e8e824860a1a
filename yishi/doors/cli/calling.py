"""Which commands there are, and how one is called: settings first, then its module, then its exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

SETTINGS = "yishi.settings.dev"


class Module(Protocol):
    """What a command's module holds."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what it is called with."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; gives the exit code. Raises `Wrong` with a sentence for the user."""


class Wrong(Exception):
    """It cannot be done; the message says why and what to mend. `code` is 1, or 2 where the call itself was wrong."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Command:
    """One line of the help: the module under `commands` and what it does, in both languages."""

    module: str
    chinese: str
    english: str

    @property
    def line(self) -> str:
        """As the help shows it."""
        return f"{self.chinese} / {self.english}"


COMMANDS = {
    "run": Command("run", "启动（含演示年、网页和后台任务）", "start everything, with the demo year"),
    "migrate": Command("migrate", "更新数据库并核对日志触发器", "bring the database up to date, prove the triggers"),
    "serve": Command("serve", "只启动网页", "start the web server only"),
    "work": Command("work", "只启动后台任务", "start the worker only"),
    "demo": Command("demo", "生成演示年", "live through the demo year"),
    "organ": Command("organ", "登记机关和届次", "enter an organ and its terms"),
    "user": Command("user", "开账号、重置密码、授予角色", "make accounts, reset passwords, give roles"),
    "journal": Command("journal", "核验、导出、封签日志", "verify, export, seal the journal"),
    "law": Command("law", "核对规则包与法规文本", "check rule packs against the statutes"),
    "calendar": Command(
        "calendar", "载入放假调休表并重算暂定期限", "load a year's days off, set provisional days right"
    ),
    "report": Command("report", "读工作报告", "read the annual work report"),
    "voice": Command(
        "voice", "群众意见：导入、分类、热点、取回", "messages of residents: import, sort, hot topics, pull"
    ),
    "facts": Command("facts", "重新生成或核对统计事实", "rebuild or check the facts"),
    "figures": Command("figures", "列出指标、数值和记录", "list figures, show one with its value and rows"),
    "remind": Command("remind", "发出催办提醒", "tell who owes what"),
    "doctor": Command("doctor", "检查安装是否正常", "check the installation, say what to mend"),
    "backup": Command("backup", "备份数据库和附件", "back up database and attachments"),
    "docs": Command("docs", "由代码生成文档", "draw the generated pages of docs"),
    "words": Command("words", "提取和核对译文", "extract and check the English words"),
    "scope": Command("scope", "核对能力清单", "check docs/scope.csv"),
    "bench": Command("bench", "性能测量", "measure against baselines"),
}


def call(arguments: Sequence[str] | None = None) -> int:
    """Call one command. Its words and errors are printed; nothing is raised but what nobody foresaw."""
    _patient(sys.stdout)
    _patient(sys.stderr)
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    if not given or given[0] not in COMMANDS:
        return _help(parser, given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    return _call(given[0], given[1:])


def _call(name: str, arguments: list[str]) -> int:
    from django.apps import apps

    if not apps.ready:
        import django

        django.setup()
    from django.conf import settings
    from django.db import DatabaseError
    from django.utils import translation

    if (wanted := os.environ.get("YISHI_LANGUAGE", "")) in dict(settings.LANGUAGES):
        translation.activate(wanted)
    module: Module = import_module(f"yishi.doors.cli.commands.{COMMANDS[name].module}")
    parser = argparse.ArgumentParser(prog=f"yishi {name}", description=COMMANDS[name].line)
    module.arguments(parser)
    try:
        return module.run(parser.parse_args(arguments))
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return wrong.code
    except DatabaseError as error:
        print(
            f"数据库：{error}\n请先执行 yishi migrate；仍不行的，执行 yishi doctor。 / try: yishi migrate",
            file=sys.stderr,
        )
        return 1
    except SystemExit as left:  # argparse leaves so; a caller in Python wants the code
        return left.code if isinstance(left.code, int) else 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {command.line}" for name, command in COMMANDS.items()]
    return argparse.ArgumentParser(
        prog="yishi",
        usage="yishi COMMAND ...",
        description="议事：人大常委会、政协的全年工作 / The working year of a people's congress or CPPCC committee",
        epilog="\n".join(
            ["commands:", *lines, "", "yishi COMMAND --help 说明该命令 / explains one; YISHI_LANGUAGE=en: in English"]
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )


def _help(parser: argparse.ArgumentParser, given: list[str]) -> int:
    if given and given[0] in {"-h", "--help", "help"}:
        parser.print_help()
        return 0
    parser.print_help(sys.stderr)
    if given:
        print(f"\n没有命令 {given[0]} / no such command: {given[0]}", file=sys.stderr)
    return 2


def _patient(stream: object) -> None:
    """A terminal that cannot show Chinese shows question marks rather than an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
