"""Each warning of an answer: when it is given, when not, and what it says."""

import json
from typing import Any

import pytest

from api.collections.codelists import CODELISTS
from api.collections.data_warnings import WARNING_CODES, DataWarning, as_header, distinct_warnings
from api.collections.served_tables import declarations
from api.publish.seed.codes import published, read_codelists
from api.publish.seed.read_seed import Seed
from api.read.answers.warnings import (
    RELEASES_NAMED,
    Shown,
    corrected,
    corrected_since,
    corrections_about,
    ignored_parameters,
    warnings_of,
)
from api.read.release import Correction, Release, release_from
from tests.unit.publish.seeds import SeedFolder

DAYS = '["2025-10-26","2025-12-24","2026-02-28"]'
LAST = "2026-02-28"


def release(
    name: str = "r3",
    published_at: str = "2026-03-05T12:00:00Z",
    corrections: Any = (),
    kinds: Any = (),
) -> Release:
    published = {"r3": "2026-03-05T12", "r1": "2025-12-25T12", "r2": "2026-02-01T12"}
    register = [(json.dumps({"id": one, "published_at": time}),) for one, time in published.items()]
    dataset = (name, "a" * 64, "a" * 64, published_at, DAYS, "{}", declarations(), "")
    return release_from([dataset], [], [], register, corrections, kinds)


def codes(found: Release, answer: Shown) -> list[str]:
    return [one.code for one in warnings_of(found, answer)]


def message(found: Release, answer: Shown, code: str) -> str:
    [one] = [one for one in warnings_of(found, answer) if one.code == code]
    return one.message


def test_an_answer_without_anything_to_beware_of_has_no_warning() -> None:
    assert codes(release(), Shown(None, LAST, "companies", listed=True)) == []
    assert codes(release(), Shown("2025-12-24", "2025-12-24", "companies", listed=True)) == []


def test_sums_lists_of_records_and_files_say_that_no_source_is_a_primary_one() -> None:
    found = release(
        kinds=[("trade_press", "2025-12-24"), ("official", LAST), ("wire", "2025-10-26")]
    )
    day = "2025-12-24"
    everything = (
        Shown(day, day, totals=True),
        Shown(day, day, collection="companies", listed=True),
        Shown(day, day, collection="conflicts", listed=True),
        Shown(day, day, whole=True),
    )
    words = (
        "No document known on this day is a primary source; by kind they are: trade press, wire."
    )
    for shown in everything:
        assert message(found, shown, "no_primary_source") == words
    for shown in (Shown(day, day), Shown(day, day, collection="releases", listed=True)):
        assert "no_primary_source" not in codes(found, shown)
    assert "no_primary_source" not in codes(found, Shown(None, LAST, totals=True))


def test_a_draft_is_one() -> None:
    assert codes(release("draft"), Shown(None, LAST)) == ["draft"]


@pytest.mark.parametrize(
    ("published_at", "stale"),
    [
        ("2026-05-29T23:59:59Z", False),  # the 90th day after the newest document
        ("2026-05-30T00:00:00Z", True),
        ("2026-02-28T12:00:00Z", False),
        ("2026-02-20T12:00:00Z", False),
    ],
)
def test_a_release_is_stale_by_its_own_time(published_at: str, *, stale: bool) -> None:
    found = release(published_at=published_at)
    assert codes(found, Shown(None, LAST)) == (["stale"] if stale else [])


@pytest.mark.parametrize(
    ("as_of", "day", "gap"),
    [
        ("2025-10-26", "2025-10-26", False),
        ("2025-10-27", "2025-10-26", True),
        ("2026-02-27", "2025-12-24", True),
        ("2026-02-28", LAST, False),
        ("2026-03-01", LAST, False),  # after the last one: between none
        (None, LAST, False),
    ],
)
def test_a_gap_lies_between_two_days(as_of: str | None, day: str, *, gap: bool) -> None:
    assert codes(release(), Shown(as_of, day)) == (["gap"] if gap else [])


