"""Alembic's environment: migrates whatever database the configuration names, and compares it with
the SQLModel tables.
"""

from alembic import context
from sqlalchemy import Connection, create_engine, pool

from api.base.database import parse_target
from api.collections.catalogue import METADATA
from api.collections.tables import TABLES
from api.publish.store.migrate import compared
from api.settings import Settings

target_metadata = METADATA
assert TABLES


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=target_metadata,
        compare_type=True,
        include_name=compared,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


# Named by whoever calls from code; for the plain `alembic` command the settings name it.
url = context.config.attributes.get("url") or parse_target(Settings().database_url).sqlalchemy_url
engine = create_engine(url, poolclass=pool.NullPool)
with engine.connect() as connection:
    run(connection)
engine.dispose()
