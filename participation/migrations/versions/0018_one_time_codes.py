"""one-time codes"""

import sqlalchemy as sa
from alembic import op

import participation.types

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('one_time_code',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=60), nullable=False),
    sa.Column('holder', sa.String(length=60), nullable=False),
    sa.Column('spent', sa.Boolean(), nullable=False),
    sa.Column('issued_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('code_hash', name=op.f('pk_one_time_code')),
    sa.UniqueConstraint('purpose', 'subject', 'holder', name=op.f('uq_one_time_code_purpose_subject_holder'))
    )
    with op.batch_alter_table('one_time_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_code_expires_at'), ['expires_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('one_time_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_time_code_expires_at'))

    op.drop_table('one_time_code')
