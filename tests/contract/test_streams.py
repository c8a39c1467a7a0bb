"""Long exports over a real connection: rows are read as they are taken, a failure is never a clean
end, a reader who leaves frees the place.

Memory is proved by counting the rows that are read ahead, not by measuring.
"""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from api.app import create_app, with_cache
from api.formats.parquet import GROUP_ROWS, ParquetFile
from api.http.endpoints.exports import KEPT_ROWS
from api.read.database.base import Row
from api.read.database.sqlite_export import SQLiteExportReader
from api.read.export.release_files import MARKER
from api.read.export.stream import BATCH_ROWS
from api.settings import Settings
from tests.asking import asking
from tests.databases import sqlite_url
from tests.unit.read.synthetic import serve, version

ROWS = KEPT_ROWS + 200
SUMMARY = "x" * 120


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Projects enough for an export of many batches."""
    path = tmp_path_factory.mktemp("streams") / "served.sqlite"
    return sqlite_url(
        serve(
            path, [version("projects", f"p{number:06}", summary=SUMMARY) for number in range(ROWS)]
        )
    )


@contextlib.contextmanager
def listening(database: str, bulk: Path, **settings: Any) -> Iterator[int]:
    """A server in a thread of this process; yields its port."""
    chosen = Settings(database_url=database, bulk_dir=bulk, **settings)
    application = with_cache(create_app(chosen), chosen)
    server = uvicorn.Server(
        uvicorn.Config(application, port=0, log_level="critical", lifespan="on")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    until(lambda: server.started)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def until(true: Callable[[], bool]) -> None:
    """Return once it is true; AssertionError if it never is."""
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextlib.contextmanager
def asked(
    port: int, path: str, *, buffer: int | None = None, version: int = 11
) -> Iterator[http.client.HTTPResponse]:
    """An answer whose body has not been read; `buffer` is what the client's side holds of it, in
    bytes.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    spoken = {"_http_vsn": version, "_http_vsn_str": f"HTTP/{version // 10}.{version % 10}"}
    vars(connection).update(spoken)  # http.client has no public name for it
    connection.connect()
    if buffer is not None:
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.request("GET", path, headers={"Accept-Encoding": "identity"})
    with contextlib.closing(connection), connection.getresponse() as answer:
        yield answer


