"""Eighth stage of the build: materialised records become rows of canonical and served tables. Pure; yields (table name, row)."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlmodel import SQLModel

from api.base.text import AFTER_ALL_TEXT, fold, inverted
from api.build.index import Index
from api.build.materialise import Materialised, Version, json_text, public_keys
from api.build.search_index import STAGING, STAGING_COLUMNS
from api.build.shape import LOWER, UPPER, Values
from api.build.to_claims import Claim
from api.formats.csv_ import csv_line
from api.resources import BY_NAME
from api.resources.codelists import CODELISTS
from api.resources.declare import Sort
from api.resources.served import filter_columns, listed_columns

Row = tuple[Any, ...]
_LAST_DATE = 99999999
_LAST_NUMBER = 1.7e308


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Column names of a table in the order rows carry them."""
    return STAGING_COLUMNS if table == STAGING else tuple(SQLModel.metadata.tables[table].columns.keys())


def _keys(sort: Sort, item: Values) -> tuple[Any, Any]:
    """Ascending and descending key of a record: never null, nulls last in both."""
    value = item[sort.column]
    if sort.kind == "text":
        if value is None:
            return AFTER_ALL_TEXT, AFTER_ALL_TEXT * 2
        folded = str(value) if sort.column == "id" else fold(str(value))
        if sort.then:
            folded += f"\x1f{CODELISTS[sort.then_list].values.index(item[sort.then]):03}"
        return folded, inverted(folded)
    if sort.kind == "date":
        if value is None:
            return _LAST_DATE, _LAST_DATE
        ordinal = int(str(value).replace("-", "")[:8])
        return ordinal, -ordinal
    return (_LAST_NUMBER, _LAST_NUMBER) if value is None else (float(value), -float(value))


def served_row(collection: str, version: Version) -> tuple[str, Row]:
    """The served row of one version."""
    resource = BY_NAME[collection]
    item = version.item
    row: list[Any] = [item["id"], version.valid_from, version.valid_to, json_text(item)]
    row += [item[column] for column in filter_columns(resource)]
    for sort in resource.sorts:
        row += _keys(sort, item)
    if resource.stores_lines:
        row.append(csv_line(collection, item))
    return f"{collection}_versions", tuple(row)


def list_rows(collection: str, version: Version) -> Iterator[tuple[str, Row]]:
    """Membership rows of the lists that filters and includes of the collection test."""
    for field in sorted(listed_columns(BY_NAME[collection])):
        for value in sorted(set(_members(field, version.item))):
            yield "list_values", (collection, field, value, version.item["id"], version.valid_from, version.valid_to)


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
    yield collection, tuple(item[column] for column in columns_of(collection))
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


def claim_item(claim: Claim, rank: str, reason: str, note: str | None) -> Values:
    """The public claim, with its rank on some day."""
    return {
        "id": claim.id,
        "subject_type": claim.subject_type,
        "subject_id": claim.subject_id,
        "field": claim.field,
        "value": claim.value,
        "value_number": claim.number,
        "value_min": claim.number if claim.qualifier in LOWER else claim.minimum,
        "value_max": claim.number if claim.qualifier in UPPER else claim.maximum,
        "value_qualifier": claim.qualifier,
        "value_modifier": claim.modifier,
        "unit": claim.unit,
        "document_id": claim.document_id,
        "line": claim.line,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "basis": claim.basis,
        "attributed_to": claim.attributed_to,
        "effective_on": claim.effective_on,
        "known_from": claim.known_from,
        "rank": rank,
        "rank_reason": reason,
        "rank_note": note,
    }


def claim_rows(found: Materialised) -> Iterator[tuple[str, Row]]:
    """Canonical and served rows of the record's claims."""
    for claim, spans in found.claims:
        for valid_from, valid_to, rank in spans:
            version = Version(valid_from, valid_to, claim_item(claim, rank.rank, rank.reason, rank.note))
            yield served_row("claims", version)
        yield "claims", tuple(version.item[column] for column in public_keys("claims"))
        yield from register_rows("claims", claim.id, claim.known_from, ())


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
