"""``participation survey …``: import, export, check, open, close, count, collect."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from flask import Flask, current_app

from participation.accounts.actions import audit
from participation.cli import clear_errors
from participation.clock import now
from participation.disclosure.noise import two_sided_geometric
from participation.errors import UserError
from participation.extensions import db
from participation.organisations.queries import organisation_by_slug
from participation.summaries.actions import draw_draft
from surveys import actions, queries
from surveys.answering.state import state
from surveys.collecting import mover
from surveys.models import Survey
from surveys.planning.checking import mistake, sentence
from surveys.questionnaire import DefinitionError, load
from surveys.questionnaire.check import check
from surveys.rules import KIND, shown_count
from surveys.summaries import SurveySource

MOST_BYTES = 1_000_000
Result = TypeVar("Result")
as_json = click.option("--json", "machine", is_flag=True, help="Print JSON for scripts.")


def init_app(app: Flask) -> None:
    """Adds the commands."""
    app.cli.add_command(survey)


@click.group()
def survey() -> None:
    """Import, check, open and close surveys."""


@survey.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", "slug", required=True, help="Slug of the organisation that owns the survey.")
def import_(file: Path, slug: str) -> None:
    """Import a questionnaire FILE as a new survey, or as a new version of one in preparation."""
    with clear_errors():
        organisation = organisation_by_slug(slug)
        if organisation is None:
            raise UserError(f"There is no organisation with the slug {slug}.")
        found = _importing(lambda: actions.import_survey(_contents(file), organisation, None, now()))
        db.session.commit()
        click.echo(f"Imported {found.slug}, version {queries.current_version(found).number}.")


@survey.command("export")
@click.argument("slug")
def export(slug: str) -> None:
    """Print the questionnaire of a survey."""
    with clear_errors():
        definition = json.loads(queries.current_version(_found(slug)).definition)
        click.echo(json.dumps(definition, ensure_ascii=False, indent=1))


@survey.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
def check_(file: Path, machine: bool) -> None:
    """Check a questionnaire FILE: what blocks opening, what to look at again."""
    with clear_errors():
        findings = check(_importing(lambda: load(_contents(file))))
    if machine:
        rows = [{"level": one.level, "path": one.path, "reason": sentence(one)} for one in findings]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for one in findings:
            click.echo(f"{one.level}: {sentence(one)}")
        click.echo(f"{len(findings)} findings.")
    if any(one.level == "blocking" for one in findings):
        raise SystemExit(2)


@survey.command("open")
@click.argument("slug")
def open_(slug: str) -> None:
    """Open a survey: its version and table plan are frozen, the rehearsal is erased."""
    with clear_errors():
        actions.open_survey(_locked(slug), None, now())
        db.session.commit()
        mover.rewrite_tables()
        click.echo(f"{slug} is open.")


@survey.command("close")
@click.argument("slug")
def close(slug: str) -> None:
    """Close a survey; forms begun before are accepted for another day."""
    with clear_errors():
        actions.close_survey(_locked(slug), None, now())
        db.session.commit()
        click.echo(f"{slug} is closed.")


@survey.command("responses")
@click.argument("slug")
@as_json
def responses(slug: str, machine: bool) -> None:
    """How many answers have been taken, rounded down to ten."""
    with clear_errors():
        found = _found(slug)
        count = shown_count(queries.answer_count(found))
        click.echo(json.dumps({"survey": slug, "answers_at_least": count}) if machine else f"At least {count} answers.")


@survey.command("summarise")
@click.argument("slug")
def summarise(slug: str) -> None:
    """Draw the draft of a summary, which a second person then reviews on the desk's pages."""
    with clear_errors():
        found, source = _found(slug), SurveySource()
        subjects = {one.public_id: one for one in source.subjects([found.organisation_id])}
        subject = subjects.get(found.public_id)
        if subject is None:
            raise UserError("The survey has not been open yet.")
        draft = draw_draft(source, subject, None, now(), two_sided_geometric)
        db.session.commit()
        base_url = current_app.extensions["settings"].base_url
        click.echo(f"Drawn. To be reviewed: {base_url}/verwaltung/zusammenfassungen/{draft.public_id}")


@survey.command("collect")
def collect() -> None:
    """Move waiting answers into the database now, as the running server does every few seconds."""
    with clear_errors():
        moved = mover.move_all(state().reader, now())
        audit(None, "collect_answers", KIND, "", now(), of=None)
        db.session.commit()
        click.echo(f"{moved} answers moved.")


def _found(slug: str) -> Survey:
    return _existing(slug, queries.survey_by_slug(slug))


def _existing(slug: str, survey: Survey | None) -> Survey:
    if survey is None:
        raise UserError(f"There is no survey with the slug {slug}.")
    return survey


def _locked(slug: str) -> Survey:
    """The survey, kept from changing until the command commits."""
    return _existing(slug, queries.locked_survey(_found(slug).public_id))


def _importing(read: Callable[[], Result]) -> Result:
    try:
        return read()
    except DefinitionError as error:
        raise UserError("\n".join(mistake(problem) for problem in error.problems)) from error


def _contents(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}.") from error
