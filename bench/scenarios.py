"""The scenarios: which servers answer which requests side by side. Each fills its part of the
findings.
"""

import base64
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import questions
from bench.exports import beside, download, quiet_and_beside, readers_of_nothing
from bench.findings import Findings
from bench.load import Request, fetch
from bench.peers import others
from bench.rounds import Cell, Pace, interleave
from bench.servers import Running, Server, running, uvicorn

_BUSY = 8  # connections where many clients ask at once
_FEW = 2  # where each request is new, so that none waits for an equal one
_HOP_BY_HOP = {"date", "server", "connection", "transfer-encoding"}
_BESIDE_SECONDS = 3.0


@dataclass
class Stage:
    """Where scenarios play: the servers that run, the records asked for, the pace, and what was
    found so far.
    """

    folder: Path
    pace: Pace
    findings: Findings
    stack: ExitStack
    sample: questions.Sample
    servers: dict[str, Running] = field(default_factory=dict)

    def start(self, key: str, server: Server) -> None:
        """Start a server for the rest of the run."""
        print(f"Starting {server.name}.", flush=True)
        self.servers[key] = self.stack.enter_context(running(server, self.folder / f"{key}.log"))

    def cells(self, *wanted: tuple[str, str, Sequence[Request]]) -> list[Cell]:
        """Cells of those servers that run: (name in the report, key of the server, requests)."""
        return [
            Cell(name, self.servers[key], requests)
            for name, key, requests in wanted
            if key in self.servers
        ]

    def play(self, scenario: str, cells: list[Cell], connections: int) -> None:
        """Measure one scenario."""
        print(f"Measuring {scenario}.", flush=True)
        self.findings.results[scenario] = interleave(cells, self.pace, connections)


def cached(stage: Stage) -> None:
    """Finished answers against a bare application that sends the same bytes."""
    ids = stage.sample.ids[:50]
    gzip = (("Accept-Encoding", "gzip"),)
    sector_list = "/v1/projects?sector=energy&status=announced&sort=-amount_usd"
    asked = {
        "cached single": ("api", [Request(one.address) for one in questions.singles(ids)]),
        "cached list": ("api", questions.lists()),
        "cached compressed list": ("api", [Request(sector_list, gzip)]),
        "cached CSV of the real dataset": ("real", [Request("/v1/projects.csv")]),
        "cached page of the site": ("real", [Request("/projects")]),
    }
    etag = dict(_lower(fetch(stage.servers["api"].port, sector_list)[1]))["etag"]
    asked["304"] = ("api", [Request(sector_list, (("If-None-Match", etag),), 304)])
    answers: dict[str, dict[str, Any]] = {}
    bare: dict[str, list[Request]] = {}
    for scenario, (key, requests) in asked.items():
        bare[scenario] = []
        for number, request in enumerate(requests):
            address = f"/{scenario.replace(' ', '-')}-{number}"
            status, headers, body = fetch(stage.servers[key].port, request.address, request.headers)
            kept = [[name, value] for name, value in headers if name.lower() not in _HOP_BY_HOP]
            answers[address] = {
                "status": status,
                "headers": kept,
                "body": base64.b64encode(body).decode(),
            }
            bare[scenario].append(Request(address, request.headers, request.status))
    captured = stage.folder / "answers.json"
    captured.write_text(json.dumps(answers))
    module, name = "bench.peers.bare:app", "the bare application"
    stage.start("bare", uvicorn(name, module, "/cached-single-0", BENCH_ANSWERS=str(captured)))
    plain = [scenario for scenario in asked if scenario in ("cached single", "cached list")]
    files = {
        one.address: base64.b64decode(answers[one.address]["body"])
        for scenario in plain
        for one in bare[scenario]
    }
    if nginx := others.nginx(stage.folder, files):
        stage.start("nginx", nginx)
    for scenario, (key, requests) in asked.items():
        cells = stage.cells(("the API", key, requests), ("bare", "bare", bare[scenario]))
        if scenario in plain:
            cells += stage.cells(("nginx", "nginx", bare[scenario]))
        stage.play(scenario, cells, _BUSY)


def _lower(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name.lower(), value) for name, value in headers]


def singles_and_lists(stage: Stage) -> None:
    """One record and a list of fifty: finished, made anew, made for a past day, and as the peers
    answer them.
    """
    ids, early, day = stage.sample.ids, stage.sample.early_ids, stage.sample.past_day
    stage.play(
        "finished single",
        stage.cells(
            ("finished", "api", questions.singles(ids[:50])),
            ("textbook", "textbook", questions.textbook_singles(ids[:50])),
            ("Datasette", "datasette", questions.datasette_singles(ids[:50])),
        ),
        _BUSY,
    )
    stage.play(
        "finished list",
        stage.cells(
            ("finished", "api", questions.lists()),
            ("textbook", "textbook", questions.textbook_lists()),
            ("Datasette", "datasette", questions.datasette_lists()),
        ),
        _BUSY,
    )
    stage.play(
        "single",
        stage.cells(
            ("made anew", "uncached", questions.singles(ids)),
            ("made anew, past day", "uncached", questions.singles(early, day)),
            ("textbook", "textbook", questions.textbook_singles(ids)),
            ("Datasette", "datasette", questions.datasette_singles(ids)),
            ("json-server", "json_server", questions.json_server_singles(ids)),
        ),
        _FEW,
    )
    stage.play(
        "list",
        stage.cells(
            ("made anew", "uncached", questions.lists()),
            ("made anew, past day", "uncached", questions.lists(day)),
            ("textbook", "textbook", questions.textbook_lists()),
            ("Datasette", "datasette", questions.datasette_lists()),
            ("json-server", "json_server", questions.json_server_lists()),
        ),
        _FEW,
    )