@pytest.mark.parametrize(
    ("collection", "address"),
    [
        ("tranches", "/v1/tranches?announced_on_lte=2026-02-18"),
        ("events", "/v1/events?occurred_on_lte=2026-02-18"),
        ("tariffs", "/v1/tariffs?effective_on_lte=2026-02-18"),
        ("companies", None),
        ("documents", None),
        (None, None),
    ],
)
def test_a_gap_names_both_days_and_the_date_to_ask_by(
    collection: str | None, address: str | None
) -> None:
    said = message(release(), Shown("2026-02-18", "2025-12-24", collection), "gap")
    assert "between 2025-12-24 and 2026-02-28" in said
    assert (address in said) if address else ("_lte" not in said)


def test_addresses_in_messages_have_the_public_address() -> None:
    answer = Shown("2026-02-18", "2025-12-24", "tranches")
    [gap] = warnings_of(release(), answer, base="https://x.example/data")
    assert "https://x.example/data/v1/tranches?" in gap.message


@pytest.mark.parametrize(
    ("documents", "single"), [(["a"], True), (["a", "b"], False), ([], False), (None, False)]
)
def test_a_record_of_one_document_says_so(documents: list[str] | None, *, single: bool) -> None:
    answer = Shown(None, LAST, "companies", record_id="acme", document_ids=documents)
    assert codes(release(), answer) == (["single_source"] if single else [])


def test_lists_of_money_are_no_totals() -> None:
    for name in ("agreements", "commitments", "tranches", "projects"):
        assert codes(release(), Shown(None, LAST, name, listed=True)) == ["remainder"]
        assert codes(release(), Shown(None, LAST, name, record_id="x")) == []


def test_totals_are_never_added() -> None:
    assert codes(release(), Shown(None, LAST, totals=True)) == ["bases_overlap"]


MENDED = ("r2", "2025-12-24", "projects", "plant", "status")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Shown("2025-12-24", "2025-12-24", "projects"), True),
        (Shown("2026-03-01", LAST, "projects", record_id="plant"), True),
        (Shown("2025-12-24", "2025-12-24", whole=True), True),
        (Shown("2025-12-24", "2025-12-24", "conflicts"), True),
        (Shown("2025-12-24", "2025-12-24", "projects", record_id="other"), False),
        (Shown("2025-12-24", "2025-12-24", "companies"), False),
        (Shown("2025-12-24", "2025-12-24"), False),
        (Shown("2025-12-24", "2025-12-24", totals=True), False),  # `status` is in no sum
        (Shown("2025-10-26", "2025-10-26", "projects"), False),  # before the day corrected
        (Shown(None, LAST, "projects"), False),  # no day was asked for
        (Shown("2025-12-24", "2025-12-24", "projects", pinned=True), False),
    ],
)
def test_a_day_that_was_answered_otherwise(answer: Shown, *, told: bool) -> None:
    assert ("corrected" in codes(release(corrections=[MENDED]), answer)) == told


def test_a_correction_names_releases_record_and_field() -> None:
    said = message(
        release(corrections=[MENDED]), Shown("2025-12-24", "2025-12-24", "projects"), "corrected"
    )
    assert "2025-12-24 release r1 answered otherwise on projects/plant status" in said
    assert "release r2 corrected" in said


def test_many_corrections_are_one_warning_a_release() -> None:
    many = [("r2", "2025-12-24", "projects", f"p{number}", "status") for number in range(5)]
    more = [("r3", "2025-12-24", "projects", "plant", None)]
    found = warnings_of(
        release(corrections=many + more), Shown("2025-12-24", "2025-12-24", "projects")
    )
    first, second = [one.message for one in found if one.code == "corrected"]
    assert "p0 status" in first
    assert "and 2 more" in first
    assert "release r1" in first
    assert "projects/plant," in second
    assert "release r2 answered" in second


