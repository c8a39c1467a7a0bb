"""The served tables as SQL: made by publishing from the declarations, in no migration. Builds statements; the writers run them."""

from collections.abc import Callable

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from api.base.errors import MigrationMissing
from api.collections import BY_NAME
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


def require_migrated(columns_of: Callable[[str], set[str]]) -> None:
    """Raises MigrationMissing where a declared canonical table, or a column of it, is not there; `columns_of` asks the database."""
    for table in METADATA.sorted_tables:
        there = columns_of(table.name)
        missing = [column.name for column in table.columns if column.name not in there]
        if missing:
            what = f"column {missing[0]} of table {table.name}" if there else f"table {table.name}"
            place = f"api/collections/{table.name}.py" if table.name in BY_NAME else "api/collections/links.py"
            command = f'make migration NAME="add {missing[0] if there else table.name}"'
            raise MigrationMissing(f"{place} declares the {what}, which no step in migrations/versions makes; run {command}.")


def canonical_tables() -> list[str]:
    """Names of the tables that Alembic keeps."""
    return list(METADATA.tables)
