"""Records of every collection, made from the declarations alone: a thousand of which half share
each common value, and twenty with rare ones.

For each filter there is a value that half of the records have, one in about fifty, and one that
only the twenty have, however often the others are copied. Values of different fields have nothing
to do with each other, nor with the order of any sort.
"""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

from api.collections import MODELS
from api.collections.codelists import CODELISTS
from api.collections.declare import Collection, Filter
from api.collections.mixins import PartFields
from api.collections.served import FOREVER
from api.publish.resolve.versions import Version
from tests.unit.read.synthetic import DAYS, item

ORDINARY = 980
FEW = 20
COMMON, SELDOM, RARE, NOBODY = "0000", "0001", "rare-00", "0002"
NOT_COPIED = "id NOT LIKE 'rare-%'"
_PARTIES = ("companies", "institutions", "people")
_TAKES_PART_IN = ("projects", "agreements", "commitments", "events")
_OTHERS = 48  # values that share the half of the records which have no common one


def crowd(resource: Collection, ordinary: int = ORDINARY) -> Iterator[tuple[str, Version]]:
    """Versions of ordinary records, and of the few: some had another version before, some were not
    known on the first day.
    """
    for number in range(ordinary + FEW):
        rare = number >= ordinary
        record_id = f"rare-{number - ordinary:02}" if rare else f"{number:04}"
        values = _values(resource, record_id, rare)
        began = DAYS[1] if not rare and _draw(record_id, "began") < 20 else DAYS[0]
        whole = item(resource.name, record_id, **values)
        if not rare and began == DAYS[0] and _draw(record_id, "versions") < 10:
            yield resource.name, Version(DAYS[0], DAYS[2], whole)
            began = DAYS[2]
        yield resource.name, Version(began, FOREVER, whole)


def probes(one: Filter) -> dict[str, str]:
    """What to ask a filter for, by how much that keeps: `rare`, `several` (two rare values),
    `seldom`, `common`, `both` (common and rare).
    """
    if one.operator == "is_null":
        return {"rare": "true", "common": "false"}
    if one.operator == "equals" and one.kind == "date":
        return {"rare": "2099-01-01", "seldom": "2025-01-01"}
    if one.operator == "equals":
        return {"rare": "true", "common": "false"}
    if one.operator == "at_least":
        return (
            {"rare": "2099-01-01", "common": "2025-01-02"}
            if one.kind == "date"
            else {"rare": "900000000", "common": "100"}
        )
    if one.operator == "at_most":
        return (
            {"rare": "1999-12-31", "common": "2025-11-30"}
            if one.kind == "date"
            else {"rare": "-900000000", "common": "900"}
        )
    rare, nobody, common, seldom = (
        _value(one, RARE),
        _value(one, NOBODY),
        _value(one, COMMON),
        _value(one, SELDOM),
    )
    if one.operator == "none_of":
        return {"common": rare}
    asked = {"rare": rare, "common": common, "both": f"{common},{rare}"}
    if seldom not in (common, rare):
        asked |= {"seldom": seldom, "several": f"{nobody},{rare}"}
    return asked


def _draw(record_id: str, what: str) -> int:
    """A number below a hundred, by chance, but always the same."""
    return crc32(f"{record_id} {what}".encode()) % 100


def _values(resource: Collection, record_id: str, rare: bool) -> dict[str, Any]:
    """Values of one record for everything that filters test and sorts order by."""
    found: dict[str, Any] = {}
    keys = {info.alias or name for name, info in MODELS[resource.name].model_fields.items()}
    for sort in resource.sorts:
        drawn = _draw(record_id, sort.column)
        day = f"2025-06-{1 + drawn % 28:02}"
        found[sort.column] = {
            "id": record_id,
            "text": f"Name {drawn}",
            "number": drawn,
            "date": day,
            "day": day,
        }[sort.kind]
        if sort.then:
            listed = CODELISTS.get(sort.then_list)
            found[sort.then] = listed.values[0] if listed else DAYS[0]
    for one in resource.filters:
        if one.operator != "is_null" and not one.listed:
            found[one.column] = _tested(one, record_id, rare)
    if "subject_type" in keys and "subject_id" in found:
        found["subject_type"] = "releases" if rare else "agreements"
    found |= {name: _lists(record_id, rare)[name] for name in keys & _lists(record_id, rare).keys()}
    return found | {"id": record_id}


def _tested(one: Filter, record_id: str, rare: bool) -> Any:
    drawn = _draw(
        record_id, one.column.replace("_latest", "_earliest")
    )  # a date is one whole day here
    if one.kind == "flag":
        return rare
    if one.kind == "date":
        return (
            ("2099-01-01" if int(record_id[-1]) % 2 else "1999-01-01")
            if rare
            else f"2025-{1 + drawn % 12:02}-{1 + drawn % 28:02}"
        )
    if one.kind == "number":
        return (
            (10**9 if int(record_id[-1]) % 2 else -(10**9))
            if rare
            else crc32(f"{record_id} {one.name}".encode()) % 1000
        )
    if rare and one.column in ("tranche_id", "parent_id"):
        return None  # asked for by `…_is_null`
    return _value(one, RARE if rare else _common_or_other(record_id, one.column))


def _common_or_other(record_id: str, what: str) -> str:
    """The id of what an ordinary record refers to: the common one for half of them."""
    if _draw(record_id, what) < 50:
        return COMMON
    drawn = crc32(f"{record_id} {what} other".encode()) % _OTHERS
    return f"{drawn + int(NOBODY):04}" if drawn else SELDOM


def _value(one: Filter, referred: str) -> str:
    """What a filter takes for an id of this crowd: the id itself, or a code in its place."""
    if one.kind != "code":
        return referred
    known = CODELISTS[one.codelist or ""].values
    if referred.startswith("rare"):
        return known[-1]
    if referred == NOBODY:
        return known[-2]
    return known[int(referred) % max(1, len(known) - 2)]


def _lists(record_id: str, rare: bool) -> dict[str, list[Any]]:
    """The lists of a record."""

    def one_of(what: str) -> str:
        return RARE if rare else _common_or_other(record_id, what)

    role, sector, subdivision = (
        CODELISTS[codes].values[-1 if rare else _draw(record_id, what) % 2]
        for codes, what in (
            ("party_roles", "role"),
            ("sectors", "sectors"),
            ("subdivisions", "subdivisions"),
        )
    )
    party = dict.fromkeys(info.alias or key for key, info in PartFields.model_fields.items())
    party["name"] = None
    return {
        "parties": [party | {"party_type": name, "party_id": one_of(name)} for name in _PARTIES],
        "participations": [
            party | {"role": role, "subject_type": name, "subject_id": one_of(name)}
            for name in _TAKES_PART_IN
        ],
        "subjects": [
            {"subject_type": "agreements", "subject_id": one_of("subjects"), "name": None}
        ],
        "sectors": [sector],
        "subdivisions": [subdivision],
        "document_ids": [one_of("document_ids")],
    }
