"""Datasets to measure on, made once and kept in bench/data: synthetic seeds published by the
product itself, and the peers' copies of them.

How long publishing took and how much memory it held are measured then, and kept beside the file.
"""

import hashlib
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import processes
from bench.generate import generate
from bench.kept_releases import with_releases
from bench.peers import database
from bench.servers import ROOT, clean_environment

_LOOK_SECONDS = 0.2  # between two looks at the memory of a running build


@dataclass(frozen=True)
class Publication:
    """What a build of the product took."""

    projects: int
    claims: int
    seconds: float
    resident_bytes: int  # most at any look, of the process tree
    file_bytes: int

    @property
    def claims_a_second(self) -> float:
        """Claims published each second."""
        return self.claims / self.seconds


class Datasets:
    """The folder in which everything measured lies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def synthetic(self, projects: int) -> Path:
        """The published synthetic dataset of that size; built anew where the product or the
        generator changed since.
        """
        place = self.folder / f"synthetic-{projects}"
        database_file, facts = place / "pledgebook.sqlite", place / "publication.json"
        mark = {"code": _code_digest()}
        if (
            not database_file.exists()
            or not facts.exists()
            or json.loads(facts.read_text())["code"] != mark["code"]
        ):
            place.mkdir(parents=True, exist_ok=True)
            print(f"Making {projects:,} projects.", flush=True)
            generate(place / "seed", projects)
            print("Publishing them.", flush=True)
            publication = publish(place / "seed", f"sqlite:///{database_file}", projects, "--force")
            facts.write_text(json.dumps(mark | {"publication": asdict(publication)}))
        return database_file

    def publication(self, projects: int) -> Publication:
        """What publishing the synthetic dataset of that size took."""
        facts = self.folder / f"synthetic-{projects}" / "publication.json"
        return Publication(**json.loads(facts.read_text())["publication"])

    def real(self) -> Path:
        """The published real dataset."""
        place = self.folder / "real.sqlite"
        publish(ROOT / "seed", f"sqlite:///{place}", 0, "--force")
        return place

    def kept(self, releases: int) -> tuple[Path, Path, float]:
        """The real dataset with so many releases in a new database: the file, the seed, and how
        many seconds publishing took.
        """
        seed = with_releases(self.folder / f"seed-{releases}", releases)
        place = self.folder / f"real-{releases}.sqlite"
        place.unlink(missing_ok=True)
        return place, seed, publish(seed, f"sqlite:///{place}", 0).seconds

    def real_seconds(self, *command_line: str) -> float:
        """How long a command takes on the seed of the real dataset."""
        environment = clean_environment() | {
            "PLEDGEBOOK_DATABASE_URL": f"sqlite:///{self.folder / 'real.sqlite'}"
        }
        command = [sys.executable, "-m", "api.cli", *command_line]
        started = time.monotonic()
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        return time.monotonic() - started

    def for_peers(self, published: Path) -> Path:
        """The peers' copy of a published dataset."""
        target = published.with_name("peers.sqlite")
        if not target.exists() or target.stat().st_mtime < published.stat().st_mtime:
            database.make_sqlite(published, target)
        return target

    def datasette(self) -> Path:
        """The Python of an environment that has Datasette, installed from the hashed lock."""
        place, lock = self.folder / "peers", ROOT / "bench" / "requirements.lock"
        python, installed = place / "bin" / "python", place / "installed"
        if not installed.exists() or installed.read_text() != lock.read_text():
            print("Installing Datasette.", flush=True)
            uv = (sys.executable, "-m", "uv")
            subprocess.run([*uv, "venv", "--quiet", "--clear", str(place)], check=True)
            subprocess.run(
                [
                    *uv,
                    "pip",
                    "install",
                    "--quiet",
                    "--require-hashes",
                    "--python",
                    str(python),
                    "-r",
                    str(lock),
                ],
                check=True,
            )
            installed.write_text(lock.read_text())
        return python


def publish(seed: Path, database_url: str, projects: int, *options: str) -> Publication:
    """Publish a seed with the product's command line, and watch it. Raises RuntimeError with its
    output when it fails.
    """
    environment = clean_environment() | {
        "PLEDGEBOOK_DATABASE_URL": database_url,
        "PLEDGEBOOK_SEED_DIR": str(seed),
    }
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", "seed", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=None,
        text=True,
    ) as process:
        most = 0
        while process.poll() is None:
            most = max(most, processes.resident_bytes(processes.descendants(process.pid)))
            time.sleep(_LOOK_SECONDS)
        output = process.stdout.read() if process.stdout else ""
    seconds = time.monotonic() - started
    if process.returncode:
        raise RuntimeError(f"publishing {seed} failed:\n{output}")
    path = Path(database_url.removeprefix("sqlite:///"))
    claims = int(output.partition(" claims")[0].rpartition(" ")[2])
    return Publication(projects, claims, seconds, most, path.stat().st_size if path.exists() else 0)


_GENERATOR = ("generate.py", "synthetic.py", "synthetic_projects.py", "vocabulary.py")


def _code_digest() -> str:
    """Changes with whatever the published file depends on."""
    whole = hashlib.sha256()
    for folder in (
        "api/base",
        "api/collections",
        "api/formats",
        "api/publish",
        "migrations/versions",
        "bench",
    ):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if folder != "bench" or path.name in _GENERATOR:
                whole.update(path.read_bytes())
    return whole.hexdigest()
