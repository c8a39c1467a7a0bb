"""Where sources disagree: what became of it in words, and the groups of the page about all."""

from typing import Any

from api.site.disputes import groups_of, open_since, sided


def conflict(*ranks: str, kind: str = "conflict", **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "subject_type": "agreements",
        "field": "binding",
        "disputed": "rival" in ranks,
        "related_ids": [],
        "sides": [
            {
                "value": value,
                "value_number": None,
                "value_min": None,
                "value_max": None,
                "value_qualifier": None,
                "value_modifier": None,
                "unit": None,
                "rank": rank,
                "rank_reason": "loose_wording",
                "rank_note": None,
                "document_ids": [f"d{n}"],
            }
            for n, (rank, value) in enumerate(zip(ranks, ("true", "false", "true"), strict=False))
        ],
        **more,
    }


def test_a_statement_that_does_not_hold_is_no_value_that_stands() -> None:
    told = sided(conflict("rejected"))
    assert told["outcome"] == "One document says so, but it does not hold: no value stands."
    assert [one.title for one in groups_of([told])] == ["Statements that do not hold"]


def test_each_disagreement_stands_in_one_group() -> None:
    told = [
        sided(conflict("accepted", "superseded", kind="change")),
        sided(conflict("rival", "rival", kind="scope")),
        sided(conflict("accepted", "rejected")),
        sided(conflict("accepted", "accepted", kind="scope", related_ids=["x"])),
        sided(conflict("accepted", "accepted", kind="exceeds_whole", related_ids=["x"])),
        sided(conflict("rejected", "rejected")),
    ]
    assert [(one.title, len(one.conflicts)) for one in groups_of(told)] == [
        ("Open disputes", 1),
        ("Decided disagreements", 1),
        ("Statements that do not hold", 1),
        ("Changes over time", 1),
        ("Differences of scope", 1),
        ("Parts that exceed their whole", 1),
    ]
    assert told[0]["outcome"] == "Change over time: 2 values, one of which stands."
    assert "No side is picked" in told[1]["outcome"]
    assert "each of a record of its own" in told[3]["outcome"]


def test_a_note_that_all_sides_share_is_told_once() -> None:
    two = conflict("rival", "rival")
    for side in two["sides"]:
        side["rank_note"] = "One names August."
    told = sided(two)
    assert told["note"] == "One names August."
    assert [side["rank_note"] for side in told["sides"]] == [None, None]
    two["sides"][1]["rank_note"] = "Another."
    told = sided(two)
    assert told["note"] is None
    assert [side["rank_note"] for side in told["sides"]] == ["One names August.", "Another."]


def test_documents_disagree_from_the_day_of_the_second_side() -> None:
    documents = {f"d{n}": {"known_from": f"2025-1{n}-01"} for n in range(3)}
    assert open_since(conflict("rival", "rival", "rival"), documents) == "2025-11-01"
    assert open_since(conflict("rejected"), documents) == "2025-10-01"
