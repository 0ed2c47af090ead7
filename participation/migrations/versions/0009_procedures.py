"""procedures elsewhere"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('procedure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('address', sa.String(length=500), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=True),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_procedure_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_procedure')),
    sa.UniqueConstraint('public_id', name=op.f('uq_procedure_public_id'))
    )
    op.create_table('procedure_workstream',
    sa.Column('procedure_id', sa.Integer(), nullable=False),
    sa.Column('workstream_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['procedure_id'], ['procedure.id'], name=op.f('fk_procedure_workstream_procedure_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workstream_id'], ['workstream.id'], name=op.f('fk_procedure_workstream_workstream_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('procedure_id', 'workstream_id', name=op.f('pk_procedure_workstream'))
    )


def downgrade() -> None:
    op.drop_table('procedure_workstream')
    op.drop_table('procedure')
