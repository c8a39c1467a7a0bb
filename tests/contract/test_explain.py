"""`explain` answers why a field has its value, in JSON and as text, on both databases, on any day
and of any release.
"""

import pytest

from api.collections import ALL
from tests.asking import Asking

CLAIMED = [one.name for one in ALL if one.has_claims]
DEAL = "/v1/agreements/us-japan-investment"


def first(api: Asking, collection: str) -> str:
    return str(api.get(f"/v1/{collection}?limit=1").json()["items"][0]["id"])


def keys_of(api: Asking, schema: str) -> list[str]:
    return list(api.get("/openapi.json").json()["components"]["schemas"][schema]["properties"])


@pytest.mark.parametrize("collection", CLAIMED)
def test_without_a_field_every_one_is_explained_in_short(api: Asking, collection: str) -> None:
    record = f"/v1/{collection}/{first(api, collection)}"
    answer = api.get(f"{record}/explain")
    assert answer.status_code == 200
    body = answer.json()
    assert list(body) == ["items", "page", "links", "meta"]
    assert body["page"]["total"] == len(body["items"]) > 3
    assert body["links"]["self"] == f"{record}/explain"
    for one in body["items"]:
        assert list(one) == keys_of(api, "Explanation")
        assert one["sides"] == one["changes"] == []
        assert one["sentence"].endswith(".")
    claims = api.get(f"{record}/claims?limit=500").json()["items"]
    explained = {one["field"] for one in body["items"] if one["side_count"]}
    assert {claim["field"] for claim in claims} - {"amount_usd"} <= explained


def test_a_field_is_explained_with_every_claim_on_it(api: Asking) -> None:
    body = api.get(f"{DEAL}/explain?field=pledged_on").json()
    (one,) = body["items"]
    claims = api.get(f"{DEAL}/claims?field=pledged_on").json()["items"]
    assert {side["claim_id"] for side in one["sides"]} == {claim["id"] for claim in claims}
    by_id = {claim["id"]: claim for claim in claims}
    for side in one["sides"]:
        assert list(side) == keys_of(api, "ExplanationSide")
        claim = by_id[side["claim_id"]]
        for key in ("quote", "rank", "rank_reason", "rank_note", "attributed_to", "source_url"):
            assert side[key] == claim[key]
        document = api.get(f"/v1/documents/{claim['document_id']}").json()["item"]
        assert side["document_kind"] == document["kind"]
        assert side["known_from"] == document["known_from"]
        assert side["reason"]
    assert one["side_count"] == len(claims)
    assert one["status"] == "disputed"
    assert one["value_text"] is None


def test_several_fields_are_explained_in_the_order_asked_for(api: Asking) -> None:
    both = api.get(f"{DEAL}/explain?field=pledged_on,amount").json()
    assert [one["field"] for one in both["items"]] == ["pledged_on", "amount"]
    repeated = api.get(f"{DEAL}/explain?field=pledged_on&field=amount").json()
    assert repeated["items"] == both["items"]


def test_a_computed_field_says_what_it_comes_from(api: Asking) -> None:
    (one,) = api.get(f"{DEAL}/explain?field=pledged_on_earliest").json()["items"]
    assert one["computed_from"] == "pledged_on"
    assert one["status"] is None
    assert one["side_count"] > 1


def test_a_part_of_a_list_is_explained(api: Asking) -> None:
    claims = api.walk(f"{DEAL}/claims?limit=500")
    party = next(one["field"] for one in claims if one["field"].startswith("parties["))
    (one,) = api.ask("GET", f"{DEAL}/explain", params={"field": party}).json()["items"]
    assert one["field"] == party
    assert one["sides"]


def test_it_is_of_the_day_asked_for(api: Asking) -> None:
    days = [one["known_from"] for one in api.walk("/v1/documents")]
    for day in sorted(set(days)):
        answer = api.get(f"{DEAL}/explain?field=amount&as_of={day}")
        if answer.status_code == 404:
            continue
        body = answer.json()
        assert body["meta"]["as_of"] == day
        assert all(side["known_from"] <= day for side in body["items"][0]["sides"])
        assert all(one["day"] <= day for one in body["items"][0]["changes"])
        value = api.get(f"{DEAL}?as_of={day}").json()["item"]["amount"]
        assert (value is None) == (body["items"][0]["value_text"] is None)


def test_the_text_says_the_same_with_an_address_to_cite(api: Asking) -> None:
    answer = api.get(f"{DEAL}/explain.txt?field=amount")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    (one,) = api.get(f"{DEAL}/explain?field=amount").json()["items"]
    name = api.get(DEAL).json()["item"]["name"]
    start = f"{name}. Amount: {one['value_text']}. {one['sentence']}"
    assert answer.text.startswith(start)
    for side in one["sides"]:
        assert side["document_title"] in answer.text
    meta = api.get(DEAL).json()["meta"]
    assert f"release {meta['release']}" in answer.text
    assert answer.text.strip().split()[-1] in answer.headers["link"]
    assert f"release={meta['release']}" in answer.headers["link"]


def test_the_text_of_all_fields_has_a_line_for_each(api: Asking) -> None:
    lines = api.get(f"{DEAL}/explain.txt").text.split("\n")
    for one in api.get(f"{DEAL}/explain").json()["items"]:
        shown = one["value_text"] or ""
        assert any(
            line.startswith(f"{one['label']}: {shown}") and line.endswith(one["sentence"])
            for line in lines
        )


@pytest.mark.parametrize("suffix", ["", ".txt"])
def test_mistakes_are_named(api: Asking, suffix: str) -> None:
    answer = api.get(f"{DEAL}/explain{suffix}?field=amout&fields=x&as_of=soon")
    assert answer.status_code == 422
    assert {error["parameter"] for error in answer.json()["errors"]} == {"fields", "as_of"}
    answer = api.get(f"{DEAL}/explain{suffix}?field=amout")
    (error,) = answer.json()["errors"]
    assert (error["parameter"], error["code"]) == ("field", "unknown_value")
    assert error["suggestions"][0] == "amount"
    assert api.get(f"/v1/agreements/no-such-deal/explain{suffix}").status_code == 404
    assert api.get(f"{DEAL}/explain{suffix}?release=1999-01-01").status_code == 422


def test_nothing_after_the_sign_of_equality_is_no_field(api: Asking) -> None:
    whole = api.get(f"{DEAL}/explain").json()["items"]
    assert api.get(f"{DEAL}/explain?field=").json()["items"] == whole


def test_both_databases_explain_alike(api: Asking, postgres_api: Asking) -> None:
    for collection in CLAIMED:
        record = f"/v1/{collection}/{first(api, collection)}"
        for address in (f"{record}/explain", f"{record}/explain.txt"):
            assert postgres_api.get(address).content == api.get(address).content
    for field in ("amount", "pledged_on", "parties"):
        address = f"{DEAL}/explain?field={field}"
        assert postgres_api.get(address).content == api.get(address).content
