"""A SQLite file is made beside the one that readers open, and renamed over it when it is whole: a
kill at any moment leaves the old one or the new one. Raises OSError.
"""

import os
from pathlib import Path

from api.base.processes import is_running


def beside(final: Path) -> Path:
    """Where this process makes what is to replace a file."""
    return final.with_name(f".{final.name}.{os.getpid()}.new")


def put_in_place(new: Path, final: Path) -> None:
    """Publish a finished file: from one moment to the next it is what readers open, whatever
    happens to the machine.
    """
    _sync(new)
    os.replace(new, final)
    _sync(final.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_leftovers(final: Path) -> None:
    """Remove files of builds that were killed; those of a living process, and whatever else lies
    there, are left alone.
    """
    for path in final.parent.glob(f".{final.name}.*.new*"):
        owner = path.name.removeprefix(f".{final.name}.").partition(".")[0]
        if owner.isdigit() and (not is_running(int(owner)) or int(owner) == os.getpid()):
            path.unlink(missing_ok=True)
