"""A record is known from the day on which it can stand: it has a name, and what it points at is
known.
"""

from pathlib import Path
from typing import Any

import pytest

from api.base.errors import BuildFaults
from api.publish.assemble import rows_of
from api.publish.check.findings import Findings
from api.publish.progress import SILENT
from api.publish.publish import check_seed
from api.publish.resolve.faults import reopened_fields
from api.publish.resolve.to_claims import to_claims
from api.publish.resolve.versions import Context, ResolvedRecord, resolve_record
from api.publish.seed.index import build_index
from api.publish.seed.read_seed import Seed
from api.publish.seed.standing import settle
from tests.unit.publish.seeds import DAYS, SeedFolder, claim, judged


def resolved(folder: Path, collection: str, record_id: str) -> ResolvedRecord:
    seed = Seed(folder)
    index = build_index(seed)
    settle(index, seed)
    (record,) = (one for one in seed.records(collection) if one.id == record_id)
    claims = to_claims(record, index.documents, index.published_from)
    return resolve_record(record, claims, Context(index))


def known_from(folder: Path, collection: str, record_id: str) -> str:
    version = resolved(folder, collection, record_id).versions[0]
    assert version.item["known_from"] == version.valid_from
    assert version.item["name"] is not None
    return version.valid_from


def named(day: str) -> dict[str, Any]:
    return {"names": [{"text": "A name", "documents": [day]}]}


def test_a_record_without_a_name_is_not_known(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("country", value="JP"), **named("middle"))
    assert known_from(seed.folder, "companies", "acme") == DAYS["middle"]


def test_a_record_is_not_known_before_what_it_points_at_nor_what_points_at_it(
    seed: SeedFolder,
) -> None:
    seed.record("agreements", "deal", claim("kind", value="framework"), **named("middle"))
    seed.record("tranches", "first", claim("agreement_id", value="deal"))
    seed.record("projects", "plant", claim("tranche_id", value="first"))
    seed.record("positions", "view", claim("subject_id", value="projects/plant"))
    for collection, record_id in (
        ("tranches", "first"),
        ("projects", "plant"),
        ("positions", "view"),
    ):
        assert known_from(seed.folder, collection, record_id) == DAYS["middle"]


def test_records_that_point_at_each_other_in_a_row_wait_for_the_last(seed: SeedFolder) -> None:
    seed.record("agreements", "z-deal", claim("kind", "late", value="framework"))
    seed.record("agreements", "m-deal", claim("parent_id", value="z-deal"))
    seed.record("agreements", "a-deal", claim("parent_id", value="m-deal"))
    assert known_from(seed.folder, "agreements", "a-deal") == DAYS["late"]


def test_a_pointer_of_a_later_document_waits_and_the_record_does_not(seed: SeedFolder) -> None:
    seed.record("tranches", "first", claim("sequence", "middle", number=1), **named("late"))
    seed.record(
        "projects",
        "plant",
        claim("sector", value="energy"),
        claim("tranche_id", "middle", value="first"),
    )
    found = resolved(seed.folder, "projects", "plant")
    assert [(one.valid_from, one.item["tranche_id"]) for one in found.versions] == [
        (DAYS["early"], None),
        (DAYS["late"], "first"),
    ]


def test_a_party_or_subject_is_listed_from_the_day_it_is_known(seed: SeedFolder) -> None:
    seed.record("companies", "acme", claim("country", "late", value="JP"))
    seed.record(
        "events",
        "fair",
        claim("kind", value="visit"),
        claim("parties[acme].role", value="host"),
        claim("subjects", value="companies/acme"),
    )
    versions = resolved(seed.folder, "events", "fair").versions
    shown = [(len(one.item["parties"]), len(one.item["subjects"])) for one in versions]
    assert (versions[0].valid_from, shown) == (DAYS["early"], [(0, 0), (1, 1)])
    assert versions[1].item["parties"][0]["name"] is not None


