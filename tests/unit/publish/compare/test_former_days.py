"""A former day is answered as it was, unless a correction says why: proved by every build against
the file of the newest published release.
"""

import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.base.errors import BuildFaults
from api.collections.served import FOREVER
from api.publish.compare.by_day import Reasons, Spans, differs_before
from api.publish.compare.differences import report_differences
from api.publish.publish import check_seed, content_of, findings_of, publish
from api.publish.release import prepare, withdraw, write
from api.publish.releases.release_file import read_release
from api.publish.seed.read_seed import Seed
from tests.unit.publish.seeds import DAYS, SeedFolder, claim, judged, sqlite_target

USD = {"unit": "USD"}
NEXT = '- id: draft\n  published_at: "2026-11-20T12:00:00Z"\n  notes: Next.\n'
TIMES = ("2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z", "2026-11-24T12:00:00Z")


def span(since: str, until: str, **item: Any) -> tuple[str, str, dict[str, Any]]:
    return since, until, item


FORMER = [span(DAYS["early"], FOREVER, status="agreed", amount_usd_counted=36)]


@pytest.mark.parametrize(
    ("present", "fields"),
    [
        (FORMER, {}),
        # News from the day of the new document on, and what is computed from it.
        (
            [
                span(DAYS["early"], DAYS["late"], status="agreed", amount_usd_counted=36),
                span(DAYS["late"], FOREVER, status="signed", amount_usd_counted=3),
            ],
            {},
        ),
        ([span(DAYS["early"], FOREVER, status="signed")], {"status": DAYS["early"]}),
        (
            [
                span(DAYS["early"], DAYS["middle"], status="agreed"),
                span(DAYS["middle"], FOREVER, status="signed"),
            ],
            {"status": DAYS["middle"]},
        ),
        ([span(DAYS["middle"], FOREVER, status="agreed")], {"id": DAYS["early"]}),
        ([span(DAYS["early"], DAYS["middle"], status="agreed")], {"id": DAYS["middle"]}),
        ([], {"id": DAYS["early"]}),
        # A key that a later contract adds is no difference.
        ([span(DAYS["early"], FOREVER, status="agreed", scope=None)], {}),
    ],
)
def test_where_two_releases_differ_before_a_new_document(
    present: Spans, fields: dict[str, str]
) -> None:
    assert differs_before(FORMER, present, DAYS["late"]) == fields


def test_a_value_and_what_more_is_said_of_it_are_one_difference() -> None:
    then = span(DAYS["early"], FOREVER, amount=7, amount_usd=None, currency="KRW", amount_min=7)
    now = span(DAYS["early"], FOREVER, amount=7, amount_usd=7, currency="USD", amount_min=None)
    assert differs_before([then], [now], DAYS["late"]) == {"amount": DAYS["early"]}


def test_the_name_of_another_record_is_no_difference() -> None:
    then, now = (
        span(DAYS["early"], FOREVER, parties=[{"party_id": "acme", "name": name, "role": role}])
        for name, role in (("Acme", "developer"), ("Acme Inc", "developer"))
    )
    assert differs_before([then], [now], DAYS["late"]) == {}
    now[2]["parties"][0]["role"] = "supplier"
    assert differs_before([then], [now], DAYS["late"]) == {"parties": DAYS["early"]}


def test_a_key_that_came_since_is_no_difference_in_a_list_either() -> None:
    party = {"party_id": "acme", "role": "developer"}
    then = span(DAYS["early"], FOREVER, parties=[party])
    now = span(DAYS["early"], FOREVER, parties=[party | {"amount_status": "not_stated"}])
    assert differs_before([then], [now], DAYS["late"]) == {}
    now[2]["parties"].append(party)
    assert differs_before([then], [now], DAYS["late"]) == {"parties": DAYS["early"]}


@pytest.fixture
def published(seed: SeedFolder) -> SeedFolder:
    """A seed of which a release is published, and the next one is in preparation."""
    seed.deal()
    (seed.folder / "releases.yaml").write_text(NEXT, encoding="utf-8")
    write(prepare(seed.folder, "r1", "First.", TIMES[0]))
    register(seed, "r2")
    return seed


