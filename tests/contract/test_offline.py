"""`pledgebook export` writes the bytes that the URL answers, says what is wrong with its
parameters, and leaves nothing half-written.
"""

from pathlib import Path

import pytest

from api import cli
from tests.asking import Asking


@pytest.fixture(autouse=True)
def _settings(contract_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEDGEBOOK_DATABASE_URL", contract_sqlite_url)
    monkeypatch.setenv("PLEDGEBOOK_BULK_DIR", str(tmp_path / "bulk"))


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx", "parquet"])
def test_it_writes_what_the_url_answers(
    api: Asking, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"events.{form}"
    parameters = ["sort=-name", "as_of=2025-12-24", "include=people"]
    assert (
        cli.main(
            ["export", "--format", form, "--collection", "events", "--out", str(out), *parameters]
        )
        == 0
    )
    assert out.read_bytes() == api.get(f"/v1/events.{form}?{'&'.join(parameters)}").content
    total = api.get("/v1/events?as_of=2025-12-24").json()["page"]["total"]
    assert f"Wrote {total} rows" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize(
    ("form", "name"), [("sqlite", "pledgebook.sqlite"), ("datapackage", "pledgebook.zip")]
)
def test_it_writes_the_whole_release(
    api: Asking, tmp_path: Path, form: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    assert cli.main(["export", "--format", form, "--out", str(out)]) == 0
    assert out.read_bytes() == api.get(f"/v1/bulk/{name}").content
    out.unlink()
    assert cli.main(["export", "--format", form]) == 0
    ready = Path(capsys.readouterr().out.splitlines()[-1].partition(" holds")[0])
    assert (ready.parent.parent, ready.name) == (tmp_path / "bulk" / "pledgebook-files", name)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (
            ["--format", "csv", "--collection", "projects", "sectr=energy", "--out", "x.csv"],
            1,
            "did you mean 'sector'",
        ),
        (
            ["--format", "csv", "--collection", "projcts", "--out", "x.csv"],
            1,
            "did you mean 'projects'",
        ),
        (["--format", "csv", "--collection", "projects"], 2, "--out"),
        (["--format", "sqlite", "as_of=2020-01-01"], 1, "2025-10-26"),
    ],
)
def test_it_says_what_is_wrong(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["export", *arguments]) == status
    assert said in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
