"""Everything wrong with a raw record, all at once, each with file and line and how to mend it.

SQLModel tables do not validate, so nothing may pass here that a table or the contract could not
hold. Never raises; returns faults.
"""

import re
from collections.abc import Iterator
from typing import Any

from api.base.dates import is_day
from api.base.errors import Fault
from api.base.suggest import hint, shown
from api.publish.check.claims import check_claim
from api.publish.check.days import FIRST_DAY, last_day
from api.publish.check.rules import rules
from api.publish.seed.claimable import claimable, field_kind
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FEWEST_WORDS = 2  # of a reason
NOT_COUNTED = ("parts_counted", "whole_counted", "same_money", "not_a_total", "other_direction")


def check_record(record: RawRecord, index: Index) -> list[Fault]:
    """Every fault of one record and of its claims."""
    faults = list(_identity(record))
    if record.collection == "documents":
        faults += _document(record, index)
    else:
        faults += _record(record, index)
    for number, claim in enumerate(record.data.get("claims") or ()):
        if found := check_claim(record, number, claim, index):
            faults += found
    return faults or list(rules(record, index))


def _identity(record: RawRecord) -> Iterator[Fault]:
    if record.id and not ID.fullmatch(record.id):
        yield record.fault(
            "bad_id",
            f"'{record.id}' is no id: lower-case words and figures joined by single hyphens",
            key="id",
        )
    elif record.file.endswith(".yaml") and not record.file.endswith(f"/{record.id}.yaml"):
        yield record.fault("bad_id", f"the id '{record.id}' differs from the file's name", key="id")


def _document(record: RawRecord, index: Index) -> Iterator[Fault]:
    data = record.data
    if "known_from" in data:
        yield from _knowledge_day(record, data["known_from"])
    if "sha256" in data and not re.fullmatch(r"[0-9a-f]{64}", data["sha256"]):
        yield record.fault("bad_hash", "`sha256` is 64 hex digits", key="sha256")
    for key, codelist in (
        ("known_from_confidence", "confidences"),
        ("published_basis", "published_bases"),
    ):
        if data.get(key) is not None and data[key] not in index.codelists[codelist].values:
            yield record.fault(
                "unknown_code",
                f"`{key}` is one of {', '.join(index.codelists[codelist].values)}",
                key=key,
            )


def _knowledge_day(record: RawRecord, day: str) -> Iterator[Fault]:
    if not is_day(day) or day < FIRST_DAY:
        message = "`known_from` is one whole day, such as 2025-12-24"
        yield record.fault("bad_date", message, key="known_from")
    elif day > last_day():
        message = f"`known_from` is {day}, which is still to come: no document is known before it"
        yield record.fault("day_to_come", message, key="known_from")


def _record(record: RawRecord, index: Index) -> Iterator[Fault]:
    data = record.data
    if "withdrawn" in data:
        if len(data["withdrawn"].split()) < FEWEST_WORDS:
            message = f"'{shown(data['withdrawn'])}' is no reason for which a record is withdrawn"
            mend = "write a sentence, or remove the key where the record is not withdrawn"
            yield record.fault("bad_reason", message, key="withdrawn", mend=mend)
        if data.get("claims"):
            yield record.fault(
                "withdrawn_with_claims",
                "a withdrawn record has a reason and no claims",
                key="withdrawn",
            )
        return
    for key in ("names", "summaries"):
        yield from _wordings(record, key, index)
    for old in data.get("previous_ids") or ():
        if not ID.fullmatch(str(old)):
            yield record.fault("bad_id", f"the previous id '{old}' is no id", key="previous_ids")
    fields = claimable(record.collection)
    for field in data.get("not_applicable") or ():
        kind = fields.get(field)
        if kind is None or (kind.kind not in ("date", "value") and field != "amount"):
            message = (
                f"`not_applicable` names amounts, dates and value blocks; '{field}' is none here"
            )
            yield record.fault("unknown_field", message, key="not_applicable")
    yield from _not_counted(record, data.get("not_counted"))
    yield from _disputed(record, data.get("disputed") or {}, index)


def _disputed(record: RawRecord, entries: dict[str, Any], index: Index) -> Iterator[Fault]:
    reasons = index.codelists["rank_reasons"].values
    for field, entry in entries.items():
        if field_kind(record.collection, field) is None:
            yield record.fault(
                "unknown_field",
                f"`disputed` names the field '{field}', which {record.collection} cannot have",
                key="disputed",
            )
        elif entry["reason"] not in reasons:
            yield record.fault(
                "bad_dispute",
                f"unknown reason '{shown(entry['reason'])}'{hint(entry['reason'], reasons)}; "
                f"known are {', '.join(reasons)}",
                key="disputed",
            )


def _not_counted(record: RawRecord, entry: Any) -> Iterator[Fault]:
    if entry is not None and entry["reason"] not in NOT_COUNTED:
        yield record.fault(
            "bad_not_counted",
            f"`not_counted` needs a note and a reason out of {', '.join(NOT_COUNTED)}",
            key="not_counted",
        )


def _wordings(record: RawRecord, key: str, index: Index) -> Iterator[Fault]:
    entries = record.data.get(key)
    if not entries and not record.located.faults:
        yield record.fault(
            "missing_key",
            f"`{key}` is a list of wordings, each with `text` and `documents`",
            key=key,
        )
    for number, entry in enumerate(entries or ()):
        for document in entry["documents"]:
            if document not in index.documents:
                message = (
                    f"`{key}` rests on the unknown document "
                    f"'{shown(document)}'{hint(document, index.documents)}"
                )
                yield record.fault("dangling_reference", message, key=key, at=(number,))
