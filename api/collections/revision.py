"""The revision of the schema that the code needs: that of the newest step in `migrations/`, by the
number its file begins with.

Alembic's own way to find it loads every step, which a server need not do at each look at its
readiness. A test compares both.
"""

from pathlib import Path

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"
REVISION = max(
    (path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*_*.py")),
    default="none",
)
