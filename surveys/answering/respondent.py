"""Answering: one address shows, takes and acknowledges. No session, no cookie, no row; no address kept anywhere."""

import json
import time
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, request
from flask_babel import gettext as _

from participation.access import public
from participation.addresses import client_key
from participation.clock import now
from participation.extensions import csrf
from participation.formatting import day
from participation.i18n import current_language, offer_to
from participation.kit.spliced_page import SplicedPage
from participation.security import refuse_foreign
from surveys.answering import ready_pages, sheets, urlencoded
from surveys.answering.attempts import Attempt, issue, read, receipt
from surveys.answering.live import Live
from surveys.answering.ready_pages import FIRST_PAGE, FirstPage
from surveys.answering.state import live_by_code, live_by_slug, state
from surveys.answering.trial import PARAMETER, is_trial_key
from surveys.collecting.spool import SpoolError
from surveys.questionnaire import Form, Refusal, Submission, complete, step, value_of
from surveys.rules import SurveyStatus, is_accepting

blueprint = Blueprint("surveys", __name__)
csrf.exempt(blueprint)  # no session to protect: a signed attempt and the request's origin take its place

HEADERS = (("Cache-Control", "no-store"), ("Vary", "Accept-Encoding, Accept-Language"))
MOST_BYTES = 256_000
MOST_FIELDS = 1_000


def init_app(app: Flask) -> None:
    """Registers the addresses people answer at."""
    app.register_blueprint(blueprint)
    ready_pages.init_app(app, app.extensions["surveys"])


@blueprint.get("/umfragen/<slug>/")
@public
def show(slug: str) -> Response:
    return _show(live_by_slug(slug) or abort(404))


@blueprint.get("/u/<code>")
@public
def show_poster(code: str) -> Response:
    return _show(live_by_code(code) or abort(404))


@blueprint.post("/umfragen/<slug>/")
@public
def answer(slug: str) -> Response:
    return _answer(live_by_slug(slug) or abort(404))


@blueprint.post("/u/<code>")
@public
def answer_poster(code: str) -> Response:
    return _answer(live_by_code(code) or abort(404))


def _show(live: Live) -> Response:
    _speak(live, request.args.get("sprache"))
    trial = live.status == SurveyStatus.PREPARING and is_trial_key(live.public_id, request.args.get(PARAMETER, ""))
    if live.status != SurveyStatus.OPEN and not trial:
        return _html(_unavailable(live))
    attempt = issue(state().attempt_key, live.public_id, live.version, trial, state().chance.draw())
    page = sheets.first_page(live, _own_path(), trial)
    response = _spliced(page, attempt)
    if not trial and response.content_encoding == "gzip":
        request.environ[FIRST_PAGE] = FirstPage(live, current_language().tag, page)
    return response


def _answer(live: Live) -> Response:
    refuse_foreign()
    form = _form()
    token = value_of(form, "attempt")
    live, attempt = _begun(live, token)
    _speak(live, value_of(form, "sprache"))
    if attempt is None or attempt.version != live.version:
        return _html(_outdated(live), 400)
    if not is_accepting(live.status, live.closed_at, attempt.trial, now()):
        return _html(_unavailable(live), 410)
    if value_of(form, "aktion") != "absenden":
        return _page(live, form, attempt)
    outcome = complete(live.questionnaire, form)
    if isinstance(outcome, Refusal):
        return _page(live, form, attempt, 422 if outcome.errors else 200)
    return _accept(live, outcome, attempt, token)


def _begun(live: Live, token: str) -> tuple[Live, Attempt | None]:
    """The survey of which this is a form: the present one, or the one before it, whose forms may still arrive."""
    attempt = read(state().attempt_key, live.public_id, token)
    if attempt is None and live.before is not None:
        earlier = read(state().attempt_key, live.before.public_id, token)
        return (live.before, earlier) if earlier else (live, None)
    return live, attempt


def _accept(live: Live, submission: Submission, attempt: Attempt, token: str) -> Response:
    current = state()
    delay = current.crowd.delay(client_key(), time.monotonic())
    if delay and current.waiting.acquire(blocking=False):
        time.sleep(delay)
        current.waiting.release()
    try:
        current.writer.append(live.public_id, _record(live, submission, attempt))
    except SpoolError:
        current_app.logger.exception("an answer could not be stored")
        abort(503)
    code = receipt(current.attempt_key, live.public_id, token)
    response = _spliced(sheets.thanks_page(live, _own_path(), attempt.trial), code)
    response.headers["X-Participation-Receipt"] = code
    return response


def _record(live: Live, submission: Submission, attempt: Attempt) -> bytes:
    record: dict[str, Any] = {
        "attempt": attempt.id_hash,
        "version": attempt.version,
        "trial": attempt.trial,
        "poster": live.poster,
        "payload": json.dumps(submission.payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False),
        "texts": submission.texts,
        "town": submission.town,
    }
    return json.dumps(record, separators=(",", ":")).encode()


def _page(live: Live, form: Form, attempt: Attempt, status: int | None = None) -> Response:
    shown = step(live.questionnaire, form)
    page = sheets.page(live, shown, value_of(form, "attempt"), _own_path(), attempt.trial)
    return _html(page, status or (422 if shown.errors else 200))


def _unavailable(live: Live) -> str:
    link = None
    if live.status == SurveyStatus.PREPARING:
        message = _("This survey has not opened yet.")
        if live.opens_on:
            message = _("This survey opens on %(day)s.", day=day(live.opens_on))
        return sheets.notice(live, _("Not open yet"), message, link, _own_path())
    link = {"text": _("To the result"), "url": f"/umfragen/{live.slug}/ergebnis"}
    if live.successor:
        link = {"text": _("To the next survey"), "url": f"/umfragen/{live.successor}/"}
    message = _("Thank you to everybody who took part. The results will be summarised and published.")
    return sheets.notice(live, _("This survey has ended"), message, link, _own_path())


def _outdated(live: Live) -> str:
    link = {"text": _("Open the survey anew"), "url": _own_path()}
    message = _("This form does not belong to the survey as it is now. Please open it anew; nothing was stored.")
    return sheets.notice(live, _("Please open the survey anew"), message, link, _own_path())


def _form() -> Form:
    """The form's fields, bounded; anything that is no plain form, or too large, is answered with one sentence."""
    if request.content_length is None:
        abort(411)
    if request.content_length > MOST_BYTES:
        abort(413)
    if request.mimetype != "application/x-www-form-urlencoded":
        abort(415)
    try:
        form = urlencoded.read(request.get_data())
    except UnicodeDecodeError:
        abort(400)
    if len(form) > MOST_FIELDS:
        abort(413)
    return form


def _speak(live: Live, chosen: str | None) -> None:
    """The language: the one chosen, else the poster's, else the browser's."""
    offer_to(chosen, live.languages if chosen in live.languages else live.offered)


def _own_path() -> str:
    """This address without its query: where the form goes and where a fresh one is found."""
    return request.path


def _spliced(page: SplicedPage, value: str) -> Response:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return _html(page.gzip(value.encode()), 200, ("Content-Encoding", "gzip"))
    return _html(page.plain(value.encode()))


def _html(body: str | bytes, status: int = 200, *more: tuple[str, str]) -> Response:
    policy = ("Content-Security-Policy", sheets.content_policy())
    return Response(body, status, [*HEADERS, policy, *more], content_type="text/html; charset=utf-8")
