"""What is true everywhere; dev, test and prod only differ from it."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from zhushi.config.database import database
from zhushi.config.keys import key_from
from zhushi.config.mail import mail_settings

CHECKOUT = Path(__file__).resolve().parents[4]


def _home() -> Path:
    """The data folder: ``ZHUSHI_HOME``, else ``var`` in the checkout or the current folder."""
    root = CHECKOUT if (CHECKOUT / "manage.py").exists() else Path.cwd()
    return Path(os.environ.get("ZHUSHI_HOME") or root / "var").resolve()


HOME = _home()
KEYS = HOME / "keys"
KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
SECRET_KEY = key_from(KEYS / "secret.key")
# Residents' names and telephone numbers are encrypted with this one; losing it loses them.
VAULT_KEY = key_from(KEYS / "vault.key")

DEBUG = False
# How many proxies of ours stand before the server and name the sender in X-Forwarded-For.
PROXIES = int(os.environ.get("ZHUSHI_PROXIES", "0"))
ALLOWED_HOSTS = [host for host in os.environ.get("ZHUSHI_HOSTS", "").split(",") if host]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials",
    "csp",
    "zhushi.core",
    "zhushi.vault",
    "zhushi.rooms",
    "zhushi.people",
    "zhushi.activities",
    "zhushi.matters",
    "zhushi.research",
    "zhushi.insight",
    "zhushi.exchange",
    "zhushi.grouping",
    "zhushi.papers",
    "zhushi.ui",
    "zhushi.desk",
    "zhushi.portal",
    "zhushi.ops",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "zhushi.desk.sign_in.SignedIn",
    "zhushi.desk.session_age.SessionAge",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "zhushi.config.urls"
WSGI_APPLICATION = "zhushi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhushi.ui.context.frame",
                "zhushi.desk.shell.frame",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), home=HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "desk:login"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "desk:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}UserAttributeSimilarityValidator"},
    {"NAME": "zhushi.core.passwords.MinimumLength", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"  # never mounted as a URL: a view asks for the right first
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Tabler draws its check marks and arrows from data: pictures in its style sheet.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "zhushi.desk.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day with its evening duty
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "zhushi.ui.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("ZHUSHI_ORIGINS", "").split(",") if origin
]

try:
    _mail = mail_settings(os.environ.get("EMAIL_URL", ""), default="dummy")
except ValueError as wrong:
    raise ImproperlyConfigured(str(wrong)) from wrong
globals().update(_mail)
DEFAULT_FROM_EMAIL = os.environ.get("ZHUSHI_MAIL_FROM", "zhushi@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ZHUSHI_LOG", "INFO")},
}

AUTHENTICATION_BACKENDS = ["zhushi.desk.sign_in.PersonBackend"]

# Long work is done by the process that ticks; without one (a developer's server, tests) at once.
JOBS_IN_BACKGROUND = os.environ.get("ZHUSHI_JOBS") == "background"
