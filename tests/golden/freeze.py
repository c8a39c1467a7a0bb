"""The frozen answers of each published release: what its file answered when it was first served.
`make golden` takes them of a release that has none yet; those that are there are never renewed.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.base.database import Target
from api.publish.releases.release_file import ReleaseHead, load_release, read_release
from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.golden.answers import answers

FILES = sorted(
    (Path(__file__).resolve().parents[2] / "seed" / "releases").glob("*.jsonl.gz"), key=str
)
FOLDER = Path(__file__).resolve().parent / "releases"


def register_entry(head: ReleaseHead) -> dict[str, object]:
    """What a release says of itself in the register, as far as its file has it."""
    return {
        "id": head.id,
        "hash": head.printed_hash or head.hash,
        "published_at": head.published_at,
        "notes": head.notes,
        "current": True,
        "counts": [],
    }


def frozen_file(release_id: str) -> Path:
    """Where the answers of a release are frozen."""
    return FOLDER / f"{release_id}.json"


@contextmanager
def served(file: Path, folder: Path) -> Iterator[tuple[Asking, ReleaseHead]]:
    """An API that serves the release of a file alone."""
    head, _ = read_release(file)
    database = folder / "release.sqlite"
    load_release(file, Target("sqlite", file=database), [register_entry(head)])
    with asking(sqlite_url(database)) as api:
        yield api, head


def freeze_missing(files: list[Path] | None = None) -> list[Path]:
    """Freeze the answers of each release that has none; returns the files written."""
    written = []
    for file in FILES if files is None else files:
        target = frozen_file(file.name.removesuffix(".jsonl.gz"))
        if target.exists():
            continue
        with tempfile.TemporaryDirectory() as folder, served(file, Path(folder)) as (api, _):
            text = json.dumps(answers(api), indent=1, sort_keys=True)
        target.write_text(text + "\n", encoding="utf-8")
        written.append(target)
    return written
