"""`include=selectors` says where the words of a claim stand, as the W3C Web Annotation Data Model
does; whoever follows the selectors through the documents finds the words.
"""

from pathlib import Path

import pytest

from tests.asking import Asking, asking


def _blanks(text: str) -> str:
    """Without what stands between words."""
    return "".join(text.split())


def test_every_selector_selects_the_quote(seeded_sqlite_url: str, documents_dir: Path) -> None:
    with asking(seeded_sqlite_url) as api:
        files = {one["id"]: one["file_name"] for one in api.walk("/v1/documents")}
        claims = list(api.walk("/v1/claims?limit=500&include=selectors"))
    texts = {name: (documents_dir / file).read_bytes().decode() for name, file in files.items()}
    assert len(claims) > 2000
    for claim in claims:
        quote, place = claim["selectors"]
        assert claim["selectors_total"] == 2
        assert quote["type"] == "TextQuoteSelector"
        whole = quote.get("prefix", ""), quote["exact"], quote.get("suffix", "")
        text = texts[claim["document_id"]]
        assert quote["exact"] in text
        assert place["type"] == "FragmentSelector"
        assert place["conformsTo"] == "http://tools.ietf.org/rfc/rfc5147"
        first, last = map(int, place["value"].removeprefix("line=").split(","))
        (line,) = text.split("\n")[first:last]
        position = place["refinedBy"]
        assert position["type"] == "TextPositionSelector"
        assert line[position["start"] : position["end"]] == quote["exact"]
        assert _blanks(line[: position["start"]]).endswith(_blanks(whole[0]))
        assert _blanks(line[position["end"] :]).startswith(_blanks(whole[2]))


@pytest.mark.parametrize("address", ["/v1/claims", "/v1/projects/ohio-gas-power-plant/claims"])
def test_every_list_of_claims_takes_it(api: Asking, address: str) -> None:
    plain = api.get(address).json()["items"]
    for claim, bare in zip(
        api.get(f"{address}?include=documents,selectors").json()["items"], plain, strict=True
    ):
        assert len(claim["selectors"]) == claim["selectors_total"] == 2
        assert len(claim["documents"]) == 1
        assert bare == {key: claim[key] for key in bare}


def test_one_claim_takes_it(api: Asking, postgres_api: Asking) -> None:
    claim_id = api.get("/v1/claims?limit=1").json()["items"][0]["id"]
    address = f"/v1/claims/{claim_id}?include=selectors"
    item = api.get(address).json()["item"]
    assert [one["type"] for one in item["selectors"]] == ["TextQuoteSelector", "FragmentSelector"]
    assert postgres_api.get(address).content == api.get(address).content


@pytest.mark.parametrize("address", ["/v1/claims.csv", "/v1/projects", "/v1/claims.jsonl"])
def test_only_claims_as_json_take_it(api: Asking, address: str) -> None:
    answer = api.get(f"{address}?include=selectors")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unknown_include"


def test_search_includes_it_too(api: Asking) -> None:
    items = api.get("/v1/claims?q=ohio&include=selectors").json()["items"]
    assert items
    assert all(one["selectors"] for one in items)
