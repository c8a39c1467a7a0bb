"""Nothing is counted twice: what parts and wholes add to a total, on every day, told through the
API by small seeds in billions of U.S. dollars.
"""

from typing import Any

import pytest

from api.base.database import parse_target
from api.base.errors import BuildFaults
from api.publish.publish import check_seed, publish
from tests.asking import asking
from tests.contract.totals_asked import Ask, Money, added, excluded_for, reasons, totals
from tests.unit.publish.seeds import claim

ANNOUNCED, PACKAGED = "basis=announced", "basis=packaged"


def test_parts_are_counted_from_the_day_they_are_known(money: Money, published: Ask) -> None:
    money.tranche("first", 36)
    for name in ("plant", "mill", "mine"):
        money.project(name, None, tranche_id="first")
    money.project("plant", 33, since="late", tranche_id="first")
    money.project("mill", 2.1, since="middle", tranche_id="first")
    api = published()
    assert totals(api, ANNOUNCED) == {None: (36, 35.1, 0.9)}
    assert totals(api, f"{ANNOUNCED}&as_of=2025-12-24") == {None: (36, 2.1, 33.9)}
    assert totals(api, f"{ANNOUNCED}&as_of=2025-10-26") == {None: (36, 0, 36)}
    assert added(api, "tranches", "first") == 0.9
    assert added(api, "tranches", "first", "2025-12-24") == 33.9
    assert added(api, "tranches", "first", "2025-10-26") == 36
    assert reasons(api, ANNOUNCED) == {"mine": "no_amount"}


def test_what_parts_add_changes_no_day_of_the_whole(money: Money, published: Ask) -> None:
    """No document changed the tranche: the day it changed on stays, and no change is listed."""
    money.tranche("first", 36)
    money.project("plant", 33, since="late", tranche_id="first")
    api = published()
    assert api.get("/v1/tranches/first").json()["item"]["changed_on"] == "2025-10-26"
    assert [one["subject_id"] for one in api.walk("/v1/changes?subject_id=first")] == ["first"]


def test_a_second_tranche_stands_beside_the_first(money: Money, published: Ask) -> None:
    money.tranche("first", 36)
    money.tranche("second", 40, since="late")
    money.project("plant", 33, tranche_id="first")
    money.project("yard", 40, since="late", tranche_id="second")
    api = published()
    assert totals(api, ANNOUNCED) == {None: (76, 73, 3)}
    assert totals(api, f"{ANNOUNCED}&as_of=2025-12-24") == {None: (36, 33, 3)}
    assert (added(api, "tranches", "second"), added(api, "projects", "yard")) == (0, 40)


def test_three_levels(money: Money, published: Ask) -> None:
    """Agreement, package, sub-package and project, one of them without amount."""
    money.carry("agreements", "b-deal", 500, basis="packaged", kind="framework")
    money.package("all", 490, agreement_id="b-deal")
    money.package("energy", 332, agreement_id="b-deal", parent_id="all")
    money.project("plant", 100, agreement_id="b-deal", basis="packaged", commitment_id="energy")
    money.package("ports", None, agreement_id="b-deal", parent_id="all")
    money.project("port", 50, agreement_id="b-deal", basis="packaged", commitment_id="ports")
    api = published()
    assert totals(api, PACKAGED) == {None: (500, 490, 10)}
    adds = [
        added(api, *one)
        for one in (
            ("agreements", "b-deal"),
            ("commitments", "all"),
            ("commitments", "energy"),
            ("projects", "plant"),
            ("projects", "port"),
        )
    ]
    assert adds == [10, 108, 232, 100, 50]
    assert reasons(api, PACKAGED) == {"ports": "no_amount"}


def test_parts_that_state_no_one_amount_in_dollars_reduce_nothing(
    money: Money, published: Ask
) -> None:
    money.tranche("first", 36)
    money.project("won", 10_000, unit="KRW", tranche_id="first")
    spread: dict[str, Any] = {
        "min": 1_000_000_000,
        "max": 2_000_000_000,
        "unit": "USD",
        "quote": "$1 billion to $2 billion",
    }
    money.project("spread", None, tranche_id="first", claims=(claim("amount", **spread),))
    rival = (
        claim("amount", number=2_000_000_000, unit="USD"),
        claim("amount", number=3_000_000_000, unit="USD"),
    )
    money.project("rival", None, tranche_id="first", claims=rival)
    money.project("away", 5, tranche_id="first", not_counted=excluded_for("other_direction"))
    api = published()
    assert totals(api, ANNOUNCED) == {None: (36, 0, 36)}
    assert reasons(api, ANNOUNCED) == {
        "won": "no_usd_amount",
        "spread": "range",
        "rival": "disputed",
        "away": "other_direction",
    }


