"""The full-text index as SQL: which positions match, and which records they are. `search_index` is
an FTS5 table on SQLite, a table of tsvectors on PostgreSQL; claims have one of their own, since
they are found by their own words. Builds, never runs.
"""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    FunctionElement,
    Integer,
    MetaData,
    Table,
    and_,
    bindparam,
    select,
    tuple_,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import NullType

from api.collections import DERIVED
from api.collections.catalogue import TEXT
from api.collections.served_tables import CLAIMS_INDEX, SEARCH_DOCUMENTS, SERVED
from api.read.sql.dialect import NotIndexed, valid

# Beside the declared tables: what a database keeps in it is its own affair.
INDEX = Table("search_index", MetaData(), Column("rowid", Integer))
CLAIM_WORDS = Table(CLAIMS_INDEX, MetaData(), Column("rowid", Integer))
CLAIM_VERSIONS = SERVED["claims"]
# Lists whose records are no hits themselves but about one.
ABOUT = tuple(resource.name for resource in DERIVED)


class _Matches(FunctionElement[Any]):
    """Whether a position of the index fits the expression in the parameter of its database."""

    name = "matches"
    type = (
        NullType()
    )  # A truth value would be compared with 1, which FTS5 cannot answer from its index.
    inherit_cache = True
    index = INDEX.name


class _ClaimMatches(_Matches):
    """The same of the index of claims."""

    inherit_cache = True
    index = CLAIM_WORDS.name


@compiles(_Matches, "sqlite")
def _matches_sqlite(element: _Matches, compiler: SQLCompiler, **kw: Any) -> str:
    asked = compiler.process(bindparam("match_sqlite", type_=TEXT), **kw)
    return f"{element.index} MATCH {asked}"


@compiles(_Matches, "postgresql")
def _matches_postgresql(element: _Matches, compiler: SQLCompiler, **kw: Any) -> str:
    return (
        f"{element.index}.words @@ "
        f"CAST({compiler.process(bindparam('match_postgresql', type_=TEXT), **kw)} AS tsquery)"
    )


def position() -> ColumnElement[int]:
    """The position in the index."""
    return INDEX.c.rowid


def matching() -> tuple[ColumnElement[bool], ...]:
    """Positions that fit the expression, between the parameters `first` and `last`."""
    return _Matches(), position() >= bindparam("first"), position() <= bindparam("last")


def matching_claims() -> tuple[ColumnElement[bool], ...]:
    """Places of claims that fit the expression on the parameter `day`."""
    place = CLAIM_WORDS.c.rowid
    within = place >= bindparam("first"), place <= bindparam("last")
    return _ClaimMatches(), *within, valid(CLAIM_VERSIONS)


def claims() -> FromClause:
    """The index of claims with the claim of each place."""
    return CLAIM_WORDS.join(
        CLAIM_VERSIONS, CLAIM_VERSIONS.c.place == NotIndexed(CLAIM_WORDS.c.rowid)
    )


def documents() -> FromClause:
    """The index with the record of each position."""
    return INDEX.join(SEARCH_DOCUMENTS, SEARCH_DOCUMENTS.c.position == NotIndexed(position()))


def with_records(resource: str, table: Table) -> FromClause:
    """The index with the records of a list: the version that was found, or what is about it."""
    found = SEARCH_DOCUMENTS.c
    if resource in ABOUT:
        on = and_(table.c.subject_type == found.collection, table.c.subject_id == found.id)
    else:
        on = and_(table.c.id == found.id, table.c.valid_from == found.valid_from)
    return documents().join(table, on)


def found_by_search(resource: str, table: Table) -> ColumnElement[bool]:
    """A plain condition: the record, or the one it is about, is among the hits on the parameter
    `day`.
    """
    if resource == "claims":
        return table.c.place.in_(select(CLAIM_WORDS.c.rowid).where(_ClaimMatches()))
    found = SEARCH_DOCUMENTS.c
    tests = (_Matches(), valid(SEARCH_DOCUMENTS))
    if resource in ABOUT:
        subjects = select(found.collection, found.id).select_from(documents()).where(*tests)
        return tuple_(table.c.subject_type, table.c.subject_id).in_(subjects)
    return table.c.id.in_(
        select(found.id).select_from(documents()).where(*tests, found.collection == resource)
    )
