"""A seed with many releases: the project's own, and copies of its newest release under other ids,
so that what keeping them costs can be measured.
"""

import gzip
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from api.publish.releases.published import release_path
from api.publish.releases.register import add_release
from api.publish.releases.release_file import ReleaseHead, content_digest, write_release
from api.publish.rows.release import list_releases
from api.publish.seed.read_seed import Seed
from bench.servers import ROOT


def with_releases(folder: Path, count: int) -> Path:
    """A copy of the project's seed in that folder, with so many releases."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "seed", folder)
    released = [one for one in list_releases(Seed(folder)) if one.hash]
    last = released[-1]
    content = gzip.decompress(release_path(folder, last.id).read_bytes()).splitlines(True)[1:]
    digest = content_digest(content)
    for number in range(count - len(released)):
        later = datetime.fromisoformat(last.published_at) + timedelta(minutes=1)
        copy = replace(
            last,
            id=f"copy-{number + 1}",
            published_at=later.strftime("%Y-%m-%dT%H:%M:%SZ"),
            notes=f"Copy {number + 1}.",
            hash=digest,
            previous_id=last.id,
        )
        head = ReleaseHead(copy.id, copy.published_at, copy.notes, digest)
        write_release(release_path(folder, copy.id), head, content)
        add_release(folder, copy)
        last = copy
    return folder
