"""The command line: ``participation …``. Bad input ends with one clear sentence and exit code 2."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup
from flask_migrate import upgrade

from participation.accounts.actions import audit, create_login_link
from participation.accounts.queries import account_by_email
from participation.clock import now
from participation.config import ConfigError
from participation.errors import UserError
from participation.extensions import db

DemoLoader = Callable[[str, datetime], None]
STAGES = ("preparing", "open", "closed", "released")


def init_app(app: Flask) -> None:
    """Registers the platform's own commands; features add theirs to ``app.cli``."""
    app.extensions.setdefault("demo_loaders", [])
    for command in (init, login_link):
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


@click.command("login-link")
@click.argument("email")
def login_link(email: str) -> None:
    """Print a one-time sign-in link for the account with this address."""
    with clear_errors():
        click.echo(make_login_link(email))


def make_login_link(email: str) -> str:
    """A one-time sign-in address for the account; raises UserError when there is none."""
    account = account_by_email(email)
    if account is None:
        raise UserError(f"There is no open account with the address {email}.")
    moment = now()
    secret = create_login_link(account, moment)
    audit(None, "create_login_link", "account", account.public_id, moment)
    db.session.commit()
    return f"{current_app.extensions['settings'].base_url}/konto/link/{secret}"


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
