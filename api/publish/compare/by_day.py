"""What a later release answers otherwise than an earlier one, day by day: found by comparing their
files, never typed. Pure.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.formats.words import unit_of
from api.publish.releases.release_file import present_item
from api.publish.releases.release_upgrades import Line

Spans = list[tuple[str, str, Line]]
Key = tuple[str, str]  # collection and id
# Compared by themselves, or reported by what they change in records.
_APART = ("claims", "conflicts", "changes", "releases")
# Computed from other keys, or from other records.
_NOT_SAID = frozenset(
    {
        *("amount_usd_counted", "changed_on", "claim_count", "document_ids", "conflicts"),
        *("document_kinds", "field_status", "participations", "previous_ids", "known_from", "id"),
        *("mentioned_in", "amount_usd_qualifier", "project_list"),
    }
)
_FOLLOWING = ("_earliest", "_latest", "_type", "_stated_part")
_COMPUTED = ("_status", "_usd_qualifier")  # of what stands in lists
_PARTS = ("_status", "_modifier", "_qualifier", "_min", "_max", "_number", "_unit")
_AMOUNT = frozenset(
    {"amount_usd", "amount_min", "amount_max", "amount_qualifier", "currency", "amount_status"}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is answered otherwise from `day` on. `kind` is appeared, changed, moved or
    withdrawn; `document` is the new document that decides it: without one it is a correction, with
    the `reason` that an editor wrote down.
    """

    kind: str
    collection: str
    record_id: str
    name: str | None
    field: str | None
    day: str
    before: Any
    after: Any
    document: str | None = None
    reason: str | None = None
    units: tuple[str | None, str | None] = (None, None)  # of a figure, before and after

    @property
    def is_news(self) -> bool:
        """Whether a document that the earlier release did not have decides it."""
        return self.document is not None


class Reasons:
    """What editors wrote down of mistakes: entries of `corrections.yaml`, of those that stood in
    some releases.
    """

    def __init__(self, entries: Iterable[Mapping[str, Any]], wrong_in: Container[str]) -> None:
        self._entries = [one for one in entries if one["wrong_in"] in wrong_in]
        self._needed: set[int] = set()

    def of(self, collection: str, record_id: str, field: str | None, day: str) -> str | None:
        """The reason that names it most closely."""
        said = {"field": field, "day": day}
        subjects = (None, collection, f"{collection}/{record_id}")
        fitting = [
            (subjects.index(one.get("subject")), *(key in one for key in said), number)
            for number, one in enumerate(self._entries)
            if one.get("subject") in subjects
            and all(key not in one or one[key] == value for key, value in said.items())
        ]
        if not fitting:
            return None
        number = max(fitting)[-1]
        self._needed.add(number)
        return str(self._entries[number]["reason"])

    def unneeded(self) -> list[str]:
        """Those that no difference had."""
        keys = ("wrong_in", "subject", "field", "day")
        return [
            ", ".join(f"{key}: {one[key]}" for key in keys if key in one)
            for number, one in enumerate(self._entries)
            if number not in self._needed
        ]


def differences(
    before: Sequence[Line],
    after: Sequence[Line],
    brought: Iterable[Mapping[str, Any]],
    reasons: Reasons,
) -> Iterator[Difference]:
    """Everything that differs, record by record; `brought` is what documents changed as of their
    days, in the later release.
    """
    then, now = spans_of(before), spans_of(after)
    deciding = _Deciding(brought, {*_documents(after)} - {*_documents(before)})
    register = {
        (line["collection"], line["id"]): line for line in after if line["kind"] == "register"
    }
    for key in sorted({*then, *now}):
        for one in _of_record(key, then.get(key, []), now.get(key, []), deciding, register):
            if one.document is None and one.reason is None:
                reason = reasons.of(one.collection, one.record_id, one.field, one.day)
                yield Difference(**{**_fields(one), "reason": reason})
            else:
                yield one


def _fields(one: Difference) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Difference.__slots__}


def spans_of(lines: Iterable[Line]) -> dict[Key, Spans]:
    """Every version of every record that is compared."""
    found: dict[Key, Spans] = {}
    for line in lines:
        if line["kind"] == "version" and line["collection"] not in _APART:
            collection, item = line["collection"], line["item"]
            span = line["from"], line["to"], present_item(collection, item)
            found.setdefault((collection, item["id"]), []).append(span)
    return found


