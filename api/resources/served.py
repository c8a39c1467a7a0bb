"""The served tables: for each collection every version of every record over knowledge time, with its finished JSON.

A version holds on knowledge days `valid_from <= day < valid_to`. The read side asks only these tables, today and for any past day,
with one plan. Its days stand there once more as numbers, with which every index ends: which rows hold on a day, and so how many, is read
off an index alone. Each table carries the columns its filters test and, for each sort, a key for either direction that is read ascending with the
id ascending, nulls last. What a column says already is not stored again as a key. All is derived from the declarations.
"""

from itertools import takewhile
from typing import Any, Literal

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, Table, Text
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from api.resources.columns import TEXT
from api.resources.declare import Resource, Sort

FOREVER = "9999-12-31"
SPAN = ("since", "until")  # `valid_from` and `valid_to` of a version as numbers of days
KeyType = Literal["text", "whole", "number"]
_COLUMN_TYPES: dict[str, TypeEngine[Any]] = {
    "text": TEXT,
    "code": TEXT,
    "reference": TEXT,
    "date": TEXT,
    "number": Float(53),
    "flag": Boolean(),
}
_SORT_TYPES: dict[KeyType, TypeEngine[Any]] = {"text": TEXT, "whole": BigInteger(), "number": Float(53)}
# Of the ascending and the descending key of each kind of sort. A day descends as the negative of the whole number YYYYMMDD.
KEY_TYPES: dict[str, tuple[KeyType, KeyType]] = {
    "id": ("text", "text"),
    "text": ("text", "text"),
    "day": ("text", "whole"),
    "date": ("text", "whole"),
    "number": ("number", "number"),
    "position": ("text", "text"),
}
# Operators that compare a column for equality, and so can be answered with counts of its values.
_COMPARE = ("any_of", "none_of", "equals", "is_null")
# Columns that name one record each: no value is shared by many, and none need be counted beforehand.
_FEW_SHARE = {"id", "subject_id"}
# The ascending key of a missing value: after every value there is, so that a filter tells them apart.
AFTER_ALL: dict[str, str | float] = {"date": "9999-99-99", "number": 1.7e308}


def sort_keys(sort: Sort) -> tuple[str, str]:
    """Names of the columns that are read for a sort, ascending and descending; ids alone are read backwards."""
    up = sort.column if sort.kind in ("id", "day") else f"{sort.name}_up"
    return up, "id" if sort.column == "id" else f"{sort.name}_down"


def bounded_by(resource: Resource) -> dict[str, Sort]:
    """Column that filters only bound → the sort whose ascending key orders and equals as it does, and so is tested in its place."""
    others = {one.column for one in resource.filters if one.operator not in ("at_least", "at_most")}
    return {sort.column: sort for sort in resource.sorts if sort.kind in AFTER_ALL and sort.column not in others}


def filter_columns(resource: Resource) -> dict[str, str]:
    """Column stored for the resource's filters and includes → its kind; lists stand in `list_values`, what is only bounded in the key."""
    found: dict[str, str] = {}
    instead = bounded_by(resource)
    for one in resource.filters:
        if not one.listed and one.column not in ("id", *instead) and not (one.operator == "is_null" and one.column in found):
            found[one.column] = "text" if one.operator == "is_null" else one.kind
    for include in resource.includes:
        if include.column:
            found.setdefault(include.column, "text")
    for sort in resource.sorts:
        if sort.kind in ("id", "day") and sort.column != "id":
            found.setdefault(sort.column, "text")
    return found


def key_columns(resource: Resource) -> dict[str, KeyType]:
    """Column stored for nothing but a sort → its type, in the order of the sorts, ascending before descending."""
    return {
        key: kind
        for sort in resource.sorts
        for key, kind in zip(sort_keys(sort), KEY_TYPES[sort.kind], strict=True)
        if key not in (sort.column, "id")
    }


def listed_columns(resource: Resource) -> set[str]:
    """Lists whose membership filters or includes test."""
    tested = {one.column for one in resource.filters if one.listed}
    return tested | {include.through for include in resource.includes if include.through}


def served_table(resource: Resource) -> Table:
    """The served table of one collection. What is long stands last, where making an index need not read it."""
    name = f"{resource.name}_versions"
    tie = "place" if resource.placed else "id"
    tested, keys = filter_columns(resource), key_columns(resource)
    columns: list[Column[Any]] = [Column("place", Integer, primary_key=True, autoincrement=False)] if resource.placed else []
    columns += [
        Column("id", TEXT, primary_key=not resource.placed, nullable=False),
        Column("valid_from", TEXT, primary_key=not resource.placed, nullable=False),
        Column("valid_to", TEXT, nullable=False),
        *(Column(day, Integer, nullable=False) for day in SPAN),
    ]
    columns += [Column(column, _COLUMN_TYPES[kind], nullable=True) for column, kind in tested.items()]
    columns += [Column(key, _SORT_TYPES[kind], nullable=False) for key, kind in keys.items()]
    if resource.stores_lines:
        columns.append(Column("csv_line", Text, nullable=False))
    columns.append(Column("body", Text, nullable=False))
    indexes = [Index(f"ix_{name}_{column}", column, tie, *SPAN) for column in (*tested, *keys)]
    indexes += [Index(f"ix_{name}_{'_'.join(pair)}", *pair, tie, *SPAN) for pair in resource.pairs]
    if resource.placed:
        indexes.append(Index(f"ix_{name}_id", "id", "valid_from", unique=True))
    return Table(name, SQLModel.metadata, *columns, *indexes)


