"""The runner: makes or finds the datasets, starts the servers, plays the scenarios and writes
RESULTS.md.

Raises RuntimeError where a server does not come up or answers wrongly; a peer that cannot be had is
left out and named.
"""

import argparse
import json
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from bench import postgres, questions, scenarios
from bench.datasets import Datasets
from bench.findings import Findings
from bench.goals import rows
from bench.load import fetch
from bench.machine import describe
from bench.peers import others
from bench.report import write_results
from bench.rounds import FULL, QUICK
from bench.scenarios import Stage
from bench.servers import ROOT, Server, datasette, ours, uvicorn

_BENCH = ROOT / "bench"
_FEW, _MANY_QUICK, _MANY = 50, 5_000, 100_000
_REAL_RUNS = 3
_RELEASES, _MANY_RELEASES = 2, 50  # of the real dataset, and with copies of its newest


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measure the API against its goals and peers; writes bench/RESULTS.md.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="about a minute: short rounds, fewer projects"
    )
    parser.add_argument(
        "--projects",
        type=int,
        help=f"synthetic projects (default: {_MANY:,}, quick {_MANY_QUICK:,})",
    )
    parser.add_argument(
        "--data", type=Path, default=_BENCH / "data", help="folder for datasets and peers"
    )
    parser.add_argument("--out", type=Path, default=_BENCH / "RESULTS.md", help="file to write")
    return parser.parse_args()


def main() -> None:
    """The command line."""
    options = _options()
    projects = options.projects or (_MANY_QUICK if options.quick else _MANY)
    begun = time.monotonic()
    findings = Findings(projects)
    data = Datasets(options.data.resolve())
    published = data.synthetic(projects)
    few = data.synthetic(_FEW)
    if not options.quick:
        data.synthetic(projects // 10)
        findings.publications.append(data.publication(projects // 10))
    findings.publications.append(data.publication(projects))
    commands = {
        "check": ("seed", "--check"),
        "diff": ("diff", "--accept"),
        "seed": ("seed", "--force"),
    }
    for command, words in commands.items():
        findings.real_seconds[command] = [data.real_seconds(*words) for _ in range(_REAL_RUNS)]
    python = _datasette(data, findings)
    with ExitStack() as stack:
        stage = Stage(
            data.folder,
            QUICK if options.quick else FULL,
            findings,
            stack,
            questions.sample(published),
        )
        _start_servers(stage, data, published, few, python)
        _play(stage, few, data, published)
    command = (
        "python -m bench"
        + (" --quick" if options.quick else "")
        + (f" --projects {options.projects}" if options.projects else "")
    )
    found = rows(findings)
    write_results(options.out, findings, found, describe(python), command)
    for row in found:
        print(
            f"{ {True: 'met   ', False: 'MISSED', None: '-     '}[row.met] } {row.what}: "
            f"{row.measured} (goal {row.goal})"
        )
    print(f"Wrote {options.out} after {time.monotonic() - begun:,.0f} s.")


def _datasette(data: Datasets, findings: Findings) -> Path | None:
    try:
        return data.datasette()
    except (subprocess.CalledProcessError, OSError) as error:
        findings.notes.append(f"Datasette could not be installed ({error}).")
        return None


def _start_servers(
    stage: Stage, data: Datasets, published: Path, few: Path, python: Path | None
) -> None:
    one = f"/v1/projects/{stage.sample.ids[0]}"
    peers = data.for_peers(published)
    stage.start("api", ours("the API", f"sqlite:///{published}", one))
    stage.start(
        "uncached",
        ours("the API without a cache", f"sqlite:///{published}", one, PLEDGEBOOK_CACHE_BYTES="0"),
    )
    stage.start(
        "fifty",
        ours(
            "the API without a cache at fifty projects",
            f"sqlite:///{few}",
            "/readyz",
            PLEDGEBOOK_CACHE_BYTES="0",
        ),
    )
    stage.start(
        "real", ours("the API over the real dataset", f"sqlite:///{data.real()}", "/readyz")
    )
    for key, releases in (("real_uncached", _RELEASES), ("fifty_releases", _MANY_RELEASES)):
        place, seed, seconds = data.kept(releases)
        stage.findings.kept_seconds[releases] = seconds
        stage.start(
            key,
            ours(
                f"the API over the real dataset with {releases} releases, without a cache",
                f"sqlite:///{place}",
                "/readyz",
                PLEDGEBOOK_CACHE_BYTES="0",
                PLEDGEBOOK_SEED_DIR=str(seed),
            ),
        )
    stage.start("textbook", textbook(f"sqlite:///{peers}", stage.sample.ids[0]))
    if python:
        stage.start("datasette", datasette(python, peers, "/peers.json"))
    if json_server := others.json_server(published, stage.findings.projects):
        stage.start("json_server", json_server)
    _compare_fields(stage, one)


def textbook(database_url: str, record_id: str) -> Server:
    """The textbook application over the peers' database."""
    return uvicorn(
        "the textbook application",
        "bench.peers.textbook:app",
        f"/projects/{record_id}",
        BENCH_DATABASE_URL=database_url,
    )


def _compare_fields(stage: Stage, address: str) -> None:
    """The peers must send the same fields, or the comparison is worth nothing."""
    record_id = stage.sample.ids[0]
    mine = set(json.loads(fetch(stage.servers["api"].port, address)[2])["item"])
    theirs = {
        "textbook": set(
            json.loads(fetch(stage.servers["textbook"].port, f"/projects/{record_id}")[2])
        )
    }
    if "datasette" in stage.servers:
        answer = json.loads(
            fetch(
                stage.servers["datasette"].port,
                questions.datasette_singles((record_id,))[0].address,
            )[2]
        )
        theirs["Datasette"] = set(answer["rows"][0])
    for name, fields in theirs.items():
        if fields != mine:
            stage.findings.notes.append(
                f"{name} sends other fields than the API: {', '.join(sorted(fields ^ mine))}."
            )


def _play(stage: Stage, few: Path, data: Datasets, published: Path) -> None:
    scenarios.cached(stage)
    scenarios.singles_and_lists(stage)
    scenarios.growth(stage, questions.sample(few))
    scenarios.releases(stage)
    scenarios.questions_beyond(stage)
    scenarios.exports(stage)
    for key in ("api", "uncached", "textbook", "datasette"):
        if key in stage.servers:
            stage.findings.memory[stage.servers[key].name] = stage.servers[key].resident_bytes()
    peers = data.for_peers(published)
    one = stage.sample.ids[0]
    scenarios.cold_starts(
        stage,
        [
            ours("the API", f"sqlite:///{published}", f"/v1/projects/{one}"),
            textbook(f"sqlite:///{peers}", one),
        ],
    )
    with postgres.databases(stage.findings) as addresses:
        if addresses:
            _postgresql(stage, data, addresses)


def _postgresql(stage: Stage, data: Datasets, addresses: tuple[str, str]) -> None:
    published = data.synthetic(min(stage.findings.projects, _MANY_QUICK))
    own, theirs = addresses
    postgres.fill(data, published, own, theirs)
    sample = questions.sample(published)
    with ExitStack() as stack:
        place = Stage(stage.folder, stage.pace, stage.findings, stack, sample)
        place.start(
            "postgresql",
            ours(
                "the API on PostgreSQL",
                own,
                f"/v1/projects/{sample.ids[0]}",
                PLEDGEBOOK_CACHE_BYTES="0",
            ),
        )
        place.start(
            "textbook_postgresql",
            textbook(theirs.replace("postgresql://", "postgresql+psycopg://"), sample.ids[0]),
        )
        scenarios.postgresql(place)
