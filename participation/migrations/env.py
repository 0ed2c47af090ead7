"""Alembic's environment: the application's own engine and models, for every command alike."""

from alembic import context
from flask import current_app

from participation.extensions import db

with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    current_app.logger.debug("schema is up to date")
