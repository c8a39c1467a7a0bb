"""SQL built once for each shape of query with SQLAlchemy Core, compiled for the database in use, and run afterwards on the bare driver.

Every statement also answers the hash of the release it read, so that a caller notices when the release changed under its plan.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, FunctionElement, LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

# A client can ask ever new combinations of filters; the shapes of an attack must not fill the memory.
MOST_STATEMENTS = 2048


def _dialect(name: str) -> Dialect:
    """Loaded when it is needed: a start on SQLite need not wait for what PostgreSQL takes."""
    if name == "sqlite":
        from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

        return SQLiteDialect_pysqlite(paramstyle="qmark")
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

    return PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]


class Utf8(FunctionElement[bytes]):
    """A text column as its UTF-8 bytes, so that finished JSON passes through without being decoded."""

    name = "utf8"
    type = LargeBinary()
    inherit_cache = True


@compiles(Utf8, "sqlite")
def _utf8_sqlite(element: Utf8, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS BLOB)"


@compiles(Utf8, "postgresql")
def _utf8_postgresql(element: Utf8, compiler: SQLCompiler, **kw: Any) -> str:
    return f"convert_to({compiler.process(element.clauses, **kw)}, 'UTF8')"


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text for one driver, and its parameters in order: name and constant value, if it has one.

    `fresh`: what is the best way to answer depends on the values so much that the database must plan it anew each time.
    """

    sql: str
    slots: tuple[tuple[str, Any], ...]
    fresh: bool = False

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The driver's positional arguments."""
        return tuple([values.get(name, constant) for name, constant in self.slots])


class Statements:
    """The statements of one database, kept by shape."""

    def __init__(self, dialect: str) -> None:
        self._dialect = _dialect(dialect)
        self._kept: dict[Hashable, Statement] = {}

    def get(self, build: Callable[..., Executable], *shape: Hashable) -> Statement:
        """The statement that `build(*shape)` gives, compiled the first time it is asked for."""
        key = (build, *shape)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_STATEMENTS:
                self._kept.clear()
            found = self._kept[key] = self._compile(build(*shape))
        return found

    def _compile(self, executable: Executable) -> Statement:
        compiled = executable.compile(dialect=self._dialect)  # type: ignore[attr-defined]
        constants = compiled.params
        sql = str(compiled)
        # A rare word is looked up, a common one met by the way: one plan for all words would suit few.
        return Statement(sql, tuple((name, constants.get(name)) for name in compiled.positiontup or ()), "search_index" in sql)


def padded(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values repeated up to the next power of two: lists of 5 and of 7 then share one statement."""
    size = 1
    while size < len(values):
        size *= 2
    return values + (values[-1],) * (size - len(values))
