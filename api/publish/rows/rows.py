"""Resolved records become rows of canonical and served tables. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from api.base.dates import day_number
from api.base.text import AFTER_ALL_TEXT, all_inverted, fold, inverted
from api.collections import BY_NAME, PARTIES
from api.collections.codelists import CODELISTS
from api.collections.declare import Sort
from api.collections.links import LIST_TABLES
from api.collections.served import AFTER_ALL, filter_columns, listed_columns
from api.collections.served_tables import CLAIMS_INDEX, CLAIMS_INDEX_COLUMNS, stores_sources
from api.collections.tables import TABLES
from api.formats.csv_ import csv_line
from api.publish.resolve.outcomes import Values
from api.publish.resolve.versions import Version, json_text
from api.publish.rows.search_index import STAGING, STAGING_COLUMNS
from api.publish.seed.claimable import claimable

Row = tuple[Any, ...]
Batch = tuple[str, list[Row]]  # rows of one table
# No table: claims, which are to be put in order before they become rows.
CLAIM_FACTS = "claim facts"
AMOUNTS_TABLE, CLAIMS_TABLE = "amount_versions", "claims_versions"
_LAST_DATE = 99999999


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Column names of a table in the order rows carry them."""
    if table in (STAGING, CLAIMS_INDEX):
        return STAGING_COLUMNS if table == STAGING else CLAIMS_INDEX_COLUMNS
    return tuple(TABLES[table].columns.keys())


@cache
def picker(keys: tuple[Any, ...]) -> Callable[[Any], Row]:
    """What takes the values of these keys out of an item, or those at these places out of a row."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda item: tuple(item[key] for key in keys)


# Keys of a value, as far as a column holds them: never null, nulls last in both directions.


@lru_cache(maxsize=1024)
def _text_keys(value: Any, then: str = "") -> Row:
    if value is None:
        return AFTER_ALL_TEXT, AFTER_ALL_TEXT * 2
    folded = fold(str(value)) + then
    return folded, inverted(folded)


@lru_cache(maxsize=16384)
def _day_keys(value: Any) -> Row:
    return (-int(value.replace("-", "")),)


@lru_cache(maxsize=16384)
def _date_keys(value: Any) -> Row:
    return (AFTER_ALL["date"], _LAST_DATE) if value is None else (value, *_day_keys(value))


_KEYS: dict[str, Callable[[Any], Row]] = {
    "id": lambda value: (inverted(value),),
    "text": _text_keys,
    "day": _day_keys,
    "date": _date_keys,
    "number": lambda value: (
        (AFTER_ALL["number"],) * 2 if value is None else (float(value), -float(value))
    ),
}


def keys_of(sort: Sort) -> Callable[..., Row]:
    """What makes the keys of a sort from a value, and from the code that orders equals where it
    names one.
    """
    if sort.then and not sort.then_list:
        return lambda value, then: _text_keys(value, f"\x1f{then}")
    if sort.then:
        places = {
            code: f"\x1f{place:03}" for place, code in enumerate(CODELISTS[sort.then_list].values)
        }
        return lru_cache(maxsize=16384)(lambda value, code: _text_keys(value, places[code]))
    return _KEYS[sort.kind]


def column_keys(sort: Sort) -> Callable[..., list[Sequence[Any]]]:
    """The same of a whole column, and the column of codes: a column for each key."""
    if sort.kind == "id":
        return lambda values: [all_inverted(values)]
    keys = keys_of(sort)
    return lambda *columns: list(zip(*map(keys, *columns), strict=True))


@lru_cache(maxsize=16384)
def span_of(valid_from: str, valid_to: str) -> Row:
    """The days of a version as its row has them: as texts and as numbers."""
    return valid_from, valid_to, day_number(valid_from), day_number(valid_to)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How items of one collection become served rows: what its filters test, and what makes the
    keys of each sort.
    """

    table: str
    tested: Callable[[Values], Row]
    sorts: tuple[
        tuple[str, str | None, Callable[..., Row]], ...
    ]  # column, the code that orders equals, and what makes the keys of them
    stores_sources: bool
    stores_lines: bool


@cache
def _recipe(collection: str) -> _Recipe:
    resource = BY_NAME[collection]
    sorts = tuple(
        (sort.column, sort.then, keys_of(sort)) for sort in resource.sorts if sort.column != "id"
    )
    return _Recipe(
        f"{collection}_versions",
        picker(tuple(filter_columns(resource))),
        sorts,
        stores_sources(resource),
        resource.stores_lines,
    )