def register(seed: SeedFolder, *following: str) -> None:
    first = next(one for one in Seed(seed.folder).listing("releases.yaml") if one["id"] == "r1")
    named = zip(following, TIMES[1:], strict=False)
    more = [{"id": name, "published_at": time, "notes": "Notes."} for name, time in named]
    seed.write("releases.yaml", [dict(first), *more])


def edited(seed: SeedFolder, file: str, place: int, **keys: Any) -> None:
    path = seed.folder / file
    record = json.loads(path.read_text(encoding="utf-8"))
    record["claims"][place] |= keys
    seed.write(file, record)


def found(seed: SeedFolder) -> list[str]:
    """Files and messages of what differs; nothing else may be wrong."""
    findings = findings_of(Seed(seed.folder))
    assert {fault.code for fault in findings.faults} <= {"former_day_changed"}
    return [f"{fault.file}: {fault.message}" for fault in findings.faults]


def test_what_was_published_is_no_difference(published: SeedFolder) -> None:
    assert found(published) == []


def test_a_value_changed_on_a_former_day_stops_the_build(
    published: SeedFolder, tmp_path: Path
) -> None:
    edited(published, "projects/plant.yaml", 3, number=9.3, quote="as told 9.3 GW", end=14)
    (said,) = found(published)
    assert said.startswith("seed/projects/plant.yaml: `capacity_value` of 'plant' differs on ")
    with pytest.raises(BuildFaults, match="former_day_changed"):
        publish(sqlite_target(tmp_path), published.folder)


@pytest.mark.parametrize(
    ("entry", "excuses"),
    [
        ({"subject": "projects/plant", "field": "capacity_value"}, True),
        # Named by a part of it, as `pledgebook diff` names what differs in that part alone.
        ({"subject": "projects/plant", "field": "capacity_qualifier"}, True),
        ({"subject": "projects/plant", "field": "status"}, False),
        ({"subject": "tranches/first", "field": "agreement_id"}, False),
    ],
)
def test_a_correction_with_its_reason_is_published(
    published: SeedFolder, entry: dict[str, str], excuses: bool
) -> None:
    edited(published, "projects/plant.yaml", 3, number=9.3, quote="as told 9.3 GW", end=14)
    correction = {"wrong_in": "r1", "reason": "Misread.", **entry}
    published.write("corrections.yaml", [correction])
    assert (found(published) == []) is excuses


def test_a_correction_of_a_later_day_does_not_excuse_an_earlier_one(published: SeedFolder) -> None:
    edited(published, "agreements/a-deal.yaml", 0, number=55, quote="as told 55 USD", end=14)
    correction = {
        "wrong_in": "r1",
        "subject": "agreements/a-deal",
        "field": "amount",
        "reason": "Misread.",
    }
    published.write("corrections.yaml", [{**correction, "day": DAYS["late"]}])
    assert len(found(published)) == 1
    published.write("corrections.yaml", [{**correction, "day": DAYS["early"]}])
    assert found(published) == []


@pytest.mark.parametrize("following", [("draft",), ()], ids=["draft", "a published id"])
def test_a_draft_only_warns(published: SeedFolder, following: tuple[str, ...]) -> None:
    edited(published, "projects/plant.yaml", 3, number=9.3, quote="as told 9.3 GW", end=14)
    register(published, *following)
    warnings = check_seed(published.folder).warnings
    (told,) = [one for one in warnings if one.code == "former_day_changed"]
    assert "1 values of former days" in told.message
    assert "projects/plant" in told.message


def withdrawn_after_a_correction(seed: SeedFolder) -> None:
    """A second release has another value, and is withdrawn."""
    seed.deal()
    (seed.folder / "releases.yaml").write_text(NEXT, encoding="utf-8")
    write(prepare(seed.folder, "r1", "First.", TIMES[0]))
    edited(seed, "projects/plant.yaml", 3, number=9.3, quote="as told 9.3 GW", end=14)
    write(prepare(seed.folder, "r2", "Second.", TIMES[1]))
    withdraw(seed.folder, "r2", "2026-11-23", "Quotes too much.")