@pytest.mark.parametrize("reason", ["same_money", "not_a_total"])
def test_an_excluded_whole_frees_its_parts(money: Money, published: Ask, reason: str) -> None:
    money.package("all", 490, not_counted=excluded_for(reason))
    money.package("energy", 332, parent_id="all")
    money.package("chips", 75, parent_id="all")
    api = published()
    assert totals(api, PACKAGED) == {None: (407, 407, 0)}
    assert reasons(api, PACKAGED) == {"all": reason}


def test_an_excluded_whole_within_a_whole_leaves_its_parts_to_that(
    money: Money, published: Ask
) -> None:
    money.package("all", 490)
    money.package("energy", 400, parent_id="all", not_counted=excluded_for("not_a_total"))
    money.project("plant", 100, basis="packaged", commitment_id="energy")
    assert totals(published(), PACKAGED) == {None: (490, 100, 390)}


def test_money_that_flows_the_other_way_takes_its_parts_along(money: Money, published: Ask) -> None:
    money.package("all", 490, not_counted=excluded_for("other_direction"))
    money.package("energy", 332, parent_id="all")
    money.project("plant", 10, commitment_id="energy")
    api = published()
    assert totals(api, PACKAGED) == {None: (0, 0, 0)}
    assert reasons(api, PACKAGED) == {"all": "other_direction", "energy": "other_direction"}
    assert reasons(api, ANNOUNCED) == {"plant": "other_direction"}


def test_an_editor_excludes_nothing_before_the_documents_that_say_why(
    money: Money, published: Ask
) -> None:
    why = {**excluded_for("same_money"), "because": ["early", "late"]}
    money.package("all", 490, not_counted=why)
    money.package("energy", 332, parent_id="all")
    api = published()
    assert totals(api, f"{PACKAGED}&as_of=2025-12-24") == {None: (490, 332, 158)}
    assert totals(api, PACKAGED) == {None: (332, 332, 0)}
    assert added(api, "commitments", "all", "2025-12-24") == 158
    assert added(api, "commitments", "all") is None


def test_groups_by_sector_and_state_add_up_to_the_whole(money: Money, published: Ask) -> None:
    """What parts leave belongs to the whole's own group; a whole without one is not split."""
    money.tranche("first", 36)
    money.project(
        "plant", 33, tranche_id="first", sector="energy", subdivision="US-OH", country="US"
    )
    money.project("mine", 2.1, tranche_id="first", sector="critical_minerals", country="US")
    api = published()
    assert totals(api, f"{ANNOUNCED}&group_by=sector") == {
        "energy": (33, 33, 0),
        "critical_minerals": (2.1, 2.1, 0),
        "not_split": (0.9, 0, 0.9),
    }
    assert totals(api, f"{ANNOUNCED}&group_by=subdivision") == {
        "US-OH": (33, 33, 0),
        "not_split": (3, 2.1, 0.9),
    }
    rows = api.get(f"/v1/totals?{ANNOUNCED}&group_by=subdivision").json()["items"]
    assert [one["group"] for one in rows] == ["US-OH", "not_split"]


def test_a_part_elsewhere_leaves_its_package_what_remains(money: Money, published: Ask) -> None:
    money.package("all", 100, host_country="US")
    money.project("yard", 30, basis="packaged", commitment_id="all", country="KR")
    assert totals(published(), f"{PACKAGED}&group_by=country") == {
        "KR": (30, 30, 0),
        "US": (70, 0, 70),
    }


