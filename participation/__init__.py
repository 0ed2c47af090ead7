"""participation: the platform. ``create_app`` reads like a table of contents."""

from importlib import import_module
from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from participation import (
    access,
    accounts,
    assets,
    barriers,
    bodies,
    cli,
    components_page,
    database,
    deadlines,
    demo,
    deputies,
    errors,
    following,
    formatting,
    i18n,
    instance,
    jobs,
    kept,
    layout,
    mail,
    open_data,
    organisations,
    places,
    procedures,
    retention,
    security,
    start,
    summaries,
    texts,
    throttle,
    workstreams,
)
from participation.clock import Clock, system_clock
from participation.config import Settings, read_settings
from participation.extensions import csrf
from participation.kit import one_time_codes, personal_links, search, uploads

FEATURES = ("surveys",)
"""Packages that plug in through their ``init_app``; the platform knows them only by these names."""

PARTS = (
    i18n,
    formatting,
    assets,
    security,
    bodies,
    errors,
    kept,
    throttle,
    layout,
    start,
    jobs,
    retention,
    demo,
    personal_links,
    one_time_codes,
    deadlines,
    deputies,
    accounts,
    search,
    organisations,
    instance,
    texts,
    barriers,
    mail,
    places,
    following,
    summaries,
    workstreams,
    procedures,
    open_data,
    uploads,
    components_page,
)
"""The platform's own rooms, each with an ``init_app``."""

HERE = Path(__file__).parent
TEMPLATES = (HERE / "templates", HERE.parent / "templates")  # in the wheel, in a checkout
MAX_FORM_BYTES = 1_000_000


def create_app(settings: Settings | None = None, clock: Clock = system_clock) -> Flask:
    """The WSGI application for these settings (default: those of the environment) and this clock."""
    settings = settings or read_settings()
    app = Flask(__name__, template_folder=None)
    app.config.update(flask_config(settings))
    app.extensions["settings"] = settings
    app.extensions["clock"] = clock
    app.extensions["forget"] = []  # what empties the caches of parts and features when the data below them are replaced
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader([FileSystemLoader(path) for path in TEMPLATES])
    database.init_app(app)
    csrf.init_app(app)
    for part in PARTS:
        part.init_app(app)
    for feature in FEATURES:
        import_module(feature).init_app(app)
    cli.init_app(app)
    access.check_every_route(app)
    return app


def flask_config(settings: Settings) -> dict[str, object]:
    """Our settings in the words of Flask and its extensions."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SECURE": settings.secure,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SESSION_COOKIE_NAME": "__Host-staff" if settings.secure else "staff",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": MAX_FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": MAX_FORM_BYTES,
        "MAX_FORM_PARTS": 1_000,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": True,
        "WTF_CSRF_SSL_STRICT": False,
    }
