"""An amount of which nobody says what kind it is, or documents disagree: excluded with its reason,
neither counted nor out of sight. Amounts in billions of U.S. dollars.
"""

from typing import Any

from tests.contract.totals_asked import BILLION, Ask, Money, reasons, totals
from tests.unit.publish.seeds import claim

ANNOUNCED, PACKAGED = "basis=announced", "basis=packaged"


def test_an_amount_of_which_documents_disagree_what_it_is_is_excluded(
    money: Money, published: Ask
) -> None:
    """Under the basis of its kind, of what it lies in, else under that told first."""
    also = (claim("amount_basis", "late", value="committed"),)
    money.tranche("first", 36)
    money.package("chips", 75, claims=also)
    money.project("plant", 33, tranche_id="first", claims=also)
    money.project("alone", 5, claims=also)
    api = published()
    assert totals(api, f"{ANNOUNCED}&as_of=2025-12-24") == {None: (41, 38, 3)}
    assert totals(api, ANNOUNCED) == {None: (36, 0, 36)}
    assert reasons(api, ANNOUNCED) == {"plant": "disputed", "alone": "disputed"}
    assert reasons(api, PACKAGED) == {"chips": "disputed"}


def test_an_amount_of_which_nobody_says_yet_what_it_is_is_excluded(
    money: Money, published: Ask
) -> None:
    usd: dict[str, Any] = {"number": 33 * BILLION, "unit": "USD"}
    later = (claim("amount", **usd), claim("amount_basis", "late", value="announced"))
    money.tranche("first", 36)
    money.project("plant", None, tranche_id="first", claims=later)
    api = published()
    day = f"{ANNOUNCED}&as_of=2025-12-24"
    assert (totals(api, day), reasons(api, day)) == ({None: (36, 0, 36)}, {"plant": "no_basis"})
    assert (totals(api, ANNOUNCED), reasons(api, ANNOUNCED)) == ({None: (36, 33, 3)}, {})
