"""`pledgebook diff`: its exit status until what must be accepted is, and its forms."""

import json

import pytest

import api
from api import cli
from tests.unit.publish.seeds import DAYS, SeedFolder, claim

REGISTER = '- id: next\n  published_at: "2026-11-21T11:00:00Z"\n  notes: Not yet.\n'
OLD_DAY = "an old day changes without a reason"


@pytest.fixture
def published(seed: SeedFolder) -> SeedFolder:
    """Release r1, and a value changed since, of which readers of the last day see nothing."""
    (seed.folder / "releases.yaml").write_text(REGISTER, encoding="utf-8")
    seed.deal()
    late = claim("status", "late", value="signed", effective_on="2025-09")
    kind = claim("kind", value="framework")
    seed.record(
        "agreements",
        "other",
        kind,
        claim("status", value="announced", effective_on="2025-07"),
        late,
    )
    made = ["release", "r1", "--notes", "First.", "--yes", "--seed", str(seed.folder)]
    assert cli.main([*made, "--published-at", "2026-11-21T12:00:00Z"]) == 0
    seed.record(
        "agreements", "other", kind, claim("status", value="pledged", effective_on="2025-07"), late
    )
    return seed


def test_the_command_ends_with_3_until_accepted(
    published: SeedFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["diff", "--seed", str(published.folder)]
    capsys.readouterr()
    assert cli.main(asked) == 3
    said = capsys.readouterr().out
    assert "0 to accept" in said
    assert "1 more to accept on other days" in said
    assert cli.main([*asked, "r1", "--as-of", "all"]) == 3
    said = capsys.readouterr().out
    assert f'agreements/other `status`, from {DAYS["early"]}: "announced" → "pledged"' in said
    assert OLD_DAY in said
    assert cli.main([*asked, "--as-of", DAYS["middle"], "--markdown"]) == 3
    assert "## Corrections" in capsys.readouterr().out
    assert cli.main([*asked, "--accept"]) == 0
    assert cli.main([*asked, "r2"]) == 1
    assert "known: r1" in capsys.readouterr().err
    for day in ("nope", "2026-02-30", "1999-01-01"):
        assert cli.main([*asked, "--as-of", day]) == 1
        assert f"'{day}' is no day on which something was known" in capsys.readouterr().err
    reason = {"wrong_in": "r1", "subject": "agreements/other", "reason": "Misread."}
    published.write("corrections.yaml", [reason])
    assert cli.main(asked) == 0


def test_an_amount_is_told_with_its_currency(
    seed: SeedFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    def pledge(number: int) -> None:
        money = claim("amount", number=number * 10**9, unit="KRW")
        seed.record("agreements", "money", claim("kind", value="framework"), money)

    (seed.folder / "releases.yaml").write_text(REGISTER, encoding="utf-8")
    seed.deal()
    pledge(35)
    made = ["release", "r1", "--notes", "First.", "--yes", "--seed", str(seed.folder)]
    assert cli.main([*made, "--published-at", "2026-11-22T12:00:00Z"]) == 0
    pledge(36)
    capsys.readouterr()
    cli.main(["diff", "--seed", str(seed.folder)])
    assert "35,000,000,000 KRW → 36,000,000,000 KRW" in capsys.readouterr().out


def test_an_invariant_that_would_break_ends_it_with_3(
    published: SeedFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    other = claim("agreement_id", value="other")
    published.record("projects", "torn", claim("agreement_id", value="a-deal"), other)
    assert cli.main(["diff", "--seed", str(published.folder), "--accept"]) == 3
    assert "disputed_pointer" in capsys.readouterr().err


def test_it_can_be_written_for_programs(
    published: SeedFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    cli.main(["diff", "--seed", str(published.folder), "--json", "--as-of", "all"])
    found = json.loads(capsys.readouterr().out)
    assert (found["release"], found["as_of"], found["to_accept"]) == ("r1", None, 1)
    (value,) = found["values"]
    assert (value["before"], value["after"], value["change"]) == (
        "announced",
        "pledged",
        "correction",
    )
    assert value["alarm"] == OLD_DAY
    assert value["words"][0]["document"] == "early"


@pytest.mark.parametrize(
    "command",
    [
        ["diff", "--seed", "/no/such"],
        ["release", "r9", "--seed", "/no/such"],
        ["verify", "--seed", "/no/such"],
        ["verify", "--documents", "/no/such"],
        ["locate", "--documents", "/no/such", "a", "b"],
    ],
)
def test_a_folder_that_is_missing_is_named(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(command) == 2
    assert "folder at /no/such; name one with --" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"pledgebook {api.__version__}\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--collection", "projects"], "Name a file with --out."),
        (["--out", "x.csv"], "Name a collection with --collection."),
        (["--collection", "projects", "--out", "/tmp"], "/tmp is no file"),
        (["--collection", "projects", "--out", "/no/x.csv"], "/no/x.csv is no file"),
    ],
)
def test_an_export_says_what_it_lacks(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", "--format", "csv", *options]) == 2
    assert said in capsys.readouterr().err
