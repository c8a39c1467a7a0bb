"""`pledgebook doctor`: looks at everything a server needs and says what to mend. Stands above both
sides, like the command line. Never raises: what fails is what it reports.
"""

import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.base.database import parse_target
from api.base.errors import PledgebookError
from api.collections.revision import REVISION
from api.http.edge.context import ApiContext
from api.read.answers.warnings import DRAFT
from api.read.database.base import Row, Snapshot
from api.read.sql.prepared import Statement
from api.settings import Settings, unknown_variables

OK, WARNING, FAULT = "ok", "warning", "FAULT"
LEAST_FREE = 2**30  # bytes on the disk of files
MOST_SECONDS_APART = 5  # between this machine's clock and the database's

_REVISION = Statement("SELECT version_num FROM alembic_version")
_CLOCK = Statement("SELECT extract(epoch FROM now())::float8")
_WRITES = Statement(
    "SELECT current_user::text, string_agg(what, ', ') FROM (VALUES ('INSERT'), ('UPDATE'), "
    "('DELETE'), ('TRUNCATE')) AS wanted (what) WHERE has_table_privilege('dataset', what)"
)


@dataclass(frozen=True)
class Finding:
    """What one look found: its subject, a state, and a sentence that says what to mend."""

    subject: str
    state: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.state:8} {self.subject:9} {self.sentence}"


async def examine(settings: Settings) -> list[Finding]:
    """Everything there is to say."""
    found = [Finding("settings", WARNING, sentence) for sentence in unknown_variables()]
    found = found or [Finding("settings", OK, "Every variable is known.")]
    context = ApiContext(settings)
    try:
        found += [finding async for finding in _database(context, settings)]
        found += [finding async for finding in _files(context)]
    finally:
        await context.releases.close()
    return found


async def _database(context: ApiContext, settings: Settings) -> AsyncIterator[Finding]:
    try:
        await context.source.require_ready()
    except PledgebookError as error:
        yield Finding("database", FAULT, str(error))
        return
    postgresql = not parse_target(settings.database_url).is_sqlite
    snapshot = await context.source.current()
    yield Finding("database", OK, "Every table can be read.")
    yield await _schema(snapshot)
    for finding in _release(snapshot, settings.seed_dir / "releases"):
        yield finding
    now, name = datetime.now(UTC), "release"
    clock = datetime.fromisoformat(snapshot.release.published_at).timestamp()
    if postgresql:
        yield await _role(snapshot)
        clock, name = float((await _rows(snapshot, _CLOCK))[0][0]), "database"
    apart = now.timestamp() - clock
    if apart < -MOST_SECONDS_APART or (postgresql and apart > MOST_SECONDS_APART):
        yield Finding(
            "clock",
            FAULT,
            f"This machine's clock is {abs(apart):,.0f} s {'behind' if apart < 0 else 'ahead of'} "
            f"the {name}; let a time service set it.",
        )
    else:
        yield Finding("clock", OK, f"It is {now:%Y-%m-%d %H:%M:%S} UTC.")


async def _rows(snapshot: Snapshot, statement: Statement) -> Sequence[Row]:
    async with snapshot.reading() as reading:
        return await reading.fetch(statement, {})


async def _schema(snapshot: Snapshot) -> Finding:
    try:
        rows = await _rows(snapshot, _REVISION)
    except PledgebookError:
        rows = []
    stands = str(rows[0][0]) if rows else "none"
    if stands == REVISION:
        return Finding("schema", OK, f"It stands at revision {stands}.")
    return Finding(
        "schema",
        WARNING,
        f"It stands at revision {stands}, the code is made for {REVISION}; run `pledgebook "
        "migrate`.",
    )


def _release(snapshot: Snapshot, folder: Path) -> list[Finding]:
    release = snapshot.release
    if release.id == DRAFT:
        sentence = "A draft is served; publish it with `pledgebook release`."
        found = [Finding("release", WARNING, sentence)]
    else:
        found = [Finding("release", OK, f"{release.id} of {release.published_at} is served.")]
    older = [
        one
        for one, item in release.register.items()
        if one != release.id and not item.get("withdrawn_reason")
    ]
    missing = [one for one in older if not (folder / f"{one}.jsonl.gz").is_file()]
    if missing:
        found.append(
            Finding(
                "release",
                FAULT,
                f"{', '.join(missing)} cannot be served: no file in {folder}; name the folder of "
                "the seed in PLEDGEBOOK_SEED_DIR.",
            )
        )
    return found


async def _role(snapshot: Snapshot) -> Finding:
    role, writes = (await _rows(snapshot, _WRITES))[0]
    if not writes:
        return Finding("role", OK, "It may only read.")
    return Finding(
        "role",
        WARNING,
        f"{role or 'It'} may also {writes}; let serving use one that `pledgebook grant` made.",
    )


async def _files(context: ApiContext) -> AsyncIterator[Finding]:
    asked = context.files.folder
    try:
        await context.files.require_room()
    except PledgebookError as error:
        yield Finding("files", FAULT, str(error))
        return
    folder = context.files.folder
    if folder != asked:
        yield Finding(
            "files",
            WARNING,
            f"{asked} cannot be written, so a temporary folder is used; name another in "
            "PLEDGEBOOK_BULK_DIR.",
        )
    else:
        yield Finding("files", OK, f"They are kept in {folder}.")
    free = shutil.disk_usage(folder).free
    state = OK if free >= LEAST_FREE else WARNING
    yield Finding("disk", state, f"{free / 2**30:.1f} GiB are free for files.")
    context.files.close()
