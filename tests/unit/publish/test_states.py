"""Of several states the later holds, and in a lifecycle the further; nothing is turned back unless
a claim says from when.
"""

from typing import Any

import pytest

from api.collections.codelists import CODELISTS
from api.publish.resolve.states import holding_state
from tests.unit.publish.resolving import claims_on, comes_to, kind_of
from tests.unit.publish.seeds import DAYS, claim


def status(value: str, document: str = "early", **more: Any) -> dict[str, Any]:
    return claim("status", document, value=value, **{"basis": "coded", **more})


def test_a_lifecycle_names_codes_of_its_list_and_has_no_circle() -> None:
    lifecycles = [one for one in CODELISTS.values() if one.earlier]
    assert {one.name for one in lifecycles} >= {"agreement_statuses", "event_statuses"}
    for one in lifecycles:
        for code, before in one.earlier.items():
            assert before <= set(one.values)
            assert code not in before


@pytest.mark.parametrize(
    ("further", "earlier"),
    [
        (status("signed", effective_on="2025-11-14"), status("agreed", effective_on="2025")),
        (status("signed", effective_on="2025-09-04"), status("agreed", effective_on="2025-09")),
        (status("signed"), status("agreed", "late")),
        (status("signed"), status("agreed", "late", basis="stated")),
        (status("signed", effective_on="2025-09"), status("agreed", "late")),
        (status("in_implementation", "middle"), status("pledged", "late")),
    ],
)
def test_where_days_overlap_or_default_the_further_stage_holds(
    further: dict[str, Any], earlier: dict[str, Any]
) -> None:
    expected = (further["value"], ["accepted further_stage", "superseded further_stage"])
    assert comes_to("agreements", further, earlier) == expected
    assert comes_to("agreements", earlier, further) == (expected[0], expected[1][::-1])
    assert kind_of("agreements", further, earlier) == "change"


def test_a_later_state_supersedes_also_by_the_days_of_its_document() -> None:
    sides = status("agreed"), status("signed", "late")
    assert comes_to("agreements", *sides) == (
        "signed",
        ["superseded later_state", "accepted later_state"],
    )


def test_only_a_later_day_in_so_many_words_turns_a_lifecycle_back() -> None:
    signed, back = status("signed", effective_on="2025-09"), status("agreed", "late")
    assert comes_to("agreements", signed, back)[0] == "signed"
    said = {**back, "effective_on": "2026-01"}
    assert comes_to("agreements", signed, said) == (
        "agreed",
        ["superseded later_state", "accepted later_state"],
    )


def test_a_word_without_a_place_is_disputed_on_days_that_overlap() -> None:
    sides = status("agreed", effective_on="2025"), status("negotiating", effective_on="2025-10")
    assert comes_to("agreements", *sides)[0] == "disputed"
    later = status("agreed", effective_on="2025-11")
    assert comes_to("agreements", later, sides[1])[0] == "agreed"


@pytest.mark.parametrize(
    ("collection", "earlier", "further"),
    [
        ("events", "planned", "happened"),
        ("projects", "announced", "launched"),
        ("terms", "demanded", "agreed"),
        ("tariffs", "threatened", "in_force"),
    ],
)
@pytest.mark.parametrize("documents", [("early", "late"), ("late", "early"), ("early", "early")])
def test_every_lifecycle_moves_on_and_not_back(
    collection: str, earlier: str, further: str, documents: tuple[str, str]
) -> None:
    sides = status(earlier, documents[0]), status(further, documents[1])
    assert comes_to(collection, *sides)[0] == further
    assert kind_of(collection, *sides) == "change"


def test_an_earlier_day_is_answered_without_the_later_document() -> None:
    sides = status("planned"), status("happened", "late")
    assert comes_to("events", *sides, day=DAYS["middle"]) == ("planned", ["accepted only_value"])


def test_for_a_code_what_is_stated_is_no_better_than_what_is_coded() -> None:
    sides = claim("kind", value="framework"), claim("kind", value="memorandum", basis="coded")
    assert comes_to("agreements", *sides)[0] == "disputed"
    inferred = claim("kind", value="memorandum", basis="inferred")
    assert comes_to("agreements", sides[0], inferred)[0] == "framework"


def test_figures_change_only_where_each_says_from_when() -> None:
    sides = (
        claim("rate_percent", number=25, unit="percent", effective_on="2025-04"),
        claim("rate_percent", "late", number=15, unit="percent", effective_on="2025-09"),
    )
    assert comes_to("tariffs", *sides)[0] == "15"
    assert kind_of("tariffs", *sides) == "change"
    undated = {key: value for key, value in sides[1].items() if key != "effective_on"}
    assert comes_to("tariffs", sides[0], undated)[0] == "disputed"


def test_of_three_stages_the_furthest_holds() -> None:
    sides = status("agreed"), status("signed"), status("pledged")
    assert comes_to("agreements", *sides) == (
        "signed",
        ["superseded further_stage", "accepted further_stage", "superseded further_stage"],
    )


def test_states_that_replace_each_other_in_a_circle_are_disputed() -> None:
    sides = (
        status("signed", effective_on="2025-09"),
        status("agreed", effective_on="2025"),
        status("pledged", effective_on="2025-12"),
    )
    assert comes_to("agreements", *sides)[0] == "disputed"


def test_two_sides_of_one_value_and_one_day_decide_nothing() -> None:
    stated: dict[str, Any] = {"number": 5, "unit": "USD", "effective_on": "2025-09"}
    exact, over = claims_on(
        "terms", claim("value", **stated), claim("value", qualifier="over", **stated)
    )
    assert holding_state([[exact], [over]]) is None
