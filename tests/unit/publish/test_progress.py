"""How far a build is, in words."""

from api.publish.progress import SILENT, Progress, progress_line
from api.publish.publish import check_seed
from tests.unit.publish.seeds import SeedFolder, claim


def test_a_line_says_rows_rate_and_what_remains() -> None:
    assert (
        progress_line("projects", 250_000, 1_000_000, 50.0)
        == "projects: 250,000 of 1,000,000, 5,000/s, 150 s remain"
    )


def test_without_an_expected_number_nothing_is_foretold() -> None:
    assert (
        progress_line("projects found", 250_000, None, 50.0) == "projects found: 250,000, 5,000/s"
    )


def test_lines_come_at_most_as_often_as_asked() -> None:
    shown: list[str] = []
    eager, patient = Progress(shown.append, 0.0), Progress(shown.append, 1e9)
    for progress in (eager, patient):
        progress.expect({"claims": 2})
        progress("claims", 1)
        progress("claims", 2)
    assert [text.partition(",")[0] for text in shown] == ["claims: 1 of 2", "claims: 2 of 2"]


def test_silence_takes_everything() -> None:
    SILENT.expect({"claims": 2})
    SILENT("claims", 1)


def test_every_reading_of_the_records_says_how_far_it_is(seed: SeedFolder) -> None:
    seed.record("projects", "plant", claim("sector", value="energy"))
    shown: list[str] = []
    check_seed(seed.folder, Progress(shown.append, 0.0))
    assert [text.partition(",")[0] for text in shown if "projects" in text] == [
        "projects found: 1",
        "amounts of projects: 1 of 1",
        "projects: 1 of 1",
    ]
