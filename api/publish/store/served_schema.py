"""The served tables as SQL: made by publishing from the declarations, in no migration. Builds statements; the writers run them."""

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from api.collections.catalogue import METADATA, SERVED_METADATA
from api.collections.served_tables import FULL_TEXT, claims_view
from api.collections.tables import TABLES

_DIALECTS: dict[str, Dialect] = {
    "sqlite": SQLiteDialect_pysqlite(),
    "postgresql": PGDialect_psycopg(),  # type: ignore[no-untyped-call]
}

# Every table of ours, whether Alembic or publishing makes it; whatever else lies in a database is left alone.
OURS = (*TABLES, "search_index")


def create_statements(dialect: str) -> list[str]:
    """What makes the served tables, their indexes, the full-text index and the view of claims."""
    compiler = _DIALECTS[dialect]
    found = []
    for table in SERVED_METADATA.sorted_tables:
        found.append(str(CreateTable(table).compile(dialect=compiler)))
        found += [str(CreateIndex(index).compile(dialect=compiler)) for index in sorted(table.indexes, key=lambda index: str(index.name))]
    return [*found, *FULL_TEXT[dialect], claims_view(dialect)]


def canonical_tables() -> list[str]:
    """Names of the tables that Alembic keeps."""
    return list(METADATA.tables)
