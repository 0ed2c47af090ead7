"""The audit trail knows whose thing a line is about."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_audit_line_organisation_id"), "organisation", ["organisation_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_audit_line_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_line_organisation_id"), ["organisation_id"], unique=False)
    op.execute("UPDATE audit_line SET organisation_id = (SELECT survey.organisation_id FROM survey WHERE public_id = subject_id) WHERE subject_kind = 'survey'")
    op.execute("UPDATE audit_line SET organisation_id = (SELECT measure.organisation_id FROM measure WHERE public_id = subject_id) WHERE subject_kind = 'measure'")


def downgrade() -> None:
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_line_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_audit_line_account_id"))
        batch_op.drop_constraint(batch_op.f("fk_audit_line_organisation_id"), type_="foreignkey")
        batch_op.drop_column("organisation_id")
