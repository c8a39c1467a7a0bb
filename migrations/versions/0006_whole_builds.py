"""Every release is built whole: what was kept to publish a small change within the release that stands is gone.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("dataset") as dataset:
        dataset.drop_column("code")
    op.drop_table("hash_parts")
    op.drop_table("seed_records")


def downgrade() -> None:
    op.create_table(
        "seed_records",
        sa.Column("collection", _TEXT, primary_key=True),
        sa.Column("id", _TEXT, primary_key=True),
        sa.Column("written", _TEXT, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hash_parts",
        sa.Column("collection", _TEXT, primary_key=True),
        sa.Column("first", _TEXT, primary_key=True),
        sa.Column("digest", _TEXT, nullable=False),
    )
    op.add_column("dataset", sa.Column("code", _TEXT, nullable=False, server_default=""))
    with op.batch_alter_table("dataset") as dataset:
        dataset.alter_column("code", server_default=None)
