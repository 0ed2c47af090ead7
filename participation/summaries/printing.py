"""Releases as PDF to read away from the screen and to hand out: drawn by a job, once per release and language."""

from datetime import datetime

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from participation.extensions import db
from participation.i18n import speaking
from participation.kit.pdf import missing_libraries, pdf_of
from participation.languages import DESK_LANGUAGES
from participation.organisations.queries import instance
from participation.summaries.models import Release, ReleasePrint
from participation.summaries.queries import unprinted
from participation.summaries.reading import read

AT_ONCE = 5
"""How many releases are drawn in one go, in each language; further ones have their turn a minute later."""


def print_releases(now: datetime) -> str | None:
    """Draws what is missing and commits after each, so that a stop costs one drawing; returns what happened."""
    waiting = [(release, tag) for tag in DESK_LANGUAGES for release in unprinted(tag, AT_ONCE)]
    if not waiting:
        return None
    missing = missing_libraries()
    if missing:
        return _("No PDF can be made here; missing on the server: %(names)s.", names=", ".join(missing))
    for release, tag in waiting:
        data = pdf_of(printed_page(release, tag))
        db.session.merge(ReleasePrint(release_id=release.id, language=tag, data=data, made_at=now))
        db.session.commit()
    return ngettext("One PDF made.", "%(num)s PDF files made.", len(waiting))


def printed_page(release: Release, language: str) -> str:
    """The page that is drawn: what everybody reads of the release, from its frozen bytes, in that language."""
    with speaking(language):
        return current_app.jinja_env.get_template("summaries/print.html").render(
            language=language,
            instance=instance(),
            release=release,
            view=read(release.json_bytes, language),
            address=f"{current_app.extensions['settings'].base_url}/daten/{release.public_id}",
        )
