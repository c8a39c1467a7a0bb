"""Collects the changes that a build serves: those that documents brought, and, at the end, the
corrections found by comparing it with the newest published release.

Raises ReleaseFault for a release file that was changed.
"""

from collections.abc import Iterable, Iterator, Sequence

import orjson

from api.collections.codelists import codelists_from
from api.collections.served import FOREVER
from api.publish.compare.by_day import Difference, Reasons, differences
from api.publish.releases.published import newest_published, same_content, versions
from api.publish.releases.release_upgrades import Line
from api.publish.resolve.outcomes import Values
from api.publish.rows.change_rows import (
    CHANGES_NAME,
    FirstRelease,
    Sources,
    brought,
    change_batches,
    change_row,
)
from api.publish.rows.content_hash import Read
from api.publish.rows.release import Release
from api.publish.rows.rows import Batch, Row, columns_of
from api.publish.seed.read_seed import Seed

TABLE = f"{CHANGES_NAME}_versions"


class ChangeCollector:
    """Takes the rows of a build as they are made. Without a published release, rows of changes are
    written at once; with one they are collected until its comparison has added corrections.
    """

    def __init__(self, seed: Seed, register: Sequence[Release], working: Release) -> None:
        self._base = newest_published(seed.folder, register)
        self._working, self._order = working, [one.id for one in register]
        self._reasons = seed.listing("corrections.yaml")
        self._collected: list[Values] = []
        self.sources = Sources(self._first_releases(seed), _titles(seed))

    def _first_releases(self, seed: Seed) -> dict[str, FirstRelease]:
        """Document → the release that first had it."""
        working = FirstRelease(self._working.id, self._working.published_at)
        found = {record.id: working for record in seed.records("documents")}
        if self._base is not None:
            release = self._base.release
            for line in versions(self._base.lines, "documents"):
                found[line["item"]["id"]] = FirstRelease(release.id, release.published_at)
            for one in self._base.changes:
                if one["change"] == "document":
                    first = FirstRelease(one["release"], one["published_at"])
                    found[one["document_id"]] = first
        return found

    def rows_to_write(self, table: str, rows: list[Row]) -> Iterator[Batch]:
        """The rows that can be written now; changes may be kept for the end."""
        if table != TABLE:
            yield table, rows
        elif self._base is not None:
            self._collected += [orjson.loads(row[-1]) for row in rows]
        else:
            yield table, rows
            yield "list_values", [*_appearances(rows)]

    def finish(self, content: Iterable[bytes]) -> Release:
        """The release that is served: the newest published one where the content of the build
        equals it, else the one being made.
        """
        base = self._base
        if base is None:
            return self._working
        lines = [orjson.loads(line) for line in content]
        if same_content(base.lines, lines):
            self._collected = base.changes
            return base.release
        kept = [one for one in base.changes if not _is_by_day(one)]
        self._collected = list(self._first_published(base.changes))
        # Of those after it, which were withdrawn, the reasons hold too.
        wrong_in = self._order[self._order.index(base.release.id) :]
        reasons = Reasons(self._reasons, wrong_in)
        found = differences(base.lines, lines, self._collected, reasons)
        self._collected = [*kept, *self._collected, *self._changes_between(found, lines)]
        return self._working

    def _first_published(self, former: Iterable[Values]) -> Iterator[Values]:
        """What documents changed, with the release that first said so. Of a document that a former
        release had, that release need not have told all.
        """
        by_id = {one["id"]: one for one in former}
        for one in self._collected:
            known = by_id.get(one["id"])
            release, published_at = self._working.id, self._working.published_at
            if known is not None:
                release, published_at = known["release"], known["published_at"]
            yield {**one, "release": release, "published_at": published_at}

    def _changes_between(
        self, found: Iterable[Difference], lines: Sequence[Line]
    ) -> Iterator[Values]:
        """Corrections and new documents as changes; other news is among the collected rows."""
        release = FirstRelease(self._working.id, self._working.published_at)
        bodies = [orjson.dumps(line["list"]) for line in lines if line["kind"] == "codelist"]
        codelists = codelists_from(bodies)
        for one in found:
            if not one.is_news or (one.collection, one.kind) == ("documents", "appeared"):
                yield change_row(_as_change(one), release, codelists)

    def batches(self) -> Iterator[Batch]:
        """The collected changes as rows, and the releases they belong to."""
        if self._base is not None:
            order = [one for one in self._order if one != self._working.id]
            yield from change_batches(self._collected, [*order, self._working.id])

    def brought(self, read: Read) -> dict[str, int]:
        """How many changes of each sort are of the release being made."""
        bodies = read(TABLE, ("body",), ("id",))
        return brought((orjson.loads(body) for (body,) in bodies), self._working.id)


def _is_by_day(change: Line) -> bool:
    return bool(change["change"] == "document" and change["subject_type"] != "documents")


def _as_change(one: Difference) -> Values:
    return {
        "day": one.day,
        "change": "document" if one.is_news else "correction",
        "kind": one.kind,
        "subject_type": one.collection,
        "subject_id": one.record_id,
        "subject_name": one.name,
        "field": one.field,
        "before": one.before,
        "after": one.after,
        "document_id": one.document,
        "note": one.reason,
        "units": one.units,
    }


def _titles(seed: Seed) -> dict[str, str]:
    found = {}
    for record in seed.records("documents"):
        claims = record.data.get("claims") or ()
        claimed = (one.get("value") for one in claims if one.get("field") == "title")
        found[record.id] = str(record.data.get("title") or next(claimed, None) or record.id)
    return found


def _appearances(rows: Iterable[Row]) -> Iterator[Row]:
    """Which records the only release brought."""
    names = ("field", "subject_type", "release", "subject_id", "day")
    places = [columns_of(TABLE).index(name) for name in names]
    for row in rows:
        field, collection, release, record_id, day = (row[place] for place in places)
        if field is None:
            yield collection, "changed_in_releases", release, record_id, day, FOREVER
