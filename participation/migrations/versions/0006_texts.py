"""legal texts by version, reported barriers"""

import secrets

import sqlalchemy as sa
from alembic import op

import participation.types

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'


def upgrade() -> None:
    op.create_table('barrier_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('reported_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('page', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('answered_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['account.id'], name=op.f('fk_barrier_report_answered_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_barrier_report')),
    sa.UniqueConstraint('public_id', name=op.f('uq_barrier_report_public_id'))
    )
    texts = op.create_table('text_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('tag', sa.String(length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('saved_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_text_version_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_text_version')),
    sa.UniqueConstraint('public_id', name=op.f('uq_text_version_public_id')),
    sa.UniqueConstraint('slug', 'tag', 'number', name=op.f('uq_text_version_slug_tag_number'))
    )
    pages = sa.table('legal_page', sa.column('slug'), sa.column('title', sa.JSON), sa.column('body', sa.JSON))
    now = sa.func.current_timestamp()
    for slug, title, body in op.get_bind().execute(sa.select(pages)).all():
        for tag, text in body.items():
            op.execute(texts.insert().values(slug=slug, tag=tag, number=1, title=title.get(tag) or slug, body=text, saved_at=now,
                                             public_id=''.join(secrets.choice(ALPHABET) for _ in range(10))))
    op.drop_table('legal_page')


def downgrade() -> None:
    pages = op.create_table('legal_page',
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_legal_page'))
    )
    texts = sa.table('text_version', *(sa.column(name) for name in ('slug', 'tag', 'number', 'title', 'body')))
    found = {}
    for slug, tag, title, body in op.get_bind().execute(sa.select(texts.c.slug, texts.c.tag, texts.c.title, texts.c.body).order_by(texts.c.number)):
        titles, bodies = found.setdefault(slug, ({}, {}))
        titles[tag], bodies[tag] = title, body
    for slug, (titles, bodies) in found.items():
        op.execute(pages.insert().values(slug=slug, title=titles, body=bodies))
    op.drop_table('text_version')
    op.drop_table('barrier_report')
