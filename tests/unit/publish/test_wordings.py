"""Wordings of a seed say nothing that its claims do not say."""

from typing import Any

import pytest

from api.base.errors import BuildFaults
from api.publish.check.words.claim_words import lacking_dates, lacking_figures
from api.publish.publish import check_seed
from api.publish.seed.read_seed import Seed
from api.publish.seed.related import MOST_NAMING
from tests.house.tree import ROOT
from tests.unit.publish.seeds import SeedFolder, claim


def test_figures_of_a_wording_of_ours() -> None:
    assert lacking_figures("Three projects for 36 billion", ["three plants", "$36 billion"]) == []
    assert lacking_figures("Two of them for 33 billion", ["$36 billion"]) == [
        "the figure '33 billion'"
    ]
    assert lacking_dates("In February 2026", ["Feb 17, 2026"]) == []
    assert lacking_dates("In March 2026", ["Feb 17, 2026"]) == ["the date 'March 2026'"]


@pytest.mark.parametrize("folder", ["seed", "tests/contract/seed"])
def test_every_value_of_a_seed_follows_from_its_words(folder: str) -> None:
    check_seed(ROOT / folder)
    reasons = [
        one
        for collection in Seed(ROOT / folder).collections()
        for record in Seed(ROOT / folder).records(collection)
        for one in record.data.get("claims") or ()
        if "words_reason" in one
    ]
    assert len(reasons) < 10


def faults(seed: SeedFolder) -> list[tuple[str, str]]:
    with pytest.raises(BuildFaults) as raised:
        check_seed(seed.folder)
    return [(fault.code, fault.message) for fault in raised.value.faults]


PLANT: dict[str, Any] = claim(
    "capacity_value", number=9.5, unit="GW", quote="9.2‑GW gas‑power plant"
)


def test_a_figure_that_its_quote_does_not_state_is_a_fault(seed: SeedFolder) -> None:
    seed.record("projects", "plant", PLANT)
    ((code, message),) = faults(seed)
    assert code == "not_in_quote"
    assert message == "the figure 9.5 GW is not in the quote '9.2‑GW gas‑power plant'"


def test_a_reason_makes_an_exception_where_one_is_needed(seed: SeedFolder) -> None:
    seed.record("projects", "plant", {**PLANT, "words_reason": "A caption corrects it."})
    check_seed(seed.folder)
    seed.record("projects", "plant", {**PLANT, "number": 9.2, "words_reason": "A caption."})
    assert [code for code, _ in faults(seed)] == ["needless_reason"]
    seed.record("projects", "plant", {**PLANT, "words_reason": " "})
    assert [code for code, _ in faults(seed)] == ["bad_text"]


@pytest.mark.parametrize(
    "summary",
    [
        "A plant of 9.5 gigawatts.",
        "A plant in Japan.",
        "Japan builds it.",
        "A plant by Acme, announced in March 2026.",
        "A plant that Bechtel builds.",
    ],
)
def test_a_summary_says_nothing_that_no_claim_says(seed: SeedFolder, summary: str) -> None:
    wordings = [{"text": summary, "documents": ["early"]}]
    claims = [{**PLANT, "number": 9.2}, claim("parties[acme].role", value="developer")]
    seed.record("companies", "acme", claim("aliases", value="Acme"), name="Acme")
    seed.record("projects", "plant", *claims, summaries=wordings)
    assert {code for code, _ in faults(seed)} == {"not_claimed"}


def test_a_summary_may_name_parties_codes_and_what_names_the_record(seed: SeedFolder) -> None:
    wordings = [{"text": "An American plant by Acmé.", "documents": ["early"]}]
    acme = [{"text": "Builder of the Lima plant.", "documents": ["early"]}]
    party = claim("parties[acme].role", value="developer", quote="the Lima plant")
    seed.record("companies", "acme", claim("aliases", value="Acme"), name="Acme", summaries=acme)
    seed.record("projects", "plant", party, claim("country", value="US"), summaries=wordings)
    check_seed(seed.folder)


