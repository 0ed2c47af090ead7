"""Named writes of surveys: importing, opening, closing, and taking answers from the spool into the database."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, insert, select, update

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.database import insert_rows
from participation.disclosure.validation import validate
from participation.errors import UserError
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.organisations.queries import populations
from surveys import queries
from surveys.checking import blocking
from surveys.models import Answer, FreeText, LedgerEntry, Poster, Survey, SurveyVersion
from surveys.plans import table_plan
from surveys.questionnaire import Questionnaire, dump, load
from surveys.rules import SurveyStatus, may_settle

CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 6
Record = Mapping[str, Any]


def import_survey(data: bytes, organisation: Organisation, account: Account | None, now: datetime) -> Survey:
    """A new survey from a questionnaire file, or a new version of the one with the same slug while it is prepared.

    Raises DefinitionError with every mistake of the file, UserError when the survey of that name can no longer change.
    """
    questionnaire = load(data)
    survey = queries.survey_by_slug(questionnaire.slug)
    if survey is None:
        survey = Survey(slug=questionnaire.slug, title=dict(questionnaire.title), organisation=organisation)
        db.session.add(survey)
        db.session.flush()
    elif survey.status != SurveyStatus.PREPARING or survey.organisation_id != organisation.id:
        raise UserError(_("The survey “%(slug)s” exists and can no longer be changed.", slug=questionnaire.slug))
    survey.title = dict(questionnaire.title)
    survey.version = _new_version(survey, questionnaire, now)
    details = {"version": survey.version.number}
    audit(account, "import_survey", "survey", survey.public_id, now, details, of=survey.organisation_id)
    return survey


def _new_version(survey: Survey, questionnaire: Questionnaire, now: datetime) -> SurveyVersion:
    definition = dump(questionnaire)
    version = SurveyVersion(
        survey_id=survey.id,
        number=queries.next_version_number(survey),
        definition=definition,
        sha256=hashlib.sha256(definition.encode()).hexdigest(),
        created_at=now,
    )
    db.session.add(version)
    db.session.flush()
    return version


def open_survey(survey: Survey, account: Account | None, now: datetime) -> None:
    """Opens the survey: freezes version and table plan, and erases everything of the trial.

    Raises UserError when it is not in preparation or its questionnaire or plan has a fault that blocks opening.
    """
    if survey.status != SurveyStatus.PREPARING:
        raise UserError(_("Only a survey in preparation can be opened."))
    questionnaire = load(queries.current_version(survey).definition)
    findings = blocking(questionnaire)
    if findings:
        raise UserError(_("The survey cannot be opened yet: %(reason)s", reason="; ".join(findings)))
    survey.populations = populations()
    plan = table_plan(survey.public_id, questionnaire, survey.populations)
    problems = validate(plan)
    if problems:
        reasons = "; ".join(f"{problem.path}: {problem.reason}" for problem in problems)
        raise UserError(_("The table plan cannot be used: %(reason)s", reason=reasons))
    erase_answers(survey)
    survey.status, survey.opened_at, survey.plan_sha256 = SurveyStatus.OPEN, now, plan.sha256()
    details = {"plan_sha256": plan.sha256()}
    audit(account, "open_survey", "survey", survey.public_id, now, details, of=survey.organisation_id)


def erase_answers(survey: Survey) -> None:
    """Deletes every answer, text, ledger line and count of the survey: its trial, before it opens."""
    for model in (Answer, FreeText, LedgerEntry):
        db.session.execute(delete(model).where(model.survey_id == survey.id))
    db.session.execute(update(Poster).where(Poster.survey_id == survey.id).values(answers=0))


def close_survey(survey: Survey, account: Account | None, now: datetime) -> None:
    """Hands out no further form; those already begun are taken for another day. Raises UserError unless it is open."""
    if survey.status != SurveyStatus.OPEN:
        raise UserError(_("Only an open survey can be closed."))
    survey.status, survey.closed_at = SurveyStatus.CLOSED, now
    audit(account, "close_survey", "survey", survey.public_id, now, of=survey.organisation_id)


def set_dates(survey: Survey, opens_on: date | None, closes_on: date | None, account: Account, now: datetime) -> None:
    """The days that people are told; the survey closes by itself at the end of the last one."""
    survey.opens_on, survey.closes_on = opens_on, closes_on
    audit(account, "set_survey_dates", "survey", survey.public_id, now, of=survey.organisation_id)


def create_poster(
    survey: Survey, place: str, language: str | None, account: Account | None, now: datetime, code: str = ""
) -> Poster:
    """A place with its own short address."""
    code = code or "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    poster = Poster(code=code, place=place.strip(), language=language or None, survey=survey)
    db.session.add(poster)
    db.session.flush()
    audit(account, "create_poster", "survey", survey.public_id, now, {"code": code}, of=survey.organisation_id)
    return poster


def fresh_records(survey: Survey, records: Iterable[Record]) -> list[Record]:
    """One record of each attempt that is not in the ledger yet; trials count only while the survey is prepared."""
    on_trial = survey.status == SurveyStatus.PREPARING
    by_attempt = {record["attempt"]: record for record in records if bool(record["trial"]) == on_trial}
    for known in queries.known_attempts(survey, sorted(by_attempt)):
        del by_attempt[known]
    return list(by_attempt.values())


def store_records(survey: Survey, fresh: Sequence[Record]) -> int:
    """Takes fresh records into the database; returns how many.

    Ledger, answers and texts are each written in the order of their own random keys, so that neither transaction ids
    nor places on the disk say which belongs to which (docs/disclosure.md).
    """
    ledger = [{"attempt_hash": record["attempt"], "survey_id": survey.id} for record in fresh]
    _insert(LedgerEntry, ledger, "attempt_hash")
    _insert(Answer, [_answer(survey, record) for record in fresh], "id")
    _insert(FreeText, [row for record in fresh for row in _texts(survey, record)], "id")
    for code, number in Counter(record["poster"] for record in fresh if record["poster"]).items():
        counted = update(Poster).where(Poster.code == code, Poster.survey_id == survey.id)
        db.session.execute(counted.values(answers=Poster.answers + number))
    return len(fresh)


def _answer(survey: Survey, record: Record) -> dict[str, Any]:
    return {"id": uuid4(), "survey_id": survey.id, "version": record["version"], "payload": record["payload"]}


def _texts(survey: Survey, record: Record) -> list[dict[str, Any]]:
    town = record["town"] or ""
    return [
        {"id": uuid4(), "survey_id": survey.id, "question": said["question"], "town": town, "text": said["text"]}
        for said in record["texts"]
    ]


def _insert(model: type[LedgerEntry | Answer | FreeText], rows: list[dict[str, Any]], key: str) -> None:
    insert_rows(model, sorted(rows, key=lambda row: str(row[key])))


def shuffle_answers(survey: Survey, now: datetime) -> None:
    """New random keys for answers and texts; these and the ledger are written anew in the order of their keys.

    Raises UserError before the day of grace is over.
    """
    _refuse_early(survey, now)
    for model in (Answer, FreeText):
        _rewrite_keys(model, survey)
    _rewrite_ledger(survey)


def settle_survey(survey: Survey, now: datetime) -> None:
    """Ends the survey's collection: it can be summarised. Raises UserError before the day of grace is over."""
    _refuse_early(survey, now)
    survey.status, survey.settled_at = SurveyStatus.SETTLED, now
    audit(None, "settle_survey", "survey", survey.public_id, now, of=survey.organisation_id)


