"""Sums of amounts by basis, agreement and key over knowledge time, so that a total costs the same
at a million records as at fifty.

Fed with the rows of `amount_versions` as they are made; gives the rows of `total_versions` at the
end. A part's amount is stated once in a group: by its whole where both lie in the same group, else
by itself. Pure; its memory grows with groups and days, not with records.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from api.collections import WHOLES
from api.collections.served import FOREVER, OUTSIDE_REASONS
from api.publish.rows.rows import Row

TOTALS_TABLE = "total_versions"
KEYS = ("", "sector", "country", "subdivision", "year")


class Amount(NamedTuple):
    """One row of `amount_versions`, by its columns."""

    collection: str
    id: str
    valid_from: str
    valid_to: str
    basis: str
    agreement_id: str | None
    sector: str | None
    country: str | None
    subdivision: str | None
    year: str | None
    amount_usd: int | None
    amount_usd_counted: int | None
    amount_down: int
    qualifier: str | None
    whole_collection: str | None
    whole_id: str | None
    reason: str | None
    note: str | None


FourSums = list[int]  # stated, itemised, counted, records


class GroupSums:
    """The sums so far: for each group what each day adds to them."""

    def __init__(self) -> None:
        self._wholes: dict[tuple[str | None, str | None], list[Amount]] = {}
        self._groups: dict[tuple[str, str, str, str], dict[str, FourSums]] = {}

    def add(self, rows: list[Row]) -> None:
        """Take rows of `amount_versions`; wholes wait for the end, since parts of them may come
        later.
        """
        for amount in map(Amount._make, rows):
            if amount.collection in WHOLES:
                self._wholes.setdefault((amount.collection, amount.id), []).append(amount)
            else:
                self._sum(amount)

    def rows(self) -> Iterator[Row]:
        """Every group over knowledge time, a row for each span of days with the same sums."""
        for versions in self._wholes.values():
            for amount in versions:
                self._sum(amount)
        for (basis, key, agreement_id, group), days in sorted(self._groups.items()):
            sums = [0, 0, 0, 0]
            ordered = sorted(day for day, changes in days.items() if any(changes))
            for day, following in pairwise([*ordered, FOREVER]):
                sums = [total + change for total, change in zip(sums, days[day], strict=True)]
                if sums[3] and day != FOREVER:
                    yield (basis, key, agreement_id, group, day, following, *sums)

    def _sum(self, amount: Amount) -> None:
        for valid_from, valid_to, whole in self._spans(amount):
            counted = amount.amount_usd_counted
            inside = (
                amount.amount_usd
                if amount.reason not in OUTSIDE_REASONS and amount.amount_usd is not None
                else 0
            )
            for key in KEYS:
                group = getattr(amount, key) if key else None
                covered = whole is not None and (not key or getattr(whole, key) == group)
                sums = (0 if covered else inside, counted or 0, int(counted is not None), 1)
                days = self._groups.setdefault(
                    (amount.basis, key, amount.agreement_id or "", group or ""), {}
                )
                for day, sign in ((valid_from, 1), (valid_to, -1)):
                    there = days.setdefault(day, [0, 0, 0, 0])
                    for place, change in enumerate(sums):
                        there[place] += sign * change

    def _spans(self, amount: Amount) -> Iterator[tuple[str, str, Amount | None]]:
        """The days of a version, cut where the whole it lies in begins or changes."""
        start = amount.valid_from
        for whole in self._wholes.get((amount.whole_collection, amount.whole_id), ()):
            first, last = max(start, whole.valid_from), min(amount.valid_to, whole.valid_to)
            if first >= last or whole.basis != amount.basis:
                continue
            if start < first:
                yield start, first, None
            yield first, last, whole
            start = last
        if start < amount.valid_to:
            yield start, amount.valid_to, None
