"""A record over knowledge time: its versions, the day of its last change, the ranks of its claims,
and where its parties take part.
"""

from typing import Any

from api.collections.served import FOREVER
from api.publish.resolve.outcomes import Rank
from api.publish.resolve.versions import (
    Version,
    changed_fields,
    json_text,
    participations_of,
)
from tests.unit.publish.resolve.resolved import (
    EARLY,
    LATE,
    MIDDLE,
    context_of,
    item_of,
    item_on,
    resolved,
)
from tests.unit.publish.seeds import claim, judged


def spans(versions: list[Version]) -> list[tuple[str, str]]:
    return [(one.valid_from, one.valid_to) for one in versions]


def test_a_version_lasts_until_the_next() -> None:
    found = resolved(
        "agreements",
        claim("kind", value="framework"),
        claim("sectors", "middle", value="energy"),
        claim("sectors", "late", value="metals"),
    )
    assert spans(found.versions) == [(EARLY, MIDDLE), (MIDDLE, LATE), (LATE, FOREVER)]
    assert [one.item["sectors"] for one in found.versions] == [
        [],
        ["energy"],
        ["energy", "metals"],
    ]


def test_a_document_that_only_agrees_changes_what_is_counted_and_no_value() -> None:
    found = resolved(
        "agreements",
        claim("kind", value="framework"),
        claim("sectors", "middle", value="energy"),
        claim("kind", "late", value="framework"),
    )
    shown = [
        (one.item["changed_on"], one.item["claim_count"], one.item["document_ids"])
        for one in found.versions
    ]
    assert shown == [
        (EARLY, 1, ["early"]),
        (MIDDLE, 2, ["early", "middle"]),
        (MIDDLE, 3, ["early", "late", "middle"]),
    ]


def test_two_claims_of_one_document_count_twice_and_name_it_once() -> None:
    item = item_of("agreements", claim("kind", value="framework"), claim("binding", value=True))
    assert (item["claim_count"], item["document_ids"]) == (2, ["early"])


def test_a_record_is_not_served_before_the_day_it_is_known_from() -> None:
    context = context_of()
    found = resolved("agreements", claim("kind", "middle", value="framework"), context=context)
    assert spans(found.versions) == [(MIDDLE, FOREVER)]
    assert item_on(found)["known_from"] == MIDDLE


def test_names_and_summaries_are_those_of_the_day() -> None:
    wordings = [
        {"text": "First", "documents": ["early"]},
        {"text": "Second", "documents": ["early", "late"]},
    ]
    found = resolved("agreements", claim("kind", value="framework"), names=wordings)
    assert [(one.valid_from, one.item["name"]) for one in found.versions] == [
        (EARLY, "First"),
        (LATE, "Second"),
    ]
    assert [one.item["changed_on"] for one in found.versions] == [EARLY, LATE]
    later = [{"text": "Some words.", "documents": ["middle"]}]
    found = resolved("agreements", claim("kind", value="framework"), summaries=later)
    assert [(one.valid_from, one.item["summary"]) for one in found.versions] == [
        (EARLY, None),
        (MIDDLE, "Some words."),
    ]


def test_computed_keys() -> None:
    item = item_of(
        "agreements",
        claim("signed_on", value="2025-09-04"),
        claim("signed_on", value="2025-09-05"),
        claim("kind", value="framework"),
        claim("kind", value="memorandum"),
        previous_ids=["b-old", "a-old"],
    )
    assert item["id"] == "one"
    assert item["conflicts"] == ["kind", "signed_on"]
    assert item["previous_ids"] == ["a-old", "b-old"]


def test_a_party_renamed_on_a_day_makes_a_version_of_that_day() -> None:
    context = context_of(companies={"acme": ((EARLY, "Acme"), (LATE, "Acmé"))})
    found = resolved(
        "projects", claim("parties[acme/developer].role", value="developer"), context=context
    )
    assert [(one.valid_from, one.item["parties"][0]["name"]) for one in found.versions] == [
        (EARLY, "Acme"),
        (LATE, "Acmé"),
    ]


def test_a_subject_renamed_on_a_day_makes_a_version_of_that_day() -> None:
    context = context_of(projects={"plant": ((EARLY, "Plant"), (LATE, "The Plant"))})
    found = resolved("events", claim("subjects", value="projects/plant"), context=context)
    assert spans(found.versions) == [(EARLY, LATE), (LATE, FOREVER)]


def test_a_claim_keeps_its_rank_until_another_holds() -> None:
    found = resolved(
        "agreements",
        claim("status", value="pledged", effective_on="2025-08"),
        claim("sectors", "middle", value="energy"),
        claim("status", "late", value="signed", effective_on="2025-09"),
    )
    brief = [[(start, end, rank.rank) for start, end, rank in ranks] for _, ranks in found.claims]
    assert brief == [
        [(EARLY, LATE, "accepted"), (LATE, FOREVER, "superseded")],
        [(MIDDLE, FOREVER, "accepted")],
        [(LATE, FOREVER, "accepted")],
    ]


