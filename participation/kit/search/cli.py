"""The command ``participation search``."""

import click

from participation.clock import now
from participation.kit.search.actions import rebuild


@click.group("search")
def search() -> None:
    """Look after the search."""


@search.command("rebuild")
def rebuild_() -> None:
    """Make the index complete again; a running server does so once a day."""
    click.echo(f"{rebuild(now())} entries can be found.")
