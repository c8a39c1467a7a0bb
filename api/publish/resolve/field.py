"""One field of one record on one day: its known claims become one outcome, and every claim gets its
rank and the reason.

The rules apply in this order: what an editor rejected, scope and currency, an editor's dispute or
preference, then those of `choose.py`. Pure; what only the seed can mend is noted in the resolution.
"""

from collections.abc import Mapping
from dataclasses import replace

from api.publish.resolve.choose import Comparison, choose, comparable, precise_sides
from api.publish.resolve.outcomes import Group, Outcome, Rank, Resolution
from api.publish.resolve.states import began_after, state_of
from api.publish.resolve.to_claims import Claim, Judgement
from api.publish.seed.claimable import FieldKind, field_kind, is_list

_LISTED, _ONLY, _SAME = (
    Rank("accepted", reason) for reason in ("listed_value", "only_value", "same_value")
)
_LESS_PRECISE, _OTHER_WORDING = Rank("accepted", "less_precise"), Rank("accepted", "other_wording")
_OTHER_SCOPE, _NO_WINNER = Rank("rival", "different_scope"), Rank("rival", "no_winner")
# What the reason of the side that holds makes of the others.
SUPERSEDING = frozenset({"later_state", "further_stage"})
SCOPE = frozenset({"narrower_scope", "different_scope"})
_POINTERS = frozenset({"reference", "pointer"})
_TEXT = FieldKind("text")


