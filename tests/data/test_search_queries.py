"""What readers ask, and the record they mean: `tests/data/queries.jsonl` over the real dataset,
each line a question and the records of which one is to come first.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.asking import Asking, asking

QUERIES = Path(__file__).parent / "queries.jsonl"
LEAST_FIRST, LEAST_MEAN = 0.9, 0.94


@pytest.fixture
def api(seeded_sqlite_url: str) -> Iterator[Asking]:
    """The real dataset on SQLite."""
    with asking(seeded_sqlite_url) as found:
        yield found


def asked(api: Asking, q: str, more: str = "") -> Any:
    answer = api.get(f"/v1/search?limit=20&q={quote(q)}{more}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def queries() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUERIES.read_text().splitlines()]


def test_the_first_hit_is_what_a_reader_means(api: Asking) -> None:
    ranks: dict[str, int] = {}
    for query in queries():
        ids = [item["id"] for item in asked(api, query["q"])["items"]]
        assert set(query["first"]) & set(ids), query["q"]
        ranks[query["q"]] = next(place for place, one in enumerate(ids, 1) if one in query["first"])
    mean = sum(1 / rank for rank in ranks.values()) / len(ranks)
    later = {q: rank for q, rank in ranks.items() if rank > 1}
    print(  # noqa: T201  (pytest -rP shows it)
        f"{len(ranks)} queries, mean reciprocal rank {mean:.3f}, not first: {later}"
    )
    assert len(ranks) - len(later) >= LEAST_FIRST * len(ranks), later
    assert mean >= LEAST_MEAN, later


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("Japan pledge", "us-japan-investment"),
        ("how much did Japan pledge?", "us-japan-investment"),
        ("South Korea pledge", "us-korea-investment"),
        ("how much has South Korea pledged", "us-korea-investment"),
    ],
)
def test_the_headline_deals_come_first_for_their_names(api: Asking, q: str, first: str) -> None:
    assert asked(api, q)["items"][0]["id"] == first


@pytest.mark.parametrize(
    ("q", "other"),
    [("exporters", "exporter"), ("contenders", "contender"), ("MOU", "mou"), ("CO2", "CO₂")],
)
def test_forms_of_a_word_find_the_same(api: Asking, q: str, other: str) -> None:
    here, there = ({item["id"] for item in asked(api, one)["items"]} for one in (q, other))
    assert here
    assert here <= there


def test_where_no_record_has_every_word_those_with_most_answer_marked(api: Asking) -> None:
    answer = asked(api, "ohio xyzzy capacity gas")
    assert answer["items"][0]["id"] == "ohio-gas-power-plant"
    assert all(item["partial"] for item in answer["items"])
    assert [one for one in answer["meta"]["warnings"] if one.startswith("partial: ")]
    whole = asked(api, "ohio gas")
    assert not any(item["partial"] for item in whole["items"])
    assert not [one for one in whole["meta"]["warnings"] if one.startswith("partial")]
    assert asked(api, "xyzzy")["items"] == []
    assert api.get("/v1/projects?q=ohio%20xyzzy").json()["items"] == []


def test_pages_of_partial_hits_go_on_to_the_last(api: Asking) -> None:
    whole = [item["id"] for item in asked(api, "korea xyzzy")["items"]]
    answer = api.get("/v1/search?q=korea%20xyzzy&limit=7").json()
    seen = [item["id"] for item in answer["items"]]
    while answer["links"]["next"]:
        address = answer["links"]["next"]
        answer = api.get(address).json()
        assert all(item["partial"] for item in answer["items"])
        seen += [item["id"] for item in answer["items"]]
    assert len(seen) == answer["page"]["total"]
    assert seen[: len(whole)] == whole


def test_both_databases_give_the_same_bytes(api: Asking, seeded_postgres_url: str) -> None:
    with asking(seeded_postgres_url) as postgres_api:
        for query in queries():
            address = f"/v1/search?q={quote(query['q'])}"
            assert api.get(address).content == postgres_api.get(address).content, query["q"]
