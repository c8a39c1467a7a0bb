"""How many records share values, over knowledge time: made when a release is built, so that no reader waits until they are counted.

The table is empty until the next `seed`; what it does not say is counted as before. Written in the words of the first schema.

Revision: 0004, after 0003
"""

from pathlib import Path
from runpy import run_path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FIRST: dict[str, Any] = run_path(str(Path(__file__).with_name("0001_first_schema.py")))


def upgrade() -> None:
    text = FIRST["TYPES"]["text"]
    key = (
        sa.Column(name, text, primary_key=True)
        for name in ("collection", "columns", "value", "valid_from")
    )
    rest = (
        sa.Column("valid_to", text, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
    )
    op.create_table("count_versions", *key, *rest, sqlite_with_rowid=False)


def downgrade() -> None:
    op.drop_table("count_versions")
