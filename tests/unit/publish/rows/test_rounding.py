"""How far a rounded figure reaches."""

import pytest

from api.publish.rows.rounding import half_of_last_digit


@pytest.mark.parametrize(
    ("figure", "half"),
    [
        (6_800_000_000, 50_000_000),
        (36_000_000_000, 500_000_000),
        (400_000_000_000, 500_000_000),
        (1_000_000_000, 500_000_000),
        (999_000_000, 500_000),
        (2_000_000_000_000, 500_000_000_000),
        (5_000_000_000_000_000, 500_000_000_000),
        (1_000, 500),
        (999, 0.5),
        (1, 0.5),
        (0.25, 0.005),
        (0, 0.5),
        (-36_000_000_000, 500_000_000),
    ],
)
def test_it_reaches_half_of_its_last_digit(figure: float, half: float) -> None:
    assert float(half_of_last_digit(figure)) == half
