"""The databases that are measured on: made once for each size, then copied for every measurement."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("YISHI_BENCH_VAR", ROOT / "var" / "bench"))
"""Everything that a run writes; may be deleted at any time."""


def child_env(url: str) -> dict[str, str]:
    """The environment of a process that measures on `url`."""
    return os.environ | {
        "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings", "YISHI_VAR": str(VAR), "PYTHONPATH": str(ROOT),
        "YISHI_EMAIL_URL": "", "PYTHONHASHSEED": "0",
    }  # fmt: skip


def kind(url: str) -> str:
    """sqlite or postgresql."""
    return "postgresql" if url.startswith("postgres") else "sqlite"


def base(url: str, size: int, *, indexed: bool = True) -> str:
    """The address of a database of `size` suggestions beside the one named, made unless it stands already.

    The name tells the size and the code that made it, so a changed model or generator makes a new one; after
    a change of what steps write, `forget` them first. Nothing is ever written to the database that `url` names."""
    made = _named(url, f"{_fingerprint()}_{size}{'' if indexed else 'n'}")
    if not _stands(made):
        making = _named(url, f"making_{os.getpid()}")
        drop(making)
        _create(making)
        command = [sys.executable, "-m", "bench.data.make", str(size), *([] if indexed else ["--no-index"])]
        subprocess.run(command, env=child_env(making), cwd=ROOT, check=True)
        _rename(making, made)
    return made


def grown(url: str, size: int, facts: int) -> str:
    """The address of a database that is such a base with a tree of organs on it and so many facts in all."""
    made = _named(url, f"{_fingerprint()}_{size}_{facts}")
    if not _stands(made):
        making = copy(base(url, size))
        subprocess.run(
            [sys.executable, "-m", "bench.data.grow", str(facts)], env=child_env(making), cwd=ROOT, check=True
        )
        _rename(making, made)
    return made


def forget(url: str) -> None:
    """Take away every database that was made beside the one named."""
    if kind(url) == "sqlite":
        for path in VAR.glob("bench_*.sqlite3*"):
            path.unlink()
        return
    made = _named(url, "")
    for (name,) in _admin(url, f"SELECT datname FROM pg_database WHERE starts_with(datname, '{_name(made)}')"):
        drop(urlunsplit(urlsplit(made)._replace(path=f"/{name}")))


def copy(of: str) -> str:
    """A copy to be changed at will; `drop` it afterwards."""
    made = of + "_copy" if kind(of) == "postgresql" else of.replace(".sqlite3", "_copy.sqlite3")
    drop(made)
    if kind(of) == "postgresql":
        _admin(of, f'CREATE DATABASE "{_name(made)}" TEMPLATE "{_name(of)}"')
    else:
        shutil.copyfile(_path(of), _path(made))
    return made


def drop(url: str) -> None:
    """Take a database away, if it stands."""
    if kind(url) == "postgresql":
        _admin(url, f'DROP DATABASE IF EXISTS "{_name(url)}" WITH (FORCE)')
        return
    for tail in ("", "-wal", "-shm"):
        Path(f"{_path(url)}{tail}").unlink(missing_ok=True)


def static_files() -> None:
    """Gather what pages link to, as production's settings ask."""
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, env=child_env("sqlite://:memory:"), cwd=ROOT, check=True)


def durability(connection: Any) -> dict[str, str]:
    """The settings that decide what a commit costs, as the database itself says them."""
    names = ("synchronous_commit", "fsync") if connection.vendor == "postgresql" else ("synchronous", "journal_mode")
    show = "SHOW {}" if connection.vendor == "postgresql" else "PRAGMA {}"
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(show.format(name))
            found[name] = str(cursor.fetchone()[0])
    if "synchronous" in found:
        found["synchronous"] = {"0": "OFF", "1": "NORMAL", "2": "FULL", "3": "EXTRA"}[found["synchronous"]]
    return found


def _fingerprint() -> str:
    """Of what decides how the tables look and what is put into them."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("bench/data/*.py"), *ROOT.glob("yishi/**/migrations/*.py")]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _named(url: str, tail: str) -> str:
    if kind(url) == "sqlite":
        VAR.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{VAR / f'bench_{tail}.sqlite3'}"
    parts = urlsplit(url)
    return urlunsplit(
        parts._replace(path=f"{parts.path}_bench_{tail}" if parts.path != "/" else f"/yishi_bench_{tail}")
    )


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _admin(url: str, sql: str, name: str = "postgres") -> list[Any]:
    import psycopg

    with psycopg.connect(urlunsplit(urlsplit(url)._replace(path=f"/{name}")), autocommit=True) as connection:
        found = connection.execute(sql)  # type: ignore[arg-type]  # names cannot be parameters; ours are plain
        return found.fetchall() if found.description else []


def _stands(url: str) -> bool:
    if kind(url) == "sqlite":
        return Path(_path(url)).exists()
    return bool(_admin(url, f"SELECT 1 FROM pg_database WHERE datname = '{_name(url)}'"))


def _create(url: str) -> None:
    if kind(url) == "postgresql":
        _admin(url, f"CREATE DATABASE \"{_name(url)}\" TEMPLATE template0 ENCODING 'UTF8'")


def _rename(url: str, to: str) -> None:
    if kind(url) == "postgresql":
        _admin(url, f'ALTER DATABASE "{_name(url)}" RENAME TO "{_name(to)}"')
    else:
        Path(_path(url)).rename(_path(to))
