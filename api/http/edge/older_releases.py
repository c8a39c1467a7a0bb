"""The SQLite file of an older release, made from its committed file in a process of its own and
kept beside other files of releases. Raises Unavailable.
"""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from api.base.errors import Unavailable
from api.read.export.release_files import ReleaseFileCache

logger = logging.getLogger("pledgebook.read")

# By name, since the serving side imports nothing of the publishing side: making a file takes time
# that a process of its own does not take from other requests.
_MAKER = "api.publish.releases.release_file"
_SUFFIX = ".jsonl.gz"


async def older_release_file(
    folder: Path, files: ReleaseFileCache, register: Sequence[Mapping[str, Any]]
) -> Path:
    """The file of the last release of a register; `folder` has the committed files."""
    release_id, content_hash = register[-1]["id"], register[-1]["hash"]
    committed = folder / f"{release_id}{_SUFFIX}"
    if not committed.is_file():
        raise Unavailable(
            f"Release {release_id} cannot be served here: its file {_SUFFIX} is not in the folder "
            "of the seed."
        )
    known = orjson.dumps(register)
    name = blake2b(known, digest_size=16).hexdigest()

    async def make(path: Path) -> None:
        command = [sys.executable, "-m", _MAKER, str(committed), str(path)]
        done = await asyncio.to_thread(
            subprocess.run, command, input=known, capture_output=True, check=False
        )
        if done.returncode:
            logger.error("release %s cannot be opened: %s", release_id, done.stderr.decode())
            raise Unavailable(f"Release {release_id} cannot be opened on this server.")

    return await files.get(files.path(content_hash, f"{name}.sqlite"), make)
