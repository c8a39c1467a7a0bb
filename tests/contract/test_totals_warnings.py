"""What an answer of totals warns of: bases that overlap, and sums of nothing."""

from tests.contract.totals_asked import Ask, Money


def test_every_totals_answer_warns_of_adding_bases(money: Money, published: Ask) -> None:
    api = published()
    for query in ("", "?basis=pledged", "?group_by=sector"):
        said = {
            one["code"]: one["message"]
            for one in api.get(f"/v1/totals{query}").json()["meta"]["warnings"]
        }
        assert "never add rows of two bases" in said["bases_overlap"]


def test_a_sum_of_nothing_is_told_as_not_stated(money: Money, published: Ask) -> None:
    money.carry("agreements", "head", 550, basis="pledged", kind="headline_deal")
    api = published()

    def said(query: str) -> str:
        answer = api.get(f"/v1/totals?{query}").json()
        found = {one["code"]: one["message"] for one in answer["meta"]["warnings"]}
        return str(found.get("nothing_counted", ""))

    assert said("basis=pledged") == ""
    assert said("basis=disbursed").startswith(
        "No document states an amount that counts for disbursed: 0 means that none is stated"
    )
    assert "counts for packaged, announced" in said("")
    release = api.get("/v1/totals").json()["meta"]["release"]
    assert said(f"basis=disbursed&release={release}") == ""
    header = api.get("/v1/totals.csv?basis=disbursed").headers["x-data-warnings"]
    assert "nothing_counted" in header