def test_the_seed_of_a_withdrawn_release_is_a_draft(seed: SeedFolder, tmp_path: Path) -> None:
    withdrawn_after_a_correction(seed)
    assert publish(sqlite_target(tmp_path), seed.folder).release_id == "draft"
    (told,) = check_seed(seed.folder).warnings
    assert told.code == "former_day_changed"


def test_a_reason_holds_for_the_releases_before_a_withdrawn_one(seed: SeedFolder) -> None:
    withdrawn_after_a_correction(seed)
    edited(seed, "projects/plant.yaml", 3, number=9.4, quote="as told 9.4 GW", end=14)
    subject = {"subject": "projects/plant", "field": "capacity_value"}
    seed.write("corrections.yaml", [{"wrong_in": "r2", "reason": "Misread.", **subject}])
    assert check_seed(seed.folder).warnings == []
    prepared = prepare(seed.folder, "r3", "Third.", TIMES[2])
    (told,) = [
        line["item"]
        for line in prepared.lines
        if line["kind"] == "version" and line["item"].get("change") == "correction"
    ]
    assert (told["note"], told["before"], told["after"]) == ("Misread.", 9.2, 9.4)


def test_what_differs_can_be_looked_at_before_it_has_a_reason(published: SeedFolder) -> None:
    edited(published, "projects/plant.yaml", 3, number=9.3, quote="as told 9.3 GW", end=14)
    _, before = read_release(published.folder / "releases" / "r1.jsonl.gz")
    after = [orjson.loads(line) for line in content_of(published.folder).lines]
    found = report_differences("r1", before, after, Reasons((), ()))
    assert {one.what.record_id for one in found.values} == {"plant"}


def test_a_new_document_changes_days_from_its_own_on(published: SeedFolder) -> None:
    published.document("later", "2026-05-01")
    path = published.folder / "agreements/a-deal.yaml"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["claims"] += [
        claim("status", "later", value="in_implementation", effective_on="2026-04")
    ]
    published.write("agreements/a-deal.yaml", record)
    published.record("tranches", "second", claim("agreement_id", "later", value="a-deal"))
    assert found(published) == []


def test_an_older_document_found_later_is_news_from_its_day_on(published: SeedFolder) -> None:
    published.document("between", "2025-11-15")
    path = published.folder / "agreements/a-deal.yaml"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["claims"] += [claim("kind", "between", value="framework")]
    published.write("agreements/a-deal.yaml", record)
    assert found(published) == []
    edited(published, "agreements/a-deal.yaml", 2, value="agreed")  # of the early document
    assert len(found(published)) == 1


def test_a_judgement_that_rests_on_no_new_document_changes_former_days(
    published: SeedFolder,
) -> None:
    path = published.folder / "agreements/a-deal.yaml"
    record = json.loads(path.read_text(encoding="utf-8"))
    rejected = judged(record["claims"][2], "reject", "not_about_this")
    record["claims"][2] = rejected
    published.write("agreements/a-deal.yaml", record)
    (said,) = found(published)
    assert "`status` of 'a-deal'" in said
    published.document("later", "2026-05-01")
    rejected["judgement"]["because"] = ["later"]
    published.write("agreements/a-deal.yaml", record)
    assert found(published) == []


def test_a_record_that_goes_needs_a_reason_and_one_that_moves_has_it(
    published: SeedFolder,
) -> None:
    path = published.folder / "projects/plant.yaml"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    (said,) = found(published)
    assert "whether it is there of 'plant' differs" in said
    published.write("projects/plant.yaml", {"id": "plant", "withdrawn": "Never a project."})
    assert found(published) == []
    path.unlink()
    moved = {**record, "id": "power-plant", "previous_ids": ["old-plant", "plant"]}
    published.write("projects/power-plant.yaml", moved)
    assert found(published) == []
    edited(published, "projects/power-plant.yaml", 3, number=9.3, quote="as told 9.3 GW", end=14)
    assert len(found(published)) == 1


def test_a_damaged_file_is_told(published: SeedFolder) -> None:
    path = published.folder / "releases" / "r1.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BuildFaults, match="bad_release"):
        check_seed(published.folder)
