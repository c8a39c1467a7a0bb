"""The tables the read side asks, derived from the declarations: for each collection every version
of every record with its finished JSON. A version holds on days `valid_from <= day < valid_to`; its
days are also stored as numbers, which end every index, so that rows are counted off an index alone.
"""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, Table, Text
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import TypeEngine

from api.base.database import dialect_of
from api.base.hashes import canonical_json, digest
from api.collections import ALL, DERIVED
from api.collections.catalogue import COLLATION, METADATA, SERVED_METADATA, TEXT
from api.collections.claims import CLAIMS
from api.collections.declare import Collection
from api.collections.served import FOREVER, SPAN, KeyType, filter_columns, key_columns

_COLUMN_TYPES: dict[str, TypeEngine[Any]] = {
    "text": TEXT,
    "code": TEXT,
    "reference": TEXT,
    "date": TEXT,
    "number": Float(53),
    "flag": Boolean(),
}
_SORT_TYPES: dict[KeyType, TypeEngine[Any]] = {
    "text": TEXT,
    "whole": BigInteger(),
    "number": Float(53),
}


def served_table(resource: Collection) -> Table:
    """The served table of one collection. What is long stands last, where making an index need not
    read it.
    """
    name = f"{resource.name}_versions"
    tie = "place" if resource.placed else "id"
    filtered, keys = filter_columns(resource), key_columns(resource)
    columns: list[Column[Any]] = (
        [Column("place", Integer, primary_key=True, autoincrement=False)] if resource.placed else []
    )
    columns += [
        Column("id", TEXT, primary_key=not resource.placed, nullable=False),
        Column("valid_from", TEXT, primary_key=not resource.placed, nullable=False),
        Column("valid_to", TEXT, nullable=False),
        *(Column(day, Integer, nullable=False) for day in SPAN),
    ]
    columns += [
        Column(column, _COLUMN_TYPES[kind], nullable=True) for column, kind in filtered.items()
    ]
    columns += [Column(key, _SORT_TYPES[kind], nullable=False) for key, kind in keys.items()]
    if stores_sources(resource):
        columns.append(Column("sources", Text, nullable=False))
    if resource.stores_lines:
        columns.append(Column("csv_line", Text, nullable=False))
    columns.append(Column("body", Text, nullable=False))
    indexes = [Index(f"ix_{name}_{column}", column, tie, *SPAN) for column in (*filtered, *keys)]
    indexes += [Index(f"ix_{name}_{'_'.join(pair)}", *pair, tie, *SPAN) for pair in resource.pairs]
    if resource.placed:
        indexes.append(Index(f"ix_{name}_id", "id", "valid_from", unique=True))
    return Table(name, SERVED_METADATA, *columns, *indexes)


def stores_sources(resource: Collection) -> bool:
    """Whether the documents of a record, and their kinds, stand beside its JSON: each answer with
    one record names them, and reading them out of the JSON takes longer than all else.
    """
    return {"document_ids", "document_kinds"} <= resource.model.model_fields.keys()


