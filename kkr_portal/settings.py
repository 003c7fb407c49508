"""Settings of the portal. Production differs from a developer's machine only through the environment.

The environment may come from a file ``.env`` beside ``manage.py``; what is already set wins.

SECRET_KEY      required; in operation 50 characters or more
ALLOWED_HOSTS   comma-separated host names; required unless LOCAL
LOCAL           1: plain http on one's own machine; demonstration sign-ins are shown on the sign-in page
DEBUG           1: Django's error pages; only with LOCAL
PORTAL_URL      the address that mails lead to; default https:// and the first of ALLOWED_HOSTS
DATABASE_URL    postgres://…; without it the embedded PostgreSQL is used
DATA_DIR        folder of uploaded files and of the embedded database; default .data
S3_BUCKET       bucket for the uploaded files instead of DATA_DIR, at Amazon or at S3_ENDPOINT (https://…), in
                S3_REGION; the keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the machine's own role
EMAIL_URL       smtp://…; required unless LOCAL, where mails are written to the terminal
MAIL_FROM       sender of the portal's mails
BEHIND_PROXY    1: a proxy in front ends https; it sets X-Forwarded-Proto itself and adds X-Forwarded-For
OFFICE_CONVERTER  LibreOffice's soffice, for manage.py convert_office; default the one on the PATH
OFFICE_FILES    1: Office files are taken in and wait for that command, also where it runs on another machine;
                0: they are refused; default 1 where LibreOffice is found
LOG_LEVEL       default INFO
METRICS_TOKEN   whoever brings it (Authorization: Bearer …) may read /metrics; 20 characters or more
METRICS_NETWORKS  networks that may, such as 10.1.0.0/16; with both set, both are asked for
CONTACT_NAME    whom the public may ask about the portal and its accessibility, with CONTACT_EMAIL and
                CONTACT_PHONE; the law wants a way to write and a way to call
ACCESSIBILITY_STATEMENT  https://was.digst.dk/… once the authority has made the statement; /was leads there
OPEN_DATA_LICENSE        https://… of the licence that the KKR have decided on for open data
OIDC_*          single sign-on, see the end of this file
"""

import ipaddress
import shutil
from pathlib import Path

import environ
import pghistory
from django.core.exceptions import ImproperlyConfigured

from kkr_portal import database, file_store
from kkr_portal.access import groups

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

LOCAL = env.bool("LOCAL", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if LOCAL and not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).absolute()

if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY mangler: en lang, tilfældig tekst, som kun denne portal har. "
        "Skriv den i miljøet eller i filen .env; «make run» laver en."
    )
if not LOCAL and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY er for kort til drift. Den skal være tilfældig og på mindst 50 tegn."
    )
if not LOCAL and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG=1 viser portalens indre for alle og kan ikke bruges i drift. Fjern DEBUG, "
        "eller sæt LOCAL=1, hvis det er din egen maskine."
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS mangler: portalens værtsnavn, fx ALLOWED_HOSTS=portal.example.dk. "
        "Sæt LOCAL=1, hvis det er din egen maskine."
    )
PORTAL_URL = env.str("PORTAL_URL", default="").rstrip("/")
if not PORTAL_URL and LOCAL:
    PORTAL_URL = f"http://127.0.0.1:{env.str('PORT', default='') or '8000'}"
if not PORTAL_URL and ALLOWED_HOSTS[0][0] not in "*.":
    PORTAL_URL = f"https://{ALLOWED_HOSTS[0]}"
if not PORTAL_URL.startswith(("https://", "http://") if LOCAL else "https://"):
    raise ImproperlyConfigured(
        "PORTAL_URL mangler: portalens adresse, som mails henviser til, fx https://portal.example.dk"
    )