def growth(stage: Stage, few: questions.Sample) -> None:
    """The same at fifty projects and at all; the first page and one deep in the list."""
    many = stage.cells(
        ("at many", "uncached", questions.singles(stage.sample.ids)),
        ("at fifty", "fifty", questions.singles(few.ids)),
    )
    stage.play("growth, single", many, _FEW)
    lists = stage.cells(
        ("at many", "uncached", questions.short_lists()),
        ("at fifty", "fifty", questions.short_lists()),
    )
    stage.play("growth, list", lists, 1)
    deep = questions.deep_page(stage.servers["uncached"].port, stage.findings.projects // 2)
    first = "/v1/projects?sort=-amount_usd&limit=50"
    stage.play(
        "depth",
        stage.cells(
            ("deep page", "uncached", [Request(deep)]), ("first page", "uncached", [Request(first)])
        ),
        1,
    )


def releases(stage: Stage) -> None:
    """The real dataset: now, as an older release has it, where fifty releases are kept, and why a
    field has its value.
    """
    ids = questions.ids_of(stage.servers["real_uncached"].port, questions.OLDER)
    for scenario, ask in (("single", questions.singles), ("list", _whole_list)):
        stage.play(
            f"releases, {scenario}",
            stage.cells(
                ("now", "real_uncached", ask(ids)),
                ("older release", "real_uncached", ask(ids, release=questions.OLDER)),
                ("fifty kept", "fifty_releases", ask(ids)),
            ),
            _FEW,
        )
    stage.play(
        "explain",
        stage.cells(
            ("one field", "real_uncached", questions.explanations(ids)),
            ("single", "real_uncached", questions.singles(ids)),
        ),
        _FEW,
    )
    as_browsers = (("Accept-Encoding", "gzip, deflate, br, zstd"),)
    for address in ("/openapi.json", "/", "/projects", f"/projects/{ids[0]}"):
        stage.findings.wire_bytes[address] = len(
            fetch(stage.servers["real"].port, address, as_browsers)[2]
        )


def _whole_list(_: tuple[str, ...], release: str = "") -> list[Request]:
    return questions.short_lists(release)


def questions_beyond(stage: Stage) -> None:
    """Totals by sector, and search for a rare and for a common word."""
    totals = stage.cells(
        ("made anew", "uncached", questions.totals()),
        ("Datasette", "datasette", questions.datasette_totals()),
    )
    stage.play("totals", totals, 1)
    for said, word in questions.WORDS.items():
        cells = stage.cells(
            ("made anew", "uncached", questions.searches(word)),
            ("page of hits", "uncached", questions.search_pages(word)),
            ("list page", "uncached", questions.lists()),
            ("Datasette", "datasette", questions.datasette_searches(word)),
        )
        stage.play(f"search for {said}", cells, 1)


def postgresql(stage: Stage) -> None:
    """The same single records and lists on PostgreSQL."""
    ids = stage.sample.ids
    singles = stage.cells(
        ("made anew", "postgresql", questions.singles(ids)),
        ("textbook", "textbook_postgresql", questions.textbook_singles(ids)),
    )
    lists = stage.cells(
        ("made anew", "postgresql", questions.lists()),
        ("textbook", "textbook_postgresql", questions.textbook_lists()),
    )
    stage.play("PostgreSQL, single", singles, _FEW)
    stage.play("PostgreSQL, list", lists, _FEW)


def exports(stage: Stage) -> None:
    """CSV of part and of all of the projects, and small requests beside such an export."""
    print("Measuring exports.", flush=True)
    wanted = {
        "filtered CSV, the API": ("uncached", "/v1/projects.csv?sector=energy"),
        "filtered CSV, Datasette": ("datasette", questions.datasette_csv("&sector=energy")),
        "whole CSV, the API": ("uncached", "/v1/projects.csv"),
        "whole CSV, Datasette": ("datasette", questions.datasette_csv()),
    }
    if "uncached" in stage.servers:
        download(
            stage.servers["uncached"], "/v1/projects.csv"
        )  # makes the file of the release, once
    for _ in range(stage.pace.export_rounds):
        for name, (key, address) in wanted.items():
            if key in stage.servers:
                stage.findings.downloads.setdefault(name, []).append(
                    download(stage.servers[key], address)
                )
    seconds = min(_BESIDE_SECONDS, stage.pace.seconds * stage.pace.rounds)
    server, address = stage.servers["uncached"], wanted["filtered CSV, the API"][1]
    for said, other in (
        ("an export", beside(server, address)),
        (
            "fifty clients that ask for exports and read nothing",
            readers_of_nothing(server, address),
        ),
    ):
        stage.findings.beside[said] = quiet_and_beside(
            server, questions.singles(stage.sample.ids), other, seconds
        )


def cold_starts(stage: Stage, servers: Sequence[Server]) -> None:
    """From the start of the process to the first 200, in turn."""
    print("Measuring cold starts.", flush=True)
    for _ in range(stage.pace.starts):
        for server in servers:
            with running(server, stage.folder / "starts.log") as started:
                stage.findings.starts.setdefault(server.name, []).append(started.cold_start)
