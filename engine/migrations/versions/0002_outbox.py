"""The outbox, what was told, wishes, pauses, forecasts and holds."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('forecasts',
    sa.Column('school', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('tasks', sa.Integer(), nullable=False),
    sa.Column('mails', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('school', 'day', name=op.f('pk_forecasts'))
    )
    op.create_table('holds',
    sa.Column('school', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('tasks', sa.Integer(), nullable=False),
    sa.Column('mails', sa.Integer(), nullable=False),
    sa.Column('released', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('school', 'number', name=op.f('pk_holds'))
    )
    op.create_table('pauses',
    sa.Column('school', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('begin', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('school', 'person', 'begin', name=op.f('pk_pauses'))
    )
    op.create_table('posts',
    sa.Column('school', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('to', sa.String(), nullable=False),
    sa.Column('causes', sa.String(), nullable=False),
    sa.Column('created', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_after', sa.DateTime(timezone=True), nullable=False),
    sa.Column('only_in_holidays', sa.Boolean(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_try', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_by', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('dated', sa.DateTime(timezone=True), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('finished', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('school', 'id', name=op.f('pk_posts')),
    sa.UniqueConstraint('school', 'person', 'day', 'kind', 'key', name=op.f('uq_posts_school_person_day_kind_key'))
    )
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posts_school_state'), ['school', 'state'], unique=False)

    op.create_table('told',
    sa.Column('school', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('task', sa.String(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('school', 'person', 'task', 'sentence', 'number', 'due', name=op.f('pk_told'))
    )
    op.create_table('wishes',
    sa.Column('school', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('wish', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('school', 'person', name=op.f('pk_wishes'))
    )