INSTALLED_APPS = [
    "kkr_portal.admin.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.forms",
    "crispy_forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "pgtrigger",
    "pghistory",
    "csp",
    "kkr_portal.registry",
    "kkr_portal.access",
    "kkr_portal.history",
    "kkr_portal.documents",
    "kkr_portal.outbox",
    "kkr_portal.year",
    "kkr_portal.search",
    "kkr_portal",
    "meetings",
    "boards",
    "quotas",
    "contracts",
    "kkr_portal.help",
    "kkr_portal.reminders",
    "kkr_portal.privacy",
    "kkr_portal.demonstration",
]

# LocaleMiddleware is left out on purpose: the portal is Danish, whatever the browser asks for.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "kkr_portal.access.middleware.ClosedByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
    "kkr_portal.documents.middleware.TellsMissingFiles",
]

ROOT_URLCONF = "kkr_portal.urls"
WSGI_APPLICATION = "kkr_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kkr_portal.access.context.access",
                "kkr_portal.help.context.help_address",
                *(["kkr_portal.demonstration.context.sign_ins"] if LOCAL else []),
            ],
            "builtins": ["kkr_portal.templatetags.danish"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["dkfds"]
CRISPY_TEMPLATE_PACK = "dkfds"
CRISPY_FAIL_SILENTLY = False

EMBEDDED_DATABASE = not env.str("DATABASE_URL", default="")
DATABASES = {
    "default": database.connection(DATA_DIR) if EMBEDDED_DATABASE else env.db_url("DATABASE_URL"),
}
if DATABASES["default"].get("ENGINE") != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL skal nævne en PostgreSQL-database, fx postgres://bruger:kode@vært:5432/database"
    )
# A socket's folder stands behind the address (…/database?host=/run/postgresql); pg_dump is told it as HOST.
_behind: dict[str, object] = DATABASES["default"].get("OPTIONS", {})  # type: ignore[assignment]
for _name in _behind.keys() & {"host", "port"}:
    DATABASES["default"][_name.upper()] = _behind.pop(_name)
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # actions say where a transaction begins and ends
# Nothing is kept in one process that another would not know of: Django's own default is such a memory.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# History: every insert, update and delete of every tracked model, and no one may change it later.
PGHISTORY_APPEND_ONLY = True
# Not for pages that are only read: they, and /health, must not depend on who is signed in.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "front_page"
LOGOUT_REDIRECT_URL = "access:sign_in"
PASSWORD_RESET_TIMEOUT = 3600  # seconds
SESSION_COOKIE_AGE = 8 * 3600  # seconds: a working day
SESSION_SAVE_EVERY_REQUEST = False

# Five wrong passwords (or codes) from one address for one account: closed for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page promises a quarter of an hour
AXES_USERNAME_FORM_FIELD = "username"  # what the form and Django call it; the model's field is "email"
AXES_CLIENT_IP_CALLABLE = "kkr_portal.access.address.client_address"
AXES_WHITELIST_CALLABLE = "kkr_portal.access.single_sign_on.is_single_sign_on"
AXES_ENABLE_ADMIN = False  # in English only; the user's page in the admin lifts a lock-out
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "kkr_portal.access.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False  # no greeting at every start
OTP_TOTP_ISSUER = "KKR-portalen"

LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True  # Django's own texts and date formats in Danish
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # it would write ids in addresses and forms as 1.024; a figure uses |thousands

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": file_store.chosen(env, DATA_DIR / "files", local=LOCAL),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=50 * 1024 * 1024)
UPLOAD_MAX_PAGES = env.int("UPLOAD_MAX_PAGES", default=1000)
UPLOAD_MAX_PIXELS = env.int("UPLOAD_MAX_PIXELS", default=80_000_000)
OFFICE_CONVERTER = env.str("OFFICE_CONVERTER", default=shutil.which("soffice") or "")
OFFICE_FILES = env.bool("OFFICE_FILES", default=bool(OFFICE_CONVERTER))
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a table that is taken in travels as text in its form

# Safe unless LOCAL says that this is plain http on one's own machine.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kkr_portal.access.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

EMAIL_URL = env.str("EMAIL_URL", default="")
if not LOCAL and not EMAIL_URL:
    # Written to the log, a mail would show its link for a new password to whoever reads the log.
    raise ImproperlyConfigured(
        "EMAIL_URL mangler: serveren, som sender portalens mails, fx smtp://mail.example.dk:25"
    )
