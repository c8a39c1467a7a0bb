"""Eighth stage of the build: materialised records become rows of canonical and served tables. Pure; yields (table name, row)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sqlmodel import SQLModel

from api.base.dates import day_number
from api.base.text import AFTER_ALL_TEXT, fold, inverted
from api.build.index import Index
from api.build.materialise import Materialised, Version, json_text
from api.build.search_index import STAGING, STAGING_COLUMNS
from api.build.shape import Values
from api.formats.csv_ import csv_line
from api.resources import BY_NAME
from api.resources.codelists import CODELISTS
from api.resources.declare import Sort
from api.resources.served import AFTER_ALL, filter_columns, listed_columns

Row = tuple[Any, ...]
# No table: (collection, valid_from, valid_to, item) of a version, from which what is served and searched is still to be made.
VERSIONS = "versions"
_LAST_DATE = 99999999


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Column names of a table in the order rows carry them."""
    return STAGING_COLUMNS if table == STAGING else tuple(SQLModel.metadata.tables[table].columns.keys())


@cache
def picker(keys: tuple[str, ...]) -> Callable[[Values], Row]:
    """What takes the values of these keys out of an item."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda item: tuple(item[key] for key in keys)


# Keys of a value, as far as a column holds them: never null, nulls last in both directions.


@lru_cache(maxsize=4096)
def _id_keys(value: Any) -> Row:
    return (inverted(value),)


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


def _number_keys(value: Any) -> Row:
    return (AFTER_ALL["number"], AFTER_ALL["number"]) if value is None else (float(value), -float(value))


_KEYS: dict[str, Callable[[Any], Row]] = {"id": _id_keys, "text": _text_keys, "day": _day_keys, "date": _date_keys, "number": _number_keys}


def _keys_of(sort: Sort) -> Callable[[Values], Row]:
    """What makes the keys of a sort from an item."""
    column = sort.column
    if sort.then:
        then, places = sort.then, {code: f"\x1f{place:03}" for place, code in enumerate(CODELISTS[sort.then_list].values)}
        return lambda item: _text_keys(item[column], places[item[then]])
    keys = _KEYS[sort.kind]
    return lambda item: keys(item[column])


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How items of one collection become served rows: what its filters test, and what makes the keys of each sort."""

    table: str
    tested: Callable[[Values], Row]
    sorts: tuple[Callable[[Values], Row], ...]
    stores_lines: bool


@cache
def _recipe(collection: str) -> _Recipe:
    resource = BY_NAME[collection]
    sorts = tuple(_keys_of(sort) for sort in resource.sorts if sort.column != "id")
    return _Recipe(f"{collection}_versions", picker(tuple(filter_columns(resource))), sorts, resource.stores_lines)


def served_row(collection: str, version: Version) -> tuple[str, Row]:
    """The served row of one version, but for its place where the collection has places."""
    item, recipe = version.item, _recipe(collection)
    row = [item["id"], version.valid_from, version.valid_to, *map(day_number, (version.valid_from, version.valid_to)), *recipe.tested(item)]
    for keys in recipe.sorts:
        row += keys(item)
    if recipe.stores_lines:
        row.append(csv_line(collection, item))
    row.append(json_text(item))
    return recipe.table, tuple(row)


def list_rows(collection: str, versions: Iterable[Version]) -> Iterator[tuple[str, Row]]:
    """Membership rows of the lists that filters and includes of the collection test, one for as long as it lasts over the versions."""
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
        for value, lasting in spans.items():
            for valid_from, valid_to in lasting:
                yield "list_values", (collection, field, value, record_id, valid_from, valid_to)


@cache
def _listed(collection: str) -> tuple[str, ...]:
    return tuple(sorted(listed_columns(BY_NAME[collection])))


_PARTY_FIELDS = {"company_id": "companies", "institution_id": "institutions", "person_id": "people"}


def _members(field: str, item: Values) -> Iterable[str]:
    if field in _PARTY_FIELDS:
        return [party["party_id"] for party in item["parties"] if party["party_type"] == _PARTY_FIELDS[field]]
    if field == "subjects":
        return [subject["subject_id"] for subject in item["subjects"]]
    if field == "role":
        return [part["role"] for part in item["participations"] if part["role"]]
    if field in item:
        return [str(value) for value in item[field]]
    return [part["subject_id"] for part in item["participations"] if part["subject_type"] == field]


_PARTY_KEYS = ("party_type", "party_id", "role", "product", "office", "amount", "amount_qualifier", "currency", "from", "to")


def canonical_rows(found: Materialised) -> Iterator[tuple[str, Row]]:
    """The canonical row of a record as of the latest day, its register entry, parties, subjects, outputs and labels."""
    collection, item = found.record.collection, found.versions[-1].item
    record_id = item["id"]
    yield collection, picker(columns_of(collection))(item)
    for position, party in enumerate(item.get("parties") or ()):
        yield "parties", (collection, record_id, position, *(party[key] for key in _PARTY_KEYS))
    for subject in item.get("subjects") or ():
        yield "event_subjects", (record_id, subject["subject_type"], subject["subject_id"])
    for output in item.get("outputs") or ():
        yield "project_outputs", (record_id, *(output[key] for key in ("product", "value", "value_number", "value_qualifier", "unit")))
    for field in ("aliases", "sectors"):
        for label in item.get(field) or ():
            yield "record_labels", (collection, record_id, field, label)


def register_rows(collection: str, record_id: str, known_from: str, previous_ids: Iterable[str]) -> Iterator[tuple[str, Row]]:
    """Register entries of a living record and of its former ids."""
    yield "records", (collection, record_id, "live", known_from, None, None)
    for old in previous_ids:
        yield "records", (collection, old, "moved", None, record_id, None)


def amount_rows(found: Materialised, index: Index) -> Iterator[tuple[str, Row]]:
    """Every amount with a basis, marked where a larger record of the same basis states the whole it is a part of."""
    record = found.record
    uncounted = record.data.get("not_counted") or {}
    for version in found.versions:
        item = version.item
        if item.get("amount_basis") is None or (item["amount"] is None and item["amount_min"] is None and item["amount_max"] is None):
            continue
        basis = item["amount_basis"]
        wholes = [("tranches", item.get("tranche_id")), ("commitments", item.get("commitment_id")), (record.collection, item.get("parent_id"))]
        within = [
            (collection, whole_id)
            for collection, whole_id in wholes
            if whole_id and any(day <= version.valid_from and noted == basis for day, noted in index.wholes.get((collection, whole_id), ()))
        ]
        whole = within[0] if within else (None, None)
        no_dollars = {"reason": "no_usd_amount", "note": "No document states one amount in U.S. dollars."} if item["amount_usd"] is None else {}
        why = uncounted or no_dollars
        agreement_id = record.id if record.collection == "agreements" else item.get("agreement_id")
        year = (item.get("announced_on") or item.get("pledged_on") or "")[:4] or None
        country = item.get("country") or item.get("host_country")
        place = (agreement_id, item.get("sector"), country, item.get("subdivision"), year)
        sums = (
            item["amount_usd"],
            item["amount_usd_counted"],
            -(item["amount_usd"] or 0),
            item["amount_qualifier"],
            *whole,
            why.get("reason"),
            why.get("note"),
        )
        yield "amount_versions", (record.collection, record.id, version.valid_from, version.valid_to, basis, *place, *sums)


def withdrawn_row(collection: str, record_id: str, reason: str) -> tuple[str, Row]:
    """Register entry of a withdrawn id."""
    return "records", (collection, record_id, "withdrawn", None, None, reason)