def test_many_releases_that_corrected_have_room_in_a_header() -> None:
    register = [f"r{number:02}" for number in range(60)]
    every = [Correction(name, *MENDED[1:]) for name in register]
    answer = Shown("2025-12-24", "2025-12-24", "projects")
    found = corrected(register, every, answer)
    assert len(found) == RELEASES_NAMED + 1
    assert "54 earlier releases" in found[0].message
    assert "release r59 corrected" in found[-1].message
    assert len(as_header(found)) < 2_000


@pytest.mark.parametrize(
    "answer",
    [
        Shown("2025-12-24", "2025-12-24", collection, record_id, totals=totals, whole=whole)
        for collection in ("projects", "companies", "claims", "changes", None)
        for record_id in ("plant", "other", None)
        for totals, whole in ((False, False), (True, False), (False, True))
    ],
)
def test_of_one_record_only_its_own_corrections_are_looked_at(answer: Shown) -> None:
    every = [MENDED, ("r2", "2025-12-24", "companies", "plant", None), ("r3", *MENDED[1:4], "name")]
    found = release(corrections=every)
    register, about = tuple(found.register), corrections_about(found, answer)
    assert corrected(register, about, answer) == corrected(register, found.corrections, answer)
    own = answer.collection in ("projects", "companies") and answer.record_id and not answer.totals
    assert len(list(about)) < len(every) or not own or answer.whole


def test_what_the_first_release_says_corrects_nothing() -> None:
    first = release(corrections=[("r1", "2025-12-24", "projects", "plant", "status")])
    assert codes(first, Shown("2025-12-24", "2025-12-24", "companies")) == []
    assert "corrected" not in codes(first, Shown("2025-12-24", "2025-12-24", "projects"))


def test_a_correction_that_later_documents_make_moot_ends() -> None:
    one = [Correction(*MENDED, until=LAST)]
    assert "corrected" in codes(
        release(corrections=one), Shown("2025-12-24", "2025-12-24", "projects")
    )
    assert "corrected" not in codes(release(corrections=one), Shown(LAST, LAST, "projects"))


def test_a_pinned_answer_is_told_of_later_corrections_alone() -> None:
    newest = release(corrections=[MENDED])
    answer = Shown("2025-12-24", "2025-12-24", "projects", pinned=True)
    for pinned, told in (("r1", ["corrected"]), ("r2", []), ("r3", []), ("unknown", [])):
        found = corrected_since(pinned, list(newest.register), newest.corrections, answer)
        assert [one.code for one in found] == told


def test_ignored_parameters_are_named_once() -> None:
    assert ignored_parameters([]) == []
    [one] = ignored_parameters(["utm_source", "fbclid", "utm_source"])
    assert one.code == "ignored_parameter"
    assert one.message.endswith("'utm_source', 'fbclid'.")


def test_further_warnings_stand_in_the_order_of_the_list() -> None:
    further = (DataWarning("total_capped", "Many."),)
    found = warnings_of(release("draft"), Shown("2025-10-27", "2025-10-26"), further)
    assert [one.code for one in found] == ["draft", "gap", "total_capped"]
    assert distinct_warnings([*found, *found]) == found


def test_a_header_is_ascii_json_and_absent_without_warnings() -> None:
    assert as_header([]) == ""
    header = as_header([DataWarning("gap", "Ōsaka\n")])
    assert header.isascii()
    assert "\n" not in header
    assert json.loads(header) == [{"code": "gap", "message": "Ōsaka\n"}]


def test_every_release_has_the_codes_of_the_code_and_stores_none(tmp_path: Any) -> None:
    assert CODELISTS["warnings"].values == tuple(WARNING_CODES)
    assert release().codelists["warnings"].values == tuple(WARNING_CODES)
    seed = SeedFolder(tmp_path / "seed")
    lists = read_codelists(Seed(seed.folder))
    assert "warnings" not in {one.name for one in published(lists, {})}
