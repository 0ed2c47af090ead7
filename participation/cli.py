"""The command line: ``participation …``. Bad input ends with one clear sentence and exit code 2."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup

from participation.accounts import actions as accounts
from participation.accounts.letters import login_letter
from participation.accounts.models import Account
from participation.accounts.queries import account_by_email
from participation.clock import now
from participation.config import ConfigError
from participation.database import alembic, upgrade
from participation.demo import Stage
from participation.demo.county import STAFF, load_county
from participation.errors import UserError
from participation.extensions import db
from participation.kit.search.actions import rebuild
from participation.mail.texts import absolute
from participation.organisations.queries import county, organisation_by_slug
from participation.permissions import Role
from participation.qr import terminal
from participation.serving import serve, work


def init_app(app: Flask) -> None:
    """Registers the platform's own commands; features add theirs to ``app.cli``."""
    for command in (init, demo, serve_, worker, database, login_link, invite):
        app.cli.add_command(command)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turns errors of the user into one sentence on the terminal and exit code 2."""
    try:
        yield
    except UserError as error:
        db.session.rollback()
        click.echo(str(error), err=True)
        raise SystemExit(2) from error


@click.command("init")
def init() -> None:
    """Create or upgrade the database."""
    upgrade()
    click.echo("The database is up to date.")


stages = click.Choice([one.value for one in Stage])


@click.command("demo")
@click.option("--stage", type=stages, default=Stage.OPEN.value, help="How far the example has come.")
def demo(stage: str) -> None:
    """Load the example county (again: nothing is doubled) and print how to get in."""
    upgrade()
    load_example(Stage(stage))


def load_example(stage: Stage) -> None:
    """Brings the example up to the stage and prints addresses, sign-in links and the posters' QR codes."""
    moment = now()
    load_county(moment)
    db.session.commit()
    posters = [address for load in current_app.extensions["demo_loaders"] for address in load(stage, moment)]
    db.session.commit()
    rebuild(moment)
    click.echo(f"\n  {current_app.extensions['settings'].base_url}/\n")
    for role, email, name, _slug in STAFF:
        click.echo(f"  {role:<14}{name}\n                {make_login_link(email)}")
    for address in posters:
        click.echo(f"\n  {address}\n{terminal(address)}")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--demo", "stage", type=stages, help="Load the example county first, up to this stage.")
def serve_(host: str, port: int, workers: int, stage: str | None) -> None:
    """Upgrade the database, serve the pages and do the work by the clock."""
    _elsewhere(lambda: _prepare(stage))
    serve(_running_app(), host, port, workers)


def _prepare(stage: str | None) -> None:
    upgrade()
    if stage:
        load_example(Stage(stage))


def _elsewhere(work: Callable[[], None]) -> None:
    """Does the work in a process of its own, so that what it loads fills none of those that serve.

    Ends the program when it failed; its own words stand above.
    """
    db.engine.dispose()  # connections must not be shared with the processes to come
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(child.exitcode)


@click.command("worker")
def worker() -> None:
    """Only do the work by the clock, beside web nodes that run elsewhere."""
    work(_running_app())


@click.command("login-link")
@click.argument("email")
@click.option("--letter", type=click.Path(dir_okay=False, path_type=Path), help="Write a letter (PDF) to this file.")
@click.option("--reset-second-factor", is_flag=True, help="Take passkeys, app and emergency codes away: they are lost.")
def login_link(email: str, letter: Path | None, reset_second_factor: bool) -> None:
    """Print a one-time sign-in link for the account with this address.

    Whoever needs a second factor still gives it, or, after a reset, sets up a new one.
    """
    with clear_errors():
        if reset_second_factor:
            accounts.reset_second_factor(_open_account(email), None, now())
        if letter is None:
            click.echo(make_login_link(email))
            return
        write_login_letter(email, letter)
        click.echo(f"The letter is in {letter}. Whoever has it can sign in once within a day.")


@click.command("invite")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice([one.value for one in Role]), default=Role.ADMINISTRATOR.value)
@click.option("--organisation", "slug", help="Slug of the organisation; the county when left out.")
def invite(email: str, name: str, role: str, slug: str | None) -> None:
    """Make an account with a role and print its invitation: how a new instance gets its first administrator."""
    with clear_errors():
        organisation = organisation_by_slug(slug) if slug else county()
        if organisation is None:
            raise UserError(f"There is no organisation {slug}." if slug else "There is no organisation yet.")
        _, secret = accounts.invite(email, name, Role(role), organisation, None, now())
        db.session.commit()
        click.echo(absolute(f"/konto/einladung/{secret}") if secret else f"{email} has an account and holds the role.")


@click.command("db", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def database(arguments: tuple[str, ...]) -> None:
    """Flask-Migrate's own commands, for developers."""
    alembic().cli.db.main(args=list(arguments) or ["--help"], prog_name="participation db")


def make_login_link(email: str) -> str:
    """A one-time sign-in address for the account; raises UserError when there is none."""
    address = _login_address(_open_account(email))
    db.session.commit()
    return address


def write_login_letter(email: str, path: Path) -> None:
    """Writes a letter with such an address to a new file, readable by its owner only; raises UserError if it cannot."""
    account = _open_account(email)
    letter = login_letter(account, _login_address(account), now())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(letter)
    except OSError as error:
        raise UserError(f"The letter cannot be written to {path}: {error.strerror}.") from error
    db.session.commit()


def _open_account(email: str) -> Account:
    account = account_by_email(email)
    if account is None:
        raise UserError(f"There is no open account with the address {email}.")
    return account


def _login_address(account: Account) -> str:
    return absolute(f"/konto/link/{accounts.create_login_link(account, now())}")


def _running_app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # werkzeug's proxy
    return app


def main() -> None:
    """Entry point of the ``participation`` command."""
    from_app = FlaskGroup(name="participation", create_app=_app, add_default_commands=False, add_version_option=False)
    from_app.main(args=sys.argv[1:] or ["--help"], prog_name="participation")


def _app() -> Flask:
    from participation import create_app  # noqa: PLC0415  # the package imports this module first

    try:
        return create_app()
    except ConfigError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error
