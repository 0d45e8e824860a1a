"""`yishi backup DIR`: a copy of the database that holds together, and the attachments beside it."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.doors.cli.doctor.files import MARKER
from yishi.foundation import clock


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=_("备份存放的目录，最好在另一块磁盘"))
    parser.add_argument("--without-files", action="store_true", help=_("不备份附件"))


def run(options: argparse.Namespace) -> int:
    """Write both, prove the copy, and write down that it was done."""
    stamp = clock.now().astimezone(clock.CHINA).strftime("%Y%m%d-%H%M%S")
    try:
        options.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = _sqlite(options.folder, stamp) if connection.vendor == "sqlite" else _postgres(options.folder, stamp)
        if not options.without_files and Path(settings.MEDIA_ROOT).is_dir():
            print(_("附件：%(file)s") % {"file": _files(options.folder, stamp)})
    except (OSError, sqlite3.Error) as error:
        raise Wrong(_("备份没有完成：%(error)s。请检查目录的权限和磁盘空间。") % {"error": error}) from error
    said = {"at": clock.now().isoformat(), "file": str(made.resolve())}
    (Path(settings.YISHI_VAR) / MARKER).write_text(json.dumps(said), encoding="utf-8")
    print(_("数据库：%(file)s（%(size).1f MB）。密钥目录 %(keys)s 不在其中，请另行离线保存。") % {
        "file": made, "size": made.stat().st_size / 1e6, "keys": settings.YISHI_SECRETS_DIR,
    })  # fmt: skip
    return 0


def _empty(path: Path) -> Path:
    """The file, made so that only its owner reads it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def _sqlite(folder: Path, stamp: str) -> Path:
    """By SQLite's own backup, which is whole although others write meanwhile."""
    target = _empty(folder / f"yishi-{stamp}.sqlite3")
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise Wrong(_("备份的数据库不完整：%(answer)s。请检查磁盘。") % {"answer": answer})
    return target


def _postgres(folder: Path, stamp: str) -> Path:
    """By pg_dump, of at least the server's version."""
    program = shutil.which("pg_dump")
    if program is None:
        raise Wrong(
            _(
                "本机没有 pg_dump。请安装 postgresql-client，或在数据库服务器上执行：pg_dump --format=custom --file=yishi.dump 数据库名"
            )
        )
    target = _empty(folder / f"yishi-{stamp}.dump")
    given = connection.get_connection_params()
    env = {**os.environ, "PGPASSWORD": str(given.get("password") or "")}
    named = {"--host": given.get("host"), "--port": given.get("port"), "--username": given.get("user")}
    options = [f"{name}={value}" for name, value in named.items() if value]
    command = [program, "--format=custom", f"--file={target}", "--no-password", *options, str(given["dbname"])]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        target.unlink(missing_ok=True)
        raise Wrong(_("pg_dump 没有完成：%(error)s") % {"error": done.stderr.strip()})
    return target


def _files(folder: Path, stamp: str) -> Path:
    target = _empty(folder / f"yishi-{stamp}-files.tar")
    with tarfile.open(target, "w") as archive:
        archive.add(settings.MEDIA_ROOT, arcname="media")
    return target