def test_the_appearance_of_a_record_that_waited_is_a_change(seed: SeedFolder) -> None:
    seed.deal()
    seed.record("companies", "late-name", claim("country", value="JP"), **named("middle"))
    changes = [
        row
        for table, rows in rows_of(Seed(seed.folder), {}, SILENT, Findings())
        if table == "changes_versions"
        for row in rows
        if "late-name" in str(row)
    ]
    assert len(changes) == 1
    assert DAYS["middle"] in changes[0]


def test_pointers_on_which_nothing_decides_are_named(seed: SeedFolder) -> None:
    seed.deal()
    seed.record("agreements", "other", claim("kind", value="framework"))
    sides = claim("agreement_id", value="a-deal"), claim("agreement_id", "late", value="other")
    seed.record("projects", "mill", *sides)
    with pytest.raises(BuildFaults) as raised:
        check_seed(seed.folder)
    assert [(fault.file, fault.code) for fault in raised.value.faults] == [
        ("seed/projects/mill.yaml", "disputed_pointer")
    ] * 2
    seed.record("projects", "mill", sides[0], judged(sides[1], "prefer", "later_document"))
    check_seed(seed.folder)


def test_what_a_preference_does_not_bind_is_listed_once(seed: SeedFolder) -> None:
    preferred = judged(claim("kind", value="framework"), "prefer", "official_over_press")
    preferred["judgement"]["over"] = ["memorandum"]
    seed.record(
        "agreements",
        "deal",
        preferred,
        claim("kind", value="memorandum"),
        claim("kind", "middle", value="partnership"),
        claim("binding", "late", value=False),
    )
    (warning,) = reopened_fields(resolved(seed.folder, "agreements", "deal"))
    assert warning.warning
    assert "'kind' does not bind 'partnership', known from 2025-12-24" in warning.message


def test_a_pointer_cannot_be_declared_disputed(seed: SeedFolder) -> None:
    seed.deal()
    dispute = {"agreement_id": {"reason": "no_winner", "note": "Each tells it its own way."}}
    seed.record("projects", "mill", claim("agreement_id", value="a-deal"), disputed=dispute)
    with pytest.raises(BuildFaults) as raised:
        check_seed(seed.folder)
    assert [fault.code for fault in raised.value.faults] == ["unknown_field"]


def test_a_dispute_is_in_force_from_its_documents_on(seed: SeedFolder) -> None:
    dispute = {
        "obligation": {
            "reason": "parties_differ",
            "note": "Each tells it its own way.",
            "because": ["late"],
        }
    }
    seed.record("agreements", "deal", claim("kind", value="framework"))
    seed.record(
        "terms",
        "term",
        claim("obligation", value="To answer"),
        claim("obligation", "middle", value="To pay"),
        disputed=dispute,
    )
    check_seed(seed.folder)
    versions = resolved(seed.folder, "terms", "term").versions
    assert [version.item["obligation"] for version in versions][-1] is None
    assert versions[0].item["obligation"] == versions[-2].item["obligation"] == "To answer"


def test_a_judgement_that_comes_into_force_later_changes_the_record_then(
    seed: SeedFolder,
) -> None:
    preferred = judged(claim("kind", value="memorandum"), "prefer", "official_over_press")
    preferred["judgement"]["because"] = ["late"]
    seed.record("agreements", "deal", claim("kind", value="framework"), preferred)
    versions = resolved(seed.folder, "agreements", "deal").versions
    assert [(one.valid_from, one.item["kind"]) for one in versions] == [
        (DAYS["early"], None),
        (DAYS["late"], "memorandum"),
    ]


@pytest.mark.parametrize("verdict", ["prefer", "reject"])
def test_an_editor_may_judge_between_two_roles_of_a_party(seed: SeedFolder, verdict: str) -> None:
    seed.record("companies", "acme", claim("country", value="JP"))
    roles = [claim("parties[acme].role", value=role) for role in ("developer", "supplier")]
    seed.record("events", "fair", roles[0], judged(roles[1], verdict, "own_contradiction"))
    check_seed(seed.folder)
    (party,) = resolved(seed.folder, "events", "fair").versions[0].item["parties"]
    assert party["role"] == ("supplier" if verdict == "prefer" else "developer")
