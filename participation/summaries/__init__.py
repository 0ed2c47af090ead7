"""Drafts, their review by a second person, and frozen releases; features hand over a ``SummarySource``."""

from flask import Flask

from participation.summaries.sources import init_sources


def init_app(app: Flask) -> None:
    """Prepares the register of sources."""
    init_sources(app)
