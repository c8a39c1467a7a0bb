"""SQL as it is sent: kept by shape of query, compiled the first time a shape is asked for, and run on the bare driver.

Every statement also answers the hash of the release it read, so that a caller notices when the release changed under its plan. The few that
every process asks first are written out: the library that composes all others takes longer to load than the rest of a start.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Executable

# A client can ask ever new combinations of filters; the shapes of an attack must not fill the memory.
MOST_STATEMENTS = 2048


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text for one driver, and its parameters in order: name and constant value, if it has one.

    `fresh`: what is the best way to answer depends on the values so much that the database must plan it anew each time.
    """

    sql: str
    slots: tuple[tuple[str, Any], ...] = ()
    fresh: bool = False

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The driver's positional arguments."""
        return tuple([values.get(name, constant) for name, constant in self.slots])


# The one row that says which release is served, and its hash alone: what a running server looks at to notice a new release.
DATASET = Statement("SELECT release_id, hash, published_at, days, counts, declarations FROM dataset")
HASH = Statement("SELECT hash FROM dataset")
# Every id that moved and where to.
MOVED = Statement("SELECT collection, id, moved_to FROM records WHERE state = 'moved'")
# The migration the database stands at.
MIGRATION = Statement("SELECT version_num FROM alembic_version")

# Hash and body of a record; the body is null where there is no such record on the day.
_RECORD = {
    "sqlite": "SELECT dataset.hash, CAST(v.body AS BLOB) FROM dataset LEFT JOIN {versions} v ON v.id = ? AND v.since <= ? AND v.until > ?",
    "postgresql": "SELECT dataset.hash, convert_to(v.body, 'UTF8') FROM dataset LEFT JOIN {versions} v "
    'ON v.id = %s::VARCHAR COLLATE "C" AND v.since <= %s::INTEGER AND v.until > %s::INTEGER',
}


class Statements:
    """The statements of one database, kept by shape."""

    def __init__(self, dialect: str) -> None:
        self._dialect = dialect
        self._kept: dict[Hashable, Statement] = {}

    def get(self, build: "Callable[..., Executable]", *shape: Hashable) -> Statement:
        """The statement that `build(*shape)` gives, compiled the first time it is asked for."""
        key = (build, *shape)
        found = self._kept.get(key)
        if found is None:
            # Whoever has something to build has loaded the library already.
            from api.read.sql.dialect import compiled

            found = self._keep(key, compiled(build(*shape), self._dialect))
        return found

    def record(self, collection: str) -> Statement:
        """Hash and body of one record, by `id` and `day_number`."""
        found = self._kept.get(collection)
        if found is None:
            sql = _RECORD[self._dialect].format(versions=f"{collection}_versions")
            found = self._keep(collection, Statement(sql, (("id", None), ("day_number", None), ("day_number", None))))
        return found

    def _keep(self, key: Hashable, statement: Statement) -> Statement:
        if len(self._kept) >= MOST_STATEMENTS:
            self._kept.clear()
        self._kept[key] = statement
        return statement


def padded(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values repeated up to the next power of two: lists of 5 and of 7 then share one statement."""
    size = 1
    while size < len(values):
        size *= 2
    return values + (values[-1],) * (size - len(values))
