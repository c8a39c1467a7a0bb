"""What the machine refuses, a full disk or a database that is not there, in one sentence. Never
raises.
"""

import sqlite3
import sys

# SQLite's names of what is no fault of a program.
_SQLITE = {
    "SQLITE_FULL": "The disk is full",
    "SQLITE_READONLY": "The database file cannot be written",
    "SQLITE_CANTOPEN": "The database file cannot be opened",
    "SQLITE_IOERR": "The disk does not take what is written",
    "SQLITE_BUSY": "Another program holds the database file",
}


def failure_of_the_machine(error: BaseException) -> str | None:
    """The sentence for an error that is none of the program; None for every other."""
    cause: BaseException = getattr(error, "orig", None) or error  # SQLAlchemy wraps the driver's
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")
        for kind, words in _SQLITE.items():
            if name.startswith(kind):
                return f"{words} ({cause}); nothing was changed."
        return None
    if isinstance(cause, OSError) and cause.errno is not None:
        place = f": {cause.filename}" if cause.filename else ""
        return f"{cause.strerror}{place}; nothing was changed."
    psycopg = sys.modules.get("psycopg")  # loaded where it was used
    if psycopg is not None and isinstance(cause, psycopg.OperationalError):
        return f"PostgreSQL cannot do it ({str(cause).strip().splitlines()[0]})."
    return None
