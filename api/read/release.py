"""The release being served, as the read side holds it: its name, its knowledge days, the ids that
moved. Loaded once per release.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from api.base.bounded import Lru
from api.base.errors import Unavailable
from api.base.single_flight import SingleFlight
from api.collections.codelists import Codelists, codelists_from, with_warning_codes
from api.collections.served_tables import declarations

# Totals kept for each release; each is small, and counting one among a million records is not.
MOST_TOTALS = 20_000
MOST_SEARCHES, MOST_PLANS, MOST_CODE_COUNTS, MOST_DOCUMENTS = 500, 500, 500, 500


class Correction(NamedTuple):
    """A mistake of ours that a release mended: from `day` on it answers otherwise than those before
    it, until the day `until`, when a document changes the field, or for good where it is None.
    """

    release: str
    day: str
    collection: str
    id: str
    field: str | None
    until: str | None = None


@dataclass(slots=True, eq=False)
class ReleaseCaches:
    """What was computed from one release once. The keys name what was asked, and for which day."""

    totals: Lru[Hashable, int] = field(default_factory=lambda: Lru(MOST_TOTALS))
    counting: SingleFlight[Hashable, int] = field(default_factory=SingleFlight)
    code_counts: Lru[Hashable, Mapping[str, int]] = field(
        default_factory=lambda: Lru(MOST_CODE_COUNTS)
    )
    search_ranges: Mapping[str, tuple[int, int]] | None = (
        None  # first and last position of each collection
    )
    searches: Lru[Hashable, Any] = field(
        default_factory=lambda: Lru(MOST_SEARCHES)
    )  # what words mean: SearchQuery
    unknown_words: Lru[Hashable, Any] = field(
        default_factory=lambda: Lru(MOST_SEARCHES)
    )  # what to say of words that no record has: warnings
    plans: Lru[Hashable, Any] = field(
        default_factory=lambda: Lru(MOST_PLANS)
    )  # of requests without a parameter: Plan
    documents: Lru[Hashable, Any] = field(
        default_factory=lambda: Lru(MOST_DOCUMENTS)
    )  # as citations name them: CitedDocument


@dataclass(eq=False)
class Release:
    """One release of the dataset, and what was computed from it. `register` has the public item of
    every release by its id, oldest first.
    """

    id: str
    hash: str  # of all rows of the database that it was read from
    printed_hash: str  # what the register names it by: what cursors are bound to
    published_at: str
    days: tuple[str, ...]
    counts: Mapping[str, int]
    moved: Mapping[str, Mapping[str, str]]
    codelists: Codelists
    register: Mapping[str, Mapping[str, Any]]
    corrections: tuple[Correction, ...]  # of this release and all before it
    built_from: str  # fingerprint of the seed and the code
    kinds: tuple[tuple[str, str], ...] = ()  # kind of document, first day on which one is known
    caches: ReleaseCaches = field(default_factory=ReleaseCaches)

    @cached_property
    def validator(self) -> bytes:
        """What the ETags of its answers are bound to: its content and its register."""
        said = [self.id, self.printed_hash, self.published_at, list(self.register.values())]
        return blake2b(orjson.dumps(said, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()

    @cached_property
    def corrections_by_record(self) -> Mapping[tuple[str, str], Sequence[Correction]]:
        """Those of each record, by collection and id."""
        found: dict[tuple[str, str], list[Correction]] = {}
        for one in self.corrections:
            found.setdefault((one.collection, one.id), []).append(one)
        return found

    @cached_property
    def last_day(self) -> str:
        """The latest knowledge day."""
        return self.days[-1]

    @cached_property
    def days_to_publication(self) -> int:
        """From the newest document to the publication."""
        published = date.fromisoformat(self.published_at[:10])
        return (published - date.fromisoformat(self.last_day)).days


def release_from(
    dataset: Sequence[tuple[Any, ...]],
    moved: Iterable[tuple[Any, ...]],
    codelists: Iterable[tuple[Any, ...]],
    register: Iterable[tuple[Any, ...]],
    corrections: Iterable[tuple[Any, ...]] = (),
    kinds: Iterable[tuple[Any, ...]] = (),
) -> Release:
    """The release from its rows; raises Unavailable where the database holds none."""
    if not dataset:
        raise Unavailable("The database holds no release yet; run `pledgebook seed`.")
    name, content_hash, printed_hash, published_at, days, counts, declared, built_from = dataset[0]
    if declared != declarations():
        raise Unavailable(
            "The database was published by another version, whose tables this one cannot read; run "
            "`pledgebook seed`."
        )
    return Release(
        name,
        content_hash,
        printed_hash,
        published_at,
        tuple(orjson.loads(days)),
        orjson.loads(counts),
        _follow(moved),
        with_warning_codes(codelists_from(body for (body,) in codelists)),
        _register(register),
        tuple(sorted((Correction(*row) for row in corrections), key=str)),
        built_from,
        tuple(sorted((kind, since) for kind, since in kinds)),
    )


def _register(bodies: Iterable[tuple[Any, ...]]) -> dict[str, dict[str, Any]]:
    items = sorted((orjson.loads(body) for (body,) in bodies), key=_published)
    return {item["id"]: item for item in items}


def _published(item: Mapping[str, Any]) -> tuple[str, str]:
    return item["published_at"], item["id"]


def _follow(moved: Iterable[tuple[Any, ...]]) -> dict[str, dict[str, str]]:
    """Where each moved id lives now, however often it moved."""
    found: dict[str, dict[str, str]] = {}
    for collection, old, new in moved:
        found.setdefault(collection, {})[old] = new
    for steps in found.values():
        for old in steps:
            seen = {old}
            while steps[old] in steps and steps[old] not in seen:
                seen.add(steps[old])
                steps[old] = steps[steps[old]]
    return found
