"""Values that an installation sets from outside, read once and typed; everything else is in `base`."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


@dataclass(frozen=True)
class Env:
    """What the environment says. `var` holds everything that the running system writes."""

    var: Path
    database_url: str
    hosts: list[str]
    trusted_proxies: list[str]
    base_url: str
    email_url: str
    email_from: str
    apprise_urls: list[str]
    workers: int
    prepare_threshold: int | None
    """Times that PostgreSQL is asked a thing before it keeps the plan; None where a pooler stands between."""

    @property
    def secrets(self) -> Path:
        """Folder of keys made at first run; readable by the owner only."""
        return self.var / "secrets"


def read() -> Env:
    """Read the environment; missing values fall back to an installation on one machine."""
    var = Path(os.environ.get("YISHI_VAR", ROOT / "var")).resolve()
    return Env(
        var=var,
        database_url=os.environ.get("DATABASE_URL", f"sqlite:///{var / 'yishi.sqlite3'}"),
        hosts=_words("YISHI_HOSTS", "localhost,127.0.0.1,[::1]"),
        trusted_proxies=_words("YISHI_TRUSTED_PROXIES"),
        base_url=os.environ.get("YISHI_BASE_URL", "http://127.0.0.1:8000"),
        email_url=os.environ.get("YISHI_EMAIL_URL", ""),
        email_from=os.environ.get("YISHI_EMAIL_FROM", "yishi@localhost"),
        apprise_urls=_words("YISHI_APPRISE_URLS"),
        workers=int(os.environ.get("YISHI_WORKERS", "2")),
        prepare_threshold=None if os.environ.get("YISHI_POOLER") == "1" else 2,
    )


def mail(url: str) -> dict[str, object]:
    """Django's mail settings from "smtp://user:password@host:587/?tls=1"; nothing leaves where none is given."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    found = urlsplit(url)
    wanted = parse_qs(found.query)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": found.hostname or "localhost",
        "EMAIL_PORT": found.port or 25,
        "EMAIL_HOST_USER": unquote(found.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(found.password or ""),
        "EMAIL_USE_TLS": wanted.get("tls") == ["1"],
        "EMAIL_USE_SSL": wanted.get("ssl") == ["1"],
        "EMAIL_TIMEOUT": 20,
    }


def secret_key(folder: Path) -> str:
    """The installation's own signing key: made at first run, kept in a file only its owner reads."""
    path = folder / "django.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # O_EXCL: of two processes starting together, one makes the key and the other reads it.
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()
