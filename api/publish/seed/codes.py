"""The code lists of a seed: `codes/<list>.yaml`, one file a list, checked as a whole.

Raises BuildFaults with every fault of the lists: nothing can be checked against wrong lists.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Any, get_args

from api.base.errors import BuildFaults, Fault
from api.base.suggest import hint
from api.collections import ALL, MODELS
from api.collections.codelists import CODELISTS, WARNINGS, Code, CodeList, collection_codes
from api.publish.seed.read_seed import RawRecord, Seed
from api.publish.seed.standards import STANDARDS

CODES_FOLDER = "codes"
LIST_KEYS = ("description", "codes", "standard")
CODE_KEYS = ("code", "label", "definition", "broader", "after")
_CODE = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
# Codes that the code itself knows by name.
RELIED_ON = {
    "agreement_kinds": ("headline_deal",),
    "change_effects": ("appeared", "changed", "moved", "withdrawn"),
    "change_kinds": ("document", "correction"),
    "claim_bases": ("stated", "inferred", "coded"),
    "claim_ranks": ("accepted", "rival", "superseded", "rejected"),
    "claim_scopes": (),
    "conflict_kinds": ("conflict", "change", "scope"),
    "date_modifiers": ("early", "late", "by", "before", "after"),
    "date_parts": ("year", "month", "month-day", "year-month", "year-month-day"),
    "qualifiers": ("exact", "about", "over", "at_least", "under", "up_to", "nearly", "range"),
    "rank_reasons": (
        *("only_value", "same_value", "listed_value", "no_winner", "stated_over_inferred"),
        *("later_state", "narrower_scope", "different_scope", "not_about_this"),
    ),
    "value_statuses": ("stated", "inferred", "not_stated", "not_applicable", "disputed"),
}


def read_codelists(seed: Seed) -> dict[str, CodeList]:
    """Every list by name, those of standards in full."""
    records = list(seed.records(CODES_FOLDER))
    if not records:  # the lists that come with the code
        return {name: _full(one) for name, one in CODELISTS.items() if name != WARNINGS}
    faults = [fault for one in records for fault in (*one.located.faults, *_faults(one))]
    faults = [fault for fault in faults if not fault.warning]
    if faults:
        raise BuildFaults(faults)
    found = {one.name: one for one in (collection_codes(), *map(_codelist, records))}
    faults = [*_unordered(found, records), *_missing(found)]
    if faults:
        raise BuildFaults(faults)
    return dict(sorted(found.items()))


def published(codelists: Mapping[str, CodeList], used: Mapping[str, set[str]]) -> list[CodeList]:
    """The lists as a release holds them: of standards the used codes alone, and the broader ones
    of these.
    """
    broader: set[str | None] = {
        codelists[name].by_value[value].broader for name, values in used.items() for value in values
    }
    found = []
    for one in codelists.values():
        if one.name in used:
            codes = (c for c in one.codes if c.value in used[one.name] or c.value in broader)
            one = replace(one, codes=tuple(codes))
        found.append(one)
    return found


def _full(codelist: CodeList) -> CodeList:
    standard = codelist.standard
    return replace(codelist, codes=STANDARDS[standard]()) if standard else codelist


def _name(record: RawRecord) -> str:
    return record.file.rpartition("/")[2].partition(".")[0]


def _faults(record: RawRecord) -> Iterator[Fault]:
    data = record.data
    if not record.located.whole:
        return
    for key in data.keys() - set(LIST_KEYS):
        yield record.fault("unknown_key", f"unknown key '{key}'{hint(str(key), LIST_KEYS)}")
    if not isinstance(data.get("description"), str):
        yield record.fault("missing_key", "a code list needs `description`")
    if _name(record) in ("collections", WARNINGS):
        message = f"the list '{_name(record)}' is made by the code; remove the file"
        yield record.fault("derived_codelist", message)
        return
    if "standard" in data:
        if data["standard"] not in list(STANDARDS) or "codes" in data:
            message = f"`standard` is one of {', '.join(STANDARDS)}, and such a list has no `codes`"
            yield record.fault("bad_standard", message, key="standard")
        return
    entries = data.get("codes")
    if not isinstance(entries, list) or not entries:
        yield record.fault("missing_key", "a code list needs `codes`, or `standard`", key="codes")
        return
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        for code, message in _wrong_code(entry, seen):
            yield record.fault(code, message, claim=number)
    yield from _same_labels(record, entries)


def _same_labels(record: RawRecord, entries: list[Any]) -> Iterator[Fault]:
    """A label that two codes share: readers could not tell them apart."""
    first: dict[str, str] = {}
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict) or not isinstance(entry.get("label"), str):
            continue
        other = first.setdefault(entry["label"].casefold(), str(entry.get("code")))
        if other != entry.get("code"):
            message = f"the label '{entry['label']}' is that of '{other}' too"
            yield record.fault("duplicate_label", message, claim=number)


def _wrong_code(entry: Any, seen: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(entry, dict):
        yield "not_a_code", "a code is a mapping of `code`, `label` and `definition`"
        return
    for key in entry.keys() - set(CODE_KEYS):
        yield "unknown_key", f"unknown key '{key}' of a code{hint(str(key), CODE_KEYS)}"
    for key in CODE_KEYS[:3]:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            yield "missing_key", f"a code needs `{key}` as text"
    after = entry.get("after", [])
    if not isinstance(after, list) or not all(isinstance(one, str) for one in after):
        yield "bad_order", "`after` is a list of codes of the same list"
    elif len(set(after)) < len(after):
        yield "bad_order", "`after` names a code twice"
    if not isinstance(entry.get("broader"), str | None):
        yield "bad_order", "`broader` is one code of the same list"
    code = str(entry.get("code"))
    if isinstance(entry.get("code"), str) and not _CODE.fullmatch(code):
        yield "bad_code", f"'{code}' is no code"
    if code in seen:
        yield "duplicate_code", f"the code '{code}' stands here twice"
    seen.add(code)


def _codelist(record: RawRecord) -> CodeList:
    data = record.data
    if standard := data.get("standard"):
        return CodeList(_name(record), data["description"], STANDARDS[standard](), standard)
    codes = [
        Code(
            entry["code"],
            entry["label"],
            entry["definition"],
            entry.get("broader"),
            tuple(entry.get("after") or ()),
        )
        for entry in data["codes"]
    ]
    return CodeList(_name(record), data["description"], tuple(codes))


def _unordered(codelists: Mapping[str, CodeList], records: list[RawRecord]) -> Iterator[Fault]:
    """What `after` and `broader` say: codes of the same list, and no circle."""
    for record in records:
        one = codelists[_name(record)]
        if one.standard:
            continue
        for number, code in enumerate(one.codes):
            for other in (*code.after, *((code.broader,) if code.broader else ())):
                if other not in one.by_value:
                    message = f"'{other}' is no code of this list{hint(other, one.values)}"
                    yield record.fault("unknown_code", message, claim=number)
        for key, graph in (
            ("after", {code.value: code.after for code in one.codes}),
            ("broader", {code.value: (code.broader,) for code in one.codes if code.broader}),
        ):
            try:
                TopologicalSorter(graph).prepare()
            except CycleError as error:
                circle = ", ".join(error.args[1])
                yield record.fault("bad_order", f"`{key}` goes in a circle: {circle}")


def _missing(codelists: Mapping[str, CodeList]) -> Iterator[Fault]:
    """Lists that fields and filters name, and codes that the code itself knows."""
    for name in sorted(_named() - codelists.keys()):
        message = f"fields take codes of the list '{name}', which has no file"
        yield Fault(f"seed/{CODES_FOLDER}/{name}.yaml", 1, "missing_codelist", message)
    for name, values in RELIED_ON.items():
        known = codelists[name].by_value if name in codelists else {}
        for value in values if known else ():
            if value not in known:
                message = f"the code relies on '{value}' of '{name}', which is gone"
                yield Fault(f"seed/{CODES_FOLDER}/{name}.yaml", 1, "missing_code", message)


def _named() -> set[str]:
    """Every list that a field or a filter names, or the code itself."""
    found = {one.codelist for resource in ALL for one in resource.filters if one.codelist}
    models, seen = list(MODELS.values()), set()
    while models:
        for info in models.pop().model_fields.values():
            extra = info.json_schema_extra
            if isinstance(extra, dict) and "x-codelist" in extra:
                found.add(str(extra["x-codelist"]))
            for entry in get_args(info.annotation):
                if hasattr(entry, "model_fields") and entry not in seen:
                    seen.add(entry)
                    models.append(entry)
    return found | RELIED_ON.keys()
