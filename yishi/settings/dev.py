"""One machine, SQLite, the demo year: what `make run` starts."""

from yishi.settings.base import *  # noqa: F403  settings modules extend each other by star import
from yishi.settings.base import ENV
from yishi.settings.env import secret_key

DEBUG = True
SECRET_KEY = secret_key(ENV.secrets)
YISHI_MAIL = True  # kept as files, so that one can look at what would leave
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = ENV.var / "mail"
