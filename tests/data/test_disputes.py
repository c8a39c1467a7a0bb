"""Every field of the dataset that has no value for a dispute is a conflict with `disputed=true`,
and every such conflict is such a field; what its sides span stands beside it.
"""

from api.collections import RECORDS
from tests.asking import asking


def test_every_disputed_field_is_a_disputed_conflict(seeded_sqlite_url: str) -> None:
    with asking(seeded_sqlite_url) as api:
        days = sorted({one["known_from"] for one in api.walk("/v1/documents")})
        for day in days:
            asked = f"limit=500&as_of={day}"
            disputed = {
                (collection.name, item["id"], field)
                for collection in RECORDS
                for item in api.walk(f"/v1/{collection.name}?{asked}")
                for field, status in item["field_status"].items()
                if status == "disputed"
            }
            conflicts = {
                (one["subject_type"], one["subject_id"], one["field"].partition("[")[0])
                for one in api.walk(f"/v1/conflicts?disputed=true&{asked}")
            }
            # An amount and its conversion are one dispute.
            assert {one for one in disputed if one[2] != "amount_usd"} == conflicts, day
        assert disputed


def test_a_disputed_date_lies_within_what_its_sides_say(seeded_sqlite_url: str) -> None:
    with asking(seeded_sqlite_url) as api:
        deal = api.get("/v1/agreements/us-japan-investment").json()["item"]
        assert deal["pledged_on"] is None
        # One side says "by July", which leaves open how early.
        assert deal["pledged_on_earliest"] is None
        assert deal["pledged_on_latest"] == "2025-08-31"
        found = [one["id"] for one in api.walk("/v1/agreements?pledged_on_lte=2025-08-31")]
        assert "us-japan-investment" in found


def test_conflicts_are_filtered_by_how_many_sides_they_have(seeded_sqlite_url: str) -> None:
    with asking(seeded_sqlite_url) as api:
        every = list(api.walk("/v1/conflicts?limit=500"))
        assert all(one["side_count"] == len(one["sides"]) for one in every)
        wanted = [one["id"] for one in every if len(one["sides"]) >= 3]
        assert wanted
        assert [one["id"] for one in api.walk("/v1/conflicts?min_sides=3")] == wanted