def served_row(collection: str, version: Version) -> tuple[str, Row]:
    """The served row of one version, but for its place where the collection has places; claims,
    which are many, have `claim_rows`.
    """
    item, recipe = version.item, _recipe(collection)
    row = [item["id"], *span_of(version.valid_from, version.valid_to), *recipe.tested(item)]
    for column, then, keys in recipe.sorts:
        row += keys(item[column]) if then is None else keys(item[column], item[then])
    if recipe.stores_sources:
        row.append(json_text([item["document_ids"], item["document_kinds"]]))
    if recipe.stores_lines:
        row.append(csv_line(collection, item))
    row.append(json_text(item))
    return recipe.table, tuple(row)


def list_rows(collection: str, versions: Iterable[Version]) -> list[Row]:
    """Membership rows of the lists that filters and includes of the collection test, one for as
    long as it lasts over the versions.
    """
    found: list[Row] = []
    for field in _listed(collection):
        spans: dict[str, list[list[str]]] = {}
        for version in versions:
            for value in sorted(set(_members(field, version.item))):
                lasting = spans.setdefault(value, [])
                if lasting and lasting[-1][1] == version.valid_from:
                    lasting[-1][1] = version.valid_to
                else:
                    lasting.append([version.valid_from, version.valid_to])
            record_id = version.item["id"]
        found += [
            (collection, field, value, record_id, *span)
            for value, lasting in spans.items()
            for span in lasting
        ]
    return found


@cache
def _listed(collection: str) -> tuple[str, ...]:
    return tuple(sorted(listed_columns(BY_NAME[collection]) - _BY_RELEASE))


# Found when releases are compared, and so written with the changes.
_BY_RELEASE = {"changed_in_releases", "since_releases"}


_PARTY_FIELDS = {f"{one.singular}_id": one.name for one in PARTIES}


def _members(field: str, item: Values) -> Iterable[str]:
    if field in _PARTY_FIELDS:
        return [
            party["party_id"]
            for party in item["parties"]
            if party["party_type"] == _PARTY_FIELDS[field]
        ]
    if field == "party_id":
        return [party["party_id"] for party in item["parties"]]
    if field == "subjects":
        return [subject["subject_id"] for subject in item["subjects"]]
    if field == "days":
        return _days(item["occurred_on_earliest"], item["occurred_on_latest"])
    if field == "role":
        return [part["role"] for part in item["participations"] if part["role"]]
    if field == "subdivisions" and not item[field]:  # releases before this key have only the one
        return filter(None, [item["subdivision"]])
    if field in item:
        return [str(value) for value in item[field]]
    return [part["subject_id"] for part in item["participations"] if part["subject_type"] == field]


def _days(earliest: str | None, latest: str | None) -> list[str]:
    """Every day from the earliest to the latest: of a whole year, 365."""
    if earliest is None or latest is None:
        return []
    first, last = date.fromisoformat(earliest).toordinal(), date.fromisoformat(latest).toordinal()
    return [date.fromordinal(day).isoformat() for day in range(first, last + 1)]


def version_batches(collection: str, versions: Sequence[Version]) -> Iterator[Batch]:
    """Everything that is stored and served of one record, table by table."""
    if not versions:
        return
    if BY_NAME[collection].table is not None and collection != "releases":
        yield from canonical_rows(collection, versions)
    yield "list_values", list_rows(collection, versions)
    rows = [served_row(collection, version) for version in versions]
    yield rows[0][0], [row for _, row in rows]


def canonical_rows(collection: str, versions: Sequence[Version]) -> Iterator[Batch]:
    """The canonical row of a record as of the latest day, its register entries, parties, subjects,
    outputs and labels.
    """
    item = versions[-1].item
    record_id = item["id"]
    yield collection, [picker(columns_of(collection))(item)]
    former = [
        (collection, old, "moved", None, record_id, None) for old in item.get("previous_ids") or ()
    ]
    yield "records", [(collection, record_id, "live", versions[0].valid_from, None, None), *former]
    for field, table in LIST_TABLES.items():
        pick = picker(columns_of(table))
        owner = {
            "subject_type": collection,
            "subject_id": record_id,
            f"{BY_NAME[collection].singular}_id": record_id,
        }
        yield (
            table,
            [
                pick({**owner, "position": position, **entry})
                for position, entry in enumerate(item.get(field) or ())
            ],
        )
    labels = [name for name, field in claimable(collection).items() if field.kind == "list"]
    yield (
        "record_labels",
        [(collection, record_id, field, label) for field in labels for label in item[field]],
    )
