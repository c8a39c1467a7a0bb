"""What a record can be found by, and the index made of it: the same documents, order and words on
both databases.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.base.database import Target, parse_target
from api.collections import RECORDS, SEARCHED
from api.collections.codelists import CODELISTS
from api.collections.served import FOREVER
from api.publish.publish import publish
from api.publish.resolve.public_values import public_keys
from api.publish.resolve.versions import Version
from api.publish.rows.search_index import STAGING_COLUMNS
from api.publish.rows.search_rows import search_rows
from api.publish.rows.search_vocabulary import Vocabulary
from api.publish.store.writer import stored_rows
from tests.unit.publish.seeds import DAYS, SeedFolder, claim

DOCUMENTS = ("position", "collection", "id", "valid_from", "valid_to", "name", "summary", "aliases")


def row(collection: str, **values: Any) -> dict[str, Any]:
    item: dict[str, Any] = {**dict.fromkeys(public_keys(collection)), "id": "an-id", **values}
    return dict(
        zip(
            STAGING_COLUMNS,
            search_rows(collection, [Version(DAYS["early"], FOREVER, item)], CODELISTS)[0],
            strict=True,
        )
    )


def tokens(collection: str, **values: Any) -> set[str]:
    found = row(collection, **values)
    assert not [word for word in found["words"].split() if word[1].isnumeric()]
    return set(found["words"].split()) | set(found["exact"].split())


def test_each_word_stands_in_its_best_place_only() -> None:
    found = tokens(
        "projects",
        name="Ohio gas",
        summary="Gas for Ohio and Texas",
        sector="energy",
        subdivision="US-TX",
    )
    assert {"nohio", "ngas", "stexas", "renergy"} <= found
    assert not {"sohio", "sgas", "rohio", "rtexas"} & found


def test_names_aliases_and_id_are_known_as_wholes_and_by_their_beginning() -> None:
    found = tokens("companies", id="korea-zinc", name="Korea Zinc", aliases=["KZ Holdings 9"])
    assert {"wkoreazinc", "jkoreazinc", "fkorea", "wkzholdings9", "jkzholdings", "fkz"} <= found
    assert "jholdings9" not in found


def test_labels_parties_products_and_amounts_are_found() -> None:
    party = {
        "party_type": "companies",
        "party_id": "acme",
        "name": "Acmé Works",
        "role": "developer",
        "product": "turbines",
        "office": None,
    }
    found = tokens(
        "projects",
        agreement_id="us-japan-investment",
        sector="critical_minerals",
        country="US",
        amount=1_250_000_000,
        currency="USD",
        capacity_value=9.2,
        capacity_unit="GW",
        parties=[party],
        outputs=[{"product": "ammonia"}],
        previous_ids=["old-plant"],
    )
    words = (
        "japan",
        "critical",
        "minerals",
        "united",
        "states",
        "us",
        "1250000000",
        "1",
        "25",
        "125",
        "billion",
        "usd",
        "9",
        "2",
        "92",
        "gw",
    )
    assert {
        f"r{word}"
        for word in (*words, "acme", "works", "turbines", "ammonia", "developer", "old", "plant")
    } <= found


def test_bookkeeping_is_not_found() -> None:
    found = tokens(
        "documents",
        title="A title",
        sha256="f" * 64,
        file_name="000_f.txt",
        url="https://example.org/page",
        known_from="2025-10-26",
    )
    assert not [
        token for token in found if "ffff" in token or "example" in token or "2025" in token
    ]


def test_rows_of_every_collection_can_be_made() -> None:
    for resource in RECORDS:
        assert row(resource.name, name="A name")["collection"] == resource.name


def test_the_vocabulary_has_words_but_no_numbers() -> None:
    vocabulary = Vocabulary()
    vocabulary.add(
        search_rows(
            "companies",
            [
                Version(
                    DAYS["early"], FOREVER, {"id": "korea-9", "name": "Korea 9", "summary": "Zinc"}
                )
            ],
            CODELISTS,
        )
    )
    rows = [(table, row) for table, rows in vocabulary.rows() for row in rows]
    assert [word for table, (word, *_) in rows if table == "search_words"] == ["korea", "zinc"]
    assert {word for table, (_, *rest) in rows if table == "search_spellings" for word in rest} == {
        "korea"
    }


@pytest.fixture
def published(seed: SeedFolder, database_url: str) -> Target:
    seed.deal()
    seed.record(
        "agreements",
        "headline",
        claim("kind", value="headline_deal"),
        claim("amount", number=5, unit="USD"),
    )
    seed.record("agreements", "zero", claim("kind", value="memorandum"))
    target = parse_target(database_url)
    publish(target, seed.folder)
    return target


def documents(target: Target) -> list[dict[str, Any]]:
    return [
        dict(zip(DOCUMENTS, found, strict=True))
        for found in stored_rows(target, "search_documents", DOCUMENTS, ("position",))
    ]


def matching(target: Target, token: str) -> list[int]:
    """Positions of the index that have a token."""
    if target.is_sqlite:
        with sqlite3.connect(target.file) as database:
            return [
                found
                for (found,) in database.execute(
                    "SELECT rowid FROM search_index WHERE search_index MATCH ?", (f'"{token}"',)
                )
            ]
    with psycopg.connect(target.dsn) as pg:
        return [
            found
            for (found,) in pg.execute(
                "SELECT rowid FROM search_index WHERE words @@ %s::tsquery ORDER BY 1",
                (f"'{token}'",),
            )
        ]


def test_documents_stand_in_order_of_importance(published: Target) -> None:
    found = documents(published)
    collections = [one["collection"] for one in found]
    assert collections == sorted(collections, key=SEARCHED.index)
    assert set(collections) == {
        "agreements",
        "tranches",
        "projects",
        "companies",
        "documents",
        "releases",
    }
    # A headline deal first, then by amount.
    assert [one["id"] for one in found if one["collection"] == "agreements"] == [
        "headline",
        "a-deal",
        "a-deal",
        "a-deal",
        "zero",
    ]
    for one in found:
        assert one["position"] % 2 == (one["valid_to"] != FOREVER)
    assert [json.loads(one["aliases"]) for one in found if one["id"] == "acme"] == [
        ["Acmé"],
        ["Acmé"],
    ]


def test_ranges_are_those_of_the_documents(published: Target) -> None:
    found = documents(published)
    for collection, first, last in stored_rows(
        published, "search_ranges", ("collection", "first", "last"), ("collection",)
    ):
        positions = [one["position"] for one in found if one["collection"] == collection]
        assert (first, last) == (min(positions), max(positions))


def test_the_index_holds_each_version_under_its_position(published: Target) -> None:
    found = {one["position"]: one for one in documents(published)}
    assert {found[place]["id"] for place in matching(published, "nacme")} == {"acme"}
    signed = [found[place] for place in matching(published, "rsigned")]
    assert [(one["id"], one["valid_from"], one["valid_to"]) for one in signed] == [
        ("a-deal", DAYS["late"], FOREVER)
    ]
    assert {found[place]["id"] for place in matching(published, "sfirst")} == {"r1"}
    assert matching(published, "nnothing") == []


def test_publishing_anew_replaces_the_index(published: Target, seed: SeedFolder) -> None:
    seed.record("companies", "borealis", claim("kind", value="energy"), name="Borealis")
    (seed.folder / "companies" / "acme.yaml").unlink()
    (seed.folder / "projects" / "plant.yaml").unlink()
    publish(published, seed.folder)
    found = {one["position"]: one["id"] for one in documents(published)}
    assert [found[place] for place in matching(published, "nborealis")] == ["borealis"]
    assert matching(published, "nacme") == []


def test_a_build_that_fails_leaves_the_index_as_it_was(
    published: Target, seed: SeedFolder, tmp_path: Path
) -> None:
    before = documents(published)
    seed.record("companies", "broken", claim("kind", value="no such kind"))
    with pytest.raises(Exception, match="no such kind"):
        publish(published, seed.folder)
    assert documents(published) == before


def test_versions_of_a_record_are_each_found_by_what_they_say() -> None:
    blank: dict[str, Any] = {
        **dict.fromkeys(public_keys("projects")),
        "id": "an-id",
        "name": "Ohio gas",
    }
    said: list[dict[str, Any]] = [
        {"status": "announced"},
        {"status": "announced", "claim_count": 9},
        {"capacity_value": 9},
        {"capacity_value": 9.0},
    ]
    versions = [Version(DAYS["early"], FOREVER, {**blank, **values}) for values in said]
    together = search_rows("projects", versions, CODELISTS)
    alone = [search_rows("projects", [version], CODELISTS)[0] for version in versions]
    assert [[sorted(str(cell).split()) for cell in one] for one in together] == [
        [sorted(str(cell).split()) for cell in one] for one in alone
    ]
    assert together[0][-2:] == together[1][-2:]
    assert together[2][-1] != together[3][-1]
