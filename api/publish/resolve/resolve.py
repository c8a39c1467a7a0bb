"""The claims known on one day become one outcome a field: `field.py` resolves each, `amounts.py` an
amount together with its conversion into dollars.

Pure: the same claims and day always give the same outcome. Never raises; what only the seed can
mend stands in `ties`, `reopened` and `pointers` of the resolution.
"""

from collections.abc import Iterable, Mapping

from api.publish.resolve.amounts import amount_of, resolve_amounts
from api.publish.resolve.field import Field
from api.publish.resolve.outcomes import Outcome, Rank, Resolution
from api.publish.resolve.to_claims import Claim

NO_DISPUTES: Mapping[str, Rank] = {}


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
    converted = {
        original: name
        for name in by_field
        if (original := amount_of(name)) is not None and original in by_field
    }
    together = {*converted, *converted.values()}
    for name, candidates in by_field.items():
        if name in together:
            resolution.outcomes[name] = Outcome()  # keeps its place until both are resolved
        else:
            field = Field(candidates[0], day, resolution, disputes.get(name))
            resolution.outcomes[name] = field.resolve(candidates)
    for amount, dollars in converted.items():
        resolution.outcomes[amount], resolution.outcomes[dollars] = resolve_amounts(
            by_field[amount], by_field[dollars], day, resolution, disputes.get(amount)
        )
    return resolution
