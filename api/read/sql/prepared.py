"""SQL as it is sent: compiled once for each form of query, kept in an LRU. Every statement also
returns the hash of the release it read, so that a caller notices a new release. Builds, never runs.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Executable

from api.base.bounded import Lru
from api.base.database import dialect_of
from api.collections.catalogue import SERVED_METADATA
from api.collections.served_tables import SERVED

# A client can ask ever new combinations of filters; those of an attack must not fill the memory.
MOST_STATEMENTS = 2048


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text for one driver, and its parameters in order: name and constant value, if it has one.

    `fresh`: what is the best way to answer depends on the values so much that the database must
    plan it anew each time.
    """

    sql: str
    slots: tuple[tuple[str, Any], ...] = ()
    fresh: bool = False

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The driver's positional arguments."""
        return tuple([values.get(name, constant) for name, constant in self.slots])


# The one row that says which release is served, and what a running server looks at to notice a new
# one: equal content may stand beside another register.
DATASET_STATEMENT = Statement(
    "SELECT release_id, hash, release_hash, published_at, days, counts, declarations, fingerprint"
    " FROM dataset"
)
STANDING = Statement("SELECT hash, fingerprint FROM dataset")
# The public item of every release.
REGISTER_STATEMENT = Statement("SELECT body FROM releases_versions")
# Every id that moved and where to.
MOVED_STATEMENT = Statement("SELECT collection, id, moved_to FROM records WHERE state = 'moved'")
# The code lists of the release.
CODELISTS_STATEMENT = Statement("SELECT body FROM codelists")
# What was corrected, by which release, and from when on a document decides the field anew: where
# the releases still differ then, there is a correction of that day.
CORRECTIONS_STATEMENT = Statement(
    "SELECT release, day, subject_type, subject_id, field, (SELECT min(later.day) "
    "FROM changes_versions later WHERE later.subject_id = one.subject_id "
    "AND later.subject_type = one.subject_type AND later.field = one.field "
    "AND later.change = 'document' AND later.day > one.day) "
    "FROM changes_versions one WHERE change = 'correction'"
)
# From which day a document of each kind is known.
KINDS_STATEMENT = Statement(
    "SELECT kind, MIN(valid_from) FROM documents_versions WHERE kind IS NOT NULL GROUP BY kind"
)
# Together they are all that is loaded of a release at once, as `release_from` takes it.
LOADED = (
    DATASET_STATEMENT,
    MOVED_STATEMENT,
    CODELISTS_STATEMENT,
    REGISTER_STATEMENT,
    CORRECTIONS_STATEMENT,
    KINDS_STATEMENT,
)


@cache
def every_table_statement(dialect: str) -> Statement:
    """Reads every served table and names each of its columns: what it cannot do no request can."""
    looks = [
        "EXISTS(SELECT "
        + ", ".join(f'"{table.name}"."{column.name}"' for column in table.columns)
        + f' FROM "{table.name}")'
        for table in SERVED_METADATA.sorted_tables
    ]
    # SQLite's full-text index can only be searched.
    search = " WHERE search_index MATCH 'a'" * (dialect == "sqlite")
    looks += [f"EXISTS(SELECT 1 FROM {one})" for one in ("records", f"search_index{search}")]
    return Statement(f"SELECT {', '.join(looks)}")


# Hash, body and sources of a record; the body is null where there is no such record on the day.
_RECORD = {
    "sqlite": "SELECT dataset.hash, CAST(v.body AS BLOB), {sources} FROM dataset "
    "LEFT JOIN {versions} v ON v.id = ? AND v.since <= ? AND v.until > ?",
    "postgresql": "SELECT dataset.hash, convert_to(v.body, 'UTF8'), {sources} FROM dataset "
    "LEFT JOIN {versions} v "
    'ON v.id = %s::VARCHAR COLLATE "C" AND v.since <= %s::INTEGER AND v.until > %s::INTEGER',
}


_PARAMSTYLES = {"sqlite": "qmark", "postgresql": "format"}


class Statements:
    """The statements of one database, kept by what they are built from."""

    def __init__(self, dialect: str) -> None:
        self._dialect = dialect
        self._writes = dialect_of(dialect, paramstyle=_PARAMSTYLES[dialect])
        self._kept: Lru[Hashable, Statement] = Lru(MOST_STATEMENTS)

    def get(self, build: Callable[..., Executable], *arguments: Hashable) -> Statement:
        """The statement that `build(*arguments)` gives, compiled the first time it is asked for."""
        key = (build, *arguments)
        statement = self._kept.get(key)
        if statement is None:
            statement = self._compiled(build(*arguments))
            self._kept.put(key, statement)
        return statement

    def record(self, collection: str) -> Statement:
        """Hash, body and sources of one record, by `id` and `day_number`."""
        statement = self._kept.get(collection)
        if statement is None:
            sql = _RECORD[self._dialect].format(
                versions=f"{collection}_versions",
                sources="v.sources" if "sources" in SERVED[collection].columns else "NULL",
            )
            statement = Statement(sql, (("id", None), ("day_number", None), ("day_number", None)))
            self._kept.put(collection, statement)
        return statement

    def _compiled(self, executable: Executable) -> Statement:
        text = executable.compile(dialect=self._writes)  # type: ignore[attr-defined]
        sql, constants = str(text), text.params
        # A rare word is looked up, a common one met by the way: one plan for all words would suit
        # few.
        slots = tuple((name, constants.get(name)) for name in text.positiontup or ())
        return Statement(sql, slots, "search_index" in sql)


def padded(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values repeated up to the next power of two: lists of 5 and of 7 then share one
    statement.
    """
    size = 1
    while size < len(values):
        size *= 2
    return values + (values[-1],) * (size - len(values))
