"""Eighth stage of the build, for claims: a claim with its ranks over time becomes facts, and facts become rows. Pure.

Between the two stands the spool, which puts all claims in order of id; so facts are plain tuples, small and quickly written to disk.
"""

from collections.abc import Iterator
from typing import Any

from api.build.materialise import RankSpans, Version
from api.build.rows import Row, served_row
from api.build.shape import LOWER, UPPER, public_keys
from api.build.to_claims import Claim

# The id, the other public values in their order as far as no rank, and (valid_from, valid_to, rank, reason, note) of each rank.
Facts = tuple[Any, ...]


def claim_facts(claim: Claim, spans: RankSpans) -> Facts:
    """What the rows of a claim hold."""
    number, qualifier = claim.number, claim.qualifier
    return (
        *claim[:5],
        number,
        number if qualifier in LOWER else claim.minimum,
        number if qualifier in UPPER else claim.maximum,
        *claim[8:20],
        tuple((valid_from, valid_to, rank.rank, rank.reason, rank.note) for valid_from, valid_to, rank in spans),
    )


def claim_rows(facts: Facts) -> Iterator[tuple[str, Row]]:
    """The served rows of a claim, one for each rank over time, but for their places."""
    keys = public_keys("claims")
    for valid_from, valid_to, *rank in facts[-1]:
        values = (*facts[:-1], *rank)
        yield served_row("claims", Version(valid_from, valid_to, dict(zip(keys, values, strict=True))))
