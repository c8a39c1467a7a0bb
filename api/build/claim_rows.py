"""Eighth stage of the build, for claims: a claim with its ranks over time becomes facts, and facts become rows. Pure.

Between the two stands the spool, which puts all claims in order of id; so facts are plain tuples, small and quickly written to disk.
"""

from typing import Any

from api.build.materialise import RankSpans, json_text
from api.build.rows import Row, keys_of, picker, span_of
from api.build.shape import LOWER, UPPER, public_keys
from api.build.to_claims import Claim
from api.resources.served import filter_columns
from api.resources.sources import CLAIMS

# Between two places, so that claims of a later release find room between those that stand. Fewer than 2^26 rows fit below 2^31.
PLACES_APART = 32
# The id, the other public values in their order as far as no rank, and (valid_from, valid_to, (rank, reason, note)) of each rank.
Facts = tuple[Any, ...]

# What `served_row` reads off the declarations, as places in the public values: there are too many claims to make a record of each.
_KEYS = public_keys("claims")
_tested = picker(tuple(map(_KEYS.index, filter_columns(CLAIMS))))
_SORTS = tuple(
    (_KEYS.index(sort.column), _KEYS.index(sort.then) if sort.then else None, keys_of(sort)) for sort in CLAIMS.sorts if sort.column != "id"
)


def claim_facts(claim: Claim, spans: RankSpans) -> Facts:
    """What the rows of a claim hold."""
    number, qualifier = claim.number, claim.qualifier
    return (
        *claim[:6],
        number if qualifier in LOWER else claim.minimum,
        number if qualifier in UPPER else claim.maximum,
        *claim[8:20],
        tuple([(valid_from, valid_to, (rank.rank, rank.reason, rank.note)) for valid_from, valid_to, rank in spans]),
    )


def claim_rows(facts: Facts, place: int) -> list[Row]:
    """The served rows of a claim, one for each rank over time, numbered from `place` on."""
    said = facts[:-1]
    rows = []
    for valid_from, valid_to, rank in facts[-1]:
        values = said + rank
        row = [place, said[0], *span_of(valid_from, valid_to), *_tested(values)]
        for column, then, keys in _SORTS:
            row += keys(values[column]) if then is None else keys(values[column], values[then])
        row.append(json_text(dict(zip(_KEYS, values, strict=True))))
        rows.append(tuple(row))
        place += PLACES_APART
    return rows
