"""What resolving gives: a rank and its reason for each claim, one outcome for each field. Data
only.
"""

from dataclasses import dataclass, field
from typing import Any

from api.publish.resolve.to_claims import Claim

Values = dict[str, Any]  # a public record, or a part of one
Group = list[Claim]  # claims that say one value: a side


@dataclass(frozen=True, slots=True)
class Rank:
    """Standing of a claim on the day: a code of `claim_ranks`, a code of `rank_reasons`, and where
    an editor judged, the editor's words, the documents they rest on and the values outweighed.
    """

    rank: str
    reason: str
    note: str | None = None
    because: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What one field comes to: the groups whose value holds (one, or many for a list), or none with
    `disputed`, and then the `sides` of which none is picked. `rougher` are sides that say the same
    less precisely.
    """

    winners: list[Group] = field(default_factory=list)
    disputed: bool = False
    contested: bool = False
    kind: str = "conflict"
    sides: list[Group] = field(default_factory=list)
    rougher: list[Group] = field(default_factory=list)


@dataclass(slots=True)
class Resolution:
    """One record on one day. `ties` are preferences that contradict each other, `reopened` claims
    that a preference does not name, `pointers` the claims of a pointer on which nothing decides.
    """

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    ranks: dict[str, Rank] = field(default_factory=dict)
    ties: list[Claim] = field(default_factory=list)
    reopened: list[Claim] = field(default_factory=list)
    pointers: list[Claim] = field(default_factory=list)

    def rank(self, group: Group, rank: Rank) -> None:
        """Give every claim of a side its rank."""
        for claim in group:
            self.ranks[claim.id] = rank
