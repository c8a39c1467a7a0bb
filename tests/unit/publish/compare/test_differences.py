"""What readers would see change: values with their words and why, ranks, records, conflicts,
totals, and what an editor must accept.
"""

import json
from typing import Any

import pytest

from api.publish.compare.by_day import Reasons
from api.publish.compare.differences import Report, ValueChange, report_differences
from api.publish.compare.differences_shown import as_json, as_text
from api.publish.publish import content_of
from api.publish.releases.release_upgrades import Line
from tests.unit.publish.seeds import DAYS, SeedFolder, claim

Seen = tuple[str, str | None, str, Any, Any, str]
OLD_DAY = "an old day changes without a reason"
NONE = Reasons((), ())


def lines_of(seed: SeedFolder) -> list[Line]:
    return [json.loads(line) for line in content_of(seed.folder).lines]


def seen_in(found: Report) -> list[Seen]:
    return [
        (
            f"{one.what.collection}/{one.what.record_id}",
            one.what.field,
            one.what.day,
            one.what.before,
            one.what.after,
            one.alarm,
        )
        for one in found.values
    ]


def seen(before: list[Line], after: list[Line], reasons: Reasons = NONE) -> list[Seen]:
    return seen_in(report_differences("r1", before, after, reasons))


def value_of(found: Report, field: str) -> ValueChange:
    (one,) = [one for one in found.values if one.what.field == field]
    return one


def test_an_unchanged_seed_has_no_difference(seed: SeedFolder) -> None:
    seed.deal()
    lines = lines_of(seed)
    found = report_differences("r1", lines, lines, NONE)
    assert found.is_empty
    assert as_text(found) == "No difference from release r1 on any day."


def test_a_changed_value_is_told_once_for_all_days_and_needs_a_reason(seed: SeedFolder) -> None:
    seed.deal()
    late = claim("aliases", "late", value="Beta")
    seed.record("companies", "acme", claim("country", value="JP"), late)
    before = lines_of(seed)
    seed.record("companies", "acme", claim("country", value="US"), late)
    after = lines_of(seed)
    assert seen(before, after) == [
        ("companies/acme", "country", DAYS["early"], "JP", "US", OLD_DAY)
    ]
    entry = {"wrong_in": "r1", "subject": "companies/acme", "reason": "Misread."}
    found = report_differences("r1", before, after, Reasons([entry], {"r1"}))
    assert (found.alarms, value_of(found, "country").what.reason) == ([], "Misread.")
    assert "why: Misread." in as_text(found)


@pytest.mark.parametrize(
    ("entry", "is_reason"),
    [
        ({}, True),
        ({"subject": "companies"}, True),
        ({"subject": "companies/acme", "field": "country", "day": DAYS["early"]}, True),
        ({"subject": "projects"}, False),
        ({"subject": "companies/other"}, False),
        ({"field": "aliases"}, False),
        ({"day": DAYS["late"]}, False),
        ({"wrong_in": "r0"}, False),
    ],
)
def test_a_reason_is_for_what_it_names(
    seed: SeedFolder, entry: dict[str, str], is_reason: bool
) -> None:
    seed.record("companies", "acme", claim("country", value="JP"))
    before = lines_of(seed)
    seed.record("companies", "acme", claim("country", value="US"))
    reasons = Reasons([{"wrong_in": "r1", "reason": "Misread.", **entry}], {"r1"})
    found = report_differences("r1", before, lines_of(seed), reasons)
    assert (value_of(found, "country").what.reason == "Misread.") is is_reason
    named = "wrong_in" in entry
    assert bool(found.unneeded) is (not is_reason and not named)


def test_the_closest_reason_is_told(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("country", value="JP"))
    before = lines_of(seed)
    seed.record("companies", "acme", claim("country", value="US"))
    entries = [
        {"wrong_in": "r1", "subject": "companies/acme", "reason": "Closest."},
        {"wrong_in": "r1", "field": "country", "reason": "Close."},
        {"wrong_in": "r1", "reason": "Far."},
    ]
    found = report_differences("r1", before, lines_of(seed), Reasons(entries, {"r1"}))
    assert value_of(found, "country").what.reason == "Closest."


