"""Claims are stored once: numbered in the order of their ids, shown as the view `claims`, and gone
with every served row when the schema steps.
"""

import json
from typing import Any

import pytest
from alembic import command

from api.base.database import Target, parse_target
from api.collections.served import FOREVER
from api.publish.publish import publish, standing_release, stored_hash
from api.publish.resolve.public_values import public_keys
from api.publish.store.migrate import alembic_config
from api.publish.store.writer import stored_rows
from tests.unit.publish.seeds import SeedFolder, claim, judged


@pytest.fixture
def published(seed: SeedFolder, database_url: str) -> Target:
    seed.deal()
    seed.record(
        "agreements",
        "other",
        claim("kind", value="memorandum"),
        claim("amount", number=5_000_000_000, unit="USD"),
    )
    judged_kind = judged(claim("kind", "late", value="memorandum"), "prefer", "more_precise")
    judged_kind["judgement"] |= {"because": ["late", "middle"], "over": ["framework", True, 7.0]}
    seed.record(
        "agreements",
        "third",
        claim("kind", value="framework", scope="feasible"),
        judged_kind,
    )
    target = parse_target(database_url)
    publish(target, seed.folder)
    return target


def served(target: Target) -> list[tuple[Any, ...]]:
    return list(
        stored_rows(
            target,
            "claims_versions",
            ("place", "id", "valid_from", "valid_to", "body"),
            ("id", "valid_from"),
        )
    )


def as_shown(value: Any) -> Any:
    """A column of the view; lists stand there as JSON."""
    return json.loads(value) if isinstance(value, str) and value.startswith("[") else value


def test_places_follow_the_ids_and_then_the_days(published: Target) -> None:
    assert [row[0] for row in served(published)] == list(range(1, len(served(published)) + 1))


def test_the_view_shows_each_claim_as_it_is_served_today(published: Target) -> None:
    keys = public_keys("claims")
    shown = list(stored_rows(published, "claims", keys, ("id",)))
    assert [[as_shown(value) for value in row] for row in shown] == [
        list(json.loads(row[4]).values()) for row in served(published) if row[3] == FOREVER
    ]
    assert {type(row[keys.index("value_number")]) for row in shown} == {float, type(None)}
    assert {type(row[keys.index("line")]) for row in shown} == {int}


def test_a_claim_shows_its_scope_and_what_a_judgement_rests_on(published: Target) -> None:
    claims = [json.loads(row[4]) for row in served(published)]
    shown = [
        (one["value"], one["scope"], one["rank"], one["rank_because"], one["rank_over"])
        for one in claims
        if one["subject_id"] == "third"
    ]
    because, over = ["late", "middle"], ["framework", "true", "7"]
    assert sorted(shown) == [
        ("framework", "feasible", "accepted", [], []),  # until the other document is known
        ("framework", "feasible", "rival", because, over),
        ("memorandum", None, "accepted", because, over),
    ]


def test_the_register_of_ids_leaves_claims_to_their_own_table(published: Target) -> None:
    assert "claims" not in {
        row[0] for row in stored_rows(published, "records", ("collection",), ("collection", "id"))
    }


def test_the_hash_made_while_writing_is_that_of_what_is_stored(published: Target) -> None:
    standing = standing_release(published)
    assert standing is not None
    assert stored_hash(published) == standing.rows_hash


def test_a_step_of_the_schema_leaves_no_release_and_the_next_seed_makes_it_whole(
    published: Target, seed: SeedFolder
) -> None:
    before = standing_release(published)
    command.downgrade(alembic_config(published), "0002")
    assert standing_release(published) is None
    made = publish(published, seed.folder)
    assert made.changed
    assert standing_release(published) == before
