"""What is wrong with a seed, or worth a look, and shows only when its records are resolved. Never
raises; returns faults and warnings.
"""

from collections.abc import Iterator
from dataclasses import replace

from api.base.errors import Fault
from api.publish.resolve.to_claims import Claim
from api.publish.resolve.versions import ResolvedRecord


def resolution_faults(found: ResolvedRecord) -> Iterator[Fault]:
    """Preferences that contradict each other, and pointers on which nothing decides."""
    for day, resolution in found.days:
        for claim in resolution.ties:
            message = f"two preferred claims on '{claim.field}' say different values on {day}"
            yield _fault(found, claim, "two_accepted_values", message)
        for claim in resolution.pointers:
            message = f"claims on '{claim.field}' point at different records on {day}"
            yield _fault(found, claim, "disputed_pointer", message)


def reopened_fields(found: ResolvedRecord) -> Iterator[Fault]:
    """A warning for each value that a preference does not name or could not know of: it opens the
    field again, and an editor should look.
    """
    listed = set()
    for day, resolution in found.days:
        for claim in resolution.reopened:
            if claim.id not in listed:
                listed.add(claim.id)
                message = (
                    f"the preference on '{claim.field}' does not bind '{claim.value}', known from "
                    f"{day}"
                )
                yield replace(_fault(found, claim, "reopened", message), warning=True)


def _fault(found: ResolvedRecord, claim: Claim, code: str, message: str) -> Fault:
    ids = [one.id for one, _ in found.claims]
    return found.record.fault(code, message, claim=ids.index(claim.id))