def test_a_value_that_is_taken_away_must_be_accepted(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("country", value="JP"), claim("aliases", value="Beta"))
    before = lines_of(seed)
    seed.record("companies", "acme", claim("aliases", value="Beta"))
    gone = ("companies/acme", "country", DAYS["early"], "JP", None, "a value becomes null")
    assert seen(before, lines_of(seed)) == [gone]


def test_news_that_leaves_no_value_must_be_accepted_too(seed: SeedFolder) -> None:
    seed.record("agreements", "a-deal", claim("signed_on", value="2025-09-04"))
    before = lines_of(seed)
    seed.document("newest", "2026-06-01")
    other = claim("signed_on", "newest", value="2025-09-05")
    seed.record("agreements", "a-deal", claim("signed_on", value="2025-09-04"), other)
    found = report_differences("r1", before, lines_of(seed), NONE)
    one = value_of(found, "signed_on")
    assert (one.what.day, one.what.document, one.alarm) == (
        "2026-06-01",
        "newest",
        "a value becomes null",
    )
    assert [(one.conflict, one.day, one.opened) for one in found.conflicts] == [
        ("agreements:a-deal:signed_on", "2026-06-01", True)
    ]


def test_what_a_new_document_brings_is_news_with_its_words(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("aliases", value="Beta"))
    before = lines_of(seed)
    seed.document("newest", "2026-06-01")
    country = claim("country", "newest", value="JP", quote="of Japan")
    seed.record("companies", "acme", claim("aliases", value="Beta"), country)
    found = report_differences("r1", before, lines_of(seed), NONE)
    one = value_of(found, "country")
    assert (one.what.document, one.what.day, one.what.after, one.alarm) == (
        "newest",
        "2026-06-01",
        "JP",
        "",
    )
    assert [(words.quote, words.document) for words in one.words] == [("of Japan", "newest")]
    assert "“of Japan” (newest, line 1; only_value)" in as_text(found)
    (document,) = [one for one in found.values if one.what.collection == "documents"]
    assert (document.what.kind, document.what.document) == ("appeared", "newest")


def test_a_new_document_between_the_days_of_others_brings_news_on_later_days_too(
    seed: SeedFolder,
) -> None:
    """A later document kept the value that an earlier new one changes."""
    kind = claim("kind", value="framework")
    late = claim("status", "late", value="signed", effective_on="2025-09")
    first = claim("status", value="pledged", effective_on="2025-08")
    seed.record("agreements", "a-deal", kind, first, late)
    before = lines_of(seed)
    seed.document("between", "2026-01-05")
    seed.record(
        "agreements",
        "a-deal",
        kind,
        first,
        claim("status", "between", value="in_implementation", effective_on="2025-10"),
        late,
    )
    found = report_differences("r1", before, lines_of(seed), NONE)
    changed = [
        (one.what.day, one.what.before, one.what.after, one.what.document)
        for one in found.values
        if one.what.field == "status"
    ]
    assert changed == [
        ("2026-01-05", "pledged", "in_implementation", "between"),
        (DAYS["late"], "signed", "in_implementation", "between"),
    ]
    assert found.alarms == []


def test_a_claim_of_a_known_document_is_a_correction_beside_a_new_one(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("aliases", value="Beta"))
    before = lines_of(seed)
    seed.document("newest", "2026-06-01")
    seed.record(
        "companies",
        "acme",
        claim("aliases", value="Beta"),
        claim("aliases", "newest", value="Gamma"),
        claim("country", "late", value="JP"),
    )
    found = report_differences("r1", before, lines_of(seed), NONE)
    country, aliases = value_of(found, "country"), value_of(found, "aliases")
    assert (country.what.document, country.what.day, country.alarm) == (None, DAYS["late"], OLD_DAY)
    assert (aliases.what.document, aliases.alarm) == ("newest", "")