def _documents(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        if line["kind"] == "version" and line["collection"] == "documents":
            yield line["item"]["id"]


def differs_before(former: Spans, present: Spans, first_new_day: str) -> dict[str, str]:
    """Where two releases answer differently for a day before the oldest new document: field → the
    first such day, `id` where only one has the record. Keys that came since are not compared.
    """
    days = {day for since, until, _ in (*former, *present) for day in (since, until)}
    found: dict[str, str] = {}
    for day in sorted(one for one in days if one < first_new_day):
        then, now = _on(former, day), _on(present, day)
        if then is None or now is None:
            fields = {"id"} if then is not now else set()
        else:
            shared = {key: then[key] for key in then.keys() & now.keys()}
            fields = {base_of(key) for key in _differing(shared, now)}
        for field in sorted(fields):
            found.setdefault(field, day)
    return found


class _Deciding:
    """Which new document decides what a field says on a day."""

    def __init__(self, brought: Iterable[Mapping[str, Any]], new: set[str]) -> None:
        self.new = new
        self._rows: dict[Key, list[Mapping[str, Any]]] = {}
        for one in sorted(brought, key=lambda one: str(one["day"])):
            self._rows.setdefault((one["subject_type"], one["subject_id"]), []).append(one)

    def document(self, key: Key, field: str | None, day: str) -> str | None:
        """The document that last changed the field, where it is new."""
        if key[0] == "documents":
            return key[1] if key[1] in self.new else None
        found = None
        for one in self._rows.get(key, ()):
            said = one["field"]
            if one["day"] <= day and (said is None or (field and base_of(said) == base_of(field))):
                found = one["document_id"]
        return found if found in self.new else None


def _of_record(
    key: Key, old: Spans, new: Spans, deciding: _Deciding, register: Mapping[Key, Line]
) -> Iterator[Difference]:
    if not new:
        yield _gone(key, old, register.get(key))
        return
    since, name = new[0][0], new[-1][2].get("name") or new[-1][2].get("title")
    document = deciding.document(key, None, since)
    if not old:
        yield Difference("appeared", *key, name, None, since, None, name, document)
        return
    known = old[0][0]
    if known != since:
        day = min(known, since)
        yield Difference("changed", *key, name, "known_from", day, known, since, document)
    standing: dict[str, tuple[Any, Any]] = {}
    for day in sorted({one[0] for one in (*old, *new)} | {max(known, since)}):
        item, other = _on(old, day), _on(new, day)
        if item is None or other is None:
            continue
        pairs = _differing(item, other)
        for field, pair in pairs.items():
            if standing.get(field) != pair:
                by = deciding.document(key, field, day)
                units = unit_of(item, field), unit_of(other, field)
                yield Difference("changed", *key, name, field, day, *pair, by, units=units)
        standing = pairs


def _gone(key: Key, old: Spans, line: Line | None) -> Difference:
    name = old[-1][2].get("name") or old[-1][2].get("title")
    if line is not None and line["state"] == "moved":
        to = f"{key[0]}/{line['moved_to']}"
        return Difference(
            "moved", *key, name, None, old[0][0], name, to, None, "It is one record with that."
        )
    reason = line["reason"] if line is not None else None
    return Difference("withdrawn", *key, name, None, old[0][0], name, None, None, reason)


def _on(spans: Spans, day: str) -> Line | None:
    return next((item for since, until, item in spans if since <= day < until), None)


def _differing(item: Line, other: Line) -> dict[str, tuple[Any, Any]]:
    """Fields that differ, without those computed from, or a part of, another that differs."""
    pairs = {
        field: (item[field], other[field])
        for field in item
        if field not in _NOT_SAID
        and not field.endswith(_FOLLOWING)
        and _said(item[field]) != _said(other[field])
    }
    return {
        field: pair
        for field, pair in pairs.items()
        if (base := base_of(field)) == field or base not in pairs
    }


def base_of(field: str) -> str:
    """The field whose value it is a part of: `amount` of `currency`."""
    if field in _AMOUNT:
        return "amount"
    if field == "unit":
        return "value"
    stem = next((field.removesuffix(end) for end in _PARTS if field.endswith(end)), field)
    return f"{stem}_value" if stem == "capacity" else stem


def _said(value: Any) -> Any:
    """A value without the names of other records; of what stands in lists, what is said alone: what
    is computed follows from its value, and keys may have come since.
    """
    if not isinstance(value, list):
        return value
    return [
        {
            key: one
            for key, one in each.items()
            if one is not None and key != "name" and not key.endswith(_COMPUTED)
        }
        if isinstance(each, dict)
        else each
        for each in value
    ]
