"""How moments, days and numbers read on a page. German: 24.06.2026, 14:05 Uhr, 1.234,5."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask, g

from participation.i18n import current_language
from participation.languages import pick
from participation.organisations.queries import instance
from participation.types import Text


def init_app(app: Flask) -> None:
    """Registers the filters ``day``, ``weekday``, ``moment``, ``number`` and ``text`` for templates."""
    app.jinja_env.filters.update(day=day, weekday=weekday, moment=moment, number=number, text=text)


def zone() -> ZoneInfo:
    """The instance's time zone, looked up once per request."""
    if "zone" not in g:
        g.zone = ZoneInfo(instance().time_zone)
    found: ZoneInfo = g.zone
    return found


def day(value: date | datetime) -> str:
    """A day as 24.06.2026 (German) or 24 June 2026."""
    if isinstance(value, datetime):
        value = value.astimezone(zone()).date()
    locale = current_language().locale
    return format_date(value, "dd.MM.yyyy" if locale == "de" else "long", locale=locale)


def weekday(value: date) -> str:
    """The name of the day's weekday."""
    return format_date(value, "EEEE", locale=current_language().locale)


def moment(value: datetime) -> str:
    """A moment in the instance's time zone, such as 24.06.2026, 14:05 Uhr."""
    local = value.astimezone(zone())
    locale = current_language().locale
    if locale == "de":
        return format_datetime(local, "dd.MM.yyyy, HH:mm", locale=locale) + " Uhr"
    return format_datetime(local, "d MMM y, HH:mm", locale=locale)


def number(value: float) -> str:
    """A number with the language's separators."""
    return format_decimal(value, locale=current_language().locale)


def text(value: Text) -> str:
    """A text in the current language, with fallback."""
    return pick(value, current_language().tag)
