"""Every setting of the product, for a laptop, a township and a county alike.

What differs between them comes from outside and is named in `environment`; nothing
else is read from the machine. Refuses to start in service with debugging on.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF

from yuanluo.config import environment, keys
from yuanluo.config.database import Waits, database
from yuanluo.config.mail import mail
from yuanluo.config.tiles import origin_of, tiles

# Generic classes of Django can be written with their types: QuerySet["Matter"].
django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent
VAR = environment.folder("YUANLUO_VAR", CHECKOUT / "var")
CHARTERS = environment.folder("YUANLUO_CHARTERS", CHECKOUT / "charters")
SECRETS = VAR / "secret"
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEMO = environment.flag("YUANLUO_DEMO")
DEBUG = environment.flag("YUANLUO_DEBUG")
ORIGIN = environment.text("YUANLUO_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
OVER_TLS = ORIGIN.startswith("https://")

SECRET_KEY = keys.secret(SECRETS, "django")
SECRET_KEY_FALLBACKS = keys.retired(SECRETS, "django")
# Identity numbers are compared by a hash under this key, and kept nowhere.
IDENTITY_KEY = keys.secret(SECRETS, "identity")

# Apps and middleware -------------------------------------------------------------

INSTALLED_APPS = [
    "yuanluo.record",
    "yuanluo.territory",
    "yuanluo.people",
    "yuanluo.publicity",
    "yuanluo.assembly",
    "yuanluo.matters",
    "yuanluo.courtyards",
    "yuanluo.insight",
    "yuanluo.web",
    "yuanluo.gateway",
    "yuanluo.config",
    "unfold.apps.BasicAppConfig",
    "yuanluo.config.apps.OperatorConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yuanluo.web.smaller.SmallerPages",
    "yuanluo.web.middleware.ContentPolicy",
    "yuanluo.web.middleware.LostDatabase",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yuanluo.web.idle.IdleSessions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "yuanluo.config.urls"
WSGI_APPLICATION = "yuanluo.config.wsgi.application"

# Pages ---------------------------------------------------------------------------

TEMPLATES = [
    {
        # Our own pages. Jinja2 comes first, so that a page of ours wins.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "yuanluo.paper.environment.environment",
            "context_processors": ["yuanluo.web.shell.shell"],
        },
    },
    {
        # The operator's admin and sign-in, which bring their own.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
# Made by `make install` from this version, so it is no part of what is kept.
STATIC_ROOT = CHECKOUT / "build" / "static"
MEDIA_ROOT = VAR / "media"
# Photos are served by a view that asks who may see them, never by address alone.
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Stores --------------------------------------------------------------------------

DATABASES = {
    "default": database(
        environment.text("DATABASE_URL"),
        folder=VAR,
        waits=Waits(),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Counts sign-in attempts, so it must be one for all processes.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Sign-in -------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["yuanluo.people.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": (
            "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
        ),
        "OPTIONS": {"user_attributes": ("username", "phone")},
    },
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "yuanluo.people.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"phone", "username"}
# A password is for those who want one; a number and a code suffice. The number is
# asked for by the form, for with a star staff without one could not sign in at all.
ACCOUNT_SIGNUP_FIELDS = ["phone", "password1"]
SILENCED_SYSTEM_CHECKS = ["account.W001"]
ACCOUNT_FORMS = {
    "login": "yuanluo.people.forms.SignInForm",
    "request_login_code": "yuanluo.people.forms.RequestCodeForm",
}
# Six digits, as every phone offers to fill in: three tries of a million, five minutes.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 3
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "30/h/ip,3/m/key",
    # Each message costs money, and strangers may ask for it.
    "sms": "1/m/key,5/d/key,20/h/ip",
    "verify_phone": "1/m/key,5/d/key,20/h/ip",
}
# A proxy on the same machine adds the one address that may be believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if OVER_TLS else 0
STAFF_SECOND_FACTOR = environment.flag("YUANLUO_STAFF_SECOND_FACTOR")
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if OVER_TLS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "院落 Yuanluo"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not OVER_TLS

SESSION_ENGINE = "yuanluo.people.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
# How long a session may rest before it ends; 0 sets no bound.
IDLE_STAFF_MINUTES = environment.number("YUANLUO_IDLE_STAFF_MINUTES", 30)
IDLE_RESIDENT_MINUTES = environment.number("YUANLUO_IDLE_RESIDENT_MINUTES", 720)

# Safety in the browser -----------------------------------------------------------

_FALLBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [
    urlsplit(ORIGIN).hostname or "localhost",
    *_FALLBACK_HOSTS,
    *environment.listed("YUANLUO_HOSTS"),
]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SESSION_COOKIE_NAME = "__Host-session" if OVER_TLS else "session"
SESSION_COOKIE_SECURE = OVER_TLS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if OVER_TLS else "csrf"
CSRF_COOKIE_SECURE = OVER_TLS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yuanluo.web.errors.csrf_refused"
SECURE_SSL_REDIRECT = OVER_TLS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = OVER_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# In service a proxy on the same machine ends TLS and sets this header itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OVER_TLS else None
X_FRAME_OPTIONS = "DENY"
# The one other server that a page may ask, and for pictures alone.
TILES = tiles(environment.text("YUANLUO_TILES"))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:", *([origin_of(TILES)] if TILES else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
WHITENOISE_MAX_AGE = 3600

# Messages out --------------------------------------------------------------------

_mail = mail(environment.text("YUANLUO_SMTP"), folder=VAR)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _mail.get("EMAIL_FILE_PATH")
EMAIL_HOST = _mail.get("EMAIL_HOST", "")
EMAIL_PORT = _mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = _mail.get("EMAIL_TIMEOUT")
DEFAULT_FROM_EMAIL = environment.text("YUANLUO_MAIL_FROM", "yuanluo@localhost")
SMS_ADDRESS = environment.text("YUANLUO_SMS")
SMS_PER_DAY = environment.number("YUANLUO_SMS_PER_DAY", 2000)
# Group robots by the name of their setting; the charter says which is told of what.
ROBOTS = environment.named("YUANLUO_ROBOT_*")

# Programs ------------------------------------------------------------------------

# 0 sets no bound. Counted in each process.
API_PER_MINUTE = environment.number("YUANLUO_API_PER_MINUTE", 600)

# What goes wrong is written; what goes right is not. No request body is written.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": environment.text("YUANLUO_LOG", "WARNING"),
    },
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Unknown pages are no fault of ours.
        "django.request": {"level": "ERROR"},
        # One unknown host name per scan would fill the disk.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

# Empty: the first that the system has.
TYPEFACE = environment.text("YUANLUO_TYPEFACE")

UNFOLD = {
    "SITE_TITLE": "院落 Yuanluo",
    "SITE_HEADER": "院落 Yuanluo",
    "SHOW_VIEW_ON_SITE": False,
}
