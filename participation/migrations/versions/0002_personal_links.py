"""personal links"""

import sqlalchemy as sa
from alembic import op

import participation.types

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('personal_link',
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=60), nullable=False),
    sa.Column('once', sa.Boolean(), nullable=False),
    sa.Column('issued_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('secret_hash', name=op.f('pk_personal_link')),
    sa.UniqueConstraint('purpose', 'subject', name=op.f('uq_personal_link_purpose_subject'))
    )
    with op.batch_alter_table('personal_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_personal_link_expires_at'), ['expires_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('personal_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_personal_link_expires_at'))

    op.drop_table('personal_link')
