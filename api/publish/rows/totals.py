"""Sums of amounts by basis, agreement and key over knowledge time, so that a total costs the same
at a million records as at fifty.

Fed with the rows of `amount_versions` as they are made; gives the rows of `total_versions` at the
end. What a record adds is counted already, so that sums of groups add up to the whole. Pure; its
memory grows with groups and days, not with records.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from api.collections.served import FOREVER
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
    itemised: int
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
        self._groups: dict[tuple[str, str, str, str], dict[str, FourSums]] = {}

    def add(self, rows: list[Row]) -> None:
        """Take rows of `amount_versions`."""
        for amount in map(Amount._make, rows):
            counted = amount.amount_usd_counted
            sums = (counted or 0, amount.itemised, int(counted is not None), 1)
            for key in KEYS:
                group = (getattr(amount, key) if key else None) or ""
                days = self._groups.setdefault(
                    (amount.basis, key, amount.agreement_id or "", group), {}
                )
                for day, sign in ((amount.valid_from, 1), (amount.valid_to, -1)):
                    there = days.setdefault(day, [0, 0, 0, 0])
                    for place, change in enumerate(sums):
                        there[place] += sign * change

    def rows(self) -> Iterator[Row]:
        """Every group over knowledge time, a row for each span of days with the same sums."""
        for (basis, key, agreement_id, group), days in sorted(self._groups.items()):
            sums = [0, 0, 0, 0]
            ordered = sorted(day for day, changes in days.items() if any(changes))
            for day, following in pairwise([*ordered, FOREVER]):
                sums = [total + change for total, change in zip(sums, days[day], strict=True)]
                if sums[3] and day != FOREVER:
                    yield (basis, key, agreement_id, group, day, following, *sums)
