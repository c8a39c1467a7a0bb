"""Charts as shapes: everything stands within the drawing, and nothing is drawn of nothing."""

import re
from importlib import resources

import pytest

from api.site.drawings import (
    FILLS,
    GAP,
    GRID,
    INK,
    PAINTS,
    PAPER,
    SOFT,
    Drawing,
    count_bars,
    month_columns,
    state_tiles,
)

SIZES = pytest.mark.parametrize("narrow", [True, False], ids=["narrow", "wide"])


def assert_within(drawn: Drawing) -> None:
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawn.width + 0.01
        assert box.y + box.height <= drawn.height + 0.01
    for one in drawn.words:
        assert 0 <= one.x <= drawn.width
        assert 0 < one.y <= drawn.height + 0.01


@SIZES
def test_bars_are_as_long_as_their_numbers(*, narrow: bool) -> None:
    drawn = count_bars([("Energy", 9), ("Metals", 3)], narrow=narrow)
    assert_within(drawn)
    assert drawn.boxes[0].width == pytest.approx(3 * drawn.boxes[1].width)
    assert [one.text for one in drawn.words] == ["Energy", "9", "Metals", "3"]


@SIZES
def test_each_state_has_one_tile_and_those_with_projects_their_number(*, narrow: bool) -> None:
    drawn = state_tiles({"US-OH": 2, "US-TX": 1, "JP-13": 5}, narrow=narrow)
    assert_within(drawn)
    names = [one.text for one in drawn.words if one.text.isalpha()]
    assert len(set(names)) == len(names) == len(drawn.boxes) == 51
    assert sorted(one.text for one in drawn.words if one.text.isdigit()) == ["1", "2"]
    assert len({(one.x, one.y) for one in drawn.boxes}) == 51


@SIZES
def test_a_month_has_a_square_an_event_and_planned_ones_are_hatched(*, narrow: bool) -> None:
    months = [("Oct 2025", 3, 0), ("Nov 2025", 0, 0), (GAP, 0, 0), ("Jan 2029", 0, 1)]
    drawn = month_columns(months, narrow=narrow)
    assert_within(drawn)
    assert [one.hatched for one in drawn.boxes] == [False, False, False, True]
    assert {"Oct 2025", GAP, "Jan 2029"} <= {one.text for one in drawn.words}


@SIZES
def test_nothing_is_drawn_of_nothing(*, narrow: bool) -> None:
    assert count_bars([], narrow=narrow).boxes == []
    assert month_columns([], narrow=narrow).boxes == []


def test_charts_have_the_colours_of_pages_in_both_themes() -> None:
    tokens = (resources.files("api.site") / "assets" / "tokens.css").read_text(encoding="utf-8")
    named = {"ink": INK, "ink-2": SOFT, "paper": PAPER, "grid": GRID, **FILLS}
    light, dark = tokens.split("@media screen and (prefers-color-scheme: dark)")
    for name, colour in named.items():
        for theme, text in (("light", light), ("dark", dark)):
            (found,) = re.findall(rf"--{name}: (#[0-9a-f]{{6}});", text)
            assert PAINTS[theme][colour] == found, (name, theme)
