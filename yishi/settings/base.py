"""Settings shared by every way of running. Legal numbers never stand here: they are in rule packs."""

from __future__ import annotations

import dj_database_url

from yishi.rooms import YEAR
from yishi.settings.env import ROOT, read

ENV = read()
BASE_DIR = ROOT
DEBUG = False
ALLOWED_HOSTS = ENV.hosts
BASE_URL = ENV.base_url
YISHI_VAR = ENV.var
YISHI_SECRETS_DIR = ENV.secrets
YISHI_APPRISE_URLS = ENV.apprise_urls
YISHI_TRUSTED_PROXIES = ENV.trusted_proxies
YISHI_JOURNAL_HASH = "sha256"

FOUNDATION = ["people", "matters", "journal", "clocks", "facts", "outbox", "files", "loops"]
CROSSINGS = ["street"]
READINGS = ["search", "figures", "report", "topics"]
DOORS = ["parts", "desk", "unit", "pocket", "public", "api", "cli"]

INSTALLED_APPS = [
    "yishi.doors.look",  # before allauth, whose pages it dresses
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_filters",
    "django_q",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    *[f"yishi.foundation.{name}" for name in FOUNDATION],
    *[f"yishi.rooms.{room.name}" for room in YEAR],
    *[f"yishi.crossings.{name}" for name in CROSSINGS],
    *[f"yishi.readings.{name}" for name in READINGS],
    *[f"yishi.doors.{name}" for name in DOORS],
]

MIDDLEWARE = [
    "yishi.doors.parts.readable.Readable",
    "django.middleware.security.SecurityMiddleware",
    "yishi.doors.look.policy.Policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yishi.doors.look.languages.ChosenLanguage",
    "yishi.foundation.people.middleware.OwnPasswordFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "yishi.doors.parts.who.Who",
]

ROOT_URLCONF = "yishi.doors.urls"
WSGI_APPLICATION = "yishi.doors.wsgi.application"

FORM_RENDERER = "yishi.doors.look.selects.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "yishi.doors.look.context.look",
                "yishi.doors.parts.shell.shell",
                "yishi.doors.desk.nav.nav",
            ]
        },
    }
]

DATABASES = {"default": dj_database_url.parse(ENV.database_url, conn_max_age=600, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers take the lock when they begin, so a step never fails half way for want of it; `synchronous`
    # is full, so that what was acknowledged survives a power cut; REPLACE fires the journal's triggers.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
    }
else:
    # What every step asks is planned once; see foundation/prepared.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", ENV.prepare_threshold)
    # Whoever waits longer for a row that another holds is told that the house is busy; without this he waits for ever.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c lock_timeout=20s")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "yishi.foundation.people.passwords.NotLikeName", "OPTIONS": {"user_attributes": ("username", "name")}},
    {"NAME": "yishi.foundation.people.passwords.LongEnough"},
    {"NAME": "yishi.foundation.people.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "yishi.foundation.people.signin.ClosedSignup"
SOCIALACCOUNT_ADAPTER = "yishi.foundation.people.signin.ClosedSocialSignup"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "yishi.doors.parts.signing.Login",
    "change_password": "yishi.doors.parts.signing.ChangePassword",
    "reauthenticate": "yishi.doors.parts.signing.Reauthenticate",
}
# Three hundred deputies sign in from one hall's network when a session opens; guessing is stopped by axes, per name.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "120/m/ip"}
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "look/locked_out.html"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]  # each in its own words
LOCALE_PATHS = [ROOT / "yishi" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = ENV.var / "static"
STATICFILES_DIRS = [
    (f"vendor/{name}", ROOT / "node_modules" / folder)
    for name, folder in (
        ("tabler", "@tabler/core/dist"),
        ("htmx", "htmx.org/dist"),
        ("echarts", "echarts/dist"),
        ("tom-select", "tom-select/dist"),
    )
]
MEDIA_ROOT = ENV.var / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

Q_CLUSTER = {
    "name": "yishi",
    "orm": "default",
    "workers": ENV.workers,
    "timeout": 1800,
    "retry": 2400,
    "ack_failures": True,
    "max_attempts": 3,
    "poll": 1,
    "catch_up": False,
    "label": "Jobs",
}

DEFAULT_FROM_EMAIL = ENV.email_from
YISHI_MAIL = bool(ENV.email_url)
YISHI_MAIL_SHOWS_TITLES = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"links": {"()": "yishi.doors.public.voice.logs.NoLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
