"""Facts of records that carry money, as counting reads them, said shortly."""

from api.collections.served import FOREVER
from api.publish.rows.amount_facts import Fact, Key

DEAL: Key = ("agreements", "deal")
OTHER_DEAL: Key = ("agreements", "other-deal")
PACKAGE: Key = ("commitments", "package")
TRANCHE: Key = ("tranches", "tranche")
PLANT: Key = ("projects", "plant")
MINE: Key = ("projects", "mine")

EARLY, LATE = "2025-10-26", "2026-02-28"


def fact(
    usd: int | None,
    *above: Key,
    basis: str | None = "announced",
    takes_basis: bool = False,
    qualifier: str | None = "exact",
    reason: str | None = None,
    note: str | None = None,
    days: tuple[str, str] = (EARLY, FOREVER),
) -> Fact:
    """What a record says of its money on some days."""
    return Fact(*days, basis, takes_basis, usd, qualifier, reason, note, above)
