"""The revision of the schema that the code needs, read from the file names in `migrations/`:
Alembic's own way loads every step, too slow for each readiness check. A test compares both.
"""

from pathlib import Path

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"
REVISION = max(
    (path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*_*.py")),
    default="none",
)
