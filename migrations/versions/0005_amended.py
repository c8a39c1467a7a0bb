"""Publish only what changed: what each record was built from, the hash in parts, and the place of a record in the search index.

The release that stands is served on; since its rows were not made with these, the next `seed` builds it whole.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
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
    op.create_index("ix_search_documents_id", "search_documents", ["id", "collection"])
    op.add_column("dataset", sa.Column("code", _TEXT, nullable=False, server_default=""))
    with op.batch_alter_table("dataset") as dataset:
        dataset.alter_column("code", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("dataset") as dataset:
        dataset.drop_column("code")
    op.drop_index("ix_search_documents_id", "search_documents")
    op.drop_table("hash_parts")
    op.drop_table("seed_records")
