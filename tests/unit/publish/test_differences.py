"""What readers would see change: values day by day, records, totals, conflicts, and what an editor
must accept.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from api import cli
from api.publish.differences import as_json, as_text, differences, lines_of_seed
from api.publish.release_file import ReleaseHead, content_digest, write_release
from tests.unit.publish.seeds import DAYS, SeedFolder, claim

Seen = tuple[str, str, str, Any, Any, str]


def seen(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Seen]:
    return [
        (one.what, one.field, one.day, one.before, one.after, one.alarm)
        for one in differences(before, after)
    ]


def test_an_unchanged_seed_has_no_difference(seed: SeedFolder) -> None:
    seed.deal()
    lines = lines_of_seed(seed.folder)
    assert seen(lines, lines) == []
    assert as_text([]) == "No difference."


def test_a_changed_value_is_told_once_for_all_days_and_must_be_accepted(seed: SeedFolder) -> None:
    seed.deal()
    seed.record(
        "companies", "acme", claim("country", value="JP"), claim("aliases", "late", value="Beta")
    )
    before = lines_of_seed(seed.folder)
    seed.record(
        "companies", "acme", claim("country", value="US"), claim("aliases", "late", value="Beta")
    )
    changed = [one for one in seen(before, lines_of_seed(seed.folder)) if one[1] == "country"]
    alarm = "a day before every new document changes"
    assert changed == [("companies/acme", "country", DAYS["early"], "JP", "US", alarm)]


def test_a_value_that_is_taken_away_must_be_accepted(seed: SeedFolder) -> None:
    seed.deal()
    seed.record("companies", "acme", claim("country", value="JP"), claim("aliases", value="Beta"))
    before = lines_of_seed(seed.folder)
    seed.record("companies", "acme", claim("aliases", value="Beta"))
    found = seen(before, lines_of_seed(seed.folder))
    assert ("companies/acme", "country", DAYS["early"], "JP", None) in [one[:5] for one in found]
    assert "a value becomes null" in [one[5] for one in found]


def test_a_record_that_appears_is_news_and_one_that_goes_is_not(seed: SeedFolder) -> None:
    seed.deal()
    before = lines_of_seed(seed.folder)
    seed.record("companies", "acme-two", claim("country", value="JP"))
    after = lines_of_seed(seed.folder)
    (come,) = [one for one in seen(before, after) if one[0] == "companies/acme-two"]
    assert (come[3], come[5]) == (None, "")
    (gone,) = [one for one in seen(after, before) if one[0] == "companies/acme-two"]
    assert (gone[4], gone[5]) == (None, "a record is gone")


def test_what_a_new_document_brings_needs_no_accepting(seed: SeedFolder) -> None:
    seed.deal()
    seed.record("companies", "acme", claim("aliases", value="Beta"))
    before = lines_of_seed(seed.folder)
    seed.document("newest", "2026-06-01")
    seed.record(
        "companies", "acme", claim("aliases", value="Beta"), claim("country", "newest", value="JP")
    )
    found = [one for one in seen(before, lines_of_seed(seed.folder)) if one[1] == "country"]
    assert found == [("companies/acme", "country", "2026-06-01", None, "JP", "")]


def test_a_sum_and_a_conflict_are_told(seed: SeedFolder) -> None:
    seed.deal()
    before = lines_of_seed(seed.folder)
    seed.record(
        "projects",
        "two-sided",
        claim("agreement_id", value="a-deal"),
        claim("amount", number=5_000_000_000, unit="USD"),
        claim("amount", "late", number=7_000_000_000, unit="USD"),
        claim("amount_basis", value="announced"),
    )
    found = seen(before, lines_of_seed(seed.folder))
    sums = [one for one in found if one[0] == "totals/announced"]
    assert sums[0][2:5] == (DAYS["early"], None, [5_000_000_000, 5_000_000_000])
    assert ("conflicts/projects:two-sided:amount", "open") in [(one[0], one[4]) for one in found]


def test_the_command_ends_with_3_until_accepted(
    seed: SeedFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed.deal()
    seed.record("companies", "acme", claim("country", value="JP"))
    lines = [json.dumps(line).encode() + b"\n" for line in lines_of_seed(seed.folder)]
    (seed.folder / "releases").mkdir()
    head = ReleaseHead("r1", "2026-11-21T12:00:00Z", "First.", content_digest(lines))
    write_release(seed.folder / "releases" / "r1.jsonl.gz", head, lines)
    asked = ["diff", "--seed", str(seed.folder)]
    assert cli.main(asked) == 0
    seed.record("companies", "acme", claim("country", value="US"))
    assert cli.main([*asked, "r1"]) == 3
    assert cli.main([*asked, "--accept"]) == 0
    assert cli.main([*asked, "r2"]) == 2
    assert "known: r1" in capsys.readouterr().err


def test_it_can_be_written_for_programs(seed: SeedFolder) -> None:
    seed.deal()
    before = lines_of_seed(seed.folder)
    seed.record("companies", "acme-two", claim("country", value="JP"))
    found = differences(before, lines_of_seed(seed.folder))
    assert json.loads(as_json(found))[0].keys() >= {"what", "field", "day", "before", "after"}
    assert as_text(found, markdown=True).startswith("* ")
