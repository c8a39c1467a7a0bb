"""The release being served, as the read side holds it: its name, its knowledge days, the ids that moved. Loaded once per release."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from api.base.errors import Unavailable
from api.collections.served_tables import declarations

# Exact totals and counts remembered per release; each is small, and computing one at a million records is not.
MOST_REMEMBERED = 20_000


@dataclass(slots=True, eq=False)
class Release:
    """One release; `remembered` keeps what was computed from it once, such as exact totals."""

    id: str
    hash: str
    published_at: str
    days: tuple[str, ...]
    counts: Mapping[str, int]
    moved: Mapping[str, Mapping[str, str]]
    remembered: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    plans: dict[Hashable, Any] = field(default_factory=dict)  # of questions asked without a parameter, of which there are few
    searches: OrderedDict[tuple[Any, ...], Any] = field(default_factory=OrderedDict)  # what questions of late mean
    counting: dict[Hashable, asyncio.Future[int]] = field(default_factory=dict)  # totals that are just being counted

    @property
    def last_day(self) -> str:
        """The latest knowledge day."""
        return self.days[-1]

    def remember(self, key: Hashable, value: Any) -> None:
        """Keep a value for the life of the release, forgetting the oldest beyond the bound."""
        self.remembered[key] = value
        if len(self.remembered) > MOST_REMEMBERED:
            self.remembered.popitem(last=False)


def release_from(dataset: Sequence[tuple[Any, ...]], moved: Iterable[tuple[Any, ...]]) -> Release:
    """The release from its rows; raises Unavailable where the database holds none."""
    if not dataset:
        raise Unavailable("The database holds no release yet.")
    name, content_hash, published_at, days, counts, declared = dataset[0]
    if declared != declarations():
        raise Unavailable("The database was published by another version, whose tables this one cannot read; run `pledgebook seed`.")
    return Release(name, content_hash, published_at, tuple(orjson.loads(days)), orjson.loads(counts), _follow(moved))


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
