"""keys and mission statements of workstreams"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('workstream', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key', sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column('mission', sa.JSON(), server_default='{}', nullable=False))
    op.execute('UPDATE workstream SET key = slug')
    with op.batch_alter_table('workstream', schema=None) as batch_op:
        batch_op.alter_column('key', existing_type=sa.String(length=60), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_workstream_key'), ['key'])


def downgrade() -> None:
    with op.batch_alter_table('workstream', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_workstream_key'), type_='unique')
        batch_op.drop_column('mission')
        batch_op.drop_column('key')
