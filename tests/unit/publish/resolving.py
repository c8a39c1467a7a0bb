"""What tests of resolving share: claims of one record on three known documents, and what they come
to, said shortly.
"""

from collections.abc import Mapping
from typing import Any

from api.publish.resolve.outcomes import Rank
from api.publish.resolve.resolve import resolve
from api.publish.resolve.to_claims import Claim, to_claims
from api.publish.seed.read_seed import RawRecord, RecordSource
from tests.unit.publish.seeds import DAYS

LATE = DAYS["late"]
# When each document was published, where a test needs that span.
PUBLISHED = {"early": "2025-10-22", "middle": "2025-12-24", "late": "2026-02-19"}


def claims_on(
    collection: str, *raw: dict[str, Any], published: Mapping[str, str] = PUBLISHED
) -> list[Claim]:
    """Typed claims on one record."""
    source = RecordSource(collection, f"seed/{collection}/one.yaml", 1, b"")
    record = RawRecord(collection, {"id": "one", "claims": list(raw)}, source)
    return to_claims(record, DAYS, published)


def comes_to(
    collection: str,
    *raw: dict[str, Any],
    day: str = LATE,
    field: str | None = None,
    disputes: Mapping[str, Rank] | None = None,
) -> tuple[str | None, list[str]]:
    """The value of the field (of the first claim, unless named) that is served, `disputed` where
    nobody wins, and of each known claim `rank reason`, in the order given.
    """
    claims = claims_on(collection, *raw)
    resolution = resolve(claims, day, disputes or {})
    outcome = resolution.outcomes[field or claims[0].field]
    value = outcome.winners[0][0].value if outcome.winners else None
    ranks = [resolution.ranks[one.id] for one in claims if one.id in resolution.ranks]
    shown = "disputed" if outcome.disputed else value
    return shown, [f"{rank.rank} {rank.reason}" for rank in ranks]


def kind_of(collection: str, *raw: dict[str, Any], day: str = LATE) -> str | None:
    """What sort of disagreement the field of the first claim is; None where it is none."""
    claims = claims_on(collection, *raw)
    outcome = resolve(claims, day).outcomes[claims[0].field]
    return outcome.kind if outcome.contested else None
