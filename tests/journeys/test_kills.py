"""Commands killed at random moments, on SQLite: what stood before is served, or what was to come,
never something between; the next command mends whatever was left behind. So is a release.

`KILLS=50` kills oftener than the few times of a usual run.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api import cli
from api.publish.publish import findings_of
from api.publish.seed.read_seed import Seed
from tests.asking import asking
from tests.databases import clean_environment, sqlite_url
from tests.servers import ROOT, pledgebook
from tests.unit.publish.seeds import SeedFolder, claim

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


def killed(command: str, file: Path, folder: Path, seconds: float | None) -> bool:
    """Run a command for so long and kill it, or to its end (`None`: however slow the machine is);
    answers whether it ended well before."""
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
    """Moments of the command after its first three tenths, in which it loads modules and writes
    nothing, from how long it takes."""
    import time

    begun = time.monotonic()
    assert killed(command, file, folder, None)
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


RELEASE = "release next --notes Next. --published-at {} --accept --yes"
FIRST = RELEASE.replace("next", "former").format("2026-11-21T12:00:00Z")
SECOND = RELEASE.format("2026-11-22T12:00:00Z")
WORKED_ON = '- id: next\n  published_at: "2026-11-21T11:00:00Z"\n  notes: Not yet.\n'
WITHDRAW = "release next --withdraw --reason Unlawful."


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A copy of the real seed with one change that no release has."""
    folder = tmp_path / "seed"
    shutil.copytree(ROOT / "seed", folder)
    codes = folder / "codes" / "stances.yaml"
    text = codes.read_text(encoding="utf-8")
    codes.write_text(text.replace("definition: ", "definition: Still ", 1), encoding="utf-8")
    return folder


def register_and_files(folder: Path) -> dict[str, bytes]:
    """What a release writes, and all that lies there, by path."""
    found = [*folder.glob("*.yaml"), *folder.glob(".*"), *folder.glob("releases/*")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def require_whole(folder: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Each file is as it was or as it will be, and the check finds no fault."""
    now = register_and_files(folder)
    for path in before.keys() | after.keys():
        assert now.get(path) in (before.get(path), after.get(path)), path
    assert findings_of(Seed(folder)).faults == []


@pytest.mark.slow
def test_a_release_that_is_killed(curated: Path, tmp_path: Path) -> None:
    before, file = register_and_files(curated), tmp_path / "served.sqlite"
    file.touch()  # `moments` removes it; nothing of a release touches a database
    newest = max(str(one["published_at"]) for one in Seed(curated).listing("releases.yaml"))
    command = RELEASE.format(newest.replace("00Z", "01Z"))
    times = moments(command, file, curated)
    first = next(times)
    after = register_and_files(curated)
    assert after.keys() - before.keys() == {"releases/next.jsonl.gz"}
    for moment in (first, *times):
        for path in after:
            (curated / path).unlink()
        for path, content in before.items():
            (curated / path).write_bytes(content)
        killed(command, file, curated, moment)
        require_whole(curated, before, after)
        killed(command, file, curated, None)
        assert register_and_files(curated) == after


# Kills itself before the step of that number that changes a file of a seed.
KILLED_AT = """
import os, signal, sys
from api import cli
left, folder = int(sys.argv[1]), sys.argv[2]
def watch(event, told):
    global left
    changes = event in ("os.rename", "os.remove", "os.mkdir") or (
        event == "open" and isinstance(told[2], int) and told[2] & (os.O_WRONLY | os.O_RDWR))
    if changes and isinstance(told[0], str) and told[0].startswith(folder):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
sys.exit(cli.main(sys.argv[3:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "former"),
    [(SECOND, True), (SECOND, False), (WITHDRAW, True)],
    ids=["a second one", "the first one", "withdrawn"],
)
def test_a_release_killed_at_each_of_its_steps(command: str, former: bool, tmp_path: Path) -> None:
    seed = SeedFolder(tmp_path / "seed")
    seed.deal()
    (seed.folder / "releases.yaml").write_text(WORKED_ON, encoding="utf-8")
    if former:
        assert run(FIRST, seed.folder) == 0
        seed.record("companies", "beta", claim("aliases", value="Beta"), name="Beta")
        why = {"wrong_in": "former", "subject": "companies", "reason": "One was left out."}
        seed.write("corrections.yaml", [why])
        with (seed.folder / "releases.yaml").open("a", encoding="utf-8") as register:
            register.write(WORKED_ON.replace("T11", "T13"))
    if command == WITHDRAW:
        assert run(SECOND, seed.folder) == 0
    standing, steps = tmp_path / "standing", 0
    shutil.copytree(seed.folder, standing)
    before = register_and_files(seed.folder)
    assert run(command, seed.folder) == 0
    after = register_and_files(seed.folder)
    while True:
        shutil.rmtree(seed.folder)
        shutil.copytree(standing, seed.folder)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(steps), str(seed.folder), *command.split()],
            cwd=ROOT,
            env={**clean_environment(), "PLEDGEBOOK_SEED_DIR": str(seed.folder)},
            capture_output=True,
            check=False,
        )
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        steps += 1
        require_whole(seed.folder, before, after)
        assert run(command, seed.folder) == 0
        assert register_and_files(seed.folder) == after
    assert steps >= 3


def run(command: str, folder: Path) -> int:
    """A command of the command line on a seed."""
    return cli.main([*command.split(), "--seed", str(folder)])


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
