"""The source of a database, by its kind. Never raises: it connects on first use."""

from api.base.database import Target
from api.read.database.base import Source


def open_source(
    target: Target,
    *,
    check_seconds: float,
    timeout_seconds: float,
    pool_size: int,
    export_slots: int = 1,
    connect_seconds: float = 3,
    export_seconds: float = 60,
) -> Source:
    """The source at a target. Each driver is imported only where it is used: a cold start pays for
    one.
    """
    if target.is_sqlite:
        from api.read.database.sqlite import SQLiteSource

        return SQLiteSource(
            str(target.file), check_seconds, timeout_seconds, pool_size, export_slots
        )
    from api.read.database.postgresql import PostgreSQLSource

    return PostgreSQLSource(
        target.dsn,
        check_seconds,
        timeout_seconds,
        pool_size,
        export_slots,
        connect_seconds,
        export_seconds,
    )
