"""Legal texts at the desk: what is missing, editing with a look beforehand, and every earlier version."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from participation.access import requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.county_access import authorise_for_county
from participation.extensions import db
from participation.kit.markdown import safe_html
from participation.paging import page_of
from participation.permissions import Permission
from participation.texts import actions, queries
from participation.texts.forms import TextForm, text_form
from participation.texts.rules import TAGS, LegalText, places
from participation.texts.words import TAG_NAMES, TEXT_NAMES

blueprint = Blueprint("texts", __name__, url_prefix="/verwaltung/texte")


@blueprint.get("/")
@requires(Permission.EDIT_INSTANCE)
def index() -> str:
    authorise_for_county(Permission.EDIT_INSTANCE)
    return render_template(
        "texts/desk/index.html",
        texts=queries.current_texts(),
        slugs=list(LegalText),
        tags=TAGS,
        names=TEXT_NAMES,
        tag_names=TAG_NAMES,
        places=places,
    )


@blueprint.get("/<slug>/<key>")
@requires(Permission.EDIT_INSTANCE)
def edit(slug: str, key: str) -> str:
    text = _known(slug, key)
    return _edit_page(text, key, text_form(text, key, queries.current_text(text, key)))


@blueprint.post("/<slug>/<key>")
@requires(Permission.EDIT_INSTANCE)
def update(slug: str, key: str) -> Response | tuple[str, int]:
    text = _known(slug, key)
    form = text_form(text, key, queries.current_text(text, key))
    if not form.validate_on_submit():
        return _edit_page(text, key, form), 422
    given = (form.title.data, form.body.data, form.based_on_number())
    if actions.save_text(text, key, *given, signed_in(), now()) is None:
        form.body.errors = [
            _("Somebody saved another version in the meantime. Copy your text and load this page anew.")
        ]
        return _edit_page(text, key, form), 409
    db.session.commit()
    flash(_("Saved. The public page shows it now."), "success")
    return redirect(url_for("texts.edit", slug=slug, key=key))


@blueprint.post("/<slug>/<key>/vorschau")
@requires(Permission.EDIT_INSTANCE)
def preview(slug: str, key: str) -> str | tuple[str, int]:
    text = _known(slug, key)
    form = text_form(text, key, queries.current_text(text, key))
    if not form.validate_on_submit():
        return _edit_page(text, key, form), 422
    return _edit_page(text, key, form, looked_at=True)


@blueprint.get("/<slug>/<key>/fassungen")
@requires(Permission.EDIT_INSTANCE)
def versions(slug: str, key: str) -> str:
    text = _known(slug, key)
    page = page_of(queries.versions(text, key), request.args)
    return render_template("texts/desk/versions.html", **_names(text, key), page=page)


@blueprint.get("/<slug>/<key>/fassungen/<public_id>")
@requires(Permission.EDIT_INSTANCE)
def show_version(slug: str, key: str, public_id: str) -> str:
    text = _known(slug, key)
    version = queries.version_by_public_id(text, key, public_id) or abort(404)
    return render_template(
        "texts/desk/show_version.html", **_names(text, key), version=version, body=safe_html(version.body)
    )


@blueprint.post("/<slug>/<key>/fassungen/<public_id>/wiederherstellen")
@requires(Permission.EDIT_INSTANCE)
def restore(slug: str, key: str, public_id: str) -> Response:
    text = _known(slug, key)
    version = queries.version_by_public_id(text, key, public_id) or abort(404)
    actions.restore_text(version, signed_in(), now())
    db.session.commit()
    flash(_("The earlier version is shown again."), "success")
    return redirect(url_for("texts.edit", slug=slug, key=key))


def open_points() -> str:
    """How many of the German texts are missing or not filled in, in words; empty when none is."""
    texts = queries.current_texts()
    german = [texts.get((slug, "de")) for slug in LegalText]
    number = len([one for one in german if one is None or places(one.body)])
    return ngettext("%(num)s text is not finished", "%(num)s texts are not finished", number) if number else ""


def _known(slug: str, tag: str) -> LegalText:
    if slug not in list(LegalText) or tag not in TAGS:
        abort(404)
    authorise_for_county(Permission.EDIT_INSTANCE)
    return LegalText(slug)


def _names(slug: LegalText, tag: str) -> dict[str, object]:
    return {"slug": slug, "tag": tag, "name": TEXT_NAMES[slug], "tag_name": TAG_NAMES[tag]}


def _edit_page(slug: LegalText, tag: str, form: TextForm, *, looked_at: bool = False) -> str:
    return render_template(
        "texts/desk/edit.html",
        **_names(slug, tag),
        form=form,
        places=places(form.body.data or ""),
        current=queries.current_text(slug, tag),
        seen=safe_html(form.body.data) if looked_at else None,
    )
