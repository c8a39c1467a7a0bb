"""The whole release as files: every table as CSV, and all of them as one SQLite file and as a Data
Package. One release, one batch in memory; equal releases give equal bytes. Raises Unavailable,
ReleaseSwitched, and sqlite3's errors.
"""

import asyncio
import hashlib
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import orjson
from sqlalchemy import Select, select

from api.collections.codelists import Codelists
from api.collections.served_tables import SERVED
from api.formats import csv_
from api.formats.about import About
from api.formats.bulk import SOURCES, BulkTable, code_table, field_table, tables
from api.formats.datapackage import FileFacts, package
from api.formats.registry import BULK
from api.read.database.base import Snapshot, Source, require_release
from api.read.export.stream import BATCH_ROWS, documents_statement
from api.read.request.as_of import on
from api.read.sql.dialect import Utf8, valid
from api.read.sql.prepared import STANDING

_TYPES = {"text": "TEXT", "day": "TEXT", "whole": "INTEGER", "number": "REAL", "flag": "INTEGER"}
_METADATA = 'CREATE TABLE "metadata" ("name" TEXT NOT NULL PRIMARY KEY, "text" TEXT NOT NULL)'


class BulkSqlite:
    """The file being written; used from one thread at a time."""

    def __init__(self, path: Path, tables: Sequence[BulkTable]) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._tables = tables
        # The file is worthless until it is whole, so a journal would only cost time.
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("BEGIN")
        self._connection.execute(_METADATA)
        for table in tables:
            self._connection.execute(create_statement(table))

    def insert(self, table: BulkTable, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows to a table."""
        self._connection.executemany(
            f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})', rows
        )

    def finish(self, metadata: Iterable[tuple[str, str]]) -> None:
        """Write the notes and the indexes, check every foreign key, close."""
        self._connection.executemany('INSERT INTO "metadata" VALUES (?, ?)', metadata)
        for table in self._tables:
            for key in table.foreign_keys:
                columns = ", ".join(f'"{column}"' for column in key.columns)
                self._connection.execute(
                    f'CREATE INDEX "ix_{table.name}_{"_".join(key.columns)}" ON "{table.name}" '
                    f"({columns})"
                )
        self._connection.execute("COMMIT")
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise sqlite3.IntegrityError(f"a row of {broken[0]} points at nothing in {broken[2]}")
        self._connection.execute("ANALYZE")
        self.close()

    def close(self) -> None:
        """Close the file, whole or not."""
        self._connection.close()


def create_statement(table: BulkTable) -> str:
    """A table as SQL; the comments stay in the file, where whoever looks at the schema reads
    them.
    """
    lines = [
        (
            f'"{column.name}" {_TYPES[column.type]}{"" if column.nullable else " NOT NULL"}',
            f" -- {column.description}",
        )
        for column in table.columns
    ]
    lines.append((f"PRIMARY KEY ({_names(table.primary_key)})", ""))
    lines += [
        (
            f'FOREIGN KEY ({_names(key.columns)}) REFERENCES "{key.table}" ({_names(key.targets)})',
            "",
        )
        for key in table.foreign_keys
    ]
    last = len(lines) - 1
    body = "\n".join(
        f"  {text}{'' if place == last else ','}{comment}"
        for place, (text, comment) in enumerate(lines)
    )
    return f'CREATE TABLE "{table.name}" ( -- {table.description}\n{body}\n)'


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


SQLITE_NAME, PACKAGE_NAME = BULK["sqlite"], BULK["datapackage"]
MANIFEST_NAME, CSV_FOLDER = "manifest.json", "csv"
FILES = {
    SQLITE_NAME: (
        "application/vnd.sqlite3",
        (
            "Every table with its keys, in one SQLite file; opens in Datasette, DuckDB and their "
            "kin as it is."
        ),
    ),
    PACKAGE_NAME: (
        "application/zip",
        "The same tables as CSV with `datapackage.json`: a Data Package.",
    ),
}
# Of every entry of the archive: not the clock's, so that equal releases give equal bytes.
_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
_READ_BYTES = 2**20


async def build(source: Source, snapshot: Snapshot, day: str, about: About, folder: Path) -> None:
    """Write all files into a folder."""
    async with source.export_reader() as reader:
        require_release(await reader.fetch(STANDING, {}), snapshot.release)
        documents = [
            orjson.loads(row[0])
            for row in await reader.fetch(snapshot.statements.get(documents_statement), on(day))
        ]
        codelists = snapshot.release.codelists
        with _Files(folder, codelists) as files:
            for resource in SOURCES:
                await reader.start(snapshot.statements.get(whole_statement, resource.name), on(day))
                while rows := await reader.more(BATCH_ROWS):
                    await asyncio.to_thread(files.take, resource.name, [row[0] for row in rows])
            await asyncio.to_thread(files.finish, about)
    await asyncio.to_thread(_pack, folder, files, about, documents)


def whole_statement(collection: str) -> Select[Any]:
    """Body of every record known on the day, in order of id."""
    table = SERVED[collection]
    return select(Utf8(table.c.body)).where(valid(table)).order_by(table.c.id)


class _Files:
    """One CSV a table and the SQLite file, filled side by side."""

    def __init__(self, folder: Path, codelists: Codelists) -> None:
        self._folder = folder
        self.tables = (*tables(), code_table(codelists), field_table())
        self._stack = ExitStack()
        self.rows = {table.name: 0 for table in self.tables}

    def __enter__(self) -> "_Files":
        (self._folder / CSV_FOLDER).mkdir()
        self._csv: dict[str, IO[bytes]] = {}
        for table in self.tables:
            file = self._csv[table.name] = self._stack.enter_context(
                (self._folder / CSV_FOLDER / f"{table.name}.csv").open("wb")
            )
            file.write(csv_.header_line(table.columns))
        self._sqlite = BulkSqlite(self._folder / SQLITE_NAME, self.tables)
        self._stack.callback(self._sqlite.close)
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()

    def take(self, collection: str, bodies: Sequence[bytes]) -> None:
        """Everything that some records of a collection add to any table."""
        items = [orjson.loads(body) for body in bodies]
        for table in self.tables:
            if collection in table.sources:
                self._add(table, [row for item in items for row in table.rows(collection, item)])

    def finish(self, about: About) -> None:
        """The tables that no record fills, then keys and indexes."""
        for table in self.tables:
            if table.own_rows is not None:
                self._add(table, list(table.own_rows()))
        self._sqlite.finish(about.as_pairs())

    def _add(self, table: BulkTable, rows: Sequence[Sequence[Any]]) -> None:
        self.rows[table.name] += len(rows)
        self._csv[table.name].write("".join(csv_.line(row) + "\n" for row in rows).encode())
        self._sqlite.insert(table, rows)


def _pack(
    folder: Path, files: _Files, about: About, documents: Sequence[Mapping[str, Any]]
) -> None:
    """The archive, then the manifest."""
    facts = {
        table.name: _facts(folder / CSV_FOLDER / f"{table.name}.csv", f"data/{table.name}.csv")
        for table in files.tables
    }
    descriptor = orjson.dumps(
        package(about, files.tables, documents, facts), option=orjson.OPT_INDENT_2
    )
    with zipfile.ZipFile(
        folder / PACKAGE_NAME, "w", zipfile.ZIP_DEFLATED, compresslevel=6
    ) as archive:
        archive.writestr(_entry("datapackage.json"), descriptor)
        for table in files.tables:
            with (
                (folder / CSV_FOLDER / f"{table.name}.csv").open("rb") as source,
                archive.open(_entry(facts[table.name].path), "w", force_zip64=True) as to,
            ):
                shutil.copyfileobj(source, to, _READ_BYTES)
    manifest = []
    for name, (media, description) in FILES.items():
        made = _facts(folder / name, name)
        manifest.append(
            {
                "file": name,
                "media_type": media,
                "description": description,
                "rows": sum(files.rows.values()),
                "bytes": made.size,
                "sha256": made.sha256,
            }
        )
    shutil.rmtree(folder / CSV_FOLDER)
    (folder / MANIFEST_NAME).write_bytes(orjson.dumps(manifest))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ENTRY_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _facts(path: Path, shown: str) -> FileFacts:
    with path.open("rb") as file:
        return FileFacts(
            shown, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
        )
