"""What of a value stands in so many words: the stated part of a date that is inferred, and how
exactly dollars are stated that a document gives beside another currency.
"""

import pytest

from tests.unit.publish.resolve.resolved import item_of, picked
from tests.unit.publish.seeds import claim


@pytest.mark.parametrize(
    ("claims", "part"),
    [
        ([("2025-09-04", "September 4", "inferred")], "month-day"),
        ([("2025-09-04", "September 4", "stated")], None),
        # One that is stated holds over an inferred one.
        (
            [("2025-09-04", "September 4", "inferred"), ("2025-09-04", "Sept. 4, 2025", "stated")],
            None,
        ),
        (
            [("2025-09-04", "Thursday", "inferred"), ("2025-09", "Sept. ’25", "stated")],
            "year-month",
        ),
        (
            [("2025-09-04", "Thursday", "inferred"), ("2025-09", "in September", "inferred")],
            "month",
        ),
        ([("2025-09-04", "Thursday", "inferred")], None),
        ([("2025-09-04", "Sept 4", "inferred"), ("2025-09-05", "Sept 5", "inferred")], None),
    ],
)
def test_an_inferred_date_says_which_part_is_stated(
    claims: list[tuple[str, str, str]], part: str | None
) -> None:
    said = [
        claim("occurred_on", value=value, quote=quote, basis=basis, line=place)
        for place, (value, quote, basis) in enumerate(claims, 1)
    ]
    assert item_of("events", *said)["occurred_on_stated_part"] == part


def test_dollars_have_a_qualifier_of_their_own() -> None:
    won = claim("amount", number=10_000_000_000_000, unit="KRW")
    usd = claim("amount_usd", number=6_800_000_000, unit="USD", qualifier="about")
    keys = ("amount_qualifier", "amount_usd_qualifier")
    assert picked(item_of("projects", won, usd), *keys) == ("exact", "about")
    assert picked(item_of("projects", won), *keys) == ("exact", None)
    stated = claim("amount", number=5_000_000_000, unit="USD", qualifier="over")
    assert picked(item_of("projects", stated), *keys) == ("over", "over")
    rival = claim("amount", "middle", number=7_000_000_000, unit="USD", qualifier="over")
    assert picked(item_of("projects", stated, rival), *keys) == (None, None)
