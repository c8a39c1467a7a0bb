"""Commands killed at random moments, on SQLite: what stood before is served, or what was to come,
never something between; the next command mends whatever was left behind.

`KILLS=50` kills oftener than the few times of a usual run.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.asking import asking
from tests.databases import clean_environment, sqlite_url
from tests.servers import ROOT, pledgebook
from tests.unit.publish.seeds import SeedFolder

KILLS = int(os.environ.get("KILLS", "6"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    seed = SeedFolder(tmp_path_factory.mktemp("kills") / "seed")
    seed.deal()
    return seed.folder


def environment(file: Path, folder: Path) -> dict[str, str]:
    return {
        **clean_environment(),
        "PLEDGEBOOK_DATABASE_URL": sqlite_url(file),
        "PLEDGEBOOK_SEED_DIR": str(folder),
    }


def killed(command: str, file: Path, folder: Path, seconds: float) -> bool:
    """Run a command for so long and kill it; answers whether it was faster."""
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", *command.split()],
        cwd=ROOT,
        env=environment(file, folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            return process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            return False


def moments(command: str, file: Path, folder: Path) -> Iterator[float]:
    """Moments in the second half of the command, where it writes, from how long it takes."""
    import time

    begun = time.monotonic()
    assert killed(command, file, folder, 120)
    whole = time.monotonic() - begun
    file.unlink()
    chance = random.Random(2026)
    for _ in range(KILLS):
        yield whole * chance.uniform(0.3, 1)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["migrate", "seed", "seed --force"])
def test_a_command_that_is_killed(command: str, folder: Path, tmp_path: Path) -> None:
    file, standing = tmp_path / "served.sqlite", tmp_path / "standing.sqlite"
    settings = {"database_url": sqlite_url(file), "PLEDGEBOOK_SEED_DIR": str(folder)}
    pledgebook("migrate", "seed", **{**settings, "database_url": sqlite_url(standing)})
    for moment in moments(command, file, folder):
        if "--force" in command:
            shutil.copy(standing, file)
        killed(command, file, folder, moment)
        if file.exists():
            with closing(sqlite3.connect(file)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if "--force" in command:
            with asking(sqlite_url(file), bulk_dir=tmp_path / "bulk") as api:
                assert api.get("/readyz").status_code == 200
        pledgebook("migrate", "seed", **settings)
        with asking(sqlite_url(file), bulk_dir=tmp_path / "bulk") as api:
            assert api.get("/v1/projects").json()["page"]["total"] == 1
        left = {path.name for path in tmp_path.iterdir()}
        assert left <= {"served.sqlite", "standing.sqlite", "bulk"}
        file.unlink()


LIMITED = """
import resource, signal, sys
from api import cli
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.mark.parametrize("command", ["migrate", "seed", "export --format sqlite --out {out}"])
@pytest.mark.parametrize("room", [0, 200_000])
def test_a_disk_that_is_full_ends_in_one_sentence(
    command: str, room: int, folder: Path, tmp_path: Path
) -> None:
    """A bound on the size of files stands for the disk."""
    file = tmp_path / "data" / "served.sqlite"
    if command.startswith("export"):
        pledgebook("seed", database_url=sqlite_url(file), PLEDGEBOOK_SEED_DIR=str(folder))
    before = file.read_bytes() if file.exists() else None
    out = tmp_path / "out.sqlite"
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), *command.format(out=out).split()],
        cwd=ROOT,
        env=environment(file, folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode == 0:  # so much is room enough
        return
    assert run.returncode == 1, run.stderr
    # A reader of the log is told of the folder too.
    assert len(run.stderr.strip().splitlines()) == 1 + command.startswith("export"), run.stderr
    assert (file.read_bytes() if file.exists() else None) == before
    left = [path for path in file.parent.iterdir() if path.name.startswith(".")]
    assert left == []
    assert not out.exists()


@pytest.mark.parametrize("command", ["migrate", "seed"])
def test_a_place_that_cannot_be_written_ends_in_one_sentence(
    command: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "in-the-way").touch()
    for place in (Path("/proc/pledgebook/served.sqlite"), tmp_path / "in-the-way" / "a.sqlite"):
        run = subprocess.run(
            [sys.executable, "-m", "api.cli", command],
            cwd=ROOT,
            env=environment(place, folder),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, len(run.stderr.strip().splitlines())) == (1, 1), run.stderr
