"""Files: given out to everybody or to the office, and looked after at the desk."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from participation.access import authorise, organisations_for, public, requires
from participation.accounts.sessions import signed_in
from participation.bodies import takes
from participation.clock import now
from participation.extensions import db
from participation.formatting import zone
from participation.kit.uploads import actions, queries
from participation.kit.uploads.forms import UploadForm
from participation.kit.uploads.models import Upload
from participation.kit.uploads.rules import LARGEST_BODY, Kind
from participation.kit.uploads.words import report_in_words
from participation.organisations.queries import organisations_by_id
from participation.paging import page_of
from participation.permissions import Permission

blueprint = Blueprint("uploads", __name__)
ALONE = "default-src 'none'; sandbox"
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/dateien/<public_id>/<name>")
@public
def show(public_id: str, name: str) -> Response:
    upload = queries.upload_with_data(public_id, name)
    if upload is None or not upload.public:
        abort(404)
    return _file(upload, FOR_EVER)


@blueprint.get("/verwaltung/dateien/<public_id>/<name>")
@requires(Permission.SEE_DESK)
def show_own(public_id: str, name: str) -> Response:
    upload = queries.upload_with_data(public_id, name) or abort(404)
    authorise(Permission.SEE_DESK, upload.organisation_id)
    return _file(upload, "no-store")


@blueprint.get("/verwaltung/dateien/")
@requires(Permission.EDIT_FILES)
def index() -> str:
    return _list(_upload_form())


@blueprint.post("/verwaltung/dateien/")
@requires(Permission.EDIT_FILES)
@takes(LARGEST_BODY)
def create() -> AnyResponse | tuple[str, int]:
    form = _upload_form()
    if not form.validate_on_submit() or form.checked is None:
        return _list(form), 422
    owners = organisations_by_id(organisations_for(Permission.EDIT_FILES))
    owner = next(one for one in owners if one.public_id == form.organisation.data)
    about = {"public": form.public.data, "kept_until": form.kept_until.data}
    actions.keep_upload(form.checked, form.file.data.filename or "", form.alt(), owner, signed_in(), now(), **about)
    db.session.commit()
    flash(_("The file is kept."), "success")
    return redirect(url_for("uploads.index"))


@blueprint.post("/verwaltung/dateien/<public_id>/loeschen")
@requires(Permission.EDIT_FILES)
def delete(public_id: str) -> AnyResponse:
    upload = queries.upload_by_public_id(public_id) or abort(404)
    authorise(Permission.EDIT_FILES, upload.organisation_id)
    actions.delete_upload(upload, signed_in(), now())
    db.session.commit()
    flash(_("The file has been deleted."), "success")
    return redirect(url_for("uploads.index"))


def address_of(upload: Upload) -> str:
    """Where the file can be seen: by everybody, or at the desk."""
    view = "uploads.show" if upload.public else "uploads.show_own"
    return url_for(view, public_id=upload.public_id, name=upload.name)


def _list(form: UploadForm) -> str:
    page = page_of(queries.uploads(organisations_for(Permission.EDIT_FILES)), request.args)
    reports = {one.id: report_in_words(one.report) for one in page.items if one.report}
    return render_template("uploads/index.html", page=page, form=form, reports=reports, address_of=address_of)


def _upload_form() -> UploadForm:
    form = UploadForm()
    form.today = now().astimezone(zone()).date()
    form.offer(organisations_by_id(organisations_for(Permission.EDIT_FILES)))
    return form


def _file(upload: Upload, caching: str) -> Response:
    """The bytes as what they are and nothing else: nothing in them may act, wherever they are opened."""
    response = Response(upload.data, content_type=upload.kind)
    shown = "inline" if Kind(upload.kind).is_image else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{upload.name}"'
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cache-Control"] = caching
    response.set_etag(upload.sha256)
    response.make_conditional(request)
    return response
