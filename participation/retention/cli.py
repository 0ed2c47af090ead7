"""The command ``participation retention``."""

import json
from dataclasses import asdict

import click

from participation.i18n import speaking
from participation.kept import impersonal
from participation.languages import DEFAULT, DESK_LANGUAGES
from participation.retention.reading import RetentionRow, retention_rows


@click.command("retention")
@click.option("--language", type=click.Choice(DESK_LANGUAGES), default=DEFAULT, show_default=True)
@click.option("--json", "machine", is_flag=True, help="For scripts.")
def retention(language: str, machine: bool) -> None:
    """Print what is kept of people, why, and how long, as a table in Markdown."""
    with speaking(language):
        rows = retention_rows()
    click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False) if machine else markdown_table(rows))
    if not machine:
        click.echo("\n".join(["", *(f"- `{table}`: {reason}" for table, reason in impersonal().items())]))


def markdown_table(rows: list[RetentionRow]) -> str:
    """The rows as a table in Markdown, with the tables of the database they speak of."""
    lines = [f"| {row.what} | {row.why} | {row.how_long} | {_names(row.tables)} |" for row in rows]
    return "\n".join(["| what | why | how long | tables |", "|---|---|---|---|", *lines])


def _names(tables: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in tables)
