"""Which language this request speaks, and the catalogue that goes with it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_app_context, has_request_context, request
from flask_babel import Domain
from werkzeug.exceptions import RequestEntityTooLarge

from participation.extensions import babel
from participation.languages import DEFAULT, DESK_LANGUAGES, LANGUAGES, Language, negotiate


def init_app(app: Flask) -> None:
    """Lets Flask-Babel follow the language of the request, easy language included, which CLDR has no locale for."""
    babel.init_app(app, default_locale=DEFAULT, locale_selector=lambda: current_language().locale)
    babel.domain_instance = LanguageDomain()  # type: ignore[no-untyped-call]  # Flask-Babel's constructor


def current_language() -> Language:
    """The language of this request: ``?sprache=``, else the browser's best among those the page offers."""
    if not has_app_context():
        return LANGUAGES[DEFAULT]
    tag: str | None = g.get("language")
    if tag is None:
        tag = g.language = _requested(g.get("offered_languages", DESK_LANGUAGES)) if has_request_context() else DEFAULT
    return LANGUAGES[tag]


def offer(languages: tuple[str, ...]) -> Language:
    """Says which languages this page exists in (the first is its default) and returns the one to speak."""
    g.offered_languages = languages
    g.pop("language", None)
    return current_language()


def offer_to(chosen: str | None, languages: tuple[str, ...]) -> None:
    """The same where it is known already which language was chosen, if any, so that no form is read for it."""
    g.offered_languages = languages
    g.language = negotiate(chosen, request.headers.get("Accept-Language"), languages)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Everything inside speaks that language; used for cached pages, jobs and mails."""
    before = g.get("language")
    g.language = tag
    try:
        yield
    finally:
        g.language = before


def _requested(offered: tuple[str, ...]) -> str:
    wanted = None
    if request.method == "POST":
        with suppress(RequestEntityTooLarge):  # the page that says so needs a language too
            wanted = request.form.get("sprache")
    wanted = wanted or request.args.get("sprache") or g.get("preferred_language")
    return negotiate(wanted, request.headers.get("Accept-Language"), offered)


class LanguageDomain(Domain):
    """Catalogues chosen by our language tag instead of by CLDR locale."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the current language; English is the language of the msgids and needs none."""
        name = current_language().catalogue
        if name not in self.cache:
            catalogue = Translations.load(self.translation_directories[0], [name])
            if name == "de_SIMPLE" and isinstance(catalogue, Translations):
                catalogue.add_fallback(Translations.load(self.translation_directories[0], ["de"]))
            self.cache[name] = catalogue
        found: NullTranslations = self.cache[name]
        return found
