"""What each record adds to the total of its basis on one day, so that nothing is counted twice.

A part's whole is the nearest record above it with a U.S. dollar amount of the same basis. A whole
adds what its parts leave of it. Pure; two wholes of one part are named in `two_wholes`.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from api.collections.agreements import AGREEMENTS
from api.publish.rows.amount_facts import NOTES, OTHER_DIRECTION, Fact, Key, agreement_above
from api.publish.rows.rounding import half_of_last_digit

# A whole so qualified leaves room above it: parts that come to more are no contradiction.
_OPEN_ABOVE = frozenset({"over", "at_least"})
_ROUNDED = frozenset({"about", "nearly"})
_JUDGED = frozenset({"same_money", "not_a_total", OTHER_DIRECTION})
FactOf = Callable[[Key], Fact | None]


class Counted(NamedTuple):
    """How one record of a basis is counted on a day."""

    basis: str
    usd: int | None  # None where it is excluded
    itemised: int
    whole: Key | None
    agreement_id: str | None
    reason: str | None
    note: str | None


class DayCount:
    """The records of one day that hang together, counted. `fact_of` gives what any record says on
    that day, None where it is not known yet.
    """

    def __init__(self, members: Iterable[Key], fact_of: FactOf) -> None:
        self._fact_of = fact_of
        self._bases: dict[Key, str | None] = {}
        self._excluded: dict[Key, tuple[str, str | None]] = {}
        self.two_wholes: dict[Key, list[Key]] = {}
        self.exceeded: dict[Key, list[Key]] = {}  # whole → parts that come to more
        self._members = {key: fact for key in members if (fact := fact_of(key)) is not None}
        for key in self._members:
            if reason := self._own_reason(key):
                self._excluded[key] = reason
        self._find_wholes()
        while too_much := self._exceeding():
            for whole, parts in too_much.items():
                self.exceeded[whole] = sorted((*self.exceeded.get(whole, ()), *parts))
                self._excluded |= dict.fromkeys(parts, ("exceeds_whole", NOTES["exceeds_whole"]))
            self._find_wholes()

    def counted(self) -> dict[Key, Counted]:
        """Every member that has a basis on the day."""
        with_parts = set(self._whole_of.values())
        found = {}
        for key in self._members:
            basis, whole = self._basis(key), self._whole_of.get(key)
            if basis is None:
                continue
            reason, note = self._excluded.get(key, (None, None))
            usd = None if reason else self._remaining(key)
            itemised = 0 if whole is None and key in with_parts else usd or 0
            found[key] = Counted(basis, usd, itemised, whole, self._agreement(key), reason, note)
        return found

    def _own_reason(self, key: Key) -> tuple[str, str | None] | None:
        """Why a record is excluded whatever its whole comes to."""
        fact = self._members[key]
        if fact.reason not in _JUDGED:
            for above in sorted(self._all_above(key)):
                if (there := self._fact_of(above)) and there.reason == OTHER_DIRECTION:
                    note = f"It lies in {'/'.join(above)}, whose money flows the other way."
                    return OTHER_DIRECTION, note
        return (fact.reason, fact.note) if fact.reason else None

    def _basis(self, key: Key) -> str | None:
        """The basis of a record; one without basis may take that of what it lies in. Nothing but a
        headline deal is pledged.
        """
        if key in self._bases:
            return self._bases[key]
        fact = self._fact_of(key)
        basis = fact.basis if fact else None
        if fact and fact.takes_basis:
            nearest = sorted(self._nearest(key, self._has_amount))
            bases = [there.basis for one in nearest if (there := self._fact_of(one))]
            basis = next((one for one in bases if one != "pledged"), basis)
        self._bases[key] = basis
        return basis

    def _has_amount(self, key: Key) -> bool:
        fact = self._fact_of(key)
        return fact is not None and fact.amount_usd is not None and fact.basis is not None

    def _find_wholes(self) -> None:
        self._whole_of: dict[Key, Key] = {}
        self._parts: dict[Key, list[Key]] = {}
        for key in self._members:
            basis = self._basis(key)
            if basis is None:
                continue

            def can_be_whole(above: Key, basis: str = basis) -> bool:
                counts = above not in self._excluded and self._has_amount(above)
                return counts and self._basis(above) == basis

            nearest = sorted(self._nearest(key, can_be_whole))
            if len(nearest) > 1:
                self.two_wholes[key] = nearest
            if nearest:
                self._whole_of[key] = nearest[0]
                if key not in self._excluded:
                    self._parts.setdefault(nearest[0], []).append(key)

    def _nearest(self, key: Key, wanted: Callable[[Key], bool]) -> set[Key]:
        """The nearest wanted record on every path upward, but none that lies above another."""
        found: set[Key] = set()
        seen, pending = {key}, [key]
        while pending:
            fact = self._fact_of(pending.pop())
            for above in fact.above if fact else ():
                if above not in seen:
                    seen.add(above)
                    (found.add if wanted(above) else pending.append)(above)
        for one in list(found) if len(found) > 1 else ():
            found -= self._all_above(one)
        return found

    def _all_above(self, key: Key) -> set[Key]:
        seen: set[Key] = set()
        pending = [key]
        while pending:
            fact = self._fact_of(pending.pop())
            new = [above for above in fact.above if above not in seen] if fact else []
            seen.update(new)
            pending += new
        return seen - {key}

    def _sum_of_parts(self, key: Key) -> int:
        return sum(self._comes_to(part) for part in self._parts.get(key, ()))

    def _comes_to(self, key: Key) -> int:
        """What a record and all its parts add together."""
        return max(self._members[key].amount_usd or 0, self._sum_of_parts(key))

    def _remaining(self, key: Key) -> int:
        return max(0, (self._members[key].amount_usd or 0) - self._sum_of_parts(key))

    def _exceeding(self) -> dict[Key, list[Key]]:
        """Wholes that their parts exceed against their own words, the lowest alone: what is
        excluded there may settle what lies above.
        """
        found = {
            whole: parts
            for whole, parts in self._parts.items()
            if _contradicts(self._members[whole], self._sum_of_parts(whole))
        }
        above: set[Key] = set()
        for whole in found:
            above |= self._all_above(whole)
        return {whole: parts for whole, parts in found.items() if whole not in above}

    def _agreement(self, key: Key) -> str | None:
        """The agreement a record stands under; of a part that names none, that of what it lies
        in.
        """
        own = agreement_above(key, self._members[key].above)
        if own is not None:
            return own
        nearest = self._nearest(key, lambda above: above[0] == AGREEMENTS.name)
        return min((name for _, name in nearest), default=None)


def _contradicts(whole: Fact, parts: int) -> bool:
    """Whether parts that come to so much contradict the amount of their whole."""
    stated = whole.amount_usd or 0
    if parts <= stated or whole.qualifier in _OPEN_ABOVE:
        return False
    # What rounds to the stated figure is the same: 36.4 billion is about 36 billion, 36.5 is not.
    return whole.qualifier not in _ROUNDED or parts - stated >= half_of_last_digit(stated)
