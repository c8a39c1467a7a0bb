"""Which code answers: a digest of the package's own files for ETags, and when they were written for
Last-Modified. Computed at start.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import api
from api.base.hashes import digest


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """Version number, content digest (16 hex digits) and the time of the newest file, UTC."""

    version: str
    digest: str
    built_at: datetime


@cache
def running_code() -> CodeVersion:
    """The code of this process; two machines with equal files give equal digests."""
    folder = Path(api.__file__).parent
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".py", ".html", ".css", ".js", ".json")
    )
    content = digest(
        *(
            part
            for path in files
            for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes())
        )
    )
    newest = max(path.stat().st_mtime for path in files)
    return CodeVersion(api.__version__, content[:16], datetime.fromtimestamp(int(newest), UTC))