def test_two_values_in_the_grouped_field_are_not_split(money: Money, published: Ask) -> None:
    one, two = (
        tuple(claim("sectors", value=value) for value in names)
        for names in (("energy",), ("energy", "metals"))
    )
    for name, claims in (("one", one), ("two", two)):
        money.carry("agreements", name, 10, basis="committed", kind="framework", claims=claims)
    across = (claim("announced_on", value="2025-12/2026-01"),)
    money.project("across", 5, claims=across)
    money.project("within", 4, claims=(claim("announced_on", value="2025-11/2025-12"),))
    api = published()
    assert totals(api, "basis=committed&group_by=sector") == {
        "energy": (10, 10, 0),
        "not_split": (10, 10, 0),
    }
    assert totals(api, f"{ANNOUNCED}&group_by=year") == {
        "2025": (4, 4, 0),
        "not_split": (5, 5, 0),
    }


def test_a_part_that_names_no_agreement_stands_under_that_of_its_whole(
    money: Money, published: Ask
) -> None:
    money.tranche("first", 36)
    money.carry("projects", "plant", 33, tranche_id="first")
    api = published()
    assert totals(api, f"{ANNOUNCED}&agreement_id=a-deal") == {None: (36, 33, 3)}
    assert totals(api, f"{ANNOUNCED}&group_by=agreement") == {"a-deal": (36, 33, 3)}


def test_two_wholes_of_one_part_are_a_fault(money: Money) -> None:
    money.tranche("first", 36)
    money.package("all", 40, basis="announced")
    money.project("plant", 33, tranche_id="first", commitment_id="all")
    with pytest.raises(BuildFaults) as raised:
        check_seed(money.folder)
    (fault,) = raised.value.faults
    assert (fault.file, fault.code) == ("seed/projects/plant.yaml", "two_wholes")
    assert "commitments/all and tranches/first" in fault.message


def test_a_whole_above_a_whole_is_no_second_one(money: Money, published: Ask) -> None:
    """The agreement lies above the tranche: the project is a part of the tranche alone."""
    money.carry("agreements", "b-deal", 50, kind="framework")
    money.tranche("first", 36, agreement_id="b-deal")
    money.project("plant", 33, agreement_id="b-deal", tranche_id="first")
    assert totals(published(), ANNOUNCED) == {None: (50, 36, 14)}


def test_records_without_amount_are_told_under_the_basis_of_their_kind(
    money: Money, published: Ask
) -> None:
    money.carry("agreements", "head", None, kind="headline_deal")
    money.tranche("second", None)
    for kind in ("package", "pipeline", "purchase", "cooperation"):
        money.package(f"a-{kind}", None, kind=kind)
    money.package("all", 490)
    money.project("plant", None, commitment_id="all")
    money.project("alone", None)
    api = published()
    found = {
        total["basis"]: {one["subject_id"]: one["reason"] for one in total["excluded"]}
        for total in api.get("/v1/totals").json()["items"]
    }
    none = "no_amount"
    assert {basis: names for basis, names in found.items() if names} == {
        "pledged": {"head": none},
        "packaged": {"a-package": none, "plant": none},
        "announced": {"second": none},
        "purchase": {"a-purchase": none},
        "pipeline": {"a-pipeline": none},
    }


def test_a_candidate_without_amount_is_no_part_of_the_pledge(money: Money, published: Ask) -> None:
    money.carry("agreements", "head", 550, basis="pledged", kind="headline_deal")
    money.project("maybe", None, agreement_id="head", relation="candidate")
    api = published()
    assert totals(api, "basis=pledged") == {None: (550, 550, 0)}
    assert reasons(api, "basis=pledged") == {}


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


def test_both_databases_count_alike(money: Money, published: Ask, postgres_url: str) -> None:
    money.package("all", 100, host_country="US")
    money.project("yard", 30, basis="packaged", since="late", commitment_id="all", country="KR")
    money.tranche("first", 36)
    money.project("plant", 40, since="middle", tranche_id="first", sector="energy")
    first = published()
    publish(parse_target(postgres_url), money.folder)
    with asking(postgres_url) as second:
        for group in ("", "&group_by=sector", "&group_by=country", "&group_by=agreement"):
            for day in ("2025-10-26", "2025-12-24", "2026-02-28"):
                for deal in ("", "&agreement_id=a-deal"):
                    query = f"/v1/totals?as_of={day}{group}{deal}"
                    answer = first.get(query)
                    assert answer.status_code == 200
                    assert answer.content == second.get(query).content, query
