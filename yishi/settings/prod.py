"""An office's installation behind a proxy that ends TLS; see docs/deploy.md."""

from yishi.settings.base import *  # noqa: F403  settings modules extend each other by star import
from yishi.settings.base import ENV
from yishi.settings.env import mail, secret_key

SECRET_KEY = secret_key(ENV.secrets)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Where the house is reached by https, whoever comes by http is sent there; the proxy says which it was.
SECURE_SSL_REDIRECT = ENV.base_url.startswith("https://")
# Whether other names under the same domain are reached by https too is not this installation's to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_HSTS_SECONDS = 31_536_000
CSRF_TRUSTED_ORIGINS = [ENV.base_url]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
globals().update(mail(ENV.email_url))
