"""How alembic runs here: on the connection it is given, inside that connection's own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from alembic import context

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def plain_types(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write only SQLAlchemy's own types into a migration: a migration never imports the tables of today."""
    module = type(thing).__module__
    if kind == "type" and not module.startswith("sqlalchemy."):
        return f"sa.{thing.impl!r}"
    return False


def run(attributes: dict[str, Any]) -> None:
    context.configure(
        connection=attributes["connection"],
        target_metadata=attributes["metadata"],
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
        render_item=plain_types,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes)
