"""Every setting, read from the environment and checked.

Nothing set means production, so a forgotten setting refuses to start instead of starting unsafe.
`docs/operate.md` explains each variable.
"""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from tilth.config import safety

env = Env(prefix="TILTH_")
PACKAGE = Path(__file__).resolve().parent.parent

STAGE = env.str("STAGE", "production", validate=safety.known_stage)
PRODUCTION = STAGE == "production"
DEMO = STAGE == "demo"
DEBUG = STAGE == "development"

DATA = Path(env.str("DATA", "var")).resolve()
if not PRODUCTION:
    DATA.mkdir(parents=True, exist_ok=True)
else:
    os.environ.setdefault("NUMBA_CACHE_DIR", str(DATA / "compiled"))  # the package itself may not be written to

SECRET_KEY = env.str("SECRET_KEY", "" if PRODUCTION else safety.own_secret(DATA))
ADDRESS = env.str("ADDRESS", "" if PRODUCTION else "http://localhost:8000").rstrip("/")
HOST = safety.host_of(ADDRESS)
ALLOWED_HOSTS = [HOST] if PRODUCTION else [HOST, "localhost", "127.0.0.1", "testserver"]
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS else []

# --- what Tilth is made of, highest layer first -------------------------------------------------

OURS = [
    "tilth.home",
    "tilth.maturity",
    "tilth.jpd",
    "tilth.ledger",
    "tilth.audits",
    "tilth.partnerships",
    "tilth.notices",
    "tilth.people",
    "tilth.topics",
    "tilth.schools",
    "tilth.jobs",
    "tilth.trail",
    "tilth.trays",
    "tilth.web",
]
INSTALLED_APPS = [
    *OURS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.microsoft",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "template_partials",
]
if DEMO or STAGE == "test":
    INSTALLED_APPS.insert(0, "tilth.demo")
if STAGE == "test":
    INSTALLED_APPS.append("allauth.idp.oidc")

MIDDLEWARE = [
    "tilth.audits.door.middleware.Door",  # first: what lies behind it must not be able to know who comes there
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tilth.web.kept.NothingKept",
]
ROOT_URLCONF = "tilth.config.urls"
WSGI_APPLICATION = "tilth.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tilth.home.context.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "tilth.web.templatetags.tilth",
            ],
            # An undefined variable in a page of ours is a fault: the tests make it loud.
            "string_if_invalid": safety.Loud("%s") if STAGE == "test" else "",
        },
    },
]
FORM_RENDERER = "tilth.web.forms.Renderer"

# --- database -----------------------------------------------------------------------------------

DATABASES: dict[str, Any] = {
    "default": safety.with_options(env.dj_db_url("DATABASE", f"sqlite:///{DATA / 'tilth.sqlite3'}")),
    # Sealed sheets of answers lie apart, and what is acknowledged there is on the disk.
    "trays": safety.with_options(env.dj_db_url("TRAYS", f"sqlite:///{DATA / 'trays.sqlite3'}"), durable=True),
}
DATABASE_ROUTERS = ["tilth.trays.routing.Apart"]
KEYS = Path(env.str("KEYS", str(DATA / "keys"))).resolve()  # of sealed trays: never inside a database or a backup
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How often somebody tried to sign in is counted here. Several servers need one memory: set TILTH_CACHE (redis://…).
CACHES = {"default": env.dj_cache_url("CACHE", "locmem://tilth?max_entries=100000")}

# --- work done later ----------------------------------------------------------------------------

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if STAGE == "test"
        else "django_tasks_db.DatabaseBackend",
    },
}

# --- who signs in, and how ----------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"
ACCOUNT_ADAPTER = "tilth.people.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "tilth.people.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "login": "tilth.people.forms.sign_in.Address",
    "request_login_code": "tilth.people.forms.sign_in.AddressAgain",
    "confirm_login_code": "tilth.people.forms.sign_in.Code",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is vouched for by a school, or proved, before it is kept at all
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# A whole staff sits behind one address and signs in within the same minutes; one person needs few codes.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "request_login_code": "120/m/ip,3/m/key,10/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.bool("BEHIND_PROXY", False))
MFA_ADAPTER = "tilth.people.adapters.MFAAdapter"
MFA_TOTP_ISSUER = "Tilth"
MFA_FORMS = {
    "add_webauthn": "tilth.people.forms.sign_in.Passkey",
    "edit_webauthn": "tilth.people.forms.sign_in.PasskeyName",
    "activate_totp": "tilth.people.forms.sign_in.FirstAppCode",
    "authenticate": "tilth.people.forms.sign_in.AppCode",
    "reauthenticate": "tilth.people.forms.sign_in.AppCodeAgain",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # passkeys on localhost, where there is no TLS
USERSESSIONS_TRACK_ACTIVITY = False  # least data: when somebody was last here is nobody's business
SOCIALACCOUNT_FORMS = {"disconnect": "tilth.people.forms.sign_in.Disconnect"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # a verified address finds the person the school entered
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = safety.providers(env)
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"

# --- pages --------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION or DEMO
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None

# --- words and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Europe/London")

# --- mail ---------------------------------------------------------------------------------------

globals().update(env.dj_email_url("EMAIL", "" if PRODUCTION else f"file:///{DATA / 'mail'}"))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", f"Tilth <tilth@{HOST or 'localhost'}>")

# --- what is written down -----------------------------------------------------------------------

# No addresses, names or e-mails in logs: what a library or the database quotes in an error is left out.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "tilth.config.discretion.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO" if PRODUCTION else "WARNING"},
    "loggers": {"django_tasks_db": {"level": "ERROR"}},  # that a worker was told to stop is no news
}

SILENCED_SYSTEM_CHECKS: list[str] = []

if PRODUCTION:
    safety.refuse_unsafe(globals())
