"""brand and contact of the instance"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('instance', schema=None) as batch_op:
        batch_op.add_column(sa.Column('colour_light', sa.String(length=7), nullable=True))
        batch_op.add_column(sa.Column('colour_dark', sa.String(length=7), nullable=True))
        batch_op.add_column(sa.Column('contact_email', sa.String(length=254), server_default='', nullable=False))
        batch_op.add_column(sa.Column('contact_phone', sa.String(length=40), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('instance', schema=None) as batch_op:
        for name in ('contact_phone', 'contact_email', 'colour_dark', 'colour_light'):
            batch_op.drop_column(name)