def test_records_that_appear_move_and_go(seed: SeedFolder) -> None:
    seed.deal()
    for name in ("second", "third", "fourth"):
        seed.record("companies", name, claim("country", value="JP"))
    before = lines_of(seed)
    seed.document("newest", "2026-06-01")
    seed.record("companies", "new", claim("country", "newest", value="JP"))
    seed.record("companies", "overlooked", claim("country", value="JP"))
    seed.record("companies", "acme", claim("aliases", value="Acmé"), previous_ids=["second"])
    seed.record("companies", "third", withdrawn="It is no firm.")
    for name in ("second", "fourth"):
        (seed.folder / "companies" / f"{name}.yaml").unlink()
    found = report_differences("r1", before, lines_of(seed), NONE)
    told = {
        one.what.record_id: (one.what.kind, one.what.after, one.what.is_news, one.alarm)
        for one in found.values
        if one.what.field is None and one.what.collection == "companies"
    }
    assert told == {
        "new": ("appeared", "A name", True, ""),
        "overlooked": ("appeared", "A name", False, OLD_DAY),
        "second": ("moved", "companies/acme", False, ""),
        "third": ("withdrawn", None, False, ""),
        "fourth": ("withdrawn", None, False, "a record is gone without a reason"),
    }


def test_a_record_known_earlier_or_later_is_one_difference(seed: SeedFolder) -> None:
    late = claim("country", "late", value="JP")
    seed.record("companies", "acme", late)
    before = lines_of(seed)
    seed.record("companies", "acme", claim("aliases", value="Beta"), late)
    found = [one[:5] for one in seen(before, lines_of(seed))]
    assert ("companies/acme", "known_from", DAYS["early"], DAYS["late"], DAYS["early"]) in found
    assert not [one for one in found if one[1] is None]


def test_a_sum_a_conflict_and_a_rank_are_told(seed: SeedFolder) -> None:
    seed.deal()
    pointer = claim("agreement_id", value="a-deal")
    basis = claim("amount_basis", value="announced")
    five = claim("amount", number=5_000_000_000, unit="USD")
    seed.record("projects", "two-sided", pointer, five, basis)
    before = lines_of(seed)
    seven = claim("amount", "late", number=7_000_000_000, unit="USD")
    seed.record("projects", "two-sided", pointer, five, seven, basis)
    after = lines_of(seed)
    found = report_differences("r1", before, after, NONE)
    sums = [(one.basis, one.day, one.before, one.after) for one in found.totals]
    both, whole = (41_000_000_000, 5_000_000_000), (36_000_000_000, 0)
    assert sums == [("announced", DAYS["late"], both, whole)]
    assert [one.conflict for one in found.conflicts] == ["projects:two-sided:amount"]
    ranks = {
        (one.value, one.before and one.before[0], one.after and one.after[0]) for one in found.ranks
    }
    assert ranks == {("5000000000", "accepted", "rival"), ("7000000000", None, "rival")}
    closed = report_differences("r1", after, before, NONE)
    assert [one.opened for one in closed.conflicts] == [False]


def test_the_parts_of_one_value_are_told_once(seed: SeedFolder) -> None:
    def project(qualifier: str, number: int) -> None:
        money: dict[str, Any] = {"number": number, "unit": "USD", "qualifier": qualifier}
        size: dict[str, Any] = {"number": 9.2, "unit": "GW" if qualifier == "exact" else "MW"}
        seed.record("projects", "plant", claim("amount", **money), claim("capacity_value", **size))

    project("exact", 5_000_000_000)
    before = lines_of(seed)
    project("about", 5_000_000_000)
    fields = [one[1] for one in seen(before, lines_of(seed))]
    assert fields == ["capacity_unit", "amount_qualifier"]
    project("about", 6_000_000_000)
    fields = [one[1] for one in seen(before, lines_of(seed))]
    assert fields == ["capacity_unit", "amount"]


def test_that_another_record_changed_its_name_is_no_difference(seed: SeedFolder) -> None:
    seed.deal()
    names = claim("aliases", value="Acmé"), claim("aliases", value="Acme Corporation")
    seed.record("companies", "acme", *names, name="Acmé")
    before = lines_of(seed)
    seed.record("companies", "acme", *names, name="Acme Corporation")
    assert [(one[0], one[1]) for one in seen(before, lines_of(seed))] == [
        ("companies/acme", "name")
    ]


def test_json_has_every_part(seed: SeedFolder) -> None:
    seed.deal()
    lines = lines_of(seed)
    keys = json.loads(as_json(report_differences("r1", lines, lines, NONE))).keys()
    assert keys >= {"values", "ranks", "conflicts", "totals", "unneeded_reasons"}
