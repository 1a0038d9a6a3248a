"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("begin", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("traits", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("school", "type", "key", name=op.f("pk_cases")),
    )
    op.create_table(
        "closed_years",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("school", "school_year", name=op.f("pk_closed_years")),
    )
    op.create_table(
        "events",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("school", "number", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_school_subject"), ["school", "subject"], unique=False)

    op.create_table(
        "groups",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year_groups", sa.JSON(), nullable=False),
        sa.Column("teachers", sa.JSON(), nullable=False),
        sa.Column("pupils", sa.JSON(), nullable=False),
        sa.Column("care_coordinators", sa.JSON(), nullable=False),
        sa.Column("export_keys", sa.JSON(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("school", "origin", "school_year", "name", name=op.f("pk_groups")),
    )
    op.create_table(
        "imports",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("school", "number", name=op.f("pk_imports")),
    )
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imports_school_kind"), ["school", "kind"], unique=False)

    op.create_table(
        "occasion_numbers",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("school", "anchor", "school_year", "group", "suffix", name=op.f("pk_occasion_numbers")),
    )
    op.create_table(
        "pupils",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("year_group", sa.String(), nullable=False),
        sa.Column("entry", sa.Date(), nullable=True),
        sa.Column("exit", sa.Date(), nullable=True),
        sa.Column("traits", sa.JSON(), nullable=False),
        sa.Column("previous_group", sa.String(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("school", "origin", "number", name=op.f("pk_pupils")),
    )
    op.create_table(
        "registrations",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            "school",
            "origin",
            "kind",
            "subject_type",
            "subject",
            "on",
            "by",
            "area",
            "value",
            name=op.f("pk_registrations"),
        ),
    )
    op.create_table(
        "renames",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", "kind", "old", name=op.f("pk_renames")),
    )
    op.create_table(
        "rule_files",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("first_loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("school", "path", "sha256", name=op.f("pk_rule_files")),
        sa.UniqueConstraint("school", "path", "turn", name=op.f("uq_rule_files_school_path_turn")),
    )
    op.create_table(
        "runs",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("today", sa.Date(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("school", "number", name=op.f("pk_runs")),
    )
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_runs_school_kind"), ["school", "kind"], unique=False)

    op.create_table(
        "schools",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("brin", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("school", name=op.f("pk_schools")),
    )
    op.create_table(
        "spells",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("per", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("school", "rule", "per", "subject", "school_year", "ordinal", name=op.f("pk_spells")),
    )
    op.create_table(
        "staff",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("working_days", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("in_service", sa.Date(), nullable=True),
        sa.Column("out_of_service", sa.Date(), nullable=True),
        sa.Column("account", sa.Boolean(), nullable=True),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("school", "origin", "code", name=op.f("pk_staff")),
    )
    op.create_table(
        "tasks",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("per", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("recipients", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("ticked_by", sa.String(), nullable=False),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("first_seen", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("school", "key", name=op.f("pk_tasks")),
        sa.UniqueConstraint(
            "school", "rule", "per", "subject", "occasion", name=op.f("uq_tasks_school_rule_per_subject_occasion")
        ),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tasks_school_school_year"), ["school", "school_year"], unique=False)

    op.create_table(
        "ticks",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school", "task"], ["tasks.school", "tasks.key"], name=op.f("fk_ticks_school_task_tasks")
        ),
        sa.PrimaryKeyConstraint("school", "task", "by", name=op.f("pk_ticks")),
    )
