"""What was measured on: processor, memory, system and the versions of everything that takes part.
Never raises.
"""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = (
    "fastapi",
    "starlette",
    "uvicorn",
    "uvloop",
    "httptools",
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "orjson",
    "psycopg",
)


def describe(datasette_python: Path | None) -> list[str]:
    """Lines for the report."""
    lines = [
        (
            f"{_processor()}, {os.cpu_count()} cores, {_memory_gib():.0f} GiB of memory, "
            f"{platform.system()} {platform.release()}"
        ),
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        + ", ".join(f"{name} {_version(name)}" for name in _PACKAGES),
    ]
    if datasette_python:
        asked = subprocess.run(
            [str(datasette_python), "-m", "datasette", "--version"],
            capture_output=True,
            text=True,
            check=False,
        )
        lines.append(
            f"Peers: {asked.stdout.strip() or 'Datasette of unknown version'}; the textbook "
            "application runs on the packages above."
        )
    return lines


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.machine()
    names = [
        line.partition(":")[2].strip()
        for line in text.splitlines()
        if line.startswith("model name")
    ]
    return names[0] if names else platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
