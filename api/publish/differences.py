"""What readers would see change: a release file against what stands in the seed. Pure but for
`lines_of_seed`, which builds the seed in a throw-away database; raises BuildFaults.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from api.base.database import Target
from api.publish.progress import SILENT, Progress
from api.publish.publish import publish
from api.publish.release_file import content_lines
from api.publish.release_upgrades import Line
from api.publish.rows.invariants import COMPUTED
from api.publish.store.writer import stored_rows

Spans = list[tuple[str, str, Line]]
_RECORDS_APART = ("claims", "conflicts", "changes")  # compared by themselves, or as what they tell


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is answered otherwise from `day` on: of a record, a total or a conflict.
    `alarm` says why an editor must accept it.
    """

    what: str
    field: str
    day: str
    before: Any
    after: Any
    alarm: str = ""


def lines_of_seed(folder: Path, progress: Progress = SILENT) -> list[Line]:
    """The content of a release file of what stands in the seed."""
    with TemporaryDirectory() as place:
        target = Target("sqlite", file=Path(place) / "built.sqlite")
        publish(target, folder, progress, is_draft=True)
        read = partial(stored_rows, target)
        ((days, counts),) = read("dataset", ("days", "counts"), ("release_id",))
        lines = content_lines(read, orjson.loads(days), orjson.loads(counts))
        return [orjson.loads(line) for line in lines]


def differences(before: Sequence[Line], after: Sequence[Line]) -> list[Difference]:
    """Everything that differs, record by record, then totals and conflicts."""
    new = {*_documents(after)} - {*_documents(before)}
    first_new = min((_documents(after)[one] for one in new), default="9999-12-31")
    return [
        *_records(before, after, first_new),
        *_totals(before, after),
        *_conflicts(before, after),
    ]


def _documents(lines: Sequence[Line]) -> dict[str, str]:
    return {
        line["item"]["id"]: line["item"]["known_from"]
        for line in lines
        if line["kind"] == "version" and line["collection"] == "documents"
    }


def _spans(lines: Sequence[Line], *, apart: bool) -> dict[str, Spans]:
    found: dict[str, Spans] = {}
    for line in lines:
        if line["kind"] == "version" and (line["collection"] in _RECORDS_APART) == apart:
            key = f"{line['collection']}/{line['item']['id']}"
            found.setdefault(key, []).append((line["from"], line["to"], line["item"]))
    return found


def _on(spans: Spans, day: str) -> Line | None:
    return next((item for since, until, item in spans if since <= day < until), None)


def _records(before: Sequence[Line], after: Sequence[Line], first_new: str) -> Iterator[Difference]:
    then, now = _spans(before, apart=False), _spans(after, apart=False)
    for key in sorted({*then, *now}):
        old, new = then.get(key, []), now.get(key, [])
        days = sorted({one[0] for one in (*old, *new)})
        told: dict[str, tuple[Any, Any]] = {}
        for day in days:
            item, other = _on(old, day), _on(new, day)
            if (item is None) != (other is None):
                alarm = "a record is gone" if other is None else ""
                name = (item or other or {}).get("name")
                was, is_ = (name, None) if other is None else (None, name)
                yield Difference(key, "", day, was, is_, alarm)
            elif item is not None and other is not None:
                yield from _fields(key, day, item, other, told, first_new)


def _fields(
    key: str,
    day: str,
    item: Line,
    other: Line,
    told: dict[str, tuple[Any, Any]],
    first_new: str,
) -> Iterator[Difference]:
    """The fields that differ on a day; what differs alike since an earlier day is not repeated."""
    for field in sorted({*item, *other} - COMPUTED):
        pair = item.get(field), other.get(field)
        if pair[0] == pair[1] or (field not in item and pair[1] in (None, [])):
            told.pop(field, None)
        elif told.get(field) != pair:
            told[field] = pair
            alarm = "a value becomes null" if pair[1] in (None, []) else ""
            if not alarm and day < first_new:
                alarm = "a day before every new document changes"
            yield Difference(key, field, day, *pair, alarm)


def _totals(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Difference]:
    then, now = _sums(before), _sums(after)
    for basis, day in sorted({*then, *now}):
        was, is_ = then.get((basis, day)), now.get((basis, day))
        if was != is_:
            yield Difference(f"totals/{basis}", "stated, itemised", day, was, is_)


def _sums(lines: Sequence[Line]) -> dict[tuple[str, str], list[int]]:
    days = next(line["days"] for line in lines if line["kind"] == "dataset")
    found: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        if line["kind"] == "total" and line["key"] == "":
            for day in days:
                if line["valid_from"] <= day < line["valid_to"]:
                    sums = found.setdefault((line["basis"], day), [0, 0])
                    sums[0] += line["stated"]
                    sums[1] += line["itemised"]
    return found


def _conflicts(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Difference]:
    then, now = (
        {key: spans for key, spans in _spans(lines, apart=True).items() if "conflicts/" in key}
        for lines in (before, after)
    )
    for key in sorted({*then} ^ {*now}):
        opened = key in now
        day = (now[key] if opened else then[key])[0][0]
        yield Difference(key, "", day, None if opened else "open", "open" if opened else None)


def as_text(found: Sequence[Difference], *, markdown: bool = False) -> str:
    """A line for each difference, and their number."""
    lines = []
    for one in found:
        field = f" `{one.field}`" if one.field else ""
        alarm = f" — {one.alarm}" if one.alarm else ""
        said = f"{one.what}{field}, from {one.day}: {_short(one.before)} → {_short(one.after)}"
        lines.append(f"{'* ' if markdown else ''}{said}{alarm}")
    alarms = sum(bool(one.alarm) for one in found)
    count = f"{len(found)} differences" if len(found) != 1 else "1 difference"
    return "\n".join([*lines, f"{count}, {alarms} to accept." if found else "No difference."])


def as_json(found: Sequence[Difference]) -> str:
    """The same for programs."""
    rows: list[Mapping[str, Any]] = [
        {name: getattr(one, name) for name in Difference.__slots__} for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _short(value: Any) -> str:
    text = "nothing" if value in (None, []) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:117]}..."