SERVED = {resource.name: served_table(resource) for resource in (*ALL, *DERIVED)}
# Membership of lists over knowledge time, for filters and includes.
LIST_VALUES = Table(
    "list_values",
    SERVED_METADATA,
    Column("collection", TEXT, primary_key=True),
    Column("field", TEXT, primary_key=True),
    Column("value", TEXT, primary_key=True),
    Column("id", TEXT, primary_key=True),
    Column("valid_from", TEXT, primary_key=True),
    Column("valid_to", TEXT, nullable=False),
    Index("ix_list_values_id", "collection", "id", "field"),
    sqlite_with_rowid=False,  # The key is nearly the whole row: SQLite would store it twice.
)
# The one release being served.
DATASET = Table(
    "dataset",
    SERVED_METADATA,
    Column("release_id", TEXT, primary_key=True),
    # Of all rows, those of the register too: it changes whenever an answer may.
    Column("hash", TEXT, nullable=False),
    Column("release_hash", TEXT, nullable=False),  # What the release itself is known by.
    Column("published_at", TEXT, nullable=False),
    Column(
        "declarations", TEXT, nullable=False
    ),  # Digest of what is declared: other code cannot read these tables.
    Column(
        "fingerprint", TEXT, nullable=False
    ),  # Of the seed and the code that built it: an equal one needs no rebuild.
    Column("days", Text, nullable=False),  # Knowledge days, ascending, as a JSON list.
    Column("counts", Text, nullable=False),  # Records by collection, as a JSON object.
)
# The code lists of the release, each as JSON with its codes in their order.
CODELISTS_TABLE = Table(
    "codelists",
    SERVED_METADATA,
    Column("name", TEXT, primary_key=True),
    Column("body", Text, nullable=False),
)
# Every amount with a basis over knowledge time: the records behind a total.
AMOUNTS = Table(
    "amount_versions",
    SERVED_METADATA,
    Column("collection", TEXT, primary_key=True),
    Column("id", TEXT, primary_key=True),
    Column("valid_from", TEXT, primary_key=True),
    Column("valid_to", TEXT, nullable=False),
    Column("basis", TEXT, nullable=False),
    Column("agreement_id", TEXT),
    Column("sector", TEXT),
    Column("country", TEXT),
    Column("subdivision", TEXT),
    Column("year", TEXT),  # Year of the announcement or pledge; null where none is stated.
    Column(
        "amount_usd", BigInteger
    ),  # Null where only another currency, a range or a dispute is stated.
    Column("amount_usd_counted", BigInteger),
    # What of it is itemised: nothing where the record is a whole and adds what its parts leave.
    Column("itemised", BigInteger, nullable=False),
    Column("amount_down", BigInteger, nullable=False),  # Orders the largest first.
    Column("qualifier", TEXT),
    Column(
        "whole_collection", TEXT
    ),  # The larger record of the same basis that states the whole this is a part of.
    Column("whole_id", TEXT),
    Column("reason", TEXT),  # Why it is not counted; null where it is.
    Column("note", Text),
    Index("ix_amount_versions_basis", "basis", "amount_down", "collection", "id"),
    Index(
        "ix_amount_versions_agreement", "basis", "agreement_id", "amount_down", "collection", "id"
    ),
)
# Sums of amounts by basis, key ('' for none), agreement and group ('' for no value) over knowledge
# time.
TOTALS = Table(
    "total_versions",
    SERVED_METADATA,
    Column("basis", TEXT, primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("agreement_id", TEXT, primary_key=True),
    Column("group", TEXT, primary_key=True),
    Column("valid_from", TEXT, primary_key=True),
    Column("valid_to", TEXT, nullable=False),
    Column("stated", BigInteger, nullable=False),
    Column("itemised", BigInteger, nullable=False),
    Column("counted", BigInteger, nullable=False),
    Column("records", BigInteger, nullable=False),
)
# What each document mentions, and which claims cite it or why none does, each as JSON.
COVERAGE = Table(
    "coverage",
    SERVED_METADATA,
    Column("document_id", TEXT, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)
# What search finds: a row for each version of each record. The words themselves stand in the
# database's own full-text index, `search_index`, under the same position; a migration makes it,
# since SQLite and PostgreSQL have nothing in common there.
SEARCH_DOCUMENTS = Table(
    "search_documents",
    SERVED_METADATA,
    # Order of importance over all collections, those of one together; odd where a later version has
    # superseded this one.
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("collection", TEXT, nullable=False),
    Column("id", TEXT, nullable=False),
    Column("valid_from", TEXT, nullable=False),
    Column("valid_to", TEXT, nullable=False),
    Column("name", Text),
    Column("summary", Text),
    Column("aliases", Text, nullable=False),  # A JSON list.
    Index("ix_search_documents_id", "id", "collection"),
)
# First and last position of each collection.
SEARCH_RANGES = Table(
    "search_ranges",
    SERVED_METADATA,
    Column("collection", TEXT, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)
# Every word in the index that begins with a letter: what a prefix can mean.
SEARCH_WORDS = Table("search_words", SERVED_METADATA, Column("word", TEXT, primary_key=True))
# Words of names as they look with letters left out: two spellings that share one are near each
# other.
SEARCH_SPELLINGS = Table(
    "search_spellings",
    SERVED_METADATA,
    Column("spelling", TEXT, primary_key=True),
    Column("word", TEXT, primary_key=True),
)
# Columns of the full-text index of claims, by the place of each claim.
CLAIMS_INDEX, CLAIMS_INDEX_COLUMNS = "claims_search_index", ("rowid", "words")
# Tokens of each position of `search_documents`, in the full-text index of the database in use. Only
# rowids are asked for, never the text or where in it a word stands. Short beginnings of words are
# indexed like words, since expanding them would read half the index. On PostgreSQL more words are
# sampled than usual, since how common a word is decides how it is found.
FULL_TEXT = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE search_index USING fts5 (words, content='', columnsize=0, "
            "detail='none', tokenize='ascii', prefix='2 3')"
        ),
        (
            f"CREATE VIRTUAL TABLE {CLAIMS_INDEX} USING fts5 (words, content='', columnsize=0, "
            "detail='none', tokenize='ascii', prefix='2 3')"
        ),
    ),
    "postgresql": (
        "CREATE TABLE search_index (rowid integer PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX ix_search_index_words ON search_index USING gin (words)",
        "ALTER TABLE search_index ALTER COLUMN words SET STATISTICS 1000",
        f"CREATE TABLE {CLAIMS_INDEX} (rowid integer PRIMARY KEY, words tsvector NOT NULL)",
        f"CREATE INDEX ix_{CLAIMS_INDEX}_words ON {CLAIMS_INDEX} USING gin (words)",
        f"ALTER TABLE {CLAIMS_INDEX} ALTER COLUMN words SET STATISTICS 1000",
    ),
}
_READ = {"sqlite": "json_extract(body, '$.{}')", "postgresql": "CAST(body AS json) ->> '{}'"}


def claims_view(dialect: str) -> str:
    """`claims`: each claim with its rank on the latest day, column by column, out of the finished
    JSON; a list as JSON text.
    """
    columns = []
    for name, info in CLAIMS.model.model_fields.items():
        type_ = (
            "bigint"
            if info.annotation is int
            else "double precision"
            if info.annotation == float | None
            else "text"
        )
        columns.append(f'CAST({_READ[dialect].format(name)} AS {type_}) AS "{name}"')
    return (
        f"CREATE VIEW claims AS SELECT {', '.join(columns)} FROM claims_versions WHERE valid_to = "
        f"'{FOREVER}'"
    )


def canonical_statements(dialect: str) -> list[str]:
    """What makes the tables that Alembic keeps, without indexes: for a file that is only read."""
    written = dialect_of(dialect)
    return [str(CreateTable(table).compile(dialect=written)) for table in METADATA.sorted_tables]


def create_statements(dialect: str) -> list[str]:
    """What makes the served tables, their indexes, the full-text index and the view of claims."""
    statements, written = [], dialect_of(dialect)
    for table in SERVED_METADATA.sorted_tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made: list[CreateTable | CreateIndex] = [CreateTable(table), *map(CreateIndex, indexes)]
        statements += [str(one.compile(dialect=written)) for one in made]
    return [*statements, *FULL_TEXT[dialect], claims_view(dialect)]


@cache
def declarations() -> str:
    """A digest of all that makes the served tables, 16 hex digits.

    A database published by other declarations cannot be served. The tables are the same in both
    kinds of database but for collation and spelling (a test says so): SQLite's stand for both, and
    a server on SQLite need not load what writes those of PostgreSQL.
    """
    made = [create_statements("sqlite"), COLLATION, FULL_TEXT["postgresql"]]
    return digest(canonical_json([*made, claims_view("postgresql")]))[:16]
