"""Reads the environment and starts on SQLite with nothing set. docs/settings.md lists every variable."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from haandgreb.site.keys import secret_key

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def _list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


DATA_DIR = Path(os.environ.get("HAANDGREB_DATA", ".data")).resolve()
PRODUCTION = _flag("HAANDGREB_PRODUCTION")
DEBUG = _flag("HAANDGREB_DEBUG")
SECRET_KEY = secret_key(DATA_DIR)
# The address people use: https://haandgreb.example.dk. Links in mails and QR codes lead there.
BASE_URL = os.environ.get("HAANDGREB_URL", "").rstrip("/")
ALLOWED_HOSTS = _list("HAANDGREB_HOSTS") or (["*"] if not PRODUCTION else [])
CONTACT = os.environ.get("HAANDGREB_CONTACT", "")
ACCESSIBILITY_STATEMENT_URL = os.environ.get("HAANDGREB_ACCESSIBILITY_URL", "")
TRUSTED_PROXIES = _list("HAANDGREB_TRUSTED_PROXIES")

if PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("HAANDGREB_DEBUG cannot be on in production.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("Set HAANDGREB_HOSTS to the host names of this installation.")
    if not BASE_URL.startswith("https://"):
        raise ImproperlyConfigured("Set HAANDGREB_URL to the https address of this installation.")

# Capabilities in the order of the map, highest first: the menu follows it.
CAPABILITIES = [
    "haandgreb.site",
    "haandgreb.integrations.ical",
    "haandgreb.integrations.xapi",
    "haandgreb.toolbox",
    "haandgreb.meetings",
    "haandgreb.dialogues",
    "haandgreb.learning",
    "haandgreb.impactmap",
    "haandgreb.competences",
    "haandgreb.strategy",
    "haandgreb.questions",
    "haandgreb.followups",
    "haandgreb.confidentiality",
    "haandgreb.organisation",
    "haandgreb.shared",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "lucide",
    "django_tasks",
    "django_tasks_db",
    *CAPABILITIES,
]
MIDDLEWARE = [
    "haandgreb.shared.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "haandgreb.shared.middleware.Trouble",
    "haandgreb.organisation.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "haandgreb.organisation.middleware.PersonLanguage",
    "haandgreb.organisation.refusals.Refusals",
    "haandgreb.site.middleware.SetUpFirst",
    "haandgreb.organisation.middleware.SignInRequired",
    "django_htmx.middleware.HtmxMiddleware",
    "haandgreb.shared.uploads.BodyLimit",
]
ROOT_URLCONF = "haandgreb.site.urls"
WSGI_APPLICATION = "haandgreb.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "haandgreb.site.context.page",
            ],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    """Django's settings for DATABASE_URL: postgresql://user:password@host:port/name or sqlite:///path."""
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or query.pop("host", "")),
            "PORT": str(parts.port or query.pop("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 10, **query},
        }
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    raise ImproperlyConfigured("DATABASE_URL begins with postgresql:// or sqlite:///")


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: what was acknowledged survives a power cut. secure_delete: what was deleted (a ballot, who gave a
            # verdict) is overwritten, so that a copy of the file does not hold it.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        },
    }


DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": _database(DATABASE_URL) if DATABASE_URL else _sqlite(DATA_DIR / "haandgreb.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = ["haandgreb.organisation.backends.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "haandgreb.organisation.passwords.Repetition"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "given", "surname", "email", "login"]},
    },
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"

SESSION_ENGINE = "haandgreb.organisation.sessions"
SESSION_COOKIE_AGE = 30 * 60  # idle
SESSION_ABSOLUTE_AGE = 10 * 60 * 60
WITHOUT_SESSION = ("/s/", "/xapi/statements", "/xapi/about")  # people who answer anonymously, and machines
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "haandgreb.site.views.csrf_failure"
# Phones in the room reach a demo over plain http and would lose a Secure cookie; production refuses plain http.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if PRODUCTION else "language"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = False  # the proxy redirects; a plain request in production is refused by SecurityHeaders
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = False
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
MOST_WITH_FILES = 11 * 1024 * 1024  # a file of 10 MB and its form
LARGE_BODIES = {
    "/organisation/staff-list/": 51 * 1024 * 1024,  # lists of 50 MB together
    "/competences/catalogue/esco/": 51 * 1024 * 1024,  # ESCO's list in two languages, 25 MB each
    "/learning/completions/lists/": 51 * 1024 * 1024,  # what a platform tells, 50 MB
}
# Uploads stay in memory: a staff list may hold CPR numbers, which never reach a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = max(LARGE_BODIES.values())

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("HAANDGREB_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("HAANDGREB_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("HAANDGREB_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HAANDGREB_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("HAANDGREB_SMTP_TLS")
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = os.environ.get("HAANDGREB_MAIL_FROM", "haandgreb@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"page": {"()": "haandgreb.shared.logs.PageNotAddress"}},
    "formatters": {
        "line": {
            "()": "haandgreb.shared.logs.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["page"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("HAANDGREB_LOG_LEVEL", "WARNING")},
    # A page that is not found, or a form with an error, is nothing for an operator.
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"handlers": [], "propagate": False}},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # the redirect to https is the proxy's; plain http is refused here
    "security.W021",  # to be built into every browser is for who owns the whole domain to ask, and hard to undo
]
