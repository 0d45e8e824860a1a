"""Tests: fast password hashing, mail in memory, everything written to a folder of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("YISHI_VAR", tempfile.mkdtemp(prefix="yishi-test-"))

from yishi.settings.base import *  # noqa: F403  settings modules extend each other by star import

SECRET_KEY = "for tests only, never for an installation"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(os.environ["YISHI_VAR"]) / "media"
AXES_ENABLED = False
YISHI_MAIL = True
