"""What an editor's preference outweighs: sides of its scope, earlier states, and what says the same
less precisely.
"""

from typing import Any

from api.publish.resolve.resolve import resolve
from tests.unit.publish.resolving import LATE, claims_on, comes_to, kind_of
from tests.unit.publish.seeds import claim, judged


def preferred(one: dict[str, Any], reason: str, **more: Any) -> dict[str, Any]:
    found = judged(one, "prefer", reason)
    found["judgement"] |= more
    return found


def test_of_two_preferences_in_force_the_one_on_the_later_state_counts() -> None:
    """The days of the two overlap: neither follows the other."""
    year = preferred(
        claim("kind", value="framework", effective_on="2025"), "wider_support", because=["late"]
    )
    month = preferred(
        claim("kind", "late", value="memorandum", effective_on="2025-08"), "more_precise"
    )
    for raw in ((year, month), (month, year)):
        assert comes_to("agreements", *raw)[0] == "framework"
        assert resolve(claims_on("agreements", *raw), LATE).ties == []


def test_in_the_preferred_scope_the_preferred_side_holds_wherever_it_stands() -> None:
    part, other, whole = (
        claim("amount", number=number, unit="USD", scope=scope)
        for number, scope in ((5, "part"), (7, "part"), (9, "whole"))
    )
    ranks = {
        "other": "rival wider_support",
        "part": "accepted wider_support",
        "whole": "rival different_scope",
    }
    sides = {"other": other, "part": preferred(part, "wider_support"), "whole": whole}
    for names in (("other", "part", "whole"), ("part", "whole", "other")):
        found = comes_to("agreements", *(sides[name] for name in names))
        assert found == ("5", [ranks[name] for name in names])


def test_a_later_state_stays_a_change_though_a_preferred_side_had_a_rival() -> None:
    orders = set()
    for line in range(1, 9):
        agreed = claim("status", value="agreed", basis="coded") | {"line": line}
        sides = (
            preferred(agreed, "official_over_press"),
            claim("status", value="pledged", basis="coded"),
            claim("status", "late", value="in_implementation", effective_on="2026-02-17"),
        )
        assert comes_to("agreements", *sides) == (
            "in_implementation",
            ["superseded later_state", "rival official_over_press", "accepted later_state"],
        )
        assert kind_of("agreements", *sides) == "change"
        own, _, later = claims_on("agreements", *sides)
        orders.add(own.id < later.id)
    assert orders == {True, False}, "whichever id comes first"


def test_what_says_the_preferred_figure_less_precisely_does_not_open_the_field_again() -> None:
    own = preferred(claim("amount", number=36, unit="USD"), "wider_support")
    rougher = claim("amount", "late", number=36, unit="USD", qualifier="about")
    other = claim("amount", "late", number=40, unit="USD")
    claims = claims_on("agreements", own, rougher, other)
    assert resolve(claims[:2], LATE).reopened == []
    assert resolve(claims, LATE).reopened == [claims[2]]