def delete_answers(survey: Survey, now: datetime) -> None:
    """Deletes the individual answers and the ledger of a survey whose time is over; what was released stays."""
    for model in (Answer, LedgerEntry):
        db.session.execute(delete(model).where(model.survey_id == survey.id))
    survey.answers_deleted_at = now
    audit(None, "delete_answers", "survey", survey.public_id, now, of=survey.organisation_id)


def delete_texts(survey: Survey, now: datetime) -> None:
    """Deletes the free texts of a survey whose time is over; the themes people wrote about them stay."""
    db.session.execute(delete(FreeText).where(FreeText.survey_id == survey.id))
    survey.texts_deleted_at = now
    audit(None, "delete_texts", "survey", survey.public_id, now, of=survey.organisation_id)


def _refuse_early(survey: Survey, now: datetime) -> None:
    if not may_settle(survey.status, survey.closed_at, now):
        raise UserError(_("Forms begun before closing may still arrive."))


def _rewrite_keys(model: type[Answer | FreeText], survey: Survey) -> None:
    old = db.session.scalars(select(model.id).where(model.survey_id == survey.id)).all()
    renamed = sorted(({"old": key, "new": uuid4()} for key in old), key=lambda pair: pair["new"])
    if renamed:
        statement = update(model).where(model.id == bindparam("old")).values(id=bindparam("new"))
        db.session.connection().execute(statement, renamed)


def _rewrite_ledger(survey: Survey) -> None:
    columns = (LedgerEntry.attempt_hash, LedgerEntry.survey_id, LedgerEntry.token_hash)
    kept = select(*columns).where(LedgerEntry.survey_id == survey.id).order_by(LedgerEntry.attempt_hash)
    rows = [dict(row) for row in db.session.execute(kept).mappings()]
    db.session.execute(delete(LedgerEntry).where(LedgerEntry.survey_id == survey.id))
    if rows:
        db.session.execute(insert(LedgerEntry), rows)
