"""outbox"""

import sqlalchemy as sa
from alembic import op

import participation.types

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('subject', sa.String(length=250), nullable=False),
    sa.Column('secret', sa.Boolean(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('queued_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('trouble', sa.String(length=30), nullable=True),
    sa.Column('reply', sa.String(length=20), nullable=True),
    sa.Column('finished_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('claimed_by', sa.String(length=16), nullable=True),
    sa.Column('claimed_until', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail')),
    sa.UniqueConstraint('public_id', name=op.f('uq_mail_public_id'))
    )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.create_index('ix_mail_state_next_try_at', ['state', 'next_try_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index('ix_mail_state_next_try_at')

    op.drop_table('mail')
