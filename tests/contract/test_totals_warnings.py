"""What an answer of totals warns of: bases that overlap, and sums of nothing."""

from tests.contract.totals_asked import Ask, Money, excluded_for


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
    assert said("basis=disbursed") == (
        "Nothing counts for disbursed: this 0 is no amount that a document states."
    )
    assert said("").startswith(
        "Nothing counts for packaged, announced, committed, disbursed, purchase and 1 more: "
    )
    release = api.get("/v1/totals").json()["meta"]["release"]
    assert said(f"basis=disbursed&release={release}") == ""
    header = api.get("/v1/totals.csv?basis=disbursed").headers["x-data-warnings"]
    assert "nothing_counted" in header


def test_an_empty_sum_is_named_by_basis_and_group(money: Money, published: Ask) -> None:
    """Of what is stated and not counted, `excluded` has the reason."""
    money.carry("agreements", "head", 550, basis="pledged", kind="headline_deal")
    money.project("away", 5, agreement_id="head", not_counted=excluded_for("other_direction"))
    answer = published().get("/v1/totals?group_by=agreement").json()
    counted = {(row["basis"], row["group"]): row["counted_count"] for row in answer["items"]}
    assert counted == {("pledged", "head"): 1, ("announced", "head"): 0}
    (said,) = (one for one in answer["meta"]["warnings"] if one["code"] == "nothing_counted")
    assert said["message"] == (
        "Nothing counts for announced of head: this 0 is no amount that a document states. "
        "`excluded` says of each record why it does not count."
    )
