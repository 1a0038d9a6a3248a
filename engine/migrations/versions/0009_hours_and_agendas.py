"""What people choose for themselves: the hour of their overview, and an address for their own calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hours",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("hour", sa.Time(), nullable=False),
        sa.PrimaryKeyConstraint("school", "person", name=op.f("pk_hours")),
    )
    op.create_table(
        "agendas",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("made", sa.Date(), nullable=False),
        sa.Column("fetched", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("school", "person", name=op.f("pk_agendas")),
    )
    op.create_index(op.f("ix_agendas_school_hash"), "agendas", ["school", "hash"])
