"""The legal texts as everybody reads them."""

from flask import Blueprint, render_template

from participation.access import public
from participation.i18n import offer
from participation.kit.markdown import safe_html
from participation.languages import DESK_LANGUAGES
from participation.retention.reading import retention_rows
from participation.texts import queries
from participation.texts.models import TextVersion
from participation.texts.rules import READ_IN, SIGNED, LegalText
from participation.texts.words import TEXT_NAMES

blueprint = Blueprint("legal", __name__)


@blueprint.get("/impressum")
@public
def imprint() -> str:
    return _page(LegalText.IMPRINT)


@blueprint.get("/datenschutz")
@public
def privacy() -> str:
    return _page(LegalText.PRIVACY)


@blueprint.get("/barrierefreiheit")
@public
def accessibility() -> str:
    return _page(LegalText.ACCESSIBILITY)


def _page(slug: LegalText) -> str:
    """The text as the office wrote it, or, as every footer leads here, that it is still to be written."""
    found = {tag: version for (of, tag), version in queries.current_texts().items() if of == slug}
    language = offer(tuple(tag for tag in READ_IN if tag in found or tag in DESK_LANGUAGES)).tag
    version = _best(found, language)
    signed = found.get(SIGNED)
    return render_template(
        "texts/show.html",
        slug=slug,
        title=version.title if version else TEXT_NAMES[slug],
        version=version,
        body=safe_html(version.body) if version else "",
        signed=safe_html(signed.body) if signed else "",
        simple="de-simple" in found and language != "de-simple",
        kept=retention_rows() if slug is LegalText.PRIVACY else [],
    )


def _best(found: dict[str, TextVersion], language: str) -> TextVersion | None:
    """The text in that language, else in German, else in any that can be read."""
    return next((found[tag] for tag in (language, *READ_IN) if tag in found), None)
