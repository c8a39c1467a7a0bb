"""What statements are composed of, beside SQLAlchemy Core itself: finished JSON as bytes, versions
that hold on a day. Pure.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    FunctionElement,
    Integer,
    LargeBinary,
    and_,
    bindparam,
    literal,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from api.collections.catalogue import TEXT
from api.collections.served import SPAN


class Utf8(FunctionElement[bytes]):
    """A text column as its UTF-8 bytes, so that finished JSON passes through without being
    decoded.
    """

    name = "utf8"
    type = LargeBinary()
    inherit_cache = True


@compiles(Utf8, "sqlite")
def _utf8_sqlite(element: Utf8, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS BLOB)"


@compiles(Utf8, "postgresql")
def _utf8_postgresql(element: Utf8, compiler: SQLCompiler, **kw: Any) -> str:
    return f"convert_to({compiler.process(element.clauses, **kw)}, 'UTF8')"


class FromBody(FunctionElement[str]):
    """What the finished JSON of a version has at a key, as text; null where it has none."""

    name = "from_body"
    type = TEXT
    inherit_cache = True

    def __init__(self, body: ColumnElement[Any], key: str) -> None:
        super().__init__(body, literal(key))


@compiles(FromBody, "sqlite")
def _from_body_sqlite(element: FromBody, compiler: SQLCompiler, **kw: Any) -> str:
    body, key = (compiler.process(part, **kw) for part in element.clauses)
    return f"json_extract({body}, '$.' || {key})"


@compiles(FromBody, "postgresql")
def _from_body_postgresql(element: FromBody, compiler: SQLCompiler, **kw: Any) -> str:
    body, key = (compiler.process(part, **kw) for part in element.clauses)
    return f"(CAST({body} AS json) ->> {key})"


class NotIndexed(FunctionElement[Any]):
    """A column to look at in rows found otherwise: SQLite is not to use its index. PostgreSQL knows
    which values are rare, and decides.
    """

    name = "not_indexed"
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(NotIndexed, "sqlite")
def _not_indexed_sqlite(element: NotIndexed, compiler: SQLCompiler, **kw: Any) -> str:
    return f"+{compiler.process(element.clauses, **kw)}"


@compiles(NotIndexed, "postgresql")
def _not_indexed_postgresql(element: NotIndexed, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


def valid(versions: FromClause) -> ColumnElement[bool]:
    """The versions that hold on a day; today and a past day run the same plan. Served tables are
    asked by numbers, which their indexes hold.
    """
    if SPAN[0] in versions.c:
        number = bindparam("day_number", type_=Integer())
        return and_(versions.c.since <= number, versions.c.until > number)
    day = bindparam("day", type_=TEXT)
    return and_(versions.c.valid_from <= day, versions.c.valid_to > day)