class Field:
    """The field of a claim, being resolved; `dispute` says why an editor picks no side, `dollars`
    are conversions by the id of the amount they convert.
    """

    def __init__(
        self,
        first: Claim,
        day: str,
        resolution: Resolution,
        dispute: Rank | None,
        dollars: Mapping[str, Claim] | None = None,
    ) -> None:
        self._kind = field_kind(first.subject_type, first.field) or _TEXT
        self._day, self._resolution, self._dispute = day, resolution, dispute
        self._comparison = Comparison(self._kind, dollars or {})

    def resolve(self, candidates: list[Claim]) -> Outcome:
        """The outcome of the known claims; each gets its rank."""
        first, resolution = candidates[0], self._resolution
        if len(candidates) == 1 and first.judgement is None:  # nearly every field
            resolution.ranks[first.id] = _LISTED if is_list(self._kind) else _ONLY
            return Outcome([candidates])
        groups: dict[tuple[str | None, ...], Group] = {}
        rejected: set[tuple[str | None, ...]] = set()
        for claim in candidates:
            if judgement := claim.judged("reject", self._day):
                resolution.ranks[claim.id] = _judged("rejected", judgement)
                if judgement.reason != "not_about_this":
                    rejected.add(claim.says)
            else:
                groups.setdefault(claim.says, []).append(claim)
        sides = list(groups.values())
        if is_list(self._kind):
            for group in sides:
                resolution.rank(group, _LISTED)
            return Outcome(sides)
        outcome = self._by_scope(sides) if sides else Outcome()
        # A passage set aside that says what holds all the same contradicts nothing.
        if rejected - {claim.says for side in outcome.winners for claim in side}:
            outcome.contested = True
        return outcome

    def _by_scope(self, sides: list[Group]) -> Outcome:
        """Claims of different scope, or in currencies that no document converts, are never
        compared: some hold the value, the others measure something else.
        """
        main = self._in_scope(sides)
        if main is None:
            return self._nobody(sides, _OTHER_SCOPE, "scope")
        outcome = self._decide(main)
        apart = [side for side in sides if not _among(side, main)]
        if not apart:
            return outcome
        rank = _OTHER_SCOPE
        if preferred := self._preferred(main):
            rank = _judged("rival", max(preferred, key=_weight)[1])
            if len(main) == 1:
                self._rank_winner(main[0], replace(rank, rank="accepted"))
        if rank.reason not in SCOPE:
            rank = replace(rank, reason="different_scope")
        for side in apart:
            self._resolution.rank(side, rank)
        if not outcome.contested:
            outcome.contested, outcome.kind = True, "scope"
        return outcome

    def _in_scope(self, sides: list[Group]) -> list[Group] | None:
        """The sides the field is about: of the scope an editor prefers, else those that name none,
        else of the scope known first. None where several are known first.
        """
        preferred = self._preferred(sides)
        scopes: dict[str, list[Group]] = {}
        for side in sides:
            scopes.setdefault(side[0].scope or "", []).append(side)
        if preferred:
            self._note_ties(preferred)
            names = [max(preferred, key=_weight)[0].scope or ""]
        elif "" in scopes:
            names = [""]
        else:
            days = {name: _first_day(scopes[name]) for name in scopes}
            names = [name for name in scopes if days[name] == min(days.values())]
        if len(names) > 1:
            return None
        classes = comparable(scopes[names[0]], self._comparison)
        if preferred:
            best = max(preferred, key=_weight)[0]
            classes.sort(key=lambda one: not any(best in side for side in one))
        return classes[0]

    def _note_ties(self, preferred: list[tuple[Claim, Judgement]]) -> None:
        """Preferences of equal weight on different values are a fault of the seed."""
        best = max(map(_weight, preferred))[:-1]
        tied = [one[0] for one in preferred if _weight(one)[:-1] == best]
        if len({one.says for one in tied}) > 1:
            self._resolution.ties.extend(tied)

    def _preferred(self, sides: list[Group]) -> list[tuple[Claim, Judgement]]:
        """Claims an editor preferred, by judgements in force on the day."""
        return [
            (claim, judgement)
            for side in sides
            for claim in side
            if (judgement := claim.judged("prefer", self._day))
        ]

    def _decide(self, sides: list[Group]) -> Outcome:
        """The outcome of sides that can be compared."""
        if len(sides) == 1:
            self._resolution.rank(sides[0], _SAME if len(sides[0]) > 1 else _ONLY)
            return Outcome(sides)
        if self._dispute is not None:
            return self._nobody(sides, self._dispute)
        if preferred := self._preferred(sides):
            return self._by_preference(sides, preferred)
        found = choose(sides, self._comparison)
        if found is None:
            return self._undecided(sides)
        return self._holds(found[0], sides, Rank("accepted", found[1]))

    def _by_preference(
        self, sides: list[Group], preferred: list[tuple[Claim, Judgement]]
    ) -> Outcome:
        """The preferred side holds against every side that the judgement binds; the others, of
        which it knew nothing, compete with it under the common rules.
        """
        claim, judgement = max(preferred, key=_weight)
        own = next(side for side in sides if claim in side)
        rank = _judged("accepted", judgement)
        others = [side for side in sides if side is not own]
        bound = [side for side in others if all(_binds(claim, judgement, one) for one in side)]
        free = [side for side in others if not _among(side, bound)]
        self._resolution.reopened += [
            one
            for side in free
            for one in side
            if not self._comparison.is_inside(own, side) and not _binds(claim, judgement, one)
        ]
        if not free:
            return self._holds(own, sides, rank)
        found = choose([own, *free], self._comparison, standing=own)
        if found is None:
            outcome = self._undecided([own, *free])
            self._rank_others(None, bound, rank)
        else:
            # The editor's words are about the sides that are bound; the others lose by the rule.
            outcome = self._holds(found[0], [own, *free], Rank("accepted", found[1]))
            lost = self._rank_others(found[0], bound, rank)
            if found[0] is own:
                self._rank_winner(own, rank)
            if lost and (found[0] is own or not outcome.contested):
                outcome.contested, outcome.kind = True, _kind(rank)
        return outcome

    def _holds(self, winner: Group, sides: list[Group], rank: Rank) -> Outcome:
        """The outcome where one side holds, by the reason in its rank."""
        self._rank_winner(winner, rank)
        others = [side for side in sides if side is not winner]
        rougher = [side for side in others if self._comparison.is_inside(winner, side)]
        lost = self._rank_others(winner, others, rank)
        return Outcome([winner], contested=lost, kind=_kind(rank), rougher=rougher)

    def _rank_winner(self, winner: Group, rank: Rank) -> None:
        """Rank the side that holds. An editor's words are about the claim that was judged; the
        others of its side say the same value.
        """
        self._resolution.rank(winner, rank)
        if rank.note is not None:
            others = [one for one in winner if not one.judged("prefer", self._day)]
            self._resolution.rank(others, _SAME)

    def _rank_others(self, winner: Group | None, sides: list[Group], rank: Rank) -> bool:
        """Rank the sides that do not hold; returns whether any of them disagrees."""
        lost = replace(rank, rank="superseded" if rank.reason in SUPERSEDING else "rival")
        contested = False
        for side in sides:
            if winner is not None and self._comparison.is_inside(winner, side):
                same = self._comparison.is_same(winner, side)
                self._resolution.rank(side, _SAME if same else _LESS_PRECISE)
            elif rank.note is None and self._comparison.is_words(side):
                self._resolution.rank(side, _OTHER_WORDING)
            else:
                self._resolution.rank(side, lost)
                contested = True
        return contested

    def _undecided(self, sides: list[Group]) -> Outcome:
        """Nothing decides between the precise sides; those that contain one support it."""
        if self._kind.kind in _POINTERS:
            self._resolution.pointers += [claim for side in sides for claim in side]
        outcome = self._nobody(sides, _NO_WINNER)
        precise = precise_sides(sides, self._comparison)
        for side in sides:
            if not _among(side, precise):
                self._resolution.rank(side, Rank("rival", "less_precise"))
        return outcome

    def _nobody(self, sides: list[Group], rank: Rank, kind: str = "conflict") -> Outcome:
        for side in sides:
            self._resolution.rank(side, rank)
        return Outcome(disputed=True, contested=True, kind=kind, sides=list(sides))


def _judged(rank: str, judgement: Judgement) -> Rank:
    return Rank(rank, judgement.reason, judgement.note, judgement.because, judgement.over)


def _kind(rank: Rank) -> str:
    """The kind of disagreement that the reason of the side that holds makes."""
    changed, scope = rank.reason in SUPERSEDING, rank.reason in SCOPE
    return "change" if changed else "scope" if scope else "conflict"


def _among(side: Group, sides: list[Group]) -> bool:
    return any(side is other for other in sides)


def _first_day(sides: list[Group]) -> str:
    return min(claim.known_from for side in sides for claim in side)


def _weight(preferred: tuple[Claim, Judgement]) -> tuple[str, str, str, str]:
    """Of several preferences the one on the latest state counts, then the one that is newest, then
    the one in the document known last.
    """
    claim, judgement = preferred
    state = state_of(claim)
    latest = (state.latest or "") if state.said else ""
    return latest, judgement.in_force_from, claim.known_from, claim.id


def _binds(preferred: Claim, judgement: Judgement, claim: Claim) -> bool:
    """Whether a judgement binds another claim: not one of a later document or a later state, and
    not one whose value it does not name.
    """
    state = state_of(claim)
    return (
        claim.known_from <= judgement.in_force_from
        and not (state.said and began_after(state, state_of(preferred)))
        and (not judgement.over or claim.value in judgement.over)
    )
