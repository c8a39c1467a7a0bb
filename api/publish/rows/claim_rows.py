"""For claims: a claim with its ranks over time becomes facts, and facts become rows. Pure.

Between the two stands an external sort, which puts all claims in order of id; so facts are plain tuples, small and quickly written to disk.
"""

from collections.abc import Sequence
from typing import Any

from api.collections.claims import CLAIMS
from api.collections.served import filter_columns
from api.publish.resolve.public_values import LOWER, UPPER, public_keys
from api.publish.resolve.to_claims import Claim
from api.publish.resolve.versions import RankSpans, json_text
from api.publish.rows.rows import Row, column_keys, span_of

# The id, the other public values in their order as far as no rank, and (valid_from, valid_to, (rank, reason, note)) of each rank.
Facts = tuple[Any, ...]

# What `served_row` reads off the declarations, as places in the public values: there are too many claims to make a record of each.
_KEYS = public_keys("claims")
_TESTED = tuple(map(_KEYS.index, filter_columns(CLAIMS)))
_SORTS = tuple(
    (_KEYS.index(sort.column), _KEYS.index(sort.then) if sort.then else None, column_keys(sort)) for sort in CLAIMS.sorts if sort.column != "id"
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


def claim_rows(claims: Sequence[Facts], place: int) -> list[Row]:
    """The served rows of some claims, one for each rank over time, numbered from `place` on. Made column by column, for the same reason."""
    values = [facts[:-1] + rank for facts in claims for _, _, rank in facts[-1]]
    spans = [span_of(valid_from, valid_to) for facts in claims for valid_from, valid_to, _ in facts[-1]]
    columns = list(zip(*values, strict=True))
    if not columns:
        return []
    keys: list[Sequence[Any]] = []
    for column, then, keys_of_column in _SORTS:
        keys += keys_of_column(columns[column]) if then is None else keys_of_column(columns[column], columns[then])
    bodies = [json_text(dict(zip(_KEYS, said, strict=True))) for said in values]
    places = range(place, place + len(values))
    tested = (columns[column] for column in _TESTED)
    return list(zip(places, columns[0], *zip(*spans, strict=True), *tested, *keys, bodies, strict=True))
