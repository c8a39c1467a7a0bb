"""What statements are composed of, beside SQLAlchemy Core itself: finished JSON as bytes, versions that hold on a day; and their compilation.

This module and those that build statements load SQLAlchemy; nothing a process needs to answer its first record imports them. Pure.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, FromClause, FunctionElement, Integer, LargeBinary, and_, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from api.collections.catalogue import TEXT
from api.collections.served import SPAN
from api.read.sql.prepared import Statement


@cache
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


def compiled(executable: Executable, dialect: str) -> Statement:
    """The text of a statement for the database in use."""
    text = executable.compile(dialect=_dialect(dialect))  # type: ignore[attr-defined]
    constants = text.params
    sql = str(text)
    # A rare word is looked up, a common one met by the way: one plan for all words would suit few.
    return Statement(sql, tuple((name, constants.get(name)) for name in text.positiontup or ()), "search_index" in sql)


def valid(versions: FromClause) -> ColumnElement[bool]:
    """The versions that hold on a day; today and a past day run the same plan. Served tables are asked by numbers, which their indexes hold."""
    if SPAN[0] in versions.c:
        number = bindparam("day_number", type_=Integer())
        return and_(versions.c.since <= number, versions.c.until > number)
    day = bindparam("day", type_=TEXT)
    return and_(versions.c.valid_from <= day, versions.c.valid_to > day)
