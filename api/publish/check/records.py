"""Everything wrong with a raw record, all at once, each with file and line and how to mend it.

SQLModel tables do not validate, so nothing may pass here that a table or the contract could not
hold. Never raises; returns faults.
"""

import re
from collections.abc import Iterator
from typing import Any

from api.base.dates import is_day
from api.base.errors import Fault
from api.base.suggest import hint
from api.publish.check.claims import check_claim
from api.publish.check.words.claim_words import REASON
from api.publish.check.words.wording_words import undated_states, wording_problems
from api.publish.seed.claimable import claimable, field_kind
from api.publish.seed.index import Index
from api.publish.seed.read_seed import RawRecord

ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
RECORD_KEYS = (
    "id",
    "names",
    "summaries",
    "previous_ids",
    "withdrawn",
    "not_applicable",
    "not_counted",
    "disputed",
    "claims",
)
DOCUMENT_KEYS = (
    "id",
    "file_name",
    "sha256",
    "known_from",
    "known_from_basis",
    "known_from_confidence",
    "published_basis",
    *("title", "publisher", "url", "archive_url", "kind", "relays", "number", "located_basis"),
    "claims",
)
_LOCATED = ("title", "publisher", "url", "archive_url", "kind", "relays", "number")
NOT_COUNTED = ("other_direction", "same_money", "not_a_total")


def check_record(record: RawRecord, index: Index) -> list[Fault]:
    """Every fault of one record and of its claims."""
    faults = check_form(record, index)
    if faults or record.collection == "documents" or record.data.get("withdrawn"):
        return faults
    return list(_wording_words(record, index))


def check_form(record: RawRecord, index: Index) -> list[Fault]:
    """The same without comparing wordings with claims: also of a record with some of its claims."""
    faults = list(_identity(record))
    if record.collection == "documents":
        faults += [*_document(record, index), *_located(record)]
    else:
        faults += _record(record, index)
    claims = record.data.get("claims") or []
    if not isinstance(claims, list):
        return [*faults, record.fault("not_a_list", "`claims` is a list of mappings", key="claims")]
    for number, claim in enumerate(claims):
        if found := check_claim(record, number, claim, index):
            faults += found
    return faults


def _wording_words(record: RawRecord, index: Index) -> Iterator[Fault]:
    for key, problem in dict.fromkeys(wording_problems(record, index)):
        message = (
            f"{problem} in `{key}` is in no claim of this record; claim it, or take it out of the "
            "wording"
        )
        yield record.fault("not_claimed", message, key=key)
    for number in undated_states(record):
        message = (
            "no quote or date of this record agrees with `effective_on`; correct it, or say in "
            f"`{REASON}` where the day is from"
        )
        yield record.fault("not_in_quote", message, claim=number)


def _identity(record: RawRecord) -> Iterator[Fault]:
    known = DOCUMENT_KEYS if record.collection == "documents" else RECORD_KEYS
    for key in record.data:
        if key not in known:
            meant = hint(str(key), known, f"known keys are {', '.join(known)}")
            yield record.fault("unknown_key", f"unknown key '{key}'{meant}", key=str(key))
    if not ID.match(record.id):
        yield record.fault(
            "bad_id",
            f"'{record.id}' is no id: lower-case words and figures joined by single hyphens",
            key="id",
        )
    elif record.file.endswith(".yaml") and not record.file.endswith(f"/{record.id}.yaml"):
        yield record.fault("bad_id", f"the id '{record.id}' differs from the file's name", key="id")


def _document(record: RawRecord, index: Index) -> Iterator[Fault]:
    data = record.data
    for key in ("file_name", "sha256", "known_from", "known_from_basis", "known_from_confidence"):
        if not data.get(key):
            yield record.fault("missing_key", f"a document needs `{key}`")
    if not is_day(str(data.get("known_from", ""))):
        yield record.fault(
            "bad_date", "`known_from` is one whole day, such as 2025-12-24", key="known_from"
        )
    if not re.fullmatch(r"[0-9a-f]{64}", str(data.get("sha256", ""))):
        yield record.fault("bad_hash", "`sha256` is 64 hex digits", key="sha256")
    for key, codelist in (
        ("known_from_confidence", "confidences"),
        ("published_basis", "published_bases"),
        ("kind", "document_kinds"),
    ):
        if data.get(key) is not None and data[key] not in index.codelists[codelist].values:
            yield record.fault(
                "unknown_code",
                f"`{key}` is one of {', '.join(index.codelists[codelist].values)}",
                key=key,
            )


