"""The claims known on one day become one outcome a field, and every claim gets its rank and the
reason.

Pure: the same claims and day always give the same outcome. Never raises; two preferred sides that
tie are reported in `faults`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from api.base.dates import bounds
from api.publish.resolve.to_claims import Claim, Judgement
from api.publish.seed.claimable import field_kind, is_list

Group = list[Claim]


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


NO_DISPUTES: Mapping[str, Rank] = {}


@dataclass(slots=True)
class Outcome:
    """What one field comes to: the groups whose value holds (one, or many for a list), or none with
    `disputed`.
    """

    winners: list[Group] = field(default_factory=list)
    disputed: bool = False
    contested: bool = False
    kind: str = "conflict"


@dataclass(slots=True)
class Resolution:
    """One record on one day."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    ranks: dict[str, Rank] = field(default_factory=dict)
    ties: list[Claim] = field(default_factory=list)


_LISTED, _ONLY, _SAME = (
    Rank("accepted", reason) for reason in ("listed_value", "only_value", "same_value")
)
# What the reason of the winning judgement makes of the other sides.
SUPERSEDING = frozenset({"later_state"})
SCOPE = frozenset({"narrower_scope", "different_scope"})


def resolve(
    claims: Iterable[Claim], day: str, disputes: Mapping[str, Rank] = NO_DISPUTES
) -> Resolution:
    """Resolve one record's claims as of a knowledge day (ISO 8601); `disputes` says, by field, why
    an editor picks no side.
    """
    resolution = Resolution()
    by_field: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.known_from <= day:
            by_field.setdefault(claim.field, []).append(claim)
    for name, candidates in by_field.items():
        resolution.outcomes[name] = _resolve_field(name, candidates, resolution, disputes.get(name))
    return resolution


@lru_cache(maxsize=65536)
def _holds_many(collection: str, name: str) -> bool:
    kind = field_kind(collection, name)
    return kind is not None and is_list(kind)


def _resolve_field(
    name: str, candidates: list[Claim], resolution: Resolution, dispute: Rank | None
) -> Outcome:
    first = candidates[0]
    if len(candidates) == 1 and first.judgement is None:  # nearly every field of a large dataset
        resolution.ranks[first.id] = _LISTED if _holds_many(first.subject_type, name) else _ONLY
        return Outcome([candidates])
    groups: dict[tuple[str | None, ...], Group] = {}
    contradicted = False
    for claim in candidates:
        if claim.judgement and claim.judgement.verdict == "reject":
            resolution.ranks[claim.id] = _judged("rejected", claim.judgement)
            contradicted = contradicted or claim.judgement.reason != "not_about_this"
        else:
            groups.setdefault(claim.says, []).append(claim)
    sides = list(groups.values())
    if _holds_many(first.subject_type, name):
        for group in sides:
            _rank(resolution, group, _LISTED)
        return Outcome(sides)
    if not sides:
        return Outcome(contested=contradicted)
    if len(sides) == 1:
        _rank(resolution, sides[0], _SAME if len(sides[0]) > 1 else _ONLY)
        return Outcome(sides, contested=contradicted)
    return _decide(sides, resolution, dispute)


def _decide(sides: list[Group], resolution: Resolution, dispute: Rank | None) -> Outcome:
    """Several values: an editor's preference, else the later state, else stated over inferred, else
    nobody wins.
    """
    if dispute is not None:
        return _nobody(sides, resolution, dispute)
    preferred = [claim for group in sides for claim in group if claim.judgement]
    if preferred:
        latest = max(_weight(claim) for claim in preferred)
        best = [claim for claim in preferred if _weight(claim) == latest]
        if len({claim.says for claim in best}) > 1:
            resolution.ties.extend(best)
        judgement = best[0].judgement
        assert judgement is not None
        reason = judgement.reason
        winner = next(group for group in sides if best[0] in group)
    else:
        found = _later_state(sides) or _stated(sides)
        if found is None:
            return _nobody(sides, resolution, Rank("rival", "no_winner"))
        winner, reason = found
        judgement = None
    lost = "superseded" if reason in SUPERSEDING else "rival"
    for group in sides:
        rank = "accepted" if group is winner else lost
        _rank(resolution, group, _judged(rank, judgement) if judgement else Rank(rank, reason))
    kind = "change" if lost == "superseded" else "scope" if reason in SCOPE else "conflict"
    return Outcome([winner], contested=True, kind=kind)


def _nobody(sides: list[Group], resolution: Resolution, rank: Rank) -> Outcome:
    for group in sides:
        _rank(resolution, group, rank)
    return Outcome(disputed=True, contested=True)


def _judged(rank: str, judgement: Judgement) -> Rank:
    return Rank(rank, judgement.reason, judgement.note, judgement.because, judgement.over)


def _weight(claim: Claim) -> tuple[str, str]:
    """Of several preferences the one on the latest state counts, then the one in the document known
    last.
    """
    return _effective(claim) or "", claim.known_from


def _effective(claim: Claim) -> str | None:
    return bounds(claim.effective_on)[1] if claim.effective_on else None


def _later_state(sides: list[Group]) -> tuple[Group, str] | None:
    days = [max((_effective(claim) or "" for claim in group), default="") for group in sides]
    if not all(days) or days.count(max(days)) > 1:
        return None
    return sides[days.index(max(days))], "later_state"


def _stated(sides: list[Group]) -> tuple[Group, str] | None:
    stated = [group for group in sides if any(claim.basis == "stated" for claim in group)]
    return (stated[0], "stated_over_inferred") if len(stated) == 1 else None


def _rank(resolution: Resolution, group: Group, rank: Rank) -> None:
    for claim in group:
        resolution.ranks[claim.id] = rank
