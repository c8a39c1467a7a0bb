"""What the rows of a release hold once a seed is published."""

import json
from pathlib import Path

from api.publish.publish import check_seed, publish
from api.publish.store.writer import stored_rows
from tests.unit.publish.seeds import DAYS, SeedFolder, bodies, claim, judged, sqlite_target


def test_versions_follow_the_documents(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    versions = bodies(target, "agreements", "a-deal")
    assert [(start, end) for start, end, _ in versions] == [
        (DAYS["early"], DAYS["middle"]),
        (DAYS["middle"], DAYS["late"]),
        (DAYS["late"], "9999-12-31"),
    ]
    assert [body["status"] for _, _, body in versions] == ["pledged", "pledged", "signed"]
    assert [body["sectors"] for _, _, body in versions] == [[], ["energy"], ["energy"]]
    assert [body["claim_count"] for _, _, body in versions] == [3, 4, 5]


def test_a_firm_lists_where_it_takes_part_from_the_day_that_is_known(
    seed: SeedFolder, tmp_path: Path
) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    before, after = bodies(target, "companies", "acme")
    assert before[2]["participations"] == []
    assert after[0] == DAYS["late"]
    assert [(part["subject_id"], part["role"]) for part in after[2]["participations"]] == [
        ("plant", "developer")
    ]


def test_a_rival_claim_makes_a_conflict_without_any_code(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    claims = [
        claim("amount", number=36_000_000_000, unit="USD"),
        claim("amount", "late", number=40_000_000_000, unit="USD"),
    ]
    seed.record("tranches", "second", *claims)
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    [(_, _, conflict)] = bodies(target, "conflicts", "tranches:second:amount")
    assert (conflict["kind"], conflict["disputed"]) == ("conflict", True)
    assert [side["value_number"] for side in conflict["sides"]] == [36_000_000_000, 40_000_000_000]
    [_, (_, _, record)] = bodies(target, "tranches", "second")
    assert (record["amount"], record["amount_status"], record["conflicts"]) == (
        None,
        "disputed",
        ["amount"],
    )


def test_a_whole_adds_what_its_parts_leave(seed: SeedFolder, tmp_path: Path) -> None:
    packaged = claim("amount_basis", value="packaged")
    seed.record("commitments", "whole", claim("amount", number=490, unit="USD"), packaged)
    seed.record(
        "commitments",
        "part",
        claim("amount", number=332, unit="USD"),
        packaged,
        claim("parent_id", value="whole"),
    )
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    assert bodies(target, "commitments", "whole")[0][2]["amount_usd_counted"] == 158
    assert bodies(target, "commitments", "part")[0][2]["amount_usd_counted"] == 332
    columns = ("id", "amount_usd", "amount_usd_counted", "itemised", "whole_id", "reason")
    # The part comes before its whole in order of id; it is known to lie within it all the same.
    assert list(stored_rows(target, "amount_versions", columns, ("id",))) == [
        ("part", 332, 332, 332, "whole", None),
        ("whole", 490, 158, 0, None, None),
    ]


def test_an_amount_in_another_currency_is_never_converted(seed: SeedFolder, tmp_path: Path) -> None:
    won = claim("amount", number=10_000_000_000_000, unit="KRW", qualifier="about")
    seed.record(
        "projects",
        "refinery",
        won,
        claim("amount_usd", number=6_800_000_000, unit="USD"),
        claim("amount_basis", value="committed"),
    )
    seed.record("projects", "other", won, claim("amount_basis", value="committed"))
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    stated, silent = (
        bodies(target, "projects", "refinery")[0][2],
        bodies(target, "projects", "other")[0][2],
    )
    assert (
        stated["amount"],
        stated["currency"],
        stated["amount_usd"],
        stated["amount_qualifier"],
    ) == (10**13, "KRW", 6_800_000_000, "about")
    assert (silent["amount_usd"], silent["amount_usd_counted"]) == (None, None)


def test_changes_name_the_document_that_brought_them(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    [(_, _, change)] = bodies(target, "changes", f"{DAYS['late']}:agreements:a-deal:status")
    assert (change["before"], change["after"], change["document_id"], change["change"]) == (
        "pledged",
        "signed",
        "late",
        "document",
    )


def test_a_wording_is_served_once_its_documents_are_known(seed: SeedFolder, tmp_path: Path) -> None:
    names = [
        {"text": "Early name", "documents": ["early"]},
        {"text": "Late name", "documents": ["early", "late"]},
    ]
    seed.record("companies", "acme", claim("aliases", value="Acme"), names=names)
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    assert [body["name"] for _, _, body in bodies(target, "companies", "acme")] == [
        "Early name",
        "Late name",
    ]


def test_moved_and_withdrawn_ids_stand_in_the_register(seed: SeedFolder, tmp_path: Path) -> None:
    seed.deal()
    seed.write("projects/ghost.yaml", {"id": "ghost", "withdrawn": "It never was a project."})
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    rows = {
        row[0]: row[1:]
        for row in stored_rows(
            target, "records", ("id", "state", "moved_to", "reason"), ("collection", "id")
        )
    }
    assert rows["old-plant"] == ("moved", "plant", None)
    assert rows["ghost"] == ("withdrawn", None, "It never was a project.")


def test_lines_of_json_are_read_like_yaml(seed: SeedFolder) -> None:
    wordings = {
        "names": [{"text": "B", "documents": ["early"]}],
        "summaries": [{"text": "S", "documents": ["early"]}],
    }
    (seed.folder / "companies").mkdir(parents=True)
    lines = [
        {
            "id": name,
            **wordings,
            "claims": [judged(claim("aliases", value=name), "prefer", "more_precise")],
        }
        for name in ("beta", "gamma")
    ]
    (seed.folder / "companies" / "many.jsonl").write_text(
        "\n".join(json.dumps(line) for line in lines), encoding="utf-8"
    )
    check_seed(seed.folder)
