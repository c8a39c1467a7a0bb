"""`pledgebook serve` as an operator meets it: wrong settings, where it listens, how it stops."""

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import Mock

import httpx
import pytest

from api import cli
from api.base.database import parse_target
from api.publish.store.migrate import alembic_config
from api.serving import serve
from api.settings import Settings
from tests.databases import clean_environment
from tests.servers import ROOT

WRONG = [
    ("PLEDGEBOOK_PORT", "abc"),
    ("PLEDGEBOOK_PORT", "70000"),
    ("PLEDGEBOOK_LOG_LEVEL", "loud"),
    ("PLEDGEBOOK_DATABASE_URL", "mysql://reader:secret@host/name"),
    ("PLEDGEBOOK_DATABASE_URL", "sqlite://"),
    ("PLEDGEBOOK_DATABASE_URL", "postgresql://reader:se%cret@host/name"),
    ("PLEDGEBOOK_PUBLIC_URL", "host-without-scheme"),
    ("PLEDGEBOOK_PUBLIC_URL", "https://data.example.org/?a=b"),
    ("PLEDGEBOOK_CACHE_BYTES", "-1"),
    ("PLEDGEBOOK_RELEASE_CHECK_SECONDS", "0"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert cli.main(["serve"]) == 2
    printed = capsys.readouterr().err
    assert re.fullmatch(rf"{name}: .+ It takes: .+\n", printed)
    assert "cret" not in printed


def test_all_wrong_settings_are_named_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLEDGEBOOK_PORT", "abc")
    monkeypatch.setenv("PLEDGEBOOK_POOL_SIZE", "0")
    assert cli.main(["openapi"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_an_empty_setting_is_none_and_case_of_the_log_level_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("PORT", "DATABASE_URL", "PUBLIC_URL", "LOG_LEVEL"):
        monkeypatch.setenv(f"PLEDGEBOOK_{name}", "")
    monkeypatch.setenv("PLEDGEBOOK_LOG_LEVEL", "warning")
    assert cli.main(["openapi", "--out", str(tmp_path / "openapi.json")]) == 0


def test_a_mistyped_setting_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PLEDGEBOOK_PROT", "8001")
    assert cli.main(["openapi", "--out", str(tmp_path / "openapi.json")]) == 0
    told = "PLEDGEBOOK_PROT is no setting; did you mean 'PLEDGEBOOK_PORT'?\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("port", ["70000", "-1", "abc"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["serve", f"--port={port}"])
    assert stopped.value.code == 2
    assert f"'{port}' is no whole number from 0 to 65535" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"Nothing can listen on 127.0.0.1:{port} (")


@contextmanager
def started(database_url: str, *options: str, **settings: str) -> Iterator[tuple[str, int]]:
    """A server started with options: the lines it prints, and its process id."""
    environment = {**clean_environment(), "PLEDGEBOOK_DATABASE_URL": database_url, **settings}
    command = [sys.executable, "-m", "api.cli", "serve", *options]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        try:
            lines = process.stdout.readline() + process.stdout.readline()
            yield lines.decode(), process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def test_it_prints_the_port_it_listens_on(contract_sqlite_url: str) -> None:
    with started(contract_sqlite_url, "--port", "0") as (printed, _):
        found = re.search(r"http://127\.0\.0\.1:(\d+)/v1", printed)
        assert found
        assert int(found[1]) > 0
        assert "Links in answers are relative; with PLEDGEBOOK_PUBLIC_URL" in printed
        with urllib.request.urlopen(found[0], timeout=30) as answer:
            assert answer.status == 200


def test_it_listens_on_a_unix_socket_with_several_processes(
    contract_sqlite_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "pledgebook.sock"
    options = ("--uds", str(path), "--workers", "2")
    whole = {"PLEDGEBOOK_PUBLIC_URL": "https://deals.example/data"}
    with started(contract_sqlite_url, *options, **whole) as (printed, _):
        assert str(path) in printed
        assert "begin with https://deals.example/data\n" in printed
        transport = httpx.HTTPTransport(uds=str(path), retries=50)
        with httpx.Client(transport=transport, base_url="http://pledgebook", timeout=30) as client:
            assert client.get("/readyz").status_code == 200
    assert not path.exists()


def test_it_stops_beside_a_reader_who_reads_nothing(seeded_sqlite_url: str) -> None:
    with (
        socket.socket() as stalled,
        started(seeded_sqlite_url, "--port", "0", PLEDGEBOOK_SHUTDOWN_SECONDS="1") as (printed, _),
    ):
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        found = re.search(r":(\d+)/v1", printed)
        assert found
        stalled.connect(("127.0.0.1", int(found[1])))
        stalled.sendall(b"GET /v1/bulk/pledgebook.sqlite HTTP/1.1\r\nHost: a\r\n\r\n")
        assert stalled.recv(12).startswith(b"HTTP/1.1 200")
    # `started` waits for the end of the process and fails where it does not come.


def test_worker_processes_have_time_to_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which on a busy machine is more than uvicorn gives them."""
    supervisor = Mock()
    monkeypatch.setattr("api.serving.Multiprocess", supervisor)
    serve(Settings(), "127.0.0.1", 0, None, 2)
    config = supervisor.call_args.args[0]
    assert config.timeout_worker_healthcheck >= 60
    assert config.factory
    assert "http://127.0.0.1:" in capsys.readouterr().out


def connected(port: int, *, sent: bytes = b"", buffer: int | None = None) -> socket.socket:
    """A client that has sent so much."""
    client = socket.socket()
    if buffer is not None:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    client.connect(("127.0.0.1", port))
    client.settimeout(60)
    client.sendall(sent)
    return client


def test_an_idle_connection_is_kept_longer_than_load_balancers_keep_theirs() -> None:
    assert Settings.model_fields["keep_alive_seconds"].default > 60


def test_clients_that_stall_are_given_up(contract_sqlite_url: str) -> None:
    """Who reads nothing, also of an answer from memory, which holds no place of an export; who
    sends nothing, at first or after an answer; who sends no whole request.
    """
    bounds = {"PLEDGEBOOK_STALLED_SECONDS": "1", "PLEDGEBOOK_KEEP_ALIVE_SECONDS": "1"}
    with started(contract_sqlite_url, "--port", "0", **bounds) as (printed, _):
        found = re.search(r":(\d+)/v1", printed)
        assert found
        port = int(found[1])
        request = b"GET /v1/claims?limit=500 HTTP/1.1\r\nHost: a\r\n\r\n"
        with connected(port, sent=request * 20, buffer=4096) as stalled:
            broken = threading.Event()
            for _ in range(300):  # whoever writes to a connection that is gone is told so
                try:
                    stalled.send(b"G")
                except OSError:
                    broken.set()
                    break
                broken.wait(0.1)
            assert broken.is_set()
        for sent in (b"", request[:-2], b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"):
            with connected(port, sent=sent) as silent:
                answer = b"".join(iter(partial(silent.recv, 65536), b""))
                assert answer.startswith(b"HTTP/1.1 200") == sent.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("name", ["with%percent", "with#hash", "with?question", "with space"])
def test_a_database_may_lie_in_a_folder_of_any_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / name / "pledgebook.sqlite"
    target = parse_target(f"sqlite:///{file}")
    assert target.file == file
    assert target.sqlalchemy_url.database == str(file)


def test_the_checkout_may_lie_in_a_folder_with_a_percent_sign(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Which Alembic reads as the start of a name to put in."""
    folder = tmp_path / "100%(name)s%25"
    monkeypatch.setattr("api.publish.store.migrate._MIGRATIONS", folder)
    config = alembic_config(parse_target(f"sqlite:///{tmp_path / 'a.sqlite'}"))
    assert config.get_main_option("script_location") == str(folder)
