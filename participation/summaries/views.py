"""The desk of summaries: what can be summarised, drafts, and their review."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import allowed, authorise, organisations_for, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.extensions import db
from participation.i18n import current_language
from participation.paging import page_of
from participation.permissions import Permission
from participation.summaries import actions, queries
from participation.summaries.checks import report
from participation.summaries.drawing import start_drawing
from participation.summaries.forms import DiscardForm, DrawForm, ReleaseForm
from participation.summaries.freezing import freeze
from participation.summaries.models import Draft
from participation.summaries.reading import read
from participation.summaries.rules import DraftStatus, may_review
from participation.summaries.sources import Subject, SummarySource, source_of, sources
from participation.summaries.words import CHECKS

blueprint = Blueprint("summaries", __name__, url_prefix="/verwaltung/zusammenfassungen")


@blueprint.get("/")
@requires(Permission.SEE_DESK)
def index() -> str:
    organisations = organisations_for(Permission.SEE_DESK)
    readable = organisations | organisations_for(Permission.REVIEW_SUMMARIES)
    return render_template(
        "summaries/index.html",
        waiting=_unreleased(organisations),
        undecided=queries.undecided_drafts(organisations),
        page=page_of(queries.drafts(readable), request.args),
        form=DrawForm(formdata=None),
    )


@blueprint.post("/")
@requires(Permission.DRAFT_SUMMARIES)
def create() -> Response:
    form = DrawForm()
    if not form.validate_on_submit():
        abort(400)
    source, subject = _subject(form.kind.data, form.subject.data)
    actions.check_drawable(source, subject)
    task = start_drawing(subject, signed_in(), now(), current_language().tag)
    db.session.commit()
    return redirect(url_for("jobs.show", public_id=task.public_id))


@blueprint.get("/<public_id>")
@requires(Permission.SEE_DESK)
def show(public_id: str) -> str:
    return _page(_readable_draft(public_id), ReleaseForm(formdata=None), DiscardForm(formdata=None))


@blueprint.post("/<public_id>/freigeben")
@requires(Permission.REVIEW_SUMMARIES)
def release(public_id: str) -> Response | tuple[str, int]:
    draft, form = _reviewed_draft(public_id), ReleaseForm()
    if not form.validate_on_submit():
        return _page(draft, form, DiscardForm(formdata=None)), 422
    actions.release_draft(_source(draft), draft, signed_in(), form.checklist.data, form.seen.data, now())
    db.session.commit()
    flash(_("The summary is released."), "success")
    return redirect(url_for("summaries.show", public_id=draft.public_id))


@blueprint.post("/<public_id>/verwerfen")
@requires(Permission.REVIEW_SUMMARIES)
def discard(public_id: str) -> Response | tuple[str, int]:
    draft, form = _reviewed_draft(public_id), DiscardForm()
    if not form.validate_on_submit():
        return _page(draft, ReleaseForm(formdata=None), form), 422
    actions.discard_draft(draft, signed_in(), form.reason.data, now())
    db.session.commit()
    flash(_("The draft is discarded."), "success")
    return redirect(url_for("summaries.index"))


def _unreleased(organisations: set[int]) -> list[tuple[SummarySource, Subject]]:
    done = queries.released_subjects(organisations)
    return [
        (source, subject)
        for source in sources()
        for subject in source.subjects(organisations)
        if (source.kind, subject.public_id) not in done
    ]


def _subject(kind: str, public_id: str) -> tuple[SummarySource, Subject]:
    source = source_of(kind) or abort(404)
    found = (
        subject
        for subject in source.subjects(organisations_for(Permission.DRAFT_SUMMARIES))
        if subject.public_id == public_id
    )
    return source, next(found, None) or abort(404)


def _readable_draft(public_id: str) -> Draft:
    """The draft for people of its organisation, and for deputies, who see nothing else of it."""
    draft = queries.draft_by_public_id(public_id) or abort(404)
    if not allowed(Permission.SEE_DESK, draft.organisation_id):
        authorise(Permission.REVIEW_SUMMARIES, draft.organisation_id)
    return draft


def _reviewed_draft(public_id: str) -> Draft:
    draft = queries.draft_by_public_id(public_id) or abort(404)
    authorise(Permission.REVIEW_SUMMARIES, draft.organisation_id)
    return draft


def _source(draft: Draft) -> SummarySource:
    return source_of(draft.source) or abort(404)


def _page(draft: Draft, release_form: ReleaseForm, discard_form: DiscardForm) -> str:
    values: dict[str, Any] = {"draft": draft, "view": None}
    if draft.status == DraftStatus.IN_REVIEW:
        preview = freeze(_source(draft), draft, None)
        found = report(draft.content, _source(draft).plan(draft.subject_id))
        release_form.seen.data = preview.sha256
        values |= {
            "view": read(preview.json, current_language().tag),
            "checks": [(CHECKS[check.key], check) for check in found],
            "clean": all(check.passed for check in found),
            "may_review": allowed(Permission.REVIEW_SUMMARIES, draft.organisation_id)
            and may_review(draft.author_id, signed_in().id),
            "is_author": draft.author_id == signed_in().id,
            "release_form": release_form,
            "discard_form": discard_form,
        }
    return render_template("summaries/show.html", **values)
