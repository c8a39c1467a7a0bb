"""The side that holds among several of one field and one scope, and why: containment, then states,
then stated over inferred, else nobody. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.publish.resolve.containment import figure_span, is_inside
from api.publish.resolve.outcomes import Group
from api.publish.resolve.states import holding_state
from api.publish.resolve.to_claims import Claim, is_conversion
from api.publish.seed.claimable import FieldKind

_FIGURES = frozenset({"number", "whole", "value"})
_CODED = frozenset({"code", "flag"})
NO_DOLLARS: Mapping[str, Claim] = {}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the values of one field are compared. `dollars` are conversions that documents state, by
    the id of the amount they convert.
    """

    kind: FieldKind
    dollars: Mapping[str, Claim] = field(default_factory=dict)

    def is_words(self, side: Group) -> bool:
        """Whether the side is in our own words, which are not compared letter by letter."""
        kind = self.kind.kind
        return kind == "text" or (kind == "value" and figure_span(side[0]) is None)

    def is_apart(self, side: Group, other: Group) -> bool:
        """Whether the sides are money in two currencies that no document converts."""
        units = side[0].unit, other[0].unit
        if self.kind.kind not in _FIGURES or units[0] == units[1] or not all(map(_is_money, units)):
            return False
        return self._in_dollars(side) is None or self._in_dollars(other) is None

    def is_same(self, side: Group, other: Group) -> bool:
        """Whether two sides in two currencies come to the same dollars."""
        one, two = self._alike(side, other)
        return _figure(one) == _figure(two)

    def is_inside(self, inner: Group, outer: Group) -> bool:
        """Whether the outer side says the same less precisely; of two equal ones, later."""
        if self.kind.kind in _FIGURES and self.is_same(inner, outer):
            return _first_said(inner) < _first_said(outer)
        return is_inside(self.kind.kind, *self._alike(inner, outer))

    def _alike(self, side: Group, other: Group) -> tuple[Claim, Claim]:
        """A claim of each side, in dollars where their currencies differ."""
        one, two = min(side, key=_place), min(other, key=_place)
        if one.unit != two.unit:
            one, two = self._in_dollars(side) or one, self._in_dollars(other) or two
        return one, two

    def _in_dollars(self, side: Group) -> Claim | None:
        if side[0].unit == "USD":
            return side[0]
        found = [self.dollars[claim.id] for claim in side if claim.id in self.dollars]
        return min(found, key=_place) if found else None


def _figure(claim: Claim) -> tuple[str | None, ...]:
    return claim.value, claim.qualifier, claim.modifier, claim.unit


def _is_money(unit: str | None) -> bool:
    """Whether a unit is a currency, or one a year: `USD`, `KRW/year`."""
    code = (unit or "").partition("/")[0]
    return len(code) == 3 and code.isupper()


def _place(claim: Claim) -> tuple[str, str, int, int, str]:
    """The order in which claims became known and stand in their documents."""
    return claim.known_from, claim.document_id, claim.line, claim.start, claim.id


def _first_said(side: Group) -> tuple[str, str, int, int, str]:
    return min(map(_place, side))


def comparable(sides: list[Group], comparison: Comparison) -> list[list[Group]]:
    """The sides in classes: money that no document converts is not compared. The class whose money
    was known first comes first, dollars before others.
    """
    classes: list[list[Group]] = []
    for side in sides:
        joined = [
            one for one in classes if any(not comparison.is_apart(side, other) for other in one)
        ]
        classes = [one for one in classes if one not in joined]
        classes.append([other for one in joined for other in one] + [side])
    return sorted(classes, key=_class_order) if len(classes) > 1 else classes


def _class_order(sides: list[Group]) -> tuple[bool, str, bool, str]:
    claims = [claim for side in sides for claim in side]
    # A conversion alone is no amount: it holds only beside one.
    alone = all(is_conversion(claim.field) for claim in claims)
    first = min(claim.known_from for claim in claims)
    units = sorted(claim.unit or "" for claim in claims if claim.known_from == first)
    return alone, first, "USD" not in units, units[0]


def choose(
    sides: list[Group], comparison: Comparison, standing: Group | None = None
) -> tuple[Group, str] | None:
    """The side that holds and the code of the reason, or None; `standing` is the side an editor
    preferred before the others were known.
    """
    figures = [side for side in sides if not comparison.is_words(side)]
    if not figures:
        return standing or min(sides, key=_first_said), "same_value"
    precise = precise_sides(figures, comparison)
    if len(precise) == 1:
        coarser = [side for side in figures if side is not precise[0]]
        same = all(comparison.is_same(precise[0], side) for side in coarser)
        return precise[0], "same_value" if same else "more_precise"
    return holding_state(precise) or _stated(precise, comparison)


def precise_sides(sides: list[Group], comparison: Comparison) -> list[Group]:
    """The sides that no other says more precisely."""
    return [
        side
        for side in sides
        if not any(other is not side and comparison.is_inside(other, side) for other in sides)
    ]


def _stated(sides: list[Group], comparison: Comparison) -> tuple[Group, str] | None:
    """The one side that is stated. For a code our code for stated words is as good."""
    good = {"stated", "coded"} if comparison.kind.kind in _CODED else {"stated"}
    stated = [side for side in sides if any(claim.basis in good for claim in side)]
    return (stated[0], "stated_over_inferred") if len(stated) == 1 else None
