"""Which tables of a database are ours, and whether the migrations have made all that is declared. Raises MigrationMissing."""

from collections.abc import Callable

from api.base.errors import MigrationMissing
from api.collections import BY_NAME
from api.collections.catalogue import METADATA
from api.collections.tables import TABLES

# Every table of ours, whether Alembic or publishing makes it; whatever else lies in a database is left alone.
OURS = (*TABLES, "search_index")


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
