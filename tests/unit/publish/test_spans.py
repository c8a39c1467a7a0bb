"""A disputed date or amount has no value, and the span of its sides beside it."""

from pathlib import Path
from typing import Any

import pytest

from api.publish.publish import publish
from api.publish.store.migrate import migrate
from tests.unit.publish.seeds import SeedFolder, bodies, claim, sqlite_target

LARGE = 550_000_000_000
SMALL = 350_000_000_000


@pytest.fixture
def seed(tmp_path: Path) -> SeedFolder:
    return SeedFolder(tmp_path / "seed")


def last(seed: SeedFolder, collection: str, *claims: dict[str, Any]) -> dict[str, Any]:
    """The record made of the claims, as the last document has it."""
    seed.record(collection, "one", *claims)
    target = sqlite_target(seed.folder.parent)
    migrate(target)
    publish(target, seed.folder)
    return bodies(target, collection, "one")[-1][2]


@pytest.mark.parametrize(
    ("sides", "earliest", "latest"),
    [
        ([{"value": "2025-08"}, {"value": "2025-07"}], "2025-07-01", "2025-08-31"),
        ([{"value": "2025-07-22"}, {"value": "2025-09-04"}], "2025-07-22", "2025-09-04"),
        (
            [{"value": "2025-07-22"}, {"value": "2025-07-01", "modifier": "before"}],
            None,
            "2025-07-22",
        ),
    ],
)
def test_a_disputed_date_spans_its_sides(
    seed: SeedFolder, sides: list[dict[str, str]], earliest: str | None, latest: str
) -> None:
    said = [claim("pledged_on", **side) for side in sides]
    item = last(seed, "agreements", claim("kind", value="framework"), *said)
    assert item["pledged_on"] is None
    assert item["pledged_on_status"] == "disputed"
    assert (item["pledged_on_earliest"], item["pledged_on_latest"]) == (earliest, latest)


@pytest.mark.parametrize(
    ("sides", "ends"),
    [
        ([{}, {}], (SMALL, LARGE, "USD")),
        ([{}, {"qualifier": "over"}], (SMALL, None, "USD")),
        ([{"qualifier": "up_to"}, {}], (None, LARGE, "USD")),
    ],
)
def test_a_disputed_amount_spans_its_sides(
    seed: SeedFolder, sides: list[dict[str, str]], ends: tuple[int | None, int | None, str]
) -> None:
    said = [
        claim("amount", number=number, **{"unit": "USD", **side})
        for number, side in zip((SMALL, LARGE), sides, strict=True)
    ]
    item = last(seed, "agreements", claim("kind", value="framework"), *said)
    assert item["amount_status"] == "disputed"
    assert item["amount"] is item["amount_usd"] is None
    assert (item["amount_min"], item["amount_max"], item["currency"]) == ends
    assert item["amount_usd_counted"] is None


def test_a_disputed_value_spans_its_sides(seed: SeedFolder) -> None:
    seed.record("agreements", "a-deal", claim("kind", value="framework"))
    said = [claim("value", number=number, unit="days") for number in (45, 60)]
    item = last(seed, "terms", claim("agreement_id", value="a-deal"), *said)
    assert item["value_status"] == "disputed"
    assert item["value_number"] is None
    assert (item["value_min"], item["value_max"], item["unit"]) == (45, 60, "days")
