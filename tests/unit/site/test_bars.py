"""The picture of the deals: one scale from zero, parts that fill their bar, and hatching for what
nobody splits.
"""

from typing import Any

import pytest

from api.site.bars import NARROW, WIDE, DealTotals, Layout, picture

BILLION = 10**9


def totals(basis: str, stated: int, split: int, parts: dict[str, tuple[int, int]]) -> Any:
    return {
        "basis": basis,
        "stated_amount": stated * BILLION,
        "itemised_amount": split * BILLION,
        "unitemised_amount": (stated - split) * BILLION,
        "counted_count": len(parts),
        "counted": [
            {
                "subject_id": name,
                "amount_usd": amount * BILLION,
                "amount_usd_counted": own * BILLION,
            }
            for name, (amount, own) in parts.items()
        ],
    }


PLEDGED = totals("pledged", 550, 550, {"deal": (550, 550)})
PACKAGED = totals("packaged", 490, 477, {"w": (490, 13), "a": (332, 332), "b": (145, 145)})
JAPAN = DealTotals("Japan", "/x", {"pledged": PLEDGED, "packaged": PACKAGED}, {"a": "Energy"})
# Of what is announced no amount is known.
KOREA = DealTotals(
    "Korea",
    "/y",
    {
        "pledged": totals("pledged", 350, 350, {"k": (350, 350)}),
        "announced": totals("announced", 0, 0, {}),
    },
    {},
)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda one: one.name)
def test_every_deal_has_the_same_scale_from_zero(layout: Layout) -> None:
    drawn = picture([JAPAN, KOREA], layout)
    first, second = (deal.bars[0] for deal in drawn.deals)
    assert first.parts[0].x == second.parts[0].x == layout.left
    assert first.parts[0].width / second.parts[0].width == pytest.approx(550 / 350)
    assert drawn.lines[0] == (layout.left, "$0")
    per_billion = drawn.lines[1][0] - layout.left
    step = int(drawn.lines[1][1].strip("$bn"))
    assert first.parts[0].width == pytest.approx(550 / step * per_billion)


def test_parts_fill_the_bar_largest_first_and_the_rest_is_hatched() -> None:
    bar = picture([JAPAN], WIDE).deals[0].bars[1]
    assert [(one.name, one.split) for one in bar.parts] == [
        ("Energy", True),
        ("", True),
        ("", False),
    ]
    assert [one.figure for one in bar.parts] == ["332", "145", ""]
    assert bar.parts[-1].x + bar.parts[-1].width == pytest.approx(bar.end)
    assert bar.note == "$13bn of it not split"
    for left, right in zip(bar.parts, bar.parts[1:], strict=False):
        assert left.x + left.width == pytest.approx(right.x)


def test_what_is_not_split_at_all_says_so() -> None:
    row = totals("announced", 36, 0, {"t": (36, 36)})
    bar = picture([DealTotals("J", "/", {"announced": row}, {})], WIDE).deals[0].bars[2]
    assert bar.note == "not split among its parts"
    assert [one.split for one in bar.parts] == [False]


def test_a_basis_that_nobody_states_has_no_bar_and_is_no_zero() -> None:
    deal = picture([KOREA], WIDE).deals[0]
    assert [(bar.parts, bar.total) for bar in deal.bars[1:]] == [((), ""), ((), "")]
    assert deal.amounts == {"pledged": "$350 billion", "packaged": "", "announced": ""}


def test_without_deals_there_is_an_empty_picture() -> None:
    assert picture([], WIDE).deals == []
