"""jobs and tasks"""

import sqlalchemy as sa
from alembic import op

import participation.types

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('job',
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('holder', sa.String(length=10), nullable=True),
    sa.Column('lease_until', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('requested_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('started_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('result', sa.String(length=300), nullable=True),
    sa.Column('failed_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.String(length=120), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_job'))
    )
    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('input', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('created_at', participation.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('started_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('holder', sa.String(length=10), nullable=True),
    sa.Column('lease_until', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('sentence', sa.String(length=200), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('failure', sa.String(length=500), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_task_account_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_task_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('public_id', name=op.f('uq_task_public_id'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index('ix_task_state_created_at', ['state', 'created_at'], unique=False)

    op.create_table('task_file',
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('media_type', sa.String(length=80), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('deleted_at', participation.types.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_file_task_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('task_id', name=op.f('pk_task_file'))
    )


def downgrade() -> None:
    op.drop_table('task_file')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index('ix_task_state_created_at')
        batch_op.drop_index(batch_op.f('ix_task_organisation_id'))

    op.drop_table('task')
    op.drop_table('job')