vars().update(env.email_url_config(EMAIL_URL or "consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="KKR-portalen <ingen-svar@localhost>")

# What is said to the public about whoever runs the portal; without a value the pages say that it is missing.
CONTACT_NAME = env.str("CONTACT_NAME", default="")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
CONTACT_PHONE = env.str("CONTACT_PHONE", default="")
ACCESSIBILITY_STATEMENT = env.str("ACCESSIBILITY_STATEMENT", default="")
OPEN_DATA_LICENSE = env.str("OPEN_DATA_LICENSE", default="")
if ACCESSIBILITY_STATEMENT and not ACCESSIBILITY_STATEMENT.startswith("https://was.digst.dk/"):
    raise ImproperlyConfigured(
        "ACCESSIBILITY_STATEMENT skal være erklæringens adresse i WAS-Tool: https://was.digst.dk/…"
    )
if OPEN_DATA_LICENSE and not OPEN_DATA_LICENSE.startswith("https://"):
    raise ImproperlyConfigured("OPEN_DATA_LICENSE skal være licensens adresse og begynde med https://")

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
try:
    METRICS_NETWORKS = [ipaddress.ip_network(one) for one in env.list("METRICS_NETWORKS", default=[])]
except ValueError:
    raise ImproperlyConfigured(
        "METRICS_NETWORKS skal være netværk med komma imellem, fx 10.1.0.0/16,10.2.3.4/32"
    ) from None
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN er for kort: det skal være tilfældigt og på mindst 20 tegn.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kkr_portal.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"level": "INFO", "handlers": [], "propagate": True},
        "django.server": {"level": "INFO", "handlers": [], "propagate": True},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

# Single sign-on with OpenID Connect (Entra ID or a broker): OIDC_CLIENT_ID turns it on, and then the
# secret and the four endpoints are required. Only an address that the provider calls verified signs
# in. OIDC_TRUST_EMAIL=1 is for a provider that says nothing about it (Entra ID) and serves only our
# own organisation's accounts. OIDC_ROLES gives roles by the provider's groups, which it tells in the claim
# OIDC_GROUPS_CLAIM (groups); whoever is in such a group needs no user beforehand: access/groups.py.
OIDC_RP_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
SINGLE_SIGN_ON = bool(OIDC_RP_CLIENT_ID)
if SINGLE_SIGN_ON:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append("kkr_portal.access.single_sign_on.SingleSignOnBackend")
    OIDC_RP_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET")
    OIDC_OP_AUTHORIZATION_ENDPOINT = env.str("OIDC_AUTHORIZATION_ENDPOINT")
    OIDC_OP_TOKEN_ENDPOINT = env.str("OIDC_TOKEN_ENDPOINT")
    OIDC_OP_USER_ENDPOINT = env.str("OIDC_USER_ENDPOINT")
    OIDC_OP_JWKS_ENDPOINT = env.str("OIDC_JWKS_ENDPOINT")
    OIDC_RP_SIGN_ALGO = env.str("OIDC_SIGN_ALGORITHM", default="RS256")
    OIDC_RP_SCOPES = env.str("OIDC_SCOPES", default="openid email profile")
    OIDC_TRUST_EMAIL = env.bool("OIDC_TRUST_EMAIL", default=False)
    OIDC_USE_PKCE = True
    try:
        OIDC_ROLES = groups.parsed(env.list("OIDC_ROLES", default=[]))
    except ValueError as trouble:
        raise ImproperlyConfigured(str(trouble)) from None
    OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", default="groups")
    OIDC_CREATE_USER = bool(OIDC_ROLES)
    OIDC_TIMEOUT = 10  # seconds
    OIDC_AUTHENTICATION_CALLBACK_URL = "access:single_sign_on_callback"
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(
        "https://" + OIDC_OP_AUTHORIZATION_ENDPOINT.split("/")[2]
    )
