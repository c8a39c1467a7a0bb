"""Everything wrong with a raw record, all at once, each with file and line and how to mend it.

SQLModel tables do not validate, so nothing may pass here that a table or the contract could not
hold. Never raises; returns faults.
"""

import re
from collections.abc import Iterator
from typing import Any

from api.base.errors import Fault
from api.base.suggest import hint, shown
from api.publish.check.claims import check_claim
from api.publish.check.comparisons import comparison_faults
from api.publish.check.consistency import consistency
from api.publish.check.document_files import document_faults
from api.publish.check.findings import is_sound
from api.publish.check.rules import rules
from api.publish.check.words.claim_words import REASON
from api.publish.check.words.wording_words import undated_states, wording_problems
from api.publish.seed.claimable import claimable, field_kind
from api.publish.seed.index import Index
from api.publish.seed.key_types import FEWEST_WORDS
from api.publish.seed.read_seed import RawRecord

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Of a date from which a state holds: what is wrong, and how it is mended.
_DATED = {
    "not_in_quote": "`effective_on` is {effective_on}, which no quote of {document} in this record "
    "states and which is no day of that document",
    "needless_reason": f"value and `effective_on` follow from the quotes, so `{REASON}` is not "
    "needed",
}
_DATE_MEND = {
    "not_in_quote": f"correct it, or say in `{REASON}` where the day is from",
}
NOT_COUNTED = ("other_direction", "same_money", "not_a_total")


def check_record(record: RawRecord, index: Index, form: list[Fault] | None = None) -> list[Fault]:
    """Every fault of one record and of its claims; `form` are those that `form_faults` has found
    already. An error while checking it is reported like any fault.
    """
    faults = form_faults(record, index) if form is None else form
    sound = is_sound(record.located.faults) and is_sound(faults)
    if not sound or record.collection == "documents" or record.data.get("withdrawn"):
        return faults
    try:
        return [*faults, *_wording_words(record, index)]
    except Exception as error:  # noqa: BLE001  whatever a seed holds, a check ends in sentences
        return [*faults, _failed(record, error)]


def form_faults(record: RawRecord, index: Index) -> list[Fault]:
    """The same without comparing wordings with claims: also of a record with some of its claims."""
    try:
        return _form(record, index)
    except Exception as error:  # noqa: BLE001  as above
        return [_failed(record, error)]


def _failed(record: RawRecord, error: Exception) -> Fault:
    message = f"'{record.id}' cannot be checked: {type(error).__name__}: {shown(str(error))}"
    return record.fault("unexpected", message, mend="report this with the record")


def _form(record: RawRecord, index: Index) -> list[Fault]:
    faults = list(_identity(record))
    if record.collection == "documents":
        faults += document_faults(record, index)
    else:
        faults += _record(record, index)
    for number, claim in enumerate(record.data.get("claims") or ()):
        if found := check_claim(record, number, claim, index):
            faults += found
    return faults or [*rules(record, index), *consistency(record, index)]


def _wording_words(record: RawRecord, index: Index) -> Iterator[Fault]:
    for key, problem in dict.fromkeys(wording_problems(record, index)):
        message = f"{problem} in `{key}` is in no claim of this record"
        yield record.fault("not_claimed", message, key=key)
    for number, code in undated_states(record, index):
        claim = record.data["claims"][number]
        yield record.fault(
            code, _DATED[code].format(**claim), claim=number, mend=_DATE_MEND.get(code, "")
        )


def _identity(record: RawRecord) -> Iterator[Fault]:
    if record.id and not ID.fullmatch(record.id):
        yield record.fault(
            "bad_id",
            f"'{record.id}' is no id: lower-case words and figures joined by single hyphens",
            key="id",
        )
    elif record.file.endswith(".yaml") and not record.file.endswith(f"/{record.id}.yaml"):
        message = f"the id '{record.id}' differs from the file's name"
        yield record.fault("bad_id", message, key="id", mend="rename the file, or mend the id")


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
    yield from _not_counted(record, data.get("not_counted"), index)
    yield from _disputed(record, data.get("disputed") or {}, index)
    yield from comparison_faults(record, data.get("compared") or {}, index)


def _disputed(record: RawRecord, entries: dict[str, Any], index: Index) -> Iterator[Fault]:
    reasons = index.codelists["rank_reasons"].values
    for field, entry in entries.items():
        kind = field_kind(record.collection, field)
        if kind is None or kind.kind in ("reference", "pointer"):
            message = f"`disputed` names the field '{field}', which {record.collection} cannot have"
            if kind is not None:
                message = f"'{field}' points at a record, and that is never disputed"
            yield record.fault("unknown_field", message, key="disputed")
        elif entry["reason"] not in reasons:
            yield record.fault(
                "bad_dispute",
                f"unknown reason '{shown(entry['reason'])}'{hint(entry['reason'], reasons)}; "
                f"known are {', '.join(reasons)}",
                key="disputed",
            )
        for document in entry.get("because", ()):
            if document not in index.documents:
                near = hint(str(document), index.documents)
                message = f"`because`: no document has the id '{document}'{near}"
                yield record.fault("dangling_reference", message, key="disputed")


def _not_counted(record: RawRecord, entry: Any, index: Index) -> Iterator[Fault]:
    """An editor's reason; what parts and wholes add is derived and never typed."""
    if entry is None:
        return
    if entry["reason"] not in NOT_COUNTED:
        yield record.fault(
            "bad_not_counted",
            f"`not_counted` has a `reason` out of {', '.join(NOT_COUNTED)}, a `note`, and "
            "`because`: a list of the documents it rests on",
            key="not_counted",
        )
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
