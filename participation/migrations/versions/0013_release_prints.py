"""releases as PDF"""

import sqlalchemy as sa
from alembic import op

import participation.types

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('release_print',
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_release_print_release_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('release_id', 'language', name=op.f('pk_release_print'))
    )


def downgrade() -> None:
    op.drop_table('release_print')
