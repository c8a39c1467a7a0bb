"""The card of a record: everything stands within it, whatever its length."""

from xml.etree import ElementTree

import pytest

from api.site.cards import EDGE, HEIGHT, WIDTH, Card, card_svg

RULES = 398 - 8  # where the rules over the figures begin, less the tails of letters
TEXT = "{http://www.w3.org/2000/svg}text"
THREE = [
    ("Amount", "$550 billion", "stated"),
    ("Date", "by 19 January 2029", "disputed"),
    ("Status", "In implementation", "inferred"),
]


@pytest.mark.parametrize("words", [1, 4, 9, 60])
@pytest.mark.parametrize("figures", [[], THREE[:1], THREE], ids=["none", "one", "three"])
def test_everything_stands_within_the_card(words: int, figures: list[tuple[str, str, str]]) -> None:
    name, summary = (" ".join([one] * words) for one in ("Deal & <more>", "A summary."))
    card = Card("Deal", name, summary, figures, "Known on 1 May 2026. Release x.")
    found = list(ElementTree.fromstring(card_svg(card)).iter(TEXT))
    told = [one.text or "" for one in found]
    assert {value for _, value, _ in figures} <= set(told)
    assert told[-1] == card.source
    places = sorted((float(one.attrib["y"]), float(one.attrib["x"])) for one in found)
    assert len(set(places)) == len(places)
    assert all(0 < y <= HEIGHT - 40 and EDGE <= x < WIDTH for y, x in places)
    if figures:  # what stands above them ends above the rules
        above = found[2 : -1 - 3 * len(figures)]
        assert all(float(one.attrib["y"]) < RULES for one in above)


def test_what_is_too_long_ends_with_dots() -> None:
    card = Card("Deal", "Word " * 60, "", [], "")
    lines = [one.text or "" for one in ElementTree.fromstring(card_svg(card)).iter(TEXT)]
    assert any(one.endswith("…") for one in lines)
