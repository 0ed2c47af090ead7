"""search"""

import sqlalchemy as sa
from alembic import op

import participation.types

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('folded_title', sa.Text(), nullable=False),
    sa.Column('folded_body', sa.Text(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('changed_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_search_entry_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_entry')),
    sa.UniqueConstraint('kind', 'public_id', 'language', name=op.f('uq_search_entry_kind_public_id_language'))
    )
    for statement in SQLITE if op.get_bind().dialect.name == 'sqlite' else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TABLE search_index')
    op.drop_table('search_entry')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION search_endings(text)')


SQLITE = (
    """CREATE VIRTUAL TABLE search_index USING fts5(folded_title, folded_body,
         content='search_entry', content_rowid='id', tokenize='trigram case_sensitive 1')""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
         INSERT INTO search_index(rowid, folded_title, folded_body) VALUES (new.id, new.folded_title, new.folded_body);
       END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
         INSERT INTO search_index(search_index, rowid, folded_title, folded_body)
         VALUES ('delete', old.id, old.folded_title, old.folded_body);
       END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
         INSERT INTO search_index(search_index, rowid, folded_title, folded_body)
         VALUES ('delete', old.id, old.folded_title, old.folded_body);
         INSERT INTO search_index(rowid, folded_title, folded_body) VALUES (new.id, new.folded_title, new.folded_body);
       END""",
)
"""Pieces of three signs, kept up by the database itself in the transaction of the entry."""

POSTGRESQL = (
    """CREATE FUNCTION search_endings(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
         SELECT coalesce(array_to_tsvector(array_agg(DISTINCT substr(word, start))), ''::tsvector)
         FROM unnest(string_to_array(words, ' ')) AS word, generate_series(1, length(word) - 2) AS start
       $$""",
    """ALTER TABLE search_entry ADD COLUMN lexemes tsvector
         GENERATED ALWAYS AS (search_endings(folded_title || folded_body)) STORED""",
    'CREATE INDEX ix_search_entry_lexemes ON search_entry USING gin (lexemes)',
)
"""All endings of all words, of three signs at least: what stands inside a word is the beginning of an ending."""
