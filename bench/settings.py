"""Production's settings, as an office runs them, with static files as they are."""

from yishi.settings.prod import *  # noqa: F403  settings modules extend each other by star import

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.urls"