def test_a_summary_may_state_a_date_of_what_names_the_record(seed: SeedFolder) -> None:
    acme = [{"text": "Builder of a plant announced in March 2026.", "documents": ["early"]}]
    party = claim("parties[acme].role", value="developer", quote="announced on 3 March 2026")
    seed.record("companies", "acme", claim("aliases", value="Acme"), name="Acme", summaries=acme)
    seed.record("projects", "mine", claim("parties[acme].role", value="developer"))
    assert {code for code, _ in faults(seed)} == {"not_claimed"}
    seed.record("projects", "plant", party)
    check_seed(seed.folder)


def test_of_what_very_many_records_name_nothing_is_known_for_sure(seed: SeedFolder) -> None:
    acme = [{"text": "Builder of a plant announced in March 2026.", "documents": ["early"]}]
    seed.record("companies", "acme", claim("aliases", value="Acme"), name="Acme", summaries=acme)
    for number in range(MOST_NAMING - 1):
        seed.record("projects", f"p{number}", claim("parties[acme].role", value="developer"))
    assert {code for code, _ in faults(seed)} == {"not_claimed"}
    seed.record("projects", "plant", claim("parties[acme].role", value="developer"))
    check_seed(seed.folder)


def state(day: str, quote: str = "was signed", **more: Any) -> dict[str, Any]:
    return claim("status", value="signed", quote=quote, effective_on=day, **more)


KNOWN_IN_OCTOBER = [
    ("2025-09", "was signed in September"),
    ("2025-09-04", "was signed on September 4"),
    ("2025", "was signed in late 2025"),
    ("2024-12", "was signed last December"),
    ("2025-07/2025-08", "was signed in July or August"),
    ("2025-10", "was signed"),
    ("2025-10-26", "was signed today"),
    ("2025", "was signed"),
]


@pytest.mark.parametrize(("day", "quote"), KNOWN_IN_OCTOBER)
def test_a_state_is_dated_by_its_words_or_its_document(
    seed: SeedFolder, day: str, quote: str
) -> None:
    seed.record("agreements", "a-deal", state(day, quote))
    check_seed(seed.folder)


@pytest.mark.parametrize(
    ("day", "quote"),
    [
        ("2025-08", "was signed in September"),
        ("2025-10", "was signed in September"),
        ("2025-09-05", "was signed on September 4"),
        ("2025-09-04", "was signed in September"),
        ("2025-09", "was signed in late 2025"),
        ("2024-09", "was signed in September 2025"),
        ("2019-09", "was signed in September"),
        ("2025-09", "was signed last month"),
        ("2025-10-25", "was signed"),
        ("2025-07/2025-09", "was signed in July or August"),
    ],
)
def test_a_state_dated_by_nothing_is_a_fault_unless_it_says_why(
    seed: SeedFolder, day: str, quote: str
) -> None:
    seed.record("agreements", "a-deal", state(day, quote))
    assert [code for code, _ in faults(seed)] == ["not_in_quote"]
    reason = "The day is that of the treaty itself."
    seed.record("agreements", "a-deal", state(day, quote, words_reason=reason))
    check_seed(seed.folder)


def test_a_state_is_dated_by_another_quote_of_its_document_alone(seed: SeedFolder) -> None:
    seed.record("agreements", "a-deal", state("2025-09"), claim("signed_on", value="2025-09"))
    check_seed(seed.folder)
    seed.record("agreements", "a-deal", state("2025-09"), claim("signed_on", value="2025-08"))
    assert [code for code, _ in faults(seed)] == ["not_in_quote"]
    late = claim("signed_on", "late", value="2025-09")
    seed.record("agreements", "a-deal", state("2025-09"), late)
    assert [code for code, _ in faults(seed)] == ["not_in_quote"]


def test_a_reason_for_a_date_that_the_words_give_is_a_fault(seed: SeedFolder) -> None:
    seed.record("agreements", "a-deal", state("2025-10", words_reason="It was so that day."))
    assert [code for code, _ in faults(seed)] == ["needless_reason"]
