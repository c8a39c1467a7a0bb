"""What the documents mention and what became of it, over the real dataset; with the documents at
hand, that nothing is missing.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.base.search_words import words_of
from api.publish.prove.coverage import Proof, leftovers
from api.publish.prove.verify import read_documents
from api.publish.seed.mentions import mentions
from tests.asking import Asking, asking

DOCUMENTS = (
    "asia-trip-preview",
    "frameworks-explainer",
    "korea-mission-digest",
    "second-panel-meeting",
    "strategic-concessions",
)
SEED = Path("seed")


@pytest.fixture
def api(seeded_sqlite_url: str) -> Iterator[Asking]:
    """The real dataset on SQLite."""
    with asking(seeded_sqlite_url) as found:
        yield found


def mentioned(api: Asking, document: str) -> list[dict[str, Any]]:
    answer = api.get(f"/v1/documents/{document}/coverage")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_mention_is_cited_or_has_a_reason(api: Asking, document: str) -> None:
    items = mentioned(api, document)
    assert items
    for item in items:
        assert item["cited"] == bool(item["claim_ids"]) == (item["reason"] is None)
        assert 0 < item["first_line"] <= item["last_line"]
        assert len(item["text"].split()) <= 8
    cited = {one for item in items for one in item["claim_ids"]}
    there = {one["id"] for one in api.walk(f"/v1/claims?document_id={document}&limit=500")}
    assert cited <= there


@pytest.mark.parametrize(
    ("q", "document", "reason"),
    [
        ("Nvidia", "second-panel-meeting", "Sidebar"),
        ("Kevin Warsh", "second-panel-meeting", "Sidebar"),
        ("[1]", "korea-mission-digest", "cannot be resolved"),
        ("[7]", "korea-mission-digest", "cannot be resolved"),
    ],
)
def test_search_finds_what_was_left_out_and_says_why(
    api: Asking, q: str, document: str, reason: str
) -> None:
    items = api.get("/v1/search?q=" + q.replace("[", "%5B").replace("]", "%5D")).json()["items"]
    assert [item["id"] for item in items] == [document]
    assert items[0]["matched_in"] == "left_out"
    assert reason in items[0]["note"]
    asked = set(words_of(q))
    left_out = [one for one in mentioned(api, document) if asked & set(words_of(one["text"]))]
    assert any(not one["cited"] and reason in one["reason"] for one in left_out)


def test_what_claims_cite_has_no_note(api: Asking) -> None:
    items = api.get("/v1/search?q=Lutnick&limit=100").json()["items"]
    assert items[0]["note"] is None
    assert items[0]["matched_in"] == "name"


def test_no_document_and_no_coverage_are_told_apart(api: Asking) -> None:
    missing = api.get("/v1/documents/nothing/coverage")
    assert missing.status_code == 404
    older = api.get("/v1/documents/second-panel-meeting/coverage?release=2026-11-21")
    assert older.status_code == 404
    assert "2026-11-21" in older.json()["detail"]
    early = api.get("/v1/documents/korea-mission-digest/coverage?as_of=2025-10-31")
    assert early.json()["code"] == "not_yet_known"


def test_both_databases_give_the_same_coverage(api: Asking, seeded_postgres_url: str) -> None:
    with asking(seeded_postgres_url) as postgres_api:
        for document in DOCUMENTS:
            address = f"/v1/documents/{document}/coverage"
            assert api.get(address).content == postgres_api.get(address).content
        for q in ("Nvidia", "Kevin Warsh"):
            address = f"/v1/search?q={q}"
            assert api.get(address).content == postgres_api.get(address).content


def test_names_of_several_words_are_one_mention() -> None:
    found = mentions("Nvidia CEO Jensen\u202fHuang spoke on Jan. 6, 2025, of 119,000 jobs.")
    assert [(one.kind, one.text) for one in found] == [
        ("name", "Nvidia CEO Jensen Huang"),
        ("date", "Jan"),
        ("figure", "6"),
        ("figure", "2025"),
        ("figure", "119,000"),
    ]


def test_nothing_a_document_mentions_is_missing(api: Asking, documents_dir: Path) -> None:
    lines = read_documents(SEED, documents_dir, Proof())
    left, _, faults = leftovers(SEED, lines)
    assert (left, faults) == ([], [])
    for document, text in lines.items():
        texts = [one["text"].strip("[]").replace("][", " ") for one in mentioned(api, document)]
        served = {word for one in texts for word in words_of(one)}
        names = (one for line in text for one in mentions(line) if one.kind == "figure")
        figures = {word for one in names for word in words_of(one.text)}
        # `20250` is the year of a byline and the number of its comments.
        missing = {one for one in figures if not any(one.startswith(word) for word in served)}
        assert missing == set(), document
