"""What the page of known gaps says of the data is so: what stays disputed, what has no amount, no
country, no share.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.asking import Asking, asking

PAGE = (Path(__file__).parents[2] / "docs" / "known-gaps.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def api(seeded_sqlite_url: str) -> Iterator[Asking]:
    with asking(seeded_sqlite_url) as asked:
        yield asked


def items(api: Asking, request: str) -> list[dict[str, Any]]:
    answer = api.get(f"/v1/{request}").json()
    assert len(answer["items"]) == answer["page"]["total"]
    found: list[dict[str, Any]] = answer["items"]
    return found


def test_it_names_each_disputed_field_and_no_other(api: Asking) -> None:
    _, _, section = PAGE.partition("## What stays disputed")
    section, _, _ = section.partition("\n## ")
    named, waiting = set(), []
    for code in re.findall(r"`([^`]+)`", section):
        if "/" in code:
            waiting.append(code)
        else:
            named |= {(record, code) for record in waiting}
            waiting = []
    disputed = {
        (f"{one['subject_type']}/{one['subject_id']}", one["field"])
        for one in items(api, "conflicts?disputed=true&limit=200")
    }
    assert named == disputed


def test_two_projects_of_nineteen_have_an_amount_and_both_in_won(api: Asking) -> None:
    projects = items(api, "projects?limit=100")
    priced = [one for one in projects if one["amount"] is not None]
    assert (len(projects), len(priced)) == (19, 2)
    assert [one["currency"] for one in priced] == ["KRW", "KRW"]
    assert sum(one["amount_usd"] is not None for one in priced) == 1
    assert "two of nineteen projects have an amount" in PAGE


def test_no_document_is_a_primary_source_and_no_reference_leads_anywhere(api: Asking) -> None:
    documents = items(api, "documents")
    assert "official" not in {one["kind"] for one in documents}
    references = [reference for one in documents for reference in one["references"]]
    assert len(references) == 12
    assert not any(one["resolvable"] for one in references)


def test_no_share_is_stated(api: Asking) -> None:
    for name in ("agreements", "commitments", "tranches", "projects", "events"):
        for one in items(api, f"{name}?limit=200"):
            assert all(party["share_percent"] is None for party in one["parties"])


def test_of_more_than_half_of_the_firms_the_country_is_not_told(api: Asking) -> None:
    firms = items(api, "companies?limit=100")
    assert sum(one["country"] is None for one in firms) > len(firms) / 2
    assert 0.4 < sum(one["kind"] is None for one in firms) / len(firms) < 0.6


def test_no_tariff_says_from_when_it_applied(api: Asking) -> None:
    tariffs = items(api, "tariffs")
    assert {one["effective_on"] for one in tariffs} == {None}
    cars = {one["id"]: one for one in items(api, "tariffs?as_of=2025-10-31")}
    for name in ("japan-automobiles", "korea-automobiles"):
        assert cars[name]["rate_percent"] == 25
        assert cars[name]["field_status"]["rate_percent"] == "inferred"


def test_only_three_instruments_are_told_not_to_bind_and_none_to_bind(api: Asking) -> None:
    binding = [one["binding"] for one in items(api, "agreements?limit=100")]
    assert (binding.count(True), binding.count(False)) == (0, 3)