def counted_columns(resource: Resource) -> tuple[tuple[str, ...], ...]:
    """Columns whose values the build counts: none, for all records; each that a filter compares; those of them that begin a declared pair."""
    compared = {one.column for one in resource.filters if not one.listed and one.operator in _COMPARE} - _FEW_SHARE
    found = [(), *((column,) for column in sorted(compared))]
    for pair in resource.pairs:
        columns = tuple(takewhile(compared.__contains__, pair))
        found += [columns[:length] for length in range(2, len(columns) + 1)]
    return tuple(dict.fromkeys(found))


# Membership of lists over knowledge time, for filters and includes.
LIST_VALUES = Table(
    "list_values",
    SQLModel.metadata,
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
    SQLModel.metadata,
    Column("release_id", TEXT, primary_key=True),
    Column("hash", TEXT, nullable=False),
    Column("published_at", TEXT, nullable=False),
    Column("fingerprint", TEXT, nullable=False),  # Of the seed and the code that built it: an equal one needs no rebuild.
    Column("code", TEXT, nullable=False),  # Of the code alone: where it is equal, only records written otherwise are built anew.
    Column("days", Text, nullable=False),  # Knowledge days, ascending, as a JSON list.
    Column("counts", Text, nullable=False),  # Records by collection, as a JSON object.
)
# What the release was built from, so that the next one builds only what is written otherwise: each record of the seed.
SEED_RECORDS = Table(
    "seed_records",
    SQLModel.metadata,
    Column("collection", TEXT, primary_key=True),
    Column("id", TEXT, primary_key=True),
    Column("written", TEXT, nullable=False),  # Digest of the record as it is written.
    Column("told", Text, nullable=False),  # What others read of it, as JSON: first knowledge day, wordings of its name, bases of its amount.
    sqlite_with_rowid=False,
)
# Digests of stretches of rows in order of id, of which the hash of the release is made: a stretch begins where its first id says so.
HASH_PARTS = Table(
    "hash_parts",
    SQLModel.metadata,
    Column("collection", TEXT, primary_key=True),
    Column("first", TEXT, primary_key=True),  # Its first id; empty for the first stretch.
    Column("digest", TEXT, nullable=False),
)
# Reasons for which an amount is no part of what documents state as the whole either.
OUTSIDE_REASONS = ("other_direction", "same_money", "not_a_total", "no_usd_amount")
# Every amount with a basis over knowledge time: the records behind a total.
AMOUNTS = Table(
    "amount_versions",
    SQLModel.metadata,
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
    Column("amount_usd", BigInteger),  # Null where only another currency, a range or a dispute is stated.
    Column("amount_usd_counted", BigInteger),
    Column("amount_down", BigInteger, nullable=False),  # Orders the largest first.
    Column("qualifier", TEXT),
    Column("whole_collection", TEXT),  # The larger record of the same basis that states the whole this is a part of.
    Column("whole_id", TEXT),
    Column("reason", TEXT),  # Why it is not counted; null where it is.
    Column("note", Text),
    Index("ix_amount_versions_basis", "basis", "amount_down", "collection", "id"),
    Index("ix_amount_versions_agreement", "basis", "agreement_id", "amount_down", "collection", "id"),
)
# Sums of amounts by basis, key ('' for none), agreement and group ('' for no value) over knowledge time.
TOTALS = Table(
    "total_versions",
    SQLModel.metadata,
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
# How many records share values over knowledge time, where they are many: what the total of a filter is read off instead of counted.
# `columns` are one or several, parted by `+`, and the values of several by UNIT_SEPARATOR. Missing values of a column stand under NULLS_OF it.
COUNTS = Table(
    "count_versions",
    SQLModel.metadata,
    Column("collection", TEXT, primary_key=True),
    Column("columns", TEXT, primary_key=True),
    Column("value", TEXT, primary_key=True),
    Column("valid_from", TEXT, primary_key=True),
    Column("valid_to", TEXT, nullable=False),
    Column("records", Integer, nullable=False),
    sqlite_with_rowid=False,
)
UNIT_SEPARATOR, NULLS_OF = "\x1f", "no "
# What search finds: a row for each version of each record. The words themselves stand in the database's own full-text index,
# `search_index`, under the same position; a migration makes it, since SQLite and PostgreSQL have nothing in common there.
SEARCH_DOCUMENTS = Table(
    "search_documents",
    SQLModel.metadata,
    # Order of importance over all collections, those of one together; odd where a later version has superseded this one.
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
    SQLModel.metadata,
    Column("collection", TEXT, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)
# Every word in the index that begins with a letter: what a prefix can mean.
SEARCH_WORDS = Table("search_words", SQLModel.metadata, Column("word", TEXT, primary_key=True))
# Words of names as they look with letters left out: two spellings that share one are near each other.
SEARCH_SPELLINGS = Table(
    "search_spellings",
    SQLModel.metadata,
    Column("spelling", TEXT, primary_key=True),
    Column("word", TEXT, primary_key=True),
)
