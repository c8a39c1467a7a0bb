"""What every record adds to the total of its basis over knowledge time, derived from what all of
them say. Pure; what makes counting impossible (a circle, a part of two wholes) is added to the
faults, what an editor should look at to the warnings.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from api.base.errors import Fault
from api.collections import WHOLES
from api.collections.served import FOREVER
from api.publish.check.findings import Findings
from api.publish.resolve.versions import Version
from api.publish.rows.amount_facts import Fact, Key
from api.publish.rows.counted import Counted, DayCount
from api.publish.seed.index import Index

MOST_NAMED = 10  # parts in one warning


class Span(NamedTuple):
    """How a record is counted on days `valid_from <= day < valid_to`; `exceeded_by` names the parts
    that come to more than it.
    """

    valid_from: str
    valid_to: str
    counted: Counted | None
    exceeded_by: tuple[Key, ...] = ()


class Counting:
    """All records that carry money, counted once: those that decide on each other at the beginning,
    any other when it is asked for. Facts are given away as they are counted, but those of wholes.
    """

    def __init__(
        self,
        facts: dict[Key, list[Fact]],
        index: Index,
        findings: Findings,
    ) -> None:
        self._facts, self._index, self._findings = facts, index, findings
        self.spans: dict[Key, list[Span]] = {}
        circles = list(self._circles())
        findings.add(circles)
        for members in () if circles else self._connected():
            self._count(members)
            for key in members:
                if key[0] not in WHOLES:
                    del facts[key]

    def of(self, key: Key) -> list[Span]:
        """The spans of a record that was counted at the beginning, ascending."""
        return self.spans.get(key, [])

    def alone(self, key: Key, facts: Iterable[Fact]) -> list[Span]:
        """The spans of a record by its facts alone, unless it was counted at the beginning. Raises
        ValueError where it is a part of another's amount, since that one should have known of it.
        """
        if key in self.spans or key in self._facts:
            return self.of(key)
        self._facts[key] = list(facts)
        try:
            if whole := next((one for one in self._above(key) if self._decides(one, key)), None):
                raise ValueError(f"its amount is a part of that of {'/'.join(whole)}")
            self._count([key])
            return self.spans.pop(key, [])
        finally:
            del self._facts[key]

    def exceeding(self) -> dict[Key, set[Key]]:
        """Each whole that its parts exceed on some day, with those parts."""
        found: dict[Key, set[Key]] = {}
        for key, spans in self.spans.items():
            for span in spans:
                if span.exceeded_by:
                    found.setdefault(key, set()).update(span.exceeded_by)
        return found

    def _file(self, key: Key) -> str:
        known = self._index.records[key[0]].get(key[1])
        return known.file if known else f"seed/{key[0]}"

    def _fact(self, key: Key, day: str) -> Fact | None:
        for fact in self._facts.get(key, ()):
            if fact.valid_from <= day < fact.valid_to:
                return fact
        return None

    def _above(self, key: Key) -> set[Key]:
        """Everything it lies in on any day."""
        seen: set[Key] = set()
        pending = [key]
        while pending:
            for fact in self._facts.get(pending.pop(), ()):
                new = [above for above in fact.above if above not in seen]
                seen.update(new)
                pending += new
        return seen

    def _circles(self) -> Iterator[Fault]:
        """A record that lies in itself, on one and the same day."""
        for key, facts in self._facts.items():
            for fact in facts if key in self._above(key) else ():
                path = self._circle_from(key, fact.valid_from)
                if path:
                    named = " in ".join("/".join(one) for one in path)
                    message = f"a record cannot lie in itself: {named}, on {fact.valid_from}"
                    yield Fault(self._file(key), 1, "circular", message)
                    break

    def _circle_from(self, key: Key, day: str) -> list[Key]:
        pending, seen = [[key]], {key}
        while pending:
            path = pending.pop()
            fact = self._fact(path[-1], day)
            for above in fact.above if fact else ():
                if above == key:
                    return [*path, key]
                if above not in seen:
                    seen.add(above)
                    pending.append([*path, above])
        return []

    def _connected(self) -> list[list[Key]]:
        """Records whose amounts can decide on each other, together; all others by themselves."""
        parent: dict[Key, Key] = {}  # of wholes and what has none: few

        def root_of(key: Key) -> Key:
            while parent.setdefault(key, key) != key:
                parent[key] = parent[parent[key]]
                key = parent[key]
            return key

        for key in self._facts:
            first, *others = self._together_with(key)
            for other in others:
                parent[root_of(other)] = root_of(first)
        together: dict[Key, list[Key]] = {}
        for key in self._facts:
            first, *_ = self._together_with(key)
            together.setdefault(root_of(first), []).append(key)
        return list(together.values())

    def _together_with(self, key: Key) -> list[Key]:
        """What can be the whole of a record; also the record where it can be a whole, or has
        none.
        """
        wholes = [above for above in self._above(key) if self._decides(above, key)]
        return [*wholes, key] if key[0] in WHOLES or not wholes else wholes

    def _decides(self, whole: Key, part: Key) -> bool:
        """Whether the one can be the whole of the other on some day."""
        carried = {fact.basis for fact in self._facts.get(whole, ()) if fact.amount_usd is not None}
        facts = self._facts[part]
        return any(fact.basis in carried for fact in facts if fact.basis) or (
            bool(carried - {"pledged"}) and any(fact.takes_basis for fact in facts)
        )

    def _days(self, members: Iterable[Key]) -> list[str]:
        concerned = set(members)
        for key in list(concerned):
            concerned |= self._above(key)
        facts = [fact for key in concerned for fact in self._facts.get(key, ())]
        days = {fact.valid_from for fact in facts} | {fact.valid_to for fact in facts}
        return sorted(days - {FOREVER})

    def _count(self, members: list[Key]) -> None:
        days = self._days(members)
        reported: set[tuple[Key, ...]] = set()
        for day, following in zip(days, [*days[1:], FOREVER], strict=True):
            count = DayCount(members, partial(self._fact, day=day))
            found = count.counted()
            for key in members:
                exceeded_by = tuple(count.exceeded.get(key, ()))
                self._add(key, Span(day, following, found.get(key), exceeded_by))
            for key, wholes in count.two_wholes.items():
                if (key, *wholes) not in reported:
                    reported.add((key, *wholes))
                    self._report_two_wholes(key, wholes, day)
            for key, parts in count.exceeded.items():
                if (key, *parts) not in reported:
                    reported.add((key, *parts))
                    self._warn(key, parts, day)

    def _add(self, key: Key, span: Span) -> None:
        spans = self.spans.setdefault(key, [])
        if spans and spans[-1][2:] == span[2:]:
            spans[-1] = spans[-1]._replace(valid_to=span.valid_to)
        elif spans or span.counted is not None:
            spans.append(span)

    def _report_two_wholes(self, key: Key, wholes: list[Key], day: str) -> None:
        named = " and ".join("/".join(one) for one in wholes)
        message = (
            f"on {day} '{key[1]}' is a part of two amounts of one basis, {named}; leave one "
            "pointer out, or say of one amount that it is not counted"
        )
        self._findings.add([Fault(self._file(key), 1, "two_wholes", message)])

    def _warn(self, key: Key, parts: list[Key], day: str) -> None:
        named = ", ".join("/".join(one) for one in parts[:MOST_NAMED])
        if len(parts) > MOST_NAMED:
            named += f" and {len(parts) - MOST_NAMED} more"
        message = (
            f"from {day} the parts of '{key[1]}' come to more than its amount, and are not "
            f"counted: {named}"
        )
        mend = "correct an amount, or leave it as the conflict it is"
        found = Fault(self._file(key), 1, "exceeds_whole", message, mend, warning=True)
        self._findings.add([found])


def with_counted(versions: list[Version], spans: list[Span]) -> list[Version]:
    """The versions of a record with what it adds on each day, cut where that changes though the
    record does not.
    """
    found: list[Version] = []
    for version in versions:
        for since, until, span in overlaps(version.valid_from, version.valid_to, spans):
            item = dict(version.item)
            item["amount_usd_counted"] = span.counted.usd if span and span.counted else None
            if span and span.exceeded_by:
                item["conflicts"] = sorted({*item["conflicts"], "amount"})
            if found and found[-1].valid_to == since and found[-1].item == item:
                found[-1].valid_to = until
            else:
                found.append(Version(since, until, item))
    return found


def overlaps(
    valid_from: str, valid_to: str, spans: list[Span]
) -> Iterator[tuple[str, str, Span | None]]:
    """The days of a version, cut at the spans; None where none of them lies."""
    start = valid_from
    for span in spans:
        first, last = max(start, span.valid_from), min(valid_to, span.valid_to)
        if first >= last:
            continue
        if start < first:
            yield start, first, None
        yield first, last, span
        start = last
    if start < valid_to:
        yield start, valid_to, None