def _located(record: RawRecord) -> Iterator[Fault]:
    """What was looked up about a document: texts, addresses, a list, and how it was found."""
    data = record.data
    given = [key for key in _LOCATED if data.get(key) is not None]
    if given and not data.get("located_basis"):
        message = f"say in `located_basis` how {', '.join(given)} were found"
        yield record.fault("missing_key", message, key=given[0])
    for key in given:
        entries = data[key] if key == "relays" else [data[key]]
        if not isinstance(entries, list) or not all(
            isinstance(one, str) and one.strip() for one in entries
        ):
            form = "a list of texts" if key == "relays" else "text, in quotes"
            yield record.fault("bad_value", f"`{key}` is {form}", key=key)
        elif key.endswith("url") and not re.fullmatch(r"https?://[^\s#]+", entries[0]):
            message = f"`{key}` is a whole address without a fragment, such as https://example.org/"
            yield record.fault("bad_value", message, key=key)


def _record(record: RawRecord, index: Index) -> Iterator[Fault]:
    data = record.data
    if data.get("withdrawn"):
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
        if not ID.match(str(old)):
            yield record.fault("bad_id", f"the previous id '{old}' is no id", key="previous_ids")
    fields = claimable(record.collection)
    for field in data.get("not_applicable") or ():
        kind = fields.get(str(field))
        if kind is None or (kind.kind not in ("date", "value") and field != "amount"):
            message = (
                f"`not_applicable` names amounts, dates and value blocks; '{field}' is none here"
            )
            yield record.fault("unknown_field", message, key="not_applicable")
    yield from _not_counted(record, data.get("not_counted"), index)
    yield from _disputed(record, data.get("disputed") or {}, index)


def _disputed(record: RawRecord, entries: Any, index: Index) -> Iterator[Fault]:
    reasons = index.codelists["rank_reasons"].values
    for field, entry in entries.items() if isinstance(entries, dict) else [("disputed", None)]:
        kind = field_kind(record.collection, str(field))
        if kind is None or kind.kind in ("reference", "pointer"):
            message = f"`disputed` names the field '{field}', which {record.collection} cannot have"
            if kind is not None:
                message = f"'{field}' points at a record, and that is never disputed"
            yield record.fault("unknown_field", message, key="disputed")
            continue
        because = entry.get("because", []) if isinstance(entry, dict) else []
        if (
            not isinstance(entry, dict)
            or set(entry) - {"because"} != {"reason", "note"}
            or entry["reason"] not in reasons
            or not isinstance(because, list)
        ):
            yield record.fault(
                "bad_dispute",
                "`disputed` maps a field to a `reason` out of rank_reasons, a `note` and, where it "
                "rests on documents, their list as `because`",
                key="disputed",
            )
            continue
        for document in because:
            if document not in index.documents:
                near = hint(str(document), index.documents)
                message = f"`because`: no document has the id '{document}'{near}"
                yield record.fault("dangling_reference", message, key="disputed")


def _not_counted(record: RawRecord, entry: Any, index: Index) -> Iterator[Fault]:
    """An editor's reason; what parts and wholes add is derived and never typed."""
    if entry is None:
        return
    if (
        not isinstance(entry, dict)
        or set(entry) != {"reason", "note", "because"}
        or entry["reason"] not in NOT_COUNTED
        or not entry["note"]
        or not isinstance(entry["because"], list)
        or not entry["because"]
    ):
        yield record.fault(
            "bad_not_counted",
            f"`not_counted` has a `reason` out of {', '.join(NOT_COUNTED)}, a `note`, and "
            "`because`: a list of the documents it rests on",
            key="not_counted",
        )
        return
    for document in entry["because"]:
        if document not in index.documents:
            yield record.fault(
                "dangling_reference",
                f"`not_counted` rests on the unknown document "
                f"'{document}'{hint(str(document), index.documents)}",
                key="not_counted",
            )


def _wordings(record: RawRecord, key: str, index: Index) -> Iterator[Fault]:
    entries = record.data.get(key)
    if not isinstance(entries, list) or not entries:
        yield record.fault(
            "missing_key",
            f"`{key}` is a list of wordings, each with `text` and `documents`",
            key=key,
        )
        return
    for entry in entries:
        if (
            not isinstance(entry, dict)
            or set(entry) != {"text", "documents"}
            or not str(entry["text"]).strip()
            or not entry["documents"]
        ):
            yield record.fault(
                "bad_wording", f"each of `{key}` has exactly `text` and `documents`", key=key
            )
            continue
        for document in entry["documents"]:
            if document not in index.documents:
                message = (
                    f"`{key}` rests on the unknown document "
                    f"'{document}'{hint(str(document), index.documents)}"
                )
                yield record.fault("dangling_reference", message, key=key)
