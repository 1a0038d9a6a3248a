"""What a rule ever said is kept, and a task names the version that made it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_by", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "rule_versions",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("first_loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("school", "version", name=op.f("pk_rule_versions")),
    )