class Batches:
    """Counts batches as they are read from the database, and can fail at one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int | None = None) -> None:
        self.sizes: list[int] = []
        original = SQLiteExportReader.more

        async def counted(view: SQLiteExportReader, most: int) -> Sequence[Row]:
            if len(self.sizes) == fail_at:
                raise RuntimeError("the disk is gone")
            rows = await original(view, most)
            self.sizes.append(len(rows))
            return rows

        monkeypatch.setattr(SQLiteExportReader, "more", counted)


def test_rows_are_read_as_they_are_taken(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = Batches(monkeypatch)
    with listening(database, tmp_path) as port, asked(port, "/v1/projects.csv") as answer:
        assert answer.headers["Transfer-Encoding"] == "chunked"
        assert answer.read().count(b"\n") == ROWS + 1
    assert max(batches.sizes) <= BATCH_ROWS
    assert sum(batches.sizes) == ROWS


def test_a_slow_reader_holds_the_reading_back(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.endpoints.exports.WHOLE_BYTES", 1000)
    batches = Batches(monkeypatch)
    with (
        listening(database, tmp_path) as port,
        asked(port, "/v1/projects.jsonl", buffer=2**16) as answer,
    ):
        answer.read(10)
        seen = -1
        while seen != len(batches.sizes):
            seen = len(batches.sizes)
            time.sleep(0.3)
        # What the connection's buffers took, and one batch more; never all of it.
        assert sum(batches.sizes) < ROWS
        assert answer.read().count(b"\n") == ROWS


@pytest.mark.parametrize(
    "path", ["/v1/projects.csv", "/v1/projects.jsonl", "/v1/projects.csv?fields=id,summary"]
)
def test_a_failure_in_the_middle_is_never_a_whole_file(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    with monkeypatch.context() as patch, listening(database, tmp_path) as port:
        patch.setattr("api.http.endpoints.exports.WHOLE_BYTES", 1000)
        Batches(patch, fail_at=4)
        with asked(port, path) as answer:
            assert answer.status == 200
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                answer.read()
    assert [path.name for path in tmp_path.glob("pledgebook-files/*")] in ([], [MARKER]), (
        "nothing broken is kept"
    )
    with listening(database, tmp_path) as port, asked(port, path) as answer:
        assert answer.read().count(b"\n") >= ROWS


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_failure_before_the_first_byte_is_a_problem(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    Batches(monkeypatch, fail_at=2)
    with asking(database, bulk_dir=tmp_path) as api:
        answer = api.get(f"/v1/projects.{form}")
        assert (answer.status_code, answer.headers["content-type"]) == (
            500,
            "application/problem+json",
        )


def test_an_old_client_that_knows_no_chunks_gets_a_length(database: str, tmp_path: Path) -> None:
    with (
        listening(database, tmp_path) as port,
        asked(port, "/v1/projects.jsonl", version=10) as answer,
    ):
        assert int(answer.headers["Content-Length"]) == len(answer.read())


def test_a_reader_who_leaves_frees_the_place(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.endpoints.exports.WHOLE_BYTES", 1000)
    batches = Batches(monkeypatch)
    with listening(database, tmp_path, export_slots=1) as port:
        with asked(port, "/v1/projects.jsonl", buffer=2**16) as first:
            first.read(10)
        with asked(port, "/v1/projects.jsonl?sort=-id") as second:
            assert second.read().count(b"\n") == ROWS
    assert sum(batches.sizes) < 2 * ROWS


def test_more_exports_than_places_are_told_to_come_again(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.endpoints.exports.WHOLE_BYTES", 1000)
    with (
        listening(database, tmp_path, export_slots=1, query_timeout_seconds=0.2) as port,
        asked(port, "/v1/projects.jsonl", buffer=2**16) as first,
        asked(port, "/v1/projects.jsonl?sort=-id") as second,
    ):
        assert (second.status, second.headers["Retry-After"] is not None) == (503, True)
        assert b"as many as run at once" in second.read()
        assert first.read().count(b"\n") == ROWS


def test_the_whole_of_a_large_collection_is_made_once_a_release(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = Batches(monkeypatch)
    with asking(database, bulk_dir=tmp_path, cache_bytes=0) as api:
        first = api.get("/v1/projects.csv")
        assert sum(batches.sizes) == ROWS
        (kept,) = tmp_path.glob("pledgebook-files/[!.]*")
        assert kept.read_bytes() == first.content
        again = api.get("/v1/projects.csv")
        assert (again.content, again.headers["content-length"]) == (
            first.content,
            str(len(first.content)),
        )
        assert sum(batches.sizes) == ROWS
        for other in ("?bom=1", "?sort=-id", "?fields=id"):
            assert api.get(f"/v1/projects.csv{other}").content != first.content


def test_where_the_folder_cannot_be_written_files_are_sent_all_the_same(
    database: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with asking(database, bulk_dir=tmp_path / "file" / "no-folder") as api:
        assert api.get("/v1/projects.csv").text.count("\n") == ROWS + 1
        assert [
            api.get(path).status_code for path in ("/v1/projects.xlsx", "/v1/projects.parquet")
        ] == [200, 200]


def test_where_nothing_can_be_kept_text_is_sent_all_the_same(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with asking(database, bulk_dir=tmp_path / "file" / "no-folder") as api:
        assert api.get("/v1/projects.csv").text.count("\n") == ROWS + 1
        bulk = api.get("/v1/bulk")
        assert (bulk.status_code, "PLEDGEBOOK_BULK_DIR" in bulk.json()["detail"]) == (503, True)


def test_rows_that_no_sheet_holds_are_refused_before_any_is_written(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.formats.xlsx.MOST_ROWS", 1000)
    batches = Batches(monkeypatch)
    with asking(database, bulk_dir=tmp_path) as api:
        answer = api.get("/v1/projects.xlsx")
        assert (answer.status_code, answer.headers["content-type"]) == (
            422,
            "application/problem+json",
        )
        (error,) = answer.json()["errors"]
        assert (error["code"], error["suggestions"]) == ("too_large", [".csv"])
        assert "CSV" in error["message"]
        assert batches.sizes == []
        assert api.get("/v1/projects.xlsx?fields=id&known_from_gte=2030-01-01").status_code == 200


def test_a_cell_that_no_sheet_holds_is_refused(tmp_path: Path) -> None:
    long = version("projects", "long", summary="x" * 40_000)
    with asking(sqlite_url(serve(tmp_path / "served.sqlite", [long])), bulk_dir=tmp_path) as api:
        answer = api.get("/v1/projects.xlsx")
        assert answer.status_code == 422
        assert "40,000 characters" in answer.json()["errors"][0]["message"]
        assert api.get("/v1/projects.csv").text.count("x" * 40_000) == 1


def test_parquet_holds_no_more_than_a_group(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    original = ParquetFile.add

    def add(file: ParquetFile, rows: Any) -> None:
        original(file, rows)
        held.append(len(file._held))

    monkeypatch.setattr(ParquetFile, "add", add)
    with asking(database, bulk_dir=tmp_path) as api:
        assert api.get("/v1/projects.parquet").status_code == 200
    assert max(held) < GROUP_ROWS + BATCH_ROWS
