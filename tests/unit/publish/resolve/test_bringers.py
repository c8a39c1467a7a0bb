"""Which document a change is laid to where no claim of the day brought it; which conversions are
sides of a conflict on an amount.
"""

from typing import Any

import pytest

from api.publish.resolve.conflicts import changes, conflicts
from tests.unit.publish.resolve.resolved import EARLY, LATE, MIDDLE, context_of, resolved
from tests.unit.publish.seeds import DAYS, claim, judged

TRILLION = 1_000_000_000_000


def brought(*raw: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    found = changes(resolved("agreements", *raw), DAYS)
    return [(one["day"], one["field"], one["document_id"]) for one in found]


def test_what_a_judgement_changes_is_laid_to_the_document_that_it_rests_on() -> None:
    preferred = judged(claim("kind", value="memorandum"), "prefer", "more_precise")
    preferred["judgement"]["because"] = ["middle"]
    later = claim("kind", "late", value="memorandum")
    assert brought(claim("kind", value="framework"), preferred, later) == [
        (EARLY, None, "early"),
        (MIDDLE, "kind", "middle"),
    ]


def test_the_name_of_another_record_is_no_news_though_a_claim_follows() -> None:
    names = {
        "plant": ((EARLY, "Plant"), (MIDDLE, "The Plant")),
        "port": ((EARLY, "Port"),),
    }
    event = resolved(
        "events",
        claim("subjects", value="projects/plant"),
        claim("subjects", "late", value="projects/port"),
        context=context_of(projects=names),
    )
    assert len(event.versions) == 3
    assert [one["day"] for one in changes(event, DAYS)] == [EARLY, LATE]


WON = claim("amount", number=10 * TRILLION, unit="KRW")
DOLLARS = claim("amount_usd", number=6_800_000_000, unit="USD")
LONE = claim("amount_usd", "late", number=7_400_000_000, unit="USD")


@pytest.mark.parametrize(
    "more",
    [
        (),
        (claim("agreement_id", "late", value="deal"), claim("status", "late", value="announced")),
        (claim("amount", "middle", number=10 * TRILLION, unit="KRW"),),
    ],
)
def test_a_conversion_is_a_side_only_where_its_document_gives_no_amount(
    more: tuple[dict[str, Any], ...],
) -> None:
    found = resolved("projects", WON, DOLLARS, LONE, *more)
    (spans,) = [
        spans
        for spans in map(list, conflicts(found, context_of()))
        if spans[-1].item["field"] == "amount"
    ]
    sides = spans[-1].item["sides"]
    assert [(side["unit"], side["value_number"]) for side in sides] == [
        ("KRW", 10 * TRILLION),
        ("USD", 7_400_000_000),
    ]
