"""The page of background work: jobs by the clock for those who run the instance, and everybody's own long tasks."""

from io import BytesIO

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from participation.access import allowed, authorise, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.extensions import db
from participation.jobs import actions, queries
from participation.jobs.models import Task
from participation.jobs.panels import visible, words
from participation.jobs.registry import all_jobs, task_kinds
from participation.jobs.rules import ENDED
from participation.jobs.standing import Standing, standings
from participation.kit.pdf import PACKAGES, missing_libraries
from participation.organisations.queries import county
from participation.paging import page_of
from participation.permissions import Permission

blueprint = Blueprint("jobs", __name__, url_prefix="/verwaltung/aufgaben")


@blueprint.get("/")
@requires(Permission.SEE_DESK)
def index() -> str:
    page = page_of(queries.tasks(visible()), request.args)
    jobs = _standings()
    missing = missing_libraries() if jobs else []
    return render_template("jobs/index.html", page=page, jobs=jobs, missing=missing, packages=PACKAGES, **words())


@blueprint.post("/<key>/ausfuehren")
@requires(Permission.MANAGE_JOBS)
def request_run(key: str) -> AnyResponse:
    job = next((one for one in all_jobs() if one.key == key and not one.per_node), None) or abort(404)
    authorise(Permission.MANAGE_JOBS, _county_id())
    actions.request_run(job, signed_in(), now())
    db.session.commit()
    flash(_("The job starts within a few seconds. Reload this page to see how it went."), "success")
    return redirect(url_for("jobs.index"))


@blueprint.get("/<public_id>")
@requires(Permission.SEE_DESK)
def show(public_id: str) -> Response:
    task = _task(public_id)
    ended = task.state in ENDED
    address = task_kinds()[task.kind].address(task.result) if task.state == "done" else None
    template = "jobs/_task.html" if request.headers.get("HX-Request") else "jobs/show.html"
    page = render_template(template, task=task, ended=ended, address=address, **words())
    return Response(page, headers={"Vary": "HX-Request"})


@blueprint.get("/<public_id>/datei")
@requires(Permission.SEE_DESK)
def file(public_id: str) -> Response:
    made = queries.task_file(_task(public_id))
    if made is None or made.content is None:
        abort(404)
    answer = send_file(BytesIO(made.content), mimetype=made.media_type, as_attachment=True, download_name=made.name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _task(public_id: str) -> Task:
    task = queries.task_by_public_id(public_id) or abort(404)
    kind = task_kinds().get(task.kind) or abort(404)
    authorise(kind.permission, task.organisation_id)
    return task


def _county_id() -> int:
    return (county() or abort(404)).id


def _standings() -> list[Standing]:
    """How jobs stand, for those who may start them; nothing for others."""
    whole = county()
    sees_jobs = whole is not None and allowed(Permission.MANAGE_JOBS, whole.id)
    return standings(now()) if sees_jobs else []
