"""The role that serving connects with: it may read the tables of a PostgreSQL database and nothing
else. Raises the driver's errors.
"""

import psycopg
from psycopg import sql

from api.base.database import Target
from api.publish.store.migrate import OURS

# `{role}` may read what stands now and what publishing makes anew; what it was given before beyond
# that is taken away. Another's tables in the same schema stay closed to it.
_GRANTS = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {role}",
    "REVOKE CREATE ON SCHEMA {schema} FROM {role}",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role}",
    "ALTER ROLE {role} SET default_transaction_read_only = on",
)
_TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
    "AND relkind IN ('r', 'v') AND relname = ANY(%s)"
)


def grant_reading(target: Target, role: str) -> bool:
    """Make the role one that only reads, creating it where it is missing; answers whether it was
    created. Run it as the role that publishes.
    """
    with psycopg.connect(target.dsn) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        (schema,) = connection.execute("SELECT current_schema()").fetchone() or ("public",)
        names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
        for statement in _GRANTS:
            connection.execute(sql.SQL(statement).format(**names))
        for (table,) in connection.execute(
            _TABLES, ([*OURS, "claims", "alembic_version"],)
        ).fetchall():
            connection.execute(
                sql.SQL("GRANT SELECT ON {} TO {role}").format(sql.Identifier(table), **names)
            )
    return known is None
