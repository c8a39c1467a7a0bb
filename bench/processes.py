"""What a server costs, read from /proc: processor time and memory of a process with all its
descendants. Linux only; raises OSError elsewhere.
"""

import os
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_NANOSECONDS = 1e9


def descendants(pid: int) -> Iterator[int]:
    """The process and everything it started that still runs."""
    yield pid
    for thread in _listed(_PROC / str(pid) / "task"):
        try:
            children = (_PROC / str(pid) / "task" / thread / "children").read_text()
        except OSError:
            continue
        for child in children.split():
            yield from descendants(int(child))


def processor_seconds(pids: Iterator[int]) -> float:
    """Processor time of all threads of the processes so far, user and system."""
    total = 0.0
    for pid in pids:
        for thread in _listed(_PROC / str(pid) / "task"):
            total += _thread_seconds(_PROC / str(pid) / "task" / thread)
    return total


def _thread_seconds(thread: Path) -> float:
    try:
        return int((thread / "schedstat").read_text().split()[0]) / _NANOSECONDS
    except (OSError, IndexError):
        try:  # a kernel without schedstat counts in hundredths
            fields = (thread / "stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return 0.0


def resident_bytes(pids: Iterator[int]) -> int:
    """Resident memory of the processes now. Pages that several share are counted for each."""
    total = 0
    for pid in pids:
        try:
            total += int((_PROC / str(pid) / "statm").read_text().split()[1]) * os.sysconf(
                "SC_PAGE_SIZE"
            )
        except (OSError, IndexError):
            continue
    return total


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