def test_a_record_known_on_one_day_has_ranks_from_that_day() -> None:
    found = resolved("agreements", claim("kind", value="framework"))
    ((_, ranks),) = found.claims
    assert [(start, end, rank.rank) for start, end, rank in ranks] == [(EARLY, FOREVER, "accepted")]


def test_a_field_that_the_editor_leaves_open_says_why() -> None:
    entry = {"reason": "parties_differ", "note": "Each side says its own."}
    sides = [claim("kind", value="framework"), claim("kind", "late", value="memorandum")]
    found = resolved("agreements", *sides, disputed={"kind": entry})
    last = [ranks[-1][2] for _, ranks in found.claims]
    assert last == [Rank("rival", "parties_differ", "Each side says its own.")] * 2


def test_changes_are_named_by_field_and_statuses_come_last() -> None:
    before = item_of("agreements", claim("binding", value=True))
    after = item_of(
        "agreements",
        claim("binding", value=False),
        claim("signed_on", value="2025-09"),
        claim("amount", number=5_000, unit="USD"),
        claim("parties[acme].role", value="investor"),
        names=[{"text": "Another", "documents": ["early"]}],
    )
    assert changed_fields("agreements", before, after) == [
        "name",
        "binding",
        "signed_on",
        "amount",
        "amount_usd",
        "parties",
        "signed_on_status",
        "amount_status",
    ]
    assert changed_fields("agreements", before, dict(before)) == []


def party(party_id: str, role: str) -> dict[str, Any]:
    return {"party_type": "companies", "party_id": party_id, "name": party_id, "role": role}


def version(start: str, end: str, *parties: dict[str, Any]) -> Version:
    return Version(start, end, {"name": "A name", "parties": list(parties)})


def part(role: str) -> dict[str, Any]:
    return {"subject_type": "projects", "subject_id": "one", "name": "A name", "role": role}


def test_a_party_takes_part_as_long_as_versions_in_a_row_say_the_same() -> None:
    acme, zinc = party("acme", "developer"), party("zinc", "supplier")
    versions = [
        version(EARLY, MIDDLE, acme),
        version(MIDDLE, LATE, acme, zinc),
        version(LATE, FOREVER, zinc, party("acme", "supplier")),
    ]
    assert sorted(participations_of("projects", "one", versions), key=str) == sorted(
        [
            ("acme", EARLY, LATE, part("developer")),
            ("acme", LATE, FOREVER, part("supplier")),
            ("zinc", MIDDLE, FOREVER, part("supplier")),
        ],
        key=str,
    )


def test_a_party_with_two_roles_takes_part_twice_and_one_that_leaves_no_longer() -> None:
    both = [party("acme", "developer"), party("acme", "supplier")]
    versions = [version(EARLY, MIDDLE, *both), version(MIDDLE, FOREVER)]
    assert list(participations_of("projects", "one", versions)) == [
        ("acme", EARLY, MIDDLE, part("developer")),
        ("acme", EARLY, MIDDLE, part("supplier")),
    ]


def test_a_firm_lists_where_it_takes_part_in_order_and_by_day() -> None:
    context = context_of()
    role = claim("parties[acme].role", "late", value="supplier")
    for project_id in ("z-plant", "a-plant"):
        resolved(
            "projects",
            claim("status", value="announced"),
            role,
            context=context,
            id=project_id,
        )
    firm = resolved("companies", claim("country", value="JP"), context=context, id="acme")
    assert item_on(firm, EARLY)["participations"] == []
    parts = item_on(firm, LATE)["participations"]
    assert [one["subject_id"] for one in parts] == ["a-plant", "z-plant"]
    assert (parts[0]["subject_type"], parts[0]["role"]) == ("projects", "supplier")
    assert spans(firm.versions) == [(EARLY, LATE), (LATE, FOREVER)]


def test_a_firm_no_longer_lists_what_a_later_document_took_back() -> None:
    context = context_of()
    out = judged(claim("parties[acme].role", "late", value="developer"), "reject", "correction")
    resolved(
        "projects",
        claim("parties[acme].role", value="developer"),
        out,
        claim("parties[acme].role", "late", line=2, value="supplier"),
        context=context,
    )
    firm = resolved("companies", claim("country", value="JP"), context=context, id="acme")
    roles = [[one["role"] for one in v.item["participations"]] for v in firm.versions]
    assert roles[0] == ["developer"]
    assert firm.versions[1].valid_from == LATE


def test_json_as_stored() -> None:
    assert json_text({"a": [1, None, "é"]}) == '{"a":[1,null,"é"]}'
