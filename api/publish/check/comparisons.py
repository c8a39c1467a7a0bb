"""What a record is compared with: its field, the kind of difference, the other records. Called for
each record that names some; never raises, yields faults.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from api.base.errors import Fault
from api.base.suggest import hint, shown
from api.publish.seed.claimable import field_kind
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord

KINDS = ("scope", "change", "conflict")


def comparison_faults(
    record: RawRecord, entries: Mapping[str, Any], index: Index
) -> Iterator[Fault]:
    """Every fault of `compared`."""
    for field, entry in entries.items():
        kind = field_kind(record.collection, field)
        if kind is None or kind.kind in ("reference", "pointer", "list", "subjects"):
            message = f"`compared` names '{field}', which is no single value of {record.collection}"
            yield record.fault("unknown_field", message, key="compared")
        if entry["kind"] not in KINDS:
            message = f"the kind of a comparison is one of {', '.join(KINDS)}"
            yield record.fault("bad_comparison", message, key="compared")
        for other in entry["records"]:
            yield from _other(record, field, str(other), index)
        for document in entry.get("because") or ():
            if document not in index.documents:
                near = hint(str(document), index.documents)
                message = f"`because`: no document has the id '{document}'{near}"
                yield record.fault("dangling_reference", message, key="compared")


def _other(record: RawRecord, field: str, other: str, index: Index) -> Iterator[Fault]:
    collection, _, record_id = other.partition("/")
    if other == f"{record.collection}/{record.id}":
        yield record.fault("circular", f"'{other}' is compared with itself", key="compared")
    elif not index.exists(collection, record_id):
        near = hint(record_id, index.records.get(collection, {}))
        message = f"'{shown(other)}' names no record; write collection/id{near}"
        yield record.fault("dangling_reference", message, key="compared")
    elif field_kind(collection, field) is None:
        message = f"`compared`: {collection} has no field '{field}'"
        yield record.fault("unknown_field", message, key="compared")
