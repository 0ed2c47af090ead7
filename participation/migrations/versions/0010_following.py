"""following"""

import sqlalchemy as sa
from alembic import op

import participation.types

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('news_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('subject_id', sa.String(length=10), nullable=False),
    sa.Column('event', sa.String(length=80), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('happened_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('told_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_news_item')),
    sa.UniqueConstraint('kind', 'subject_id', 'event', name=op.f('uq_news_item_kind_subject_id_event')),
    sa.UniqueConstraint('public_id', name=op.f('uq_news_item_public_id'))
    )
    with op.batch_alter_table('news_item', schema=None) as batch_op:
        batch_op.create_index('ix_news_item_happened_at', ['happened_at'], unique=False)
        batch_op.create_index('ix_news_item_told_at', ['told_at'], unique=False)

    op.create_table('subscription',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('subject_id', sa.String(length=10), nullable=False),
    sa.Column('address_hash', sa.String(length=64), nullable=False),
    sa.Column('sealed_address', sa.LargeBinary(), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('asked_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscription')),
    sa.UniqueConstraint('kind', 'subject_id', 'address_hash', name=op.f('uq_subscription_kind_subject_id_address_hash')),
    sa.UniqueConstraint('public_id', name=op.f('uq_subscription_public_id'))
    )
    with op.batch_alter_table('subscription', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_subscription_address_hash'), ['address_hash'], unique=False)

    op.create_table('told',
    sa.Column('address_hash', sa.String(length=64), nullable=False),
    sa.Column('event', sa.String(length=80), nullable=False),
    sa.Column('told_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('address_hash', 'event', name=op.f('pk_told'))
    )
    with op.batch_alter_table('told', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_told_told_at'), ['told_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('told', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_told_told_at'))

    op.drop_table('told')
    with op.batch_alter_table('subscription', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_subscription_address_hash'))

    op.drop_table('subscription')
    with op.batch_alter_table('news_item', schema=None) as batch_op:
        batch_op.drop_index('ix_news_item_told_at')
        batch_op.drop_index('ix_news_item_happened_at')

    op.drop_table('news_item')
