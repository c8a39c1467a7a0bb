"""Which of several states of one thing holds: the later, and in a lifecycle the further. Pure.

A state is later only where its first possible day is after the other's last. A claim that says no
day counts for the days on which its document can have been published, and such a default never
turns a lifecycle back.
"""

from typing import NamedTuple

from api.base.dates import bounds
from api.publish.resolve.outcomes import Group
from api.publish.resolve.to_claims import Claim


class State(NamedTuple):
    """A code and the days on which it can have begun to hold; `said` where the claim says them."""

    code: str
    earliest: str | None
    latest: str | None
    said: bool
    before: frozenset[str]  # the stages of its lifecycle that come before it

    def is_further(self, other: "State") -> bool:
        """Whether it is a later stage of the lifecycle."""
        return other.code in self.before


def state_of(claim: Claim) -> State:
    """The state a claim speaks of."""
    before = claim.stages_before or frozenset()
    if claim.effective_on:
        return State(claim.value, *bounds(claim.effective_on), True, before)
    return State(claim.value, claim.published_from, claim.known_from, False, before)


def began_after(state: State, other: State) -> bool:
    """Whether the one began after the other, whatever days both can mean."""
    return bool(state.earliest and other.latest and state.earliest > other.latest)


def replaces(state: State, other: State) -> bool:
    """Whether the one takes the place of the other."""
    if began_after(state, other):
        return state.said or not other.is_further(state)
    if began_after(other, state):
        return not other.said and state.is_further(other)
    return state.is_further(other)


def holding_state(sides: list[Group]) -> tuple[Group, str] | None:
    """The side that holds and the code of the reason; None where neither days nor stages decide."""
    if any(claim.stages_before is not None for side in sides for claim in side):
        return _in_lifecycle(sides)
    states = [[state_of(claim) for claim in side] for side in sides]
    if not all(state.said for side in states for state in side):
        return None
    for side, own in zip(sides, states, strict=True):
        others = [state for rival in states if rival is not own for state in rival]
        if any(all(began_after(state, other) for other in others) for state in own):
            return side, "later_state"
    return None


def _in_lifecycle(sides: list[Group]) -> tuple[Group, str] | None:
    states = [[state_of(claim) for claim in side] for side in sides]
    every = [state for side in states for state in side]
    holding = [
        any(not any(replaces(other, state) for other in every) for state in side) for side in states
    ]
    if holding.count(True) != 1:
        return None
    place = holding.index(True)
    others = [state for side in states if side is not states[place] for state in side]
    later = any(all(began_after(state, other) for other in others) for state in states[place])
    return sides[place], "later_state" if later else "further_stage"
