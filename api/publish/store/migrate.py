"""The schema: Alembic migrations run from code, which tables are ours, and whether the migrations
made all that is declared.

Raises ForeignFile, MigrationMissing, and Alembic's and the driver's errors.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from api.base.database import Target
from api.base.errors import ForeignFile, MigrationMissing
from api.collections import BY_NAME
from api.collections.catalogue import METADATA
from api.collections.served_tables import CLAIMS_INDEX
from api.collections.tables import TABLES
from api.publish.store.place import beside, put_in_place, remove_leftovers

# Alembic is imported where a step is run: what only builds or compares runs none, and it takes as
# long to load as a tenth of a build.
if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).resolve().parent.parent.parent.parent / "migrations"

_OURS = {
    "alembic_version",
    "agreements",
    "releases",
}  # tables that every database of ours has had since its first revision


def alembic_config(target: Target) -> "Config":
    """Alembic's configuration for a database, without a file."""
    from alembic.config import Config

    config = Config()
    # Alembic reads `%` in an option as the start of a name to put in.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = target.sqlalchemy_url
    return config


def compared(name: str | None, kind: str, parents: object) -> bool:
    """Whether a table of the database is compared with the declarations: only those that Alembic
    keeps are.
    """
    return kind != "table" or name in METADATA.tables


def require_ours(file: Path) -> None:
    """Raises ForeignFile where something stands at the path that is neither empty nor a database of
    ours: publishing would replace it.
    """
    if not file.exists() or (file.is_file() and file.stat().st_size == 0):
        return
    mend = (
        "nothing was changed. Name another file with PLEDGEBOOK_DATABASE_URL, or move this one "
        "away."
    )
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as connection:
            tables = {
                name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            }
    except sqlite3.Error as error:
        raise ForeignFile(f"{file} is no SQLite database ({error}); {mend}") from error
    if tables - {"alembic_version"} and not tables >= _OURS:
        raise ForeignFile(
            f"{file} is a SQLite database that Pledgebook did not make (it holds "
            f"{', '.join(sorted(tables)[:5])}); {mend}"
        )


def migrate(target: Target, revision: str = "head") -> None:
    """Bring the schema to a revision, creating a SQLite file where there is none. On SQLite a copy
    is migrated and put in place: a step that is killed half-way cannot be taken back there.
    """
    if not target.is_sqlite:
        upgrade(target, revision)
        return
    file = target.file
    require_ours(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    remove_leftovers(file)
    new = beside(file)
    try:
        if file.exists():
            if _revision_of(file) == (head_revision() if revision == "head" else revision):
                return
            shutil.copyfile(file, new)
        upgrade(Target("sqlite", file=new), revision)
        put_in_place(new, file)
    finally:
        new.unlink(missing_ok=True)


def upgrade(target: Target, revision: str = "head") -> None:
    """Run the steps where the database stands."""
    from alembic import command

    command.upgrade(alembic_config(target), revision)


def _revision_of(file: Path) -> str | None:
    with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:  # there is no such table yet
            return None
    return str(row[0]) if row else None


def head_revision() -> str:
    """The newest revision the code knows."""
    from alembic.script import ScriptDirectory

    found = ScriptDirectory(str(_MIGRATIONS)).get_current_head()
    assert found is not None
    return found


# Every table of ours, whether Alembic or publishing makes it; whatever else lies in a database is
# left alone.
OURS = (*TABLES, "search_index", CLAIMS_INDEX)


def require_migrated(columns_of: Callable[[str], set[str]]) -> None:
    """Raises MigrationMissing where a declared canonical table, or a column of it, is not there;
    `columns_of` asks the database.
    """
    for table in METADATA.sorted_tables:
        there = columns_of(table.name)
        missing = [column.name for column in table.columns if column.name not in there]
        if missing:
            what = f"column {missing[0]} of table {table.name}" if there else f"table {table.name}"
            place = (
                f"api/collections/{table.name}.py"
                if table.name in BY_NAME
                else "api/collections/links.py"
            )
            command = f'make migration NAME="add {missing[0] if there else table.name}"'
            raise MigrationMissing(
                f"{place} declares the {what}, which no step in migrations/versions makes; run "
                f"{command}."
            )


def canonical_tables() -> list[str]:
    """Names of the tables that Alembic keeps."""
    return list(METADATA.tables)
