"""Keys that only their owner may read, room on the disk, and a backup that is not old."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from yishi.doors.cli.doctor.findings import Finding, fine, look, wrong
from yishi.foundation import clock
from yishi.foundation.journal import keys

MARKER = "last-backup.json"
"""Where `yishi backup` writes down what it did."""
OLDEST = dt.timedelta(days=2)
LEAST_FREE = 1 << 30


def secrets() -> Iterator[Finding]:
    """May anybody else read the keys?"""
    folder = Path(settings.YISHI_SECRETS_DIR)
    if not folder.exists():
        yield look(_("密钥目录 %(path)s 还没有建立。") % {"path": folder}, _("首次启动或者封签时自动生成。"))
        return
    open_ones = [path for path in (folder, *sorted(folder.iterdir())) if path.suffix != ".pub" and _readable(path)]
    for path in open_ones:
        mode = "700" if path.is_dir() else "600"
        yield wrong(_("%(path)s 可被他人读取。") % {"path": path}, f"chmod {mode} {path}")
    told = {str(path) for path in open_ones}
    for problem in keys.problems():
        if not any(path in problem for path in told):
            yield wrong(problem, _("请按提示修改。"))
    if not open_ones:
        yield fine(_("密钥文件只有本账号可读。"))


def _readable(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def backups() -> Finding:
    """When was the last backup, and is it still there?"""
    marker = Path(settings.YISHI_VAR) / MARKER
    try:
        said = json.loads(marker.read_text(encoding="utf-8"))
        at, file = dt.datetime.fromisoformat(said["at"]), Path(said["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return look(_("没有备份记录。"), _("请每天执行 yishi backup 目录，并把备份存放到另一台机器。"))
    if not file.exists():
        return look(
            _("最近一次备份 %(file)s 已不在原处。") % {"file": file}, _("如已移到别处可不理会，否则请重新备份。")
        )
    age = clock.now() - at
    if age > OLDEST:
        return wrong(
            _("最近一次备份是 %(days)d 天前。") % {"days": age.days}, _("请检查每天执行 yishi backup 的定时任务。")
        )
    return fine(_("最近一次备份：%(at)s。") % {"at": at.strftime("%Y-%m-%d %H:%M")})


def room() -> Finding:
    """Is there room to write?"""
    free = shutil.disk_usage(settings.YISHI_VAR).free
    said = {"free": free / (1 << 30)}
    if free < LEAST_FREE:
        return wrong(_("磁盘只剩 %(free).1f GB。") % said, _("请清理磁盘或者把 YISHI_VAR 移到更大的磁盘。"))
    return fine(_("磁盘剩余 %(free).0f GB。") % said)
