"""What readers would see change: everything that one release answers otherwise than another,
or than what stands in the seed. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.publish.compare.by_day import Difference, Reasons, base_of, differences
from api.publish.releases.published import versions
from api.publish.releases.release_upgrades import Line
from api.publish.rows.change_rows import CHANGES_NAME

RankAndReason = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The words that a value rests on, and why their claim is accepted."""

    quote: str
    document: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A record or a value that changes, the words of what comes, and what an editor must accept."""

    what: Difference
    words: tuple[ClaimWords, ...] = ()
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class RankChange:
    """A claim in both that is ranked otherwise from a day on; without `before` or `after` the claim
    itself comes or goes.
    """

    claim: str
    about: str
    value: Any
    day: str
    before: RankAndReason | None
    after: RankAndReason | None


@dataclass(frozen=True, slots=True)
class ConflictChange:
    """A conflict that is there from a day on in one alone."""

    conflict: str
    day: str
    opened: bool


@dataclass(frozen=True, slots=True)
class TotalChange:
    """A sum of one basis that is another on a day: stated and itemised, or none."""

    basis: str
    day: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Report:
    """All of it, as readers of one day see it (`as_of`) or of all days."""

    release: str
    as_of: str | None
    values: Sequence[ValueChange] = ()
    ranks: Sequence[RankChange] = ()
    conflicts: Sequence[ConflictChange] = ()
    totals: Sequence[TotalChange] = ()
    unneeded: Sequence[str] = field(default_factory=list)  # reasons for what does not differ

    @property
    def alarms(self) -> list[ValueChange]:
        """What an editor must accept."""
        return [one for one in self.values if one.alarm]

    @property
    def is_empty(self) -> bool:
        """Whether readers see no difference."""
        return not (self.values or self.ranks or self.conflicts or self.totals)


def report_differences(
    release: str,
    before: Sequence[Line],
    after: Sequence[Line],
    reasons: Reasons,
    as_of: str | None = None,
) -> Report:
    """What readers of a day, or of all days, would see change."""
    if as_of is not None:
        before, after = list(_known_on(before, as_of)), list(_known_on(after, as_of))
    brought = [
        line["item"]
        for line in versions(after, CHANGES_NAME)
        if line["item"]["change"] == "document"
    ]
    claims: dict[tuple[str, str], list[Line]] = {}
    for line in versions(after, "claims"):
        key = line["item"]["subject_type"], line["item"]["subject_id"]
        claims.setdefault(key, []).append(line)
    values = [
        ValueChange(one, tuple(_words(one, claims)), _alarm(one))
        for one in differences(before, after, brought, reasons)
    ]
    return Report(
        release,
        as_of,
        values,
        list(_ranks(before, after)),
        list(_conflicts(before, after)),
        list(_totals(before, after)),
        reasons.unneeded(),
    )


def _known_on(lines: Iterable[Line], day: str) -> Iterator[Line]:
    """The lines that hold on a day."""
    for line in lines:
        since, until = (
            line.get("from", line.get("valid_from")),
            line.get("to", line.get("valid_to")),
        )
        if since is None or (since <= day and day < (until or "9")):
            yield line


def _words(one: Difference, claims: Mapping[tuple[str, str], list[Line]]) -> Iterator[ClaimWords]:
    """The accepted claims on the field on that day."""
    if one.field is None or one.after in (None, []):
        return
    for line in claims.get((one.collection, one.record_id), ()):
        item = line["item"]
        on_field = base_of(item["field"].partition("[")[0]) == base_of(one.field)
        if on_field and line["from"] <= one.day < line["to"] and item["rank"] == "accepted":
            yield ClaimWords(item["quote"], item["document_id"], item["line"], item["rank_reason"])


def _alarm(one: Difference) -> str:
    if one.reason is not None:
        return ""
    if one.kind == "withdrawn":
        return "a record is gone without a reason"
    if one.kind == "changed" and one.after in (None, []):
        return "a value becomes null"
    return "" if one.is_news else "an old day changes without a reason"


def _ranks(before: Sequence[Line], after: Sequence[Line]) -> Iterator[RankChange]:
    then, now = _ranked(before), _ranked(after)
    for claim in sorted({*then, *now}):
        old, new = then.get(claim, []), now.get(claim, [])
        item = (new or old)[-1]["item"]
        about = f"{item['subject_type']}/{item['subject_id']} {item['field']}"
        standing: tuple[RankAndReason | None, RankAndReason | None] | None = None
        for day in sorted({line["from"] for line in (*old, *new)}):
            pair = _rank_on(old, day), _rank_on(new, day)
            if pair[0] != pair[1] and pair != standing:
                yield RankChange(claim, about, item["value"], day, *pair)
            standing = pair


def _ranked(lines: Iterable[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in versions(lines, "claims"):
        found.setdefault(line["item"]["id"], []).append(line)
    return found


def _rank_on(lines: Iterable[Line], day: str) -> RankAndReason | None:
    for line in lines:
        if line["from"] <= day < line["to"]:
            return line["item"]["rank"], line["item"]["rank_reason"]
    return None


def _conflicts(before: Sequence[Line], after: Sequence[Line]) -> Iterator[ConflictChange]:
    then, now = _open(before), _open(after)
    for conflict in sorted({*then, *now}):
        old, new = then.get(conflict, []), now.get(conflict, [])
        standing = (False, False)
        for day in sorted({one for span in (*old, *new) for one in span}):
            pair = _is_open(old, day), _is_open(new, day)
            if pair[0] != pair[1] and pair != standing:
                yield ConflictChange(conflict, day, pair[1])
            standing = pair


def _open(lines: Iterable[Line]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in versions(lines, "conflicts"):
        found.setdefault(line["item"]["id"], []).append((line["from"], line["to"]))
    return found


def _is_open(spans: Iterable[tuple[str, str]], day: str) -> bool:
    return any(since <= day < until for since, until in spans)


def _totals(before: Sequence[Line], after: Sequence[Line]) -> Iterator[TotalChange]:
    then, now = _sums(before), _sums(after)
    standing: dict[str, tuple[Any, Any]] = {}
    for basis, day in sorted({*then, *now}):
        pair = then.get((basis, day)), now.get((basis, day))
        if pair[0] != pair[1] and standing.get(basis) != pair:
            yield TotalChange(basis, day, *pair)
        standing[basis] = pair


def _sums(lines: Sequence[Line]) -> dict[tuple[str, str], tuple[int, int]]:
    days = next(line["days"] for line in lines if line["kind"] == "dataset")
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for line in lines:
        if line["kind"] == "total" and line["key"] == "":
            for day in days:
                if line["valid_from"] <= day < line["valid_to"]:
                    stated, itemised = found.get((line["basis"], day), (0, 0))
                    sums = stated + line["stated"], itemised + line["itemised"]
                    found[line["basis"], day] = sums
    return found
